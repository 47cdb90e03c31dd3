// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "search/evaluate.hpp"
#include "search/search.hpp"

#include <string_view>

namespace imi
{

/// A line of `search --batch`: {"query", "country"?, "area"?, "profession"?, "region"?, "speaks"?, "can"?, "as_of"?,
/// "limit"?}; `country` is a text or a list of texts. Members that are absent are as in `defaults`.
/// Throws Error(input): SEA-010 for a line of another shape, SEA-011 for a member that a query does not have; and as
/// parse_json().
SearchQuery parse_search_query(std::string_view line, const Place& place, const SearchQuery& defaults);

/// A line of `search evaluate`: {"query", "expected": [id without country], "kind"?}; other members are ignored.
/// Throws Error(input, "SEA-010") for a line of another shape; and as parse_json().
EvaluationQuery parse_evaluation_query(std::string_view line, const Place& place);

} // namespace imi
