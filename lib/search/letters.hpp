// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <string_view>

namespace imi
{

/// Of well-formed UTF-8: nothing but ASCII.
inline bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Of well-formed UTF-8: no letter beyond the Latin ones of Europe. Those stay below U+0250, two bytes with a lead up
/// to C9; punctuation, three bytes with the lead E2, is of no script.
inline bool is_latin(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0xC9 || byte == 0xE2;
    });
}

} // namespace imi
