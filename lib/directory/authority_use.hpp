// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace imi
{

/// What refers to an authority.
struct AuthorityUse {
    std::vector<std::string> logins;       ///< users with a role there, by login
    std::vector<AuthorityKey> coordinates; ///< authorities that name it as their coordinator, by key
    std::vector<AuthorityKey> follows;     ///< authorities that have ended in its favour, by key
    std::vector<std::string> setups;       ///< scopes of set-ups that are for it or name it as coordinator
    std::int64_t cases = 0;                ///< in which it has, or had, a seat
};
/// `id`: of its row.
AuthorityUse use_of_authority(Database& db, const AuthorityKey& key, std::int64_t id);

/// Cases that are not closed in which the authority has a seat.
std::int64_t open_cases_of(Database& db, const AuthorityKey& key);

} // namespace imi
