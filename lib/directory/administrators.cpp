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

std::vector<Administrators::LastOne> Administrators::last_ones(Database& db) const
{
    std::vector<LastOne> found;
    UserRepository users{db};
    AuthorityRepository authorities{db};
    for (const auto& entry : leaving_) {
        const std::string& authority = entry.first;
        if (kept_.contains(authority))
            continue;
        const auto key = parse_authority_key(authority);
        const auto stored = key ? authorities.find(*key) : std::nullopt;
        const auto logins = stored ? users.logins_of(stored->id) : std::vector<std::string>{};
        const std::set<std::string> gone{entry.second.begin(), entry.second.end()};
        const bool another = std::any_of(logins.begin(), logins.end(), [&](const std::string& login) {
            return !gone.contains(login) && administers(users.find(login)->user, authority);
        });
        if (another)
            continue;
        for (const std::string& login : gone)
            found.push_back({login, authority});
    }
    return found;
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
