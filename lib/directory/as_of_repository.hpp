// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "directory/authority_repository.hpp"

#include <functional>

namespace imi
{

/// Calls `each` with the version of every authority that was in force at the end of an instant, by country and folded
/// id, whatever its state; those registered later are left out. Views live until the next row.
void for_each_authority_as_of(Database& db, Instant until, const std::function<void(const AuthorityRow&)>& each);

} // namespace imi
