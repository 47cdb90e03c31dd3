// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "directory/change.hpp"

#include <cstdint>
#include <vector>

namespace imi
{

/// What differs between two records (`old` nullptr: none before), member by member; names by kind and language, such as
/// "official.de". A new record has no cell "state".
std::vector<ChangedCell> differing_cells(const Authority* old, const Authority& now);

/// How many values were there in `old` and are empty in `now`: texts, lists, and all names of a kind.
std::uint64_t cleared_values(const Authority& old, const Authority& now);

} // namespace imi
