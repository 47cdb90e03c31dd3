// SPDX-License-Identifier: EUPL-1.2
#include "workflow/calendar.hpp"

namespace imi::workflow
{

HolidayCalendar::HolidayCalendar(const std::string& zone, std::set<Day> holidays)
    : zone_{zone}, holidays_{std::move(holidays)}
{
}

bool HolidayCalendar::is_working_day(Day day) const
{
    const unsigned weekday = std::chrono::weekday{day}.iso_encoding();
    return weekday <= 5 && !holidays_.contains(day);
}

Day HolidayCalendar::day_of(Instant instant) const { return *parse_day(zone_.civil_date(instant)); }

Instant HolidayCalendar::first_instant(Day day) const { return zone_.first_instant(format_day(day)); }

std::optional<Day> parse_day(std::string_view civil_date)
{
    if (!is_civil_date(civil_date))
        return std::nullopt;
    return Day{std::chrono::days{end_of_day(civil_date) / 86'400 - (end_of_day(civil_date) < 0 ? 1 : 0)}};
}

std::string format_day(Day day) { return civil_date(Instant{day.time_since_epoch().count()} * 86'400); }

} // namespace imi::workflow
