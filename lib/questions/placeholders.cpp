// SPDX-License-Identifier: EUPL-1.2
#include "questions/placeholders.hpp"

#include <algorithm>

namespace imi
{

namespace
{

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; });
}

} // namespace

std::optional<std::vector<std::string>> placeholders(std::string_view text)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{')
            continue;
        if (text.substr(i).starts_with("{{")) {
            ++i;
            continue;
        }
        const std::size_t end = text.find('}', i);
        if (end == std::string_view::npos || !is_name(text.substr(i + 1, end - i - 1)))
            return std::nullopt;
        names.emplace_back(text.substr(i + 1, end - i - 1));
        i = end;
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::vector<std::string> numbers(std::string_view text)
{
    std::vector<std::string> found;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_digit(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && is_digit(text[end]))
            ++end;
        found.emplace_back(text.substr(i, end - i));
        i = end;
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace imi
