// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace imi
{

/// The canonical form of a decimal number: "-0.50" is "-0.5", "007" is "7", "-0" is "0". At most 15 digits before and 9
/// after the point. Nothing when the text is no such number.
std::optional<std::string> canonical_decimal(std::string_view text);

/// Negative, 0 or positive as `a` is less than, equal to or greater than `b`; nothing when one is no number. Exact.
std::optional<int> compare_decimals(std::string_view a, std::string_view b);

/// The number one step of 10^-decimals above (or below) a canonical decimal, which has no more decimals than that.
std::string neighbour_decimal(std::string_view canonical, std::size_t decimals, bool above);

/// Digits after the point of a canonical decimal.
std::size_t decimals_of(std::string_view canonical);

} // namespace imi
