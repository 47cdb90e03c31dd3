// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority_repository.hpp"
#include "directory/change.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace imi
{

/// The authority, or Error(absent, "REG-040") with the nearest key.
StoredAuthority find_authority(Database& db, const std::string& key);

/// Changes columns of one authority; the names are those of the import, an empty value clears. Throws Error(usage,
/// "REG-002") for a name that is no column, Error(input) for a value or a record that an import would refuse.
ChangeResult set_authority(Store& store, const std::string& key, const Settings& settings, const ChangeOptions& options,
                           const ActContext& context);
ChangeResult set_authority_state(Store& store, const std::string& key, AuthorityState state,
                                 const ChangeOptions& options, const ActContext& context);

/// An authority as stored, and as it is to be.
struct AuthorityChange {
    StoredAuthority stored;
    Authority now;
};

/// Checks changes that are made together as each alone would be: rights, what no record may be, and what none may be
/// beside the others. Leaves those that change something in `changes`, in the order in which they are stored; returns
/// what each does, by key, also those that do nothing. Throws Error(forbidden) or Error(input).
std::vector<ChangeResult> check_changes(Database& db, const Actor& actor, std::vector<AuthorityChange>& changes);
/// Stores them with their index, inside the caller's transaction; returns the hash over them for the audit entry.
Hash store_changes(Database& db, const std::vector<AuthorityChange>& changes, std::int64_t batch);

} // namespace imi
