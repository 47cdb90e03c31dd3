// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "text/fold_table.hpp"

#include <span>
#include <string>
#include <vector>

namespace imi
{

/// One letter or digit of a word, by the table.
struct FoldLetter {
    const FoldEntry* entry;
    char32_t code_point;
};

/// A word taken apart. `joined`: single letters between dots, which are spelled one by one.
struct LetterWord {
    std::span<const FoldLetter> letters;
    bool joined;
};

/// Appends the key of a word that has Greek or Cyrillic letters: ELOT 743, the Bulgarian Transliteration Act.
void append_romanised(std::string& out, const LetterWord& word);

/// The word by every other system that fits its letters, the likeliest first; the key and duplicates among them.
std::vector<std::string> other_spellings(const LetterWord& word);

} // namespace imi
