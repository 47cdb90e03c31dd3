// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/change.hpp"
#include "directory/change_finisher.hpp"

namespace imi
{

/// Stores planned changes of authorities with their index, inside the caller's transaction. Returns the hash over them.
/// Throws Error(conflict, "REG-035") where an authority is not the version it was planned for.
Hash apply_changes(Database& db, ChangeFinisher& changes, std::int64_t batch, const Progress& progress);

} // namespace imi
