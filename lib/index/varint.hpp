// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>

namespace imi
{

/// Appends a number in groups of 7 bits, low first, the highest bit set on all but the last.
inline void append_varint(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7U)
        out += static_cast<char>(static_cast<unsigned char>(value | 0x80U));
    out += static_cast<char>(static_cast<unsigned char>(value));
}

/// Reads one such number and moves `at` behind it; false when the bytes end within it.
inline bool read_varint(const unsigned char*& at, const unsigned char* end, std::uint64_t& value)
{
    value = 0;
    for (unsigned shift = 0; at != end && shift < 64; shift += 7) {
        const unsigned char byte = *at++;
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

} // namespace imi
