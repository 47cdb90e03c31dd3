// SPDX-License-Identifier: EUPL-1.2
#include "rules/version.hpp"

#include <charconv>

namespace imi
{

namespace
{

std::optional<int> part(std::string_view text)
{
    if (text.empty() || text.size() > 4 || (text.size() > 1 && text[0] == '0') ||
        text.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

std::optional<Version> parse_version(std::string_view text)
{
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos)
        return std::nullopt;
    const auto major = part(text.substr(0, dot));
    const auto minor = part(text.substr(dot + 1));
    if (!major || !minor)
        return std::nullopt;
    return Version{*major, *minor};
}

} // namespace imi
