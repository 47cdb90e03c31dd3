// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "directory/change.hpp"
#include "store/database.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Two records that are likely to be of one body.
struct DuplicatePair {
    AuthorityKey authority, other; ///< in the order of their keys
    std::string name, other_name;  ///< as shown to a reader of no language
    double score = 0;              ///< see Likeness
    std::vector<std::string_view> reasons;
};

/// Likely duplicates among the bodies of the store that exist on a civil date, of these countries (none: all), the
/// likeliest first, then by keys; each pair once, without those of which one follows the other. A body has one country,
/// so that nothing is compared across borders. Memory grows with the largest country.
std::vector<DuplicatePair> find_duplicates(Database& db, const std::set<std::string>& countries, std::string_view date,
                                           const Progress& progress);

} // namespace imi
