// SPDX-License-Identifier: EUPL-1.2
#include "workflow/duration.hpp"

#include <charconv>

namespace imi::workflow
{

namespace
{

constexpr long most = 36'500;

bool take(std::string_view& text, std::string_view word)
{
    if (!text.starts_with(word))
        return false;
    text.remove_prefix(word.size());
    return true;
}

Day add_months(Day day, long months)
{
    const std::chrono::year_month_day from{day};
    const std::chrono::year_month month = from.year() / from.month() + std::chrono::months{months};
    const auto last = std::chrono::year_month_day_last{month / std::chrono::last}.day();
    return Day{month / std::min(from.day(), last)};
}

Day add_working_days(Day day, long count, const Calendar& calendar)
{
    const std::chrono::days one{count < 0 ? -1 : 1};
    // No calendar has more than ten years of holidays in a row; a broken one must not hang the run.
    for (long left = count < 0 ? -count : count, idle = 0; left > 0 && idle < 3660;) {
        day += one;
        if (calendar.is_working_day(day)) {
            --left;
            idle = 0;
        } else {
            ++idle;
        }
    }
    return day;
}

} // namespace

std::optional<Duration> parse_duration(std::string_view text)
{
    Duration result;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result.count);
    if (error != std::errc{} || result.count < 0 || result.count > most || !(text[0] >= '0' && text[0] <= '9'))
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!take(text, " "))
        return std::nullopt;
    if (take(text, "working day")) {
        take(text, "s");
        if (!take(text, " of ") || text.empty() || text.find(' ') != std::string_view::npos)
            return std::nullopt;
        result.unit = Unit::working_days;
        result.calendar = text;
        return result;
    }
    if (take(text, "day"))
        result.unit = Unit::days;
    else if (take(text, "month"))
        result.unit = Unit::months;
    else if (take(text, "year"))
        result.unit = Unit::years;
    else
        return std::nullopt;
    take(text, "s");
    return text.empty() ? std::optional{result} : std::nullopt;
}

std::string to_text(const Duration& duration)
{
    std::string text = std::to_string(duration.count) + ' ';
    switch (duration.unit) {
    case Unit::days:
        text += "day";
        break;
    case Unit::working_days:
        text += "working day";
        break;
    case Unit::months:
        text += "month";
        break;
    case Unit::years:
        text += "year";
        break;
    }
    if (duration.count != 1)
        text += 's';
    if (duration.unit == Unit::working_days)
        text += " of " + duration.calendar;
    return text;
}

Day add(Day day, const Duration& duration, int times, const Calendar& calendar)
{
    const long count = duration.count * times;
    switch (duration.unit) {
    case Unit::days:
        return day + std::chrono::days{count};
    case Unit::working_days:
        return add_working_days(day, count, calendar);
    case Unit::months:
        return add_months(day, count);
    case Unit::years:
        return add_months(day, count * 12);
    }
    return day;
}

} // namespace imi::workflow
