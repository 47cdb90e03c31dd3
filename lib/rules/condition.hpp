// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// When an item is asked, as data. There are no variables, no arithmetic and no general "not".
struct Condition {
    enum class Kind {
        in,       ///< answered, and one of `values` matches
        not_in,   ///< answered, and none of `values` matches
        range,    ///< answered, and from `min` to `max`, both inclusive
        answered, ///< answered
        all,      ///< every one of `parts`
        any,      ///< one of `parts`
    };
    Kind kind = Kind::all;
    std::string item;                ///< the item compared; empty for all and any
    std::vector<std::string> values; ///< of in and not_in, in the order written
    std::string min, max;            ///< of range: a decimal number, a year or an ISO date; empty where open
    std::vector<Condition> parts;
    Place place = {};               ///< of the condition in the author's file; empty in a compiled set
    std::vector<Place> places = {}; ///< of each value, beside `values`; may be empty
};

/// What an answer is to conditions. An item that is not asked, not answered, blank or "cannot answer" has no fact.
struct Fact {
    /// Of codes: every code chosen, all that stands above it and the groups holding any of these. Of other kinds: the
    /// value itself.
    std::vector<std::string> matches;
    std::string value; ///< of a number (canonical decimal), date or year: what a range compares; else empty
};

/// The fact of an item, or nullptr.
using Facts = std::function<const Fact*(std::string_view item)>;

/// Two-valued: every comparison with an item that has no fact is false, whatever its kind. `all` of nothing is true,
/// `any` of nothing false.
bool holds(const Condition& condition, const Facts& facts);

/// The items that the condition compares, each once, in the order written.
std::vector<std::string> named_items(const Condition& condition);

/// `a` and `b` together; a condition that is missing is always true.
std::optional<Condition> both(const std::optional<Condition>& a, const std::optional<Condition>& b);

/// As a person reads it: `first-time: yes`, `country: not eea`.
std::string describe(const Condition& condition);

} // namespace imi
