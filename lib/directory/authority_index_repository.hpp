// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "store/database.hpp"

#include <string>
#include <vector>

namespace imi
{

/// Proves that the search index says what the stored authorities say. Findings as check_index() gives them; none when
/// all is well. Within the caller's transaction. Throws Error(store, "STO-003") for an authority that cannot be read.
std::vector<std::string> check_authority_index(Database& db);

/// Makes the search index anew, from the stored authorities and the labels of the vocabularies. Within the caller's
/// transaction. Throws as above.
void rebuild_authority_index(Database& db);

} // namespace imi
