// SPDX-License-Identifier: EUPL-1.2
#include "text/escape.hpp"

#include "text/check.hpp"
#include "text/utf8.hpp"

#include <array>
#include <cstdio>
#include <limits>

namespace imi
{

namespace
{

constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

std::string in_braces(const char* format, unsigned value)
{
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), format, value);
    return buffer.data();
}

/// The next character, escaped where it must be.
std::string next_piece(std::string_view bytes, std::size_t& position)
{
    const std::size_t start = position;
    const auto code_point = decode_code_point(bytes, position);
    if (!code_point)
        return in_braces("\\x{%02X}", static_cast<unsigned char>(bytes[position++]));
    if (is_forbidden(*code_point))
        return in_braces("\\u{%04X}", static_cast<unsigned>(*code_point));
    return std::string{bytes.substr(start, position - start)};
}

std::string escape(std::string_view bytes, std::size_t limit)
{
    std::string result;
    std::size_t used = 0;
    std::size_t cut = 0; // bytes of the result that leave room for the mark of a cut
    for (std::size_t position = 0; position < bytes.size();) {
        const std::string piece = next_piece(bytes, position);
        const std::size_t length = count_code_points(piece);
        if (length > limit - used) {
            result.resize(cut);
            return limit == 0 ? result : result + "…";
        }
        result += piece;
        used += length;
        if (used < limit)
            cut = result.size();
    }
    return result;
}

} // namespace

std::string escape_for_message(std::string_view bytes, std::size_t limit) { return escape(bytes, limit); }

std::string escape_for_terminal(std::string_view bytes)
{
    if (printable_ascii_run(bytes, 0) == bytes.size())
        return std::string{bytes};
    return escape(bytes, unlimited);
}

} // namespace imi
