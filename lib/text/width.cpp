// SPDX-License-Identifier: EUPL-1.2
#include "text/width.hpp"

#include "text/utf8.hpp"

#include <unicode/uchar.h>

namespace imi
{

namespace
{

std::size_t width_of(UChar32 character)
{
    if (character < 0x300)
        return u_iscntrl(character) ? 0 : 1;
    if ((U_GET_GC_MASK(character) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0)
        return 0;
    // Vowels and finals of a Hangul syllable join the consonant before them.
    if (character >= 0x1160 && character <= 0x11FF)
        return 0;
    const int32_t width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

} // namespace

std::size_t display_width(std::string_view utf8)
{
    std::size_t width = 0;
    for (std::size_t position = 0; position < utf8.size();) {
        const std::size_t run = printable_ascii_run(utf8, position);
        width += run;
        position += run;
        if (position < utf8.size())
            width += width_of(static_cast<UChar32>(next_code_point(utf8, position)));
    }
    return width;
}

} // namespace imi
