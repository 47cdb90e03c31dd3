// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// A row of index_words: words of one length, each behind the set of its letters. Small enough that a new word rewrites
/// little.
inline constexpr std::size_t words_in_block = 1024;
/// Bytes of the set of letters before each word.
inline constexpr std::size_t letter_set_bytes = 4;

/// The letters and digits of a folded word as a set of bits: one for each letter, digits share six.
std::uint32_t letter_set(std::string_view word);

/// Whether one edit at most makes one word of the other: a letter put in, left out or replaced, or two neighbours
/// swapped.
bool is_one_edit(std::string_view a, std::string_view b);

void append_word(std::string& block, std::string_view word);

/// Words of `block`, all of `length` bytes, that are at most `distance` (1 or 2) edits away from `word`, itself
/// among them. In the order of the block; views into it.
void near_words(std::string_view block, std::size_t length, std::string_view word, std::size_t distance,
                std::vector<std::string_view>& found);

} // namespace imi
