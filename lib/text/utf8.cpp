// SPDX-License-Identifier: EUPL-1.2
#include "text/utf8.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

namespace imi
{

namespace
{

constexpr std::uint64_t high_bits = 0x8080808080808080;

std::uint64_t load_word(const char* bytes)
{
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

/// Whether any of eight bytes is below a blank, DEL or not ASCII. A borrow or carry between bytes comes from such a
/// byte only, so the answer for the whole word is exact.
bool has_unprintable(std::uint64_t word)
{
    return ((word | (word - 0x2020202020202020) | (word + 0x0101010101010101)) & high_bits) != 0;
}

bool is_printable_ascii(char byte) { return byte >= ' ' && byte < '\x7F'; }

/// Form of a sequence by its first byte; `low` and `high` bound the second byte, which rules out overlong forms,
/// surrogates and values above U+10FFFF.
struct Lead {
    unsigned length;
    unsigned char low;
    unsigned char high;
};

Lead lead_of(unsigned char byte)
{
    if (byte >= 0xC2 && byte <= 0xDF)
        return {2, 0x80, 0xBF};
    if (byte == 0xE0)
        return {3, 0xA0, 0xBF};
    if (byte == 0xED)
        return {3, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF)
        return {3, 0x80, 0xBF};
    if (byte == 0xF0)
        return {4, 0x90, 0xBF};
    if (byte >= 0xF1 && byte <= 0xF3)
        return {4, 0x80, 0xBF};
    if (byte == 0xF4)
        return {4, 0x80, 0x8F};
    return {0, 0, 0};
}

} // namespace

std::optional<char32_t> decode_code_point(std::string_view bytes, std::size_t& position)
{
    const auto byte_at = [bytes](std::size_t index) { return static_cast<unsigned char>(bytes[index]); };
    const unsigned char first = byte_at(position);
    if (first < 0x80) {
        ++position;
        return first;
    }
    const Lead lead = lead_of(first);
    if (lead.length == 0 || bytes.size() - position < lead.length)
        return std::nullopt;
    const unsigned char second = byte_at(position + 1);
    if (second < lead.low || second > lead.high)
        return std::nullopt;
    char32_t code_point = ((first & (0x7Fu >> lead.length)) << 6) | (second & 0x3Fu);
    for (unsigned i = 2; i < lead.length; ++i) {
        const unsigned char next = byte_at(position + i);
        if ((next & 0xC0) != 0x80)
            return std::nullopt;
        code_point = (code_point << 6) | (next & 0x3Fu);
    }
    position += lead.length;
    return code_point;
}

std::size_t printable_ascii_run(std::string_view bytes, std::size_t position)
{
    const std::size_t start = position;
    while (bytes.size() - position >= 8 && !has_unprintable(load_word(bytes.data() + position)))
        position += 8;
    while (position < bytes.size() && is_printable_ascii(bytes[position]))
        ++position;
    return position - start;
}

std::optional<std::size_t> invalid_utf8(std::string_view bytes)
{
    std::size_t position = 0;
    while (position < bytes.size()) {
        while (bytes.size() - position >= 8 && (load_word(bytes.data() + position) & high_bits) == 0)
            position += 8;
        if (position < bytes.size() && !decode_code_point(bytes, position))
            return position;
    }
    return std::nullopt;
}

char32_t next_code_point(std::string_view utf8, std::size_t& position)
{
    if (const auto code_point = decode_code_point(utf8, position))
        return *code_point;
    ++position;
    return 0xFFFD;
}

void append_utf8(std::string& out, char32_t code_point)
{
    const auto append = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (code_point < 0x80) {
        append(code_point);
        return;
    }
    if (code_point < 0x800) {
        append(0xC0 | (code_point >> 6));
    } else if (code_point < 0x10000) {
        append(0xE0 | (code_point >> 12));
        append(0x80 | ((code_point >> 6) & 0x3F));
    } else {
        append(0xF0 | (code_point >> 18));
        append(0x80 | ((code_point >> 12) & 0x3F));
        append(0x80 | ((code_point >> 6) & 0x3F));
    }
    append(0x80 | (code_point & 0x3F));
}

std::size_t count_code_points(std::string_view utf8)
{
    // All bytes but those that continue one: 10xxxxxx.
    std::size_t count = utf8.size();
    std::size_t at = 0;
    for (; utf8.size() - at >= 8; at += 8) {
        const std::uint64_t word = load_word(utf8.data() + at);
        count -= static_cast<std::size_t>(std::popcount(word & ~(word << 1U) & high_bits));
    }
    for (; at < utf8.size(); ++at)
        count -= (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80 ? 1 : 0;
    return count;
}

} // namespace imi
