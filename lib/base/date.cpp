// SPDX-License-Identifier: EUPL-1.2
#include "base/date.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace imi
{

namespace
{

std::optional<int> number(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty() || text[0] == '-')
        return std::nullopt;
    return value;
}

std::optional<std::chrono::sys_days> parse_civil(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto year = number(text.substr(0, 4));
    const auto month = number(text.substr(5, 2));
    const auto day = number(text.substr(8, 2));
    if (!year || !month || !day || *year == 0)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok())
        return std::nullopt;
    return std::chrono::sys_days{date};
}

std::string format(const char* pattern, int a, int b, int c)
{
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, pattern, a, b, c);
    return buffer;
}

constexpr std::int64_t day_seconds = 86'400;

} // namespace

std::optional<Instant> parse_instant(std::string_view text)
{
    if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        return std::nullopt;
    const auto days = parse_civil(text.substr(0, 10));
    const auto hour = number(text.substr(11, 2));
    const auto minute = number(text.substr(14, 2));
    const auto second = number(text.substr(17, 2));
    if (!days || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    return days->time_since_epoch().count() * day_seconds + *hour * 3600 + *minute * 60 + *second;
}

std::string civil_date(Instant instant)
{
    const std::int64_t days = instant >= 0 ? instant / day_seconds : -((-instant + day_seconds - 1) / day_seconds);
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    return format("%04d-%02d-%02d", static_cast<int>(date.year()),
                  static_cast<int>(static_cast<unsigned>(date.month())),
                  static_cast<int>(static_cast<unsigned>(date.day())));
}

std::string format_instant(Instant instant)
{
    const int rest = static_cast<int>(((instant % day_seconds) + day_seconds) % day_seconds);
    return civil_date(instant) + format("T%02d:%02d:%02dZ", rest / 3600, rest / 60 % 60, rest % 60);
}

bool is_civil_date(std::string_view text) { return parse_civil(text).has_value(); }

Instant end_of_day(std::string_view civil_date)
{
    return parse_civil(civil_date).value().time_since_epoch().count() * day_seconds + day_seconds - 1;
}

std::string iso_guess(std::string_view text)
{
    const std::size_t first = text.find_first_of("./-");
    if (first == std::string_view::npos)
        return {};
    const std::size_t second = text.find(text[first], first + 1);
    if (second == std::string_view::npos)
        return {};
    const auto day = number(text.substr(0, first));
    const auto month = number(text.substr(first + 1, second - first - 1));
    const auto year = number(text.substr(second + 1));
    if (!day || !month || !year || *year < 1000)
        return {};
    const std::string guess = format("%04d-%02d-%02d", *year, *month, *day);
    return is_civil_date(guess) ? guess : std::string{};
}

} // namespace imi
