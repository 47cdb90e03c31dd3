// SPDX-License-Identifier: EUPL-1.2
#include "formats/number_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace imi
{

namespace
{

bool is_placeholder(char c) { return c == '0' || c == '#' || c == '?'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The code parted at `;`, which may stand in quotes.
std::vector<std::string_view> parted(std::string_view code)
{
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (code[i] == ';') {
            parts.push_back(code.substr(begin, i - begin));
            begin = i + 1;
        } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
            ++i;
        } else if (code[i] == '"' || code[i] == '[') {
            const std::size_t end = code.find(code[i] == '"' ? '"' : ']', i + 1);
            i = std::min(end, code.size());
        }
    }
    parts.push_back(code.substr(begin));
    return parts;
}

/// "[<=9999999]" without its brackets.
std::optional<std::pair<std::string, double>> read_condition(std::string_view text)
{
    const std::size_t digits = text.find_first_not_of("<>=");
    if (digits == 0 || digits == std::string_view::npos)
        return std::nullopt;
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data() + digits, text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return std::pair{std::string{text.substr(0, digits)}, value};
}

bool holds(const std::pair<std::string, double>& condition, double value)
{
    const auto& [sign, limit] = condition;
    return (sign == "<" && value < limit) || (sign == "<=" && value <= limit) || (sign == ">" && value > limit) ||
           (sign == ">=" && value >= limit) || (sign == "=" && value == limit) || (sign == "<>" && value != limit);
}

/// The value, not negative, with so many decimals.
std::string fixed(double value, int decimals)
{
    std::array<char, 400> buffer{};
    const auto [end, fault] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    return fault == std::errc{} ? std::string(buffer.data(), end) : std::string{};
}

/// 0.1 + 0.2 as a spreadsheet sees it.
double to_15_digits(double value)
{
    std::array<char, 40> buffer{};
    const auto [end, fault] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific, 14);
    double result = value;
    if (fault == std::errc{})
        std::from_chars(buffer.data(), end, result);
    return result;
}

} // namespace

std::optional<std::string> plain_number(double value)
{
    std::array<char, 40> buffer{};
    const auto [end, fault] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, 15);
    const std::string text{buffer.data(), end};
    if (fault != std::errc{} || text.find_first_not_of("-.0123456789") != std::string::npos)
        return std::nullopt;
    return text == "-0" ? "0" : text;
}

std::string_view NumberFormat::built_in(std::uint32_t number)
{
    switch (number) {
    case 1:
        return "0";
    case 2:
        return "0.00";
    case 3:
    case 37:
    case 38:
        return "#,##0";
    case 4:
    case 39:
    case 40:
        return "#,##0.00";
    case 9:
        return "0%";
    case 10:
        return "0.00%";
    case 11:
        return "0.00E+00";
    case 48:
        return "##0.0E+0";
    case 18:
    case 19:
    case 20:
    case 21:
    case 32:
    case 33:
    case 34:
    case 35:
    case 45:
    case 46:
    case 47:
    case 55:
    case 56:
        return "h:mm:ss";
    case 22:
        return "yyyy-mm-dd h:mm";
    case 14:
    case 15:
    case 16:
    case 17:
    case 27:
    case 28:
    case 29:
    case 30:
    case 31:
    case 36:
    case 50:
    case 51:
    case 52:
    case 53:
    case 54:
    case 57:
    case 58:
        return "yyyy-mm-dd";
    case 49:
        return "@";
    default:
        return "General";
    }
}

NumberFormat::Section NumberFormat::read_section(std::string_view code)
{
    Section section;
    bool has_days = false;
    bool has_hours = false;
    bool is_text = false;
    bool is_general = code.empty();
    bool in_decimals = false;
    int commas = 0;
    const auto add_text = [&](std::string_view text) {
        auto& parts = in_decimals ? section.decimals : section.whole;
        if (parts.empty() || parts.back().placeholder != 0)
            parts.push_back({});
        parts.back().text += text;
    };
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        const char small = lower(c);
        if (c == '"' || c == '[') {
            const std::size_t end = std::min(code.find(c == '"' ? '"' : ']', i + 1), code.size());
            const std::string_view inside = code.substr(i + 1, end - i - 1);
            i = end;
            if (c == '"')
                add_text(inside);
            else if (const auto condition = read_condition(inside))
                section.condition = condition;
            else if (inside.starts_with('$'))
                add_text(inside.substr(1, inside.find('-') - 1)); // a currency; "$-407" is a language alone
            else if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
                has_hours = true;
        } else if (c == '\\') {
            if (++i < code.size())
                add_text(code.substr(i, 1));
        } else if (c == '_' || c == '*') {
            ++i; // a space as wide as the next character, or filled with it
        } else if (lower(c) == 'g' && code.substr(i).size() >= 7 && lower(code[i + 6]) == 'l') {
            is_general = true;
            i += 6;
        } else if (is_placeholder(c)) {
            (in_decimals ? section.decimals : section.whole).push_back({c, {}});
            commas = 0;
        } else if (c == ',') {
            ++commas;
        } else if (c == '.' && !has_hours) {
            in_decimals = true;
            section.thousands = commas;
            commas = 0;
        } else if (c == '%') {
            ++section.percents;
            add_text("%");
        } else if (small == 'e' && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-')) {
            section.kind = Kind::scientific;
            return section;
        } else if (c == '@') {
            is_text = true;
        } else if (small == 'y' || small == 'd' || small == 'b') {
            has_days = true;
        } else if (small == 'h' || small == 's') {
            has_hours = true;
        } else if (small == 'm') {
            // Months, unless hours or seconds stand beside it.
            const std::string_view before = code.substr(0, i);
            const std::string_view behind = code.substr(i);
            const bool minutes = before.find_last_of("hH]") != std::string_view::npos ||
                                 behind.find_first_of("sS") != std::string_view::npos;
            (minutes ? has_hours : has_days) = true;
        } else {
            add_text(code.substr(i, 1));
        }
    }
    section.thousands += commas;
    const auto digits = [](const std::vector<Part>& parts) {
        return std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.placeholder != 0; });
    };
    if (has_days || has_hours)
        section.kind = has_days && has_hours ? Kind::date_time : has_days ? Kind::date : Kind::time;
    else if (digits(section.whole) || digits(section.decimals))
        section.kind = Kind::number;
    else if (is_general)
        section.kind = Kind::general;
    else if (is_text)
        section.kind = Kind::text;
    else
        section.kind = Kind::general; // hides the number, or shows a text in its place
    return section;
}

