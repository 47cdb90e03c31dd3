// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace imi
{

/// The languages of the toolkit, BCP 47, by code: the official languages of the Union, Norwegian and Icelandic.
inline constexpr std::array<std::string_view, 26> working_languages = {
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu",
    "is", "it", "lt", "lv", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
};

inline bool is_working_language(std::string_view code)
{
    return std::binary_search(working_languages.begin(), working_languages.end(), code);
}

} // namespace imi
