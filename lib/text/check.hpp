// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace imi
{

/// What a text from outside may hold. The rule is reliability's: nothing that is invisible, changes direction, or that
/// a terminal obeys.
enum class TextKind {
    line, ///< names, codes, cells: no control character at all
    free, ///< free text: LF and TAB allowed
};

struct TextFault {
    std::size_t offset;  ///< byte offset of the character
    std::size_t column;  ///< code points before it, plus one
    std::string message; ///< e.g. "U+202E RIGHT-TO-LEFT OVERRIDE is not allowed", "not valid UTF-8"
};

/// First thing in `bytes` that no text may hold: malformed UTF-8, control, bidi control, zero-width or tag characters,
/// private use, noncharacters, unassigned, or more than limits::combining_marks marks in a row. Linear in the length.
std::optional<TextFault> text_fault(std::string_view bytes, TextKind kind = TextKind::line);

/// Whether no text may hold the code point. Beside the controls and directions this is all that Unicode calls
/// default-ignorable, without the variation selectors that come with emoji.
bool is_forbidden(char32_t code_point, TextKind kind = TextKind::line);

/// Number and Unicode name, e.g. "U+202E RIGHT-TO-LEFT OVERRIDE", "U+0000 NUL", "U+001B ESCAPE", "U+E000 (private
/// use)".
std::string describe_code_point(char32_t code_point);

} // namespace imi
