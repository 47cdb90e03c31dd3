// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace imi
{

/// Byte offset of the first byte that is not part of well-formed UTF-8 (overlong forms, surrogates and values above
/// U+10FFFF count as malformed); nothing when all is well.
std::optional<std::size_t> invalid_utf8(std::string_view bytes);

/// Code point at `position` of any bytes, which is moved behind it; nothing, and `position` stays, where the bytes are
/// malformed. `position` must lie before the end.
std::optional<char32_t> decode_code_point(std::string_view bytes, std::size_t& position);

/// Code point at `position` of well-formed UTF-8, which is moved behind it. A malformed byte reads as U+FFFD.
char32_t next_code_point(std::string_view utf8, std::size_t& position);

void append_utf8(std::string& out, char32_t code_point);

/// Bytes from `position` on that are printable ASCII, found eight at a time. Never past the end.
std::size_t printable_ascii_run(std::string_view bytes, std::size_t position);

/// Code points of well-formed UTF-8.
std::size_t count_code_points(std::string_view utf8);

} // namespace imi
