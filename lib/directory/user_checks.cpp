// SPDX-License-Identifier: EUPL-1.2
#include "directory/user_checks.hpp"

#include "base/limits.hpp"
#include "text/suggest.hpp"

#include <algorithm>

namespace imi
{

const std::vector<std::string> user_columns{"login", "name", "email", "language", "authority", "roles"};

std::optional<ValueFault> check_user_text(const std::string& column, std::string& value)
{
    const std::size_t limit = column == "email"       ? limits::email_code_points
                              : column == "authority" ? limits::id_code_points + 3 // its country stands before it
                              : column == "roles"     ? limits::text_code_points
                                                      : limits::name_code_points;
    if (auto fault = check_text(value, limit))
        return fault;
    if (value.empty())
        return std::nullopt;
    return column == "email" ? check_email(value) : column == "language" ? check_language(value) : std::nullopt;
}

std::optional<ValueFault> fault_of_user_role(const std::string& role, const Vocabularies& vocabularies)
{
    const std::string name = role.substr(0, role.find('@'));
    if (vocabularies.has("user-roles", name))
        return std::nullopt;
    return ValueFault{"REG-015", in_quotes(role) + " is no role", vocabularies.hint("user-roles", name)};
}

std::optional<ValueFault> set_roles_at(User& user, const std::string& authority, const std::vector<std::string>& roles,
                                       const Vocabularies& vocabularies)
{
    std::erase_if(user.roles, [&](const UserRole& role) { return role.authority == authority; });
    for (const std::string& text : roles) {
        if (auto fault = fault_of_user_role(text, vocabularies))
            return fault;
        const std::size_t at = text.find('@');
        UserRole role{authority, text.substr(0, at), {}};
        if (at != std::string::npos) {
            const std::string area = text.substr(at + 1);
            role.area = vocabularies.area(area);
            if (role.area.empty())
                return ValueFault{"REG-014", in_quotes(area) + " is no legislative area of this store",
                                  did_you_mean(vocabularies.nearest_area(area))};
        }
        user.roles.push_back(std::move(role));
    }
    return std::nullopt;
}

void give_all_roles_at(User& user, const std::string& authority, const Vocabularies& vocabularies)
{
    std::erase_if(user.roles, [&](const UserRole& role) { return role.authority == authority; });
    for (const std::string& role : vocabularies.codes("user-roles"))
        user.roles.push_back({authority, role, {}});
}

bool has_all_roles_at(const User& user, const std::string& authority, const Vocabularies& vocabularies)
{
    std::vector<UserRole> own;
    for (const UserRole& role : user.roles) {
        if (role.authority == authority)
            own.push_back(role);
    }
    User all;
    give_all_roles_at(all, authority, vocabularies);
    put_in_order(own);
    put_in_order(all.roles);
    return own == all.roles;
}

void put_in_order(std::vector<UserRole>& roles)
{
    std::sort(roles.begin(), roles.end());
    roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
}

} // namespace imi
