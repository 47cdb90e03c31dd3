// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string_view>

namespace imi
{

/// A language in which everything that a person reads is to be had.
struct Language {
    std::string_view tag;      ///< BCP 47
    std::string_view own_name; ///< as its speakers write it at the head of a list
};

/// The 24 official languages of the Union (Regulation No 1, art. 1), Icelandic and Norwegian (bokmål), by tag.
std::span<const Language> languages();

/// The row of a tag, or nullptr.
const Language* find_language(std::string_view tag);

/// The language of `tag` where it is one of these, else English: what texts are shown in.
std::string_view shown_language(std::string_view tag);

} // namespace imi
