// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace imi
{

/// Changes whenever the table or the rules change what a word folds to; kept in the store beside its index.
inline constexpr int fold_version = 1;

/// One word of a text, folded for search: lower case ASCII letters and digits.
struct FoldedWord {
    std::string key; ///< the usual form: muller for Müller, bampis for Μπάμπης
    std::vector<std::string>
        variants;       ///< further keys under which people type it, sorted, without `key`, no duplicates
    std::size_t offset; ///< byte offset of the word in the text
    std::size_t length; ///< its bytes
};

/// The words of well-formed NFC text, in order, by a constant table (no ICU): accents removed, letters that NFD does
/// not take apart replaced (ł l, ø o, đ d, ħ h, ı i, æ ae, œ oe, ß ss, þ th, ð d), Greek and Cyrillic romanised.
/// Variants: ä ö ü å ø đ also as ae oe ue aa oe dj; Greek by ELOT 743, ISO 843, the usual "Greeklish" by sound and by
/// look; Bulgarian by the streamlined system, BGN, ISO 9 and the scholarly one without accents. At most 8 variants.
/// Words are runs of letters and digits; apostrophes end a word; single letters joined by dots are one word (Ö.Ä.K. is
/// oak), and so are the halves of a Catalan l·l. A letter outside the table (CJK, Arabic …) folds to "u" and its
/// hexadecimal number, so that it is still found. Keys longer than 48 bytes are cut there.
std::vector<FoldedWord> fold_words(std::string_view utf8);

/// Remembers words, for bulk work: few are new, and to fold one beyond ASCII is dear. For one thread at a time.
class FoldMemory
{
public:
    /// The keys and variants of fold_words(), without the places; valid until the next call.
    std::span<const FoldedWord* const> fold_words(std::string_view utf8);

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::unordered_map<std::string, FoldedWord, Hash, std::equal_to<>> remembered_;
    std::vector<const FoldedWord*> words_;
};

/// The keys of all words, joined by one blank: equal for texts that differ in case, accents and punctuation only.
std::string fold_text(std::string_view utf8);

/// The same, appended to `out` without allocating: for bulk work.
void append_folded_text(std::string& out, std::string_view utf8);

} // namespace imi
