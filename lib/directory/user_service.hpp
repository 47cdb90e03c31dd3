// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/change.hpp"
#include "directory/user.hpp"

#include <string>
#include <vector>

namespace imi
{

/// The user. Throws Error(absent, "REG-041") with the nearest login: for operators.
StoredUser find_user(Database& db, const std::string& login);
/// The user, if the actor may see it. Throws Error(absent, "REG-041") otherwise, alike for one that there is not.
StoredUser find_user(Database& db, const Actor& actor, const std::string& login);

/// Changes name, email, language, authority and roles of one user. Throws Error(usage, "REG-002") for another name.
ChangeResult set_user(Store& store, const std::string& login, const Settings& settings, const ChangeOptions& options,
                      const ActContext& context);
ChangeResult set_user_state(Store& store, const std::string& login, bool suspended, const ChangeOptions& options,
                            const ActContext& context);

/// Gives the roles of one user to another, in one batch: at one authority, or (empty) at all of them. Those that the
/// other has stay. Returns what became of both, by login. Throws Error(usage, "REG-142") for one and the same login,
/// Error(input, "REG-143") where there is nothing to hand over, Error(conflict, "REG-144") where the other is
/// suspended.
std::vector<ChangeResult> hand_over_roles(Store& store, const std::string& login, const std::string& to,
                                          const std::string& authority, const ChangeOptions& options,
                                          const ActContext& context);

} // namespace imi
