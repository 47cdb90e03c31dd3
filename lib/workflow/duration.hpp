// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/calendar.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace imi::workflow
{

enum class Unit { days, working_days, months, years };

/// "7 days", "15 working days of PARTY", "6 months": a phrase with one meaning.
struct Duration {
    long count = 0; ///< 0 to 36,500
    Unit unit = Unit::days;
    std::string calendar; ///< of working days only: a party, or `commission`

    bool operator==(const Duration&) const = default;
};

/// Nothing when the text is no duration; singular and plural are both read ("1 day", "1 days").
std::optional<Duration> parse_duration(std::string_view text);
/// The phrase in its one canonical spelling.
std::string to_text(const Duration& duration);

/// The day that lies `times` durations after `day` (before it, when `times` is negative). Months and years keep the
/// day of the month, or take the month's last; working days count those after (before) `day`.
Day add(Day day, const Duration& duration, int times, const Calendar& calendar);

} // namespace imi::workflow
