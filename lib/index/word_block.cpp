// SPDX-License-Identifier: EUPL-1.2
#include "index/word_block.hpp"

#include "text/suggest.hpp"

#include <algorithm>
#include <cstring>

namespace imi
{

namespace
{

/// One edit changes at most two members of the set. Few processors of the baseline count bits in one step.
bool few_bits(std::uint32_t bits, std::size_t distance)
{
    for (std::size_t i = 0; i < 2 * distance; ++i)
        bits &= bits - 1;
    return bits == 0;
}

} // namespace

// What is left between the common ends tells.
bool is_one_edit(std::string_view a, std::string_view b)
{
    const std::size_t shorter = std::min(a.size(), b.size());
    std::size_t start = 0;
    while (start < shorter && a[start] == b[start])
        ++start;
    std::size_t end = 0;
    while (end < shorter - start && a[a.size() - 1 - end] == b[b.size() - 1 - end])
        ++end;
    const std::size_t left_a = a.size() - start - end;
    const std::size_t left_b = b.size() - start - end;
    if (left_a <= 1 && left_b <= 1)
        return true;
    return left_a == 2 && left_b == 2 && a[start] == b[start + 1] && a[start + 1] == b[start];
}

std::uint32_t letter_set(std::string_view word)
{
    std::uint32_t set = 0;
    for (const char c : word)
        set |= std::uint32_t{1} << (c >= 'a' && c <= 'z' ? static_cast<unsigned>(c - 'a')
                                                         : 26U + static_cast<unsigned char>(c) % 6U);
    return set;
}

void append_word(std::string& block, std::string_view word)
{
    const std::uint32_t set = letter_set(word);
    for (unsigned shift = 0; shift < 32; shift += 8)
        block += static_cast<char>(static_cast<unsigned char>(set >> shift));
    block += word;
}

void near_words(std::string_view block, std::size_t length, std::string_view word, std::size_t distance,
                std::vector<std::string_view>& found)
{
    const std::size_t stride = letter_set_bytes + length;
    const std::uint32_t wanted = letter_set(word);
    const char* at = block.data();
    for (std::size_t left = block.size() / stride; left != 0; --left, at += stride) {
        unsigned char bytes[letter_set_bytes];
        std::memcpy(bytes, at, sizeof bytes);
        const std::uint32_t set = static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8U |
                                  static_cast<std::uint32_t>(bytes[2]) << 16U |
                                  static_cast<std::uint32_t>(bytes[3]) << 24U;
        if (!few_bits(set ^ wanted, distance))
            continue;
        const std::string_view candidate{at + letter_set_bytes, length};
        if (is_one_edit(word, candidate) || (distance > 1 && edit_distance(word, candidate, distance) <= distance))
            found.push_back(candidate);
    }
}

} // namespace imi
