// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/authority.hpp"
#include "directory/authority_patch.hpp"
#include "directory/rights.hpp"
#include "directory/user.hpp"

#include <cstdint>
#include <optional>

namespace imi
{

/// What an actor lacks to make `now` of `old` (nullptr: to register `now`), as a fault with the code RGT-010 that names
/// the member; nothing when it may. The one rule for single changes and imports: which member needs which right stands
/// in change_rights.cpp. `id`: of the authority in the store, 0 when it is new. `patch`: the row or setting that the
/// change comes from; the member is named by its column.
std::optional<Diagnostic> missing_right(const Actor& actor, std::int64_t id, const Authority* old, const Authority& now,
                                        const AuthorityPatch* patch = nullptr);

/// The same for a user: the right to administer users at every authority where it has a role before or after. A user
/// without any, or with a role in the store, is an operator's.
std::optional<Diagnostic> missing_right(Database& db, const Actor& actor, const StoredUser* old, const User& now);

/// Whether the actor may read the record of a user: its own, or one of an authority whose users it administers.
bool may_see(Database& db, const Actor& actor, const User& user);

} // namespace imi