NumberFormat::NumberFormat(std::string_view code)
{
    for (const std::string_view part : parted(code))
        sections_.push_back(read_section(part));
}

const NumberFormat::Section& NumberFormat::section_of(double value) const
{
    const bool conditions = std::any_of(sections_.begin(), sections_.end(),
                                        [](const Section& section) { return section.condition.has_value(); });
    if (conditions) {
        for (const Section& section : sections_) {
            if (!section.condition || holds(*section.condition, value))
                return section;
        }
        return sections_.back();
    }
    if (value < 0 && sections_.size() > 1)
        return sections_[1];
    return value == 0 && sections_.size() > 2 ? sections_[2] : sections_[0];
}

NumberFormat::Kind NumberFormat::kind(double value) const { return section_of(value).kind; }

std::string NumberFormat::show(double value) const
{
    const Section& section = section_of(value);
    if (section.kind != Kind::number)
        return plain_number(value).value_or(std::string{});
    double size = std::abs(value);
    for (int i = 0; i < section.percents; ++i)
        size *= 100;
    for (int i = 0; i < section.thousands; ++i)
        size /= 1000;
    const auto places = std::count_if(section.decimals.begin(), section.decimals.end(),
                                      [](const Part& part) { return part.placeholder != 0; });
    const std::string digits = fixed(to_15_digits(size), static_cast<int>(std::min<std::ptrdiff_t>(places, 30)));
    const std::size_t point = std::min(digits.find('.'), digits.size());
    std::string whole = digits.substr(0, point);
    if (whole == "0")
        whole.clear();
    // Placeholders take digits from the right; the leftmost takes all that are left.
    std::string out;
    const auto first = std::find_if(section.whole.begin(), section.whole.end(),
                                    [](const Part& part) { return part.placeholder != 0; });
    for (auto part = section.whole.end(); part != section.whole.begin();) {
        --part;
        if (part->placeholder == 0) {
            out.insert(0, part->text);
        } else if (part == first) {
            out.insert(0, whole.empty() && part->placeholder == '0' ? "0" : whole);
            whole.clear();
        } else if (!whole.empty()) {
            out.insert(out.begin(), whole.back());
            whole.pop_back();
        } else if (part->placeholder == '0') {
            out.insert(out.begin(), '0');
        }
    }
    std::string tail;
    std::size_t digit = point + 1;
    std::size_t kept = 0; ///< of `tail`, up to the last digit that must be shown
    for (const Part& part : section.decimals) {
        if (part.placeholder == 0) {
            tail += part.text;
            kept = tail.size();
        } else if (digit < digits.size()) {
            tail += digits[digit++];
            if (part.placeholder == '0' || tail.back() != '0')
                kept = tail.size();
        }
    }
    tail.resize(kept);
    if (!tail.empty())
        out.append(tail.front() >= '0' && tail.front() <= '9' ? "." : "").append(tail);
    const bool signed_here = value < 0 && &section == &sections_[0];
    return signed_here && out.find_first_of("123456789") != std::string::npos ? "-" + out : out;
}

std::optional<std::string> serial_date(double serial, bool from_1904, NumberFormat::Kind kind)
{
    constexpr double last = 2'958'466; // 10000-01-01 of the system of 1900
    if (!(serial >= 0) || serial >= last)
        return std::nullopt;
    constexpr std::int64_t seconds_a_day = 86'400;
    const auto seconds = static_cast<std::int64_t>(std::llround(serial * static_cast<double>(seconds_a_day)));
    auto days = seconds / seconds_a_day;
    const auto rest = seconds % seconds_a_day;
    const auto two = [](std::int64_t number) { return std::string{number < 10 ? "0" : ""} + std::to_string(number); };
    const std::string time = two(rest / 3600) + ":" + two(rest / 60 % 60) + ":" + two(rest % 60);
    if (kind == NumberFormat::Kind::time)
        return time;
    if (!from_1904) {
        // The system of 1900 counts a 29 February 1900, which never was.
        if (days == 60 || days == 0)
            return std::nullopt;
        days -= days > 60 ? 1 : 0;
    }
    const std::chrono::sys_days first = from_1904 ? std::chrono::sys_days{std::chrono::year{1904} / 1 / 1}
                                                  : std::chrono::sys_days{std::chrono::year{1899} / 12 / 31};
    const std::chrono::year_month_day date{first + std::chrono::days{days}};
    const int year = static_cast<int>(date.year());
    if (year > 9999)
        return std::nullopt;
    const std::string day = std::to_string(year) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
                            two(static_cast<unsigned>(date.day()));
    return kind == NumberFormat::Kind::date_time && rest != 0 ? day + "T" + time : day;
}

} // namespace imi
