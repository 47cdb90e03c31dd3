// SPDX-License-Identifier: EUPL-1.2
#include "directory/administrators.hpp"

#include "directory/authority_input.hpp"
#include "directory/authority_repository.hpp"

#include <algorithm>

namespace imi
{

namespace
{

bool administers(const User& user, const std::string& authority)
{
    return !user.suspended && std::any_of(user.roles.begin(), user.roles.end(), [&](const UserRole& role) {
        return role.authority == authority && role.role == "data-administrator";
    });
}

} // namespace

void Administrators::change(const User* old, const User& now)
{
    for (const UserRole& role : now.roles) {
        if (administers(now, role.authority))
            kept_.insert(role.authority);
        const auto [first, is_new] = used_.try_emplace(role.authority, now.login);
        if (!is_new)
            first->second = std::min(first->second, now.login);
    }
    if (old == nullptr)
        return;
    std::set<std::string> left;
    for (const UserRole& role : old->roles) {
        if (administers(*old, role.authority) && !administers(now, role.authority))
            left.insert(role.authority);
    }
    for (const std::string& authority : left)
        leaving_[authority].push_back(now.login);
}

bool Administrators::is_administered(Database& db, const std::string& authority) const
{
    if (kept_.contains(authority))
        return true;
    UserRepository users{db};
    const auto key = parse_authority_key(authority);
    const auto stored = key ? AuthorityRepository{db}.find(*key) : std::nullopt;
    const auto logins = stored ? users.logins_of(stored->id) : std::vector<std::string>{};
    const auto leaving = leaving_.find(authority);
    return std::any_of(logins.begin(), logins.end(), [&](const std::string& login) {
        const bool is_gone = leaving != leaving_.end() &&
                             std::find(leaving->second.begin(), leaving->second.end(), login) != leaving->second.end();
        return !is_gone && administers(users.find(login)->user, authority);
    });
}

std::vector<Administrators::LastOne> Administrators::last_ones(Database& db) const
{
    std::vector<LastOne> found;
    for (const auto& [authority, logins] : leaving_) {
        if (is_administered(db, authority))
            continue;
        for (const std::string& login : std::set<std::string>{logins.begin(), logins.end()})
            found.push_back({login, authority});
    }
    return found;
}

std::vector<Administrators::Unadministered> Administrators::unadministered(Database& db) const
{
    std::vector<Unadministered> found;
    for (const auto& [authority, login] : used_) {
        if (!is_administered(db, authority))
            found.push_back({authority, login});
    }
    return found;
}

Diagnostic Administrators::Unadministered::warning(Place place) const
{
    return {Severity::warning,
            "REG-140",
            std::move(place),
            "roles",
            authority + " has users, but no data administrator",
            "give one of them the role data-administrator, so that it looks after the others"};
}

Diagnostic Administrators::LastOne::fault(Place place) const
{
    return {Severity::error,
            "REG-038",
            std::move(place),
            "roles",
            login + " is the last data administrator of " + authority,
            "give the role to another user first"};
}

} // namespace imi
