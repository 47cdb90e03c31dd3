// SPDX-License-Identifier: EUPL-1.2
#include "text/check.hpp"

#include "base/limits.hpp"
#include "text/utf8.hpp"

#include <unicode/uchar.h>

#include <array>
#include <cstdio>

namespace imi
{

namespace
{

/// ICU gives control characters no name.
constexpr std::array<const char*, 32> c0_names = {
    "NUL",
    "START OF HEADING",
    "START OF TEXT",
    "END OF TEXT",
    "END OF TRANSMISSION",
    "ENQUIRY",
    "ACKNOWLEDGE",
    "BELL",
    "BACKSPACE",
    "TAB",
    "LINE FEED",
    "VERTICAL TAB",
    "FORM FEED",
    "CARRIAGE RETURN",
    "SHIFT OUT",
    "SHIFT IN",
    "DATA LINK ESCAPE",
    "DEVICE CONTROL ONE",
    "DEVICE CONTROL TWO",
    "DEVICE CONTROL THREE",
    "DEVICE CONTROL FOUR",
    "NEGATIVE ACKNOWLEDGE",
    "SYNCHRONOUS IDLE",
    "END OF TRANSMISSION BLOCK",
    "CANCEL",
    "END OF MEDIUM",
    "SUBSTITUTE",
    "ESCAPE",
    "FILE SEPARATOR",
    "GROUP SEPARATOR",
    "RECORD SEPARATOR",
    "UNIT SEPARATOR",
};
constexpr std::array<const char*, 33> c1_names = {
    "DELETE",
    "PADDING CHARACTER",
    "HIGH OCTET PRESET",
    "BREAK PERMITTED HERE",
    "NO BREAK HERE",
    "INDEX",
    "NEXT LINE",
    "START OF SELECTED AREA",
    "END OF SELECTED AREA",
    "CHARACTER TABULATION SET",
    "CHARACTER TABULATION WITH JUSTIFICATION",
    "LINE TABULATION SET",
    "PARTIAL LINE FORWARD",
    "PARTIAL LINE BACKWARD",
    "REVERSE LINE FEED",
    "SINGLE SHIFT TWO",
    "SINGLE SHIFT THREE",
    "DEVICE CONTROL STRING",
    "PRIVATE USE ONE",
    "PRIVATE USE TWO",
    "SET TRANSMIT STATE",
    "CANCEL CHARACTER",
    "MESSAGE WAITING",
    "START OF GUARDED AREA",
    "END OF GUARDED AREA",
    "START OF STRING",
    "SINGLE GRAPHIC CHARACTER INTRODUCER",
    "SINGLE CHARACTER INTRODUCER",
    "CONTROL SEQUENCE INTRODUCER",
    "STRING TERMINATOR",
    "OPERATING SYSTEM COMMAND",
    "PRIVACY MESSAGE",
    "APPLICATION PROGRAM COMMAND",
};

std::string number_of(char32_t code_point)
{
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "U+%04X", static_cast<unsigned>(code_point));
    return buffer.data();
}

std::string name_of(char32_t code_point)
{
    if (code_point < 0x20)
        return c0_names[code_point];
    if (code_point >= 0x7F && code_point < 0xA0)
        return c1_names[code_point - 0x7F];
    const auto character = static_cast<UChar32>(code_point);
    std::array<char, 128> buffer{};
    UErrorCode status = U_ZERO_ERROR;
    u_charName(character, U_UNICODE_CHAR_NAME, buffer.data(), buffer.size(), &status);
    if (U_SUCCESS(status) && buffer[0] != '\0')
        return buffer.data();
    if (U_IS_UNICODE_NONCHAR(character))
        return "(noncharacter)";
    return u_charType(character) == U_PRIVATE_USE_CHAR ? "(private use)" : "(unassigned)";
}

bool is_variation_selector(UChar32 character) { return u_hasBinaryProperty(character, UCHAR_VARIATION_SELECTOR) != 0; }

constexpr std::uint32_t never_allowed =
    U_GC_CC_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK | U_GC_CO_MASK | U_GC_CN_MASK | U_GC_CS_MASK;

/// The categories that hold default-ignorable code points; asking for the property is slow.
constexpr std::uint32_t may_be_invisible = U_GC_CF_MASK | U_GC_MN_MASK | U_GC_LO_MASK;

bool is_refused(UChar32 character, std::uint32_t category)
{
    if ((category & never_allowed) != 0)
        return true;
    return (category & may_be_invisible) != 0 &&
           u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 && !is_variation_selector(character);
}

bool is_ascii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

TextFault fault_at(std::string_view bytes, std::size_t offset, std::string message)
{
    return {offset, count_code_points(bytes.substr(0, offset)) + 1, std::move(message)};
}

} // namespace

bool is_forbidden(char32_t code_point, TextKind kind)
{
    if (kind == TextKind::free && (code_point == '\n' || code_point == '\t'))
        return false;
    const auto character = static_cast<UChar32>(code_point);
    return is_refused(character, U_GET_GC_MASK(character));
}

std::optional<TextFault> text_fault(std::string_view bytes, TextKind kind)
{
    std::size_t position = 0;
    std::size_t marks = 0;
    while (position < bytes.size()) {
        if (const std::size_t run = is_ascii(bytes[position]) ? printable_ascii_run(bytes, position) : 0; run != 0) {
            position += run;
            marks = 0;
            continue;
        }
        const std::size_t offset = position;
        const auto code_point = decode_code_point(bytes, position);
        if (!code_point)
            return fault_at(bytes, offset, "not valid UTF-8");
        const auto character = static_cast<UChar32>(*code_point);
        const std::uint32_t category = U_GET_GC_MASK(character);
        if (is_refused(character, category) && is_forbidden(*code_point, kind))
            return fault_at(bytes, offset, describe_code_point(*code_point) + " is not allowed");
        marks = (category & U_GC_M_MASK) != 0 ? marks + 1 : 0;
        if (marks > limits::combining_marks)
            return fault_at(bytes, offset,
                            "more than " + std::to_string(limits::combining_marks) + " combining marks in a row");
    }
    return std::nullopt;
}

std::string describe_code_point(char32_t code_point) { return number_of(code_point) + " " + name_of(code_point); }

} // namespace imi
