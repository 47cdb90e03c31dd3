// SPDX-License-Identifier: EUPL-1.2
#include "directory/user_record.hpp"

#include "directory/user_checks.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

std::string roles_text(const User& user)
{
    std::string text;
    for (const UserRole& role : user.roles)
        text.append(text.empty() ? "" : "; ").append(role.authority).append(" ").append(role.text());
    return text;
}

} // namespace

std::vector<ChangedCell> differing_cells(const User& old, const User& now)
{
    std::vector<ChangedCell> cells;
    const auto compare = [&](const char* member, const std::string& a, const std::string& b) {
        if (a != b)
            cells.push_back({member, a, b});
    };
    compare("name", old.name, now.name);
    compare("email", old.email, now.email);
    compare("language", old.language, now.language);
    compare("roles", roles_text(old), roles_text(now));
    compare("state", old.suspended ? "suspended" : "active", now.suspended ? "suspended" : "active");
    return cells;
}

Hash hash_of_user(const User& user) { return sha256(dump_json(to_json(user))); }

Json to_json(const User& user)
{
    Json roles = Json::object();
    for (const UserRole& role : user.roles)
        roles[role.authority].push_back(role.text());
    return {{"login", user.login},       {"name", user.name}, {"email", user.email},
            {"language", user.language}, {"roles", roles},    {"state", user.suspended ? "suspended" : "active"}};
}

User read_user(const Json& record, const Vocabularies& vocabularies, const Place& place,
               std::vector<Diagnostic>& faults)
{
    User user;
    const auto passes = [&](const std::optional<ValueFault>& fault, const char* member) {
        if (fault)
            faults.push_back(fault->diagnostic(place, member));
    };
    try {
        user.login = record.at("login").get<std::string>();
        user.suspended = record.at("state").get<std::string>() != "active";
        for (const auto& [member, text] :
             {std::pair{"name", &user.name}, std::pair{"email", &user.email}, std::pair{"language", &user.language}}) {
            *text = record.at(member).get<std::string>();
            passes(check_user_text(member, *text), member);
        }
        for (const auto& [authority, roles] : record.at("roles").items())
            passes(set_roles_at(user, authority, roles.get<std::vector<std::string>>(), vocabularies), "roles");
    } catch (const Json::exception&) {
        faults.push_back({Severity::error, "REG-025", place, {}, "is no record of a user", "make the plan again"});
    }
    put_in_order(user.roles);
    return user;
}

} // namespace imi
