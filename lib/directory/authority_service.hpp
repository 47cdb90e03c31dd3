// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority_repository.hpp"
#include "directory/change.hpp"

#include <string>

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

} // namespace imi
