// SPDX-License-Identifier: EUPL-1.2
#include "rules/decimal.hpp"

#include <algorithm>

namespace imi
{

namespace
{

constexpr std::size_t most_digits = 15;
constexpr std::size_t most_decimals = 9;

bool all_digits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int compare_sizes(std::string_view a, std::string_view b)
{
    const std::string_view whole_a = a.substr(0, a.find('.'));
    const std::string_view whole_b = b.substr(0, b.find('.'));
    if (whole_a.size() != whole_b.size())
        return whole_a.size() < whole_b.size() ? -1 : 1;
    // Canonical: no zeros at the end, so the longer of two that agree is the greater.
    return a.compare(b);
}

} // namespace

std::optional<std::string> canonical_decimal(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative)
        text.remove_prefix(1);
    const std::size_t point = text.find('.');
    std::string_view whole = text.substr(0, point);
    std::string_view rest = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (!all_digits(whole) || (point != std::string_view::npos && !all_digits(rest)))
        return std::nullopt;
    while (whole.size() > 1 && whole.front() == '0')
        whole.remove_prefix(1);
    while (rest.ends_with('0'))
        rest.remove_suffix(1);
    if (whole.size() > most_digits || rest.size() > most_decimals)
        return std::nullopt;
    std::string result{whole};
    if (!rest.empty())
        result.append(".").append(rest);
    return negative && result != "0" ? "-" + result : result;
}

std::optional<int> compare_decimals(std::string_view a, std::string_view b)
{
    const auto left = canonical_decimal(a);
    const auto right = canonical_decimal(b);
    if (!left || !right)
        return std::nullopt;
    const bool negative = left->starts_with('-');
    if (negative != right->starts_with('-'))
        return negative ? -1 : 1;
    return negative ? compare_sizes(std::string_view{*right}.substr(1), std::string_view{*left}.substr(1))
                    : compare_sizes(*left, *right);
}

std::size_t decimals_of(std::string_view canonical)
{
    const std::size_t point = canonical.find('.');
    return point == std::string_view::npos ? 0 : canonical.size() - point - 1;
}

std::string neighbour_decimal(std::string_view canonical, std::size_t decimals, bool above)
{
    // 15 digits and 9 decimals are more than 64 bits hold.
    __int128 scaled = 0;
    const bool negative = canonical.starts_with('-');
    for (const char c : canonical) {
        if (c >= '0' && c <= '9')
            scaled = scaled * 10 + (c - '0');
    }
    for (std::size_t i = decimals_of(canonical); i < decimals; ++i)
        scaled *= 10;
    scaled = (negative ? -scaled : scaled) + (above ? 1 : -1);
    const bool below_zero = scaled < 0;
    std::string digits;
    for (__int128 rest = below_zero ? -scaled : scaled; rest != 0; rest /= 10)
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    if (digits.size() <= decimals)
        digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals != 0)
        digits.insert(digits.size() - decimals, ".");
    return canonical_decimal((below_zero ? "-" : "") + digits).value_or(std::string{canonical});
}

} // namespace imi
