// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace imi
{

/// A text of a package that a person reads, as translators see it.
struct Text {
    std::string path;    ///< msgctxt
    std::string source;  ///< in the source language, NFC, white space made one blank, paragraphs apart by "\n\n"
    Place place;         ///< of the text in the author's file
    std::string comment; ///< citation and kind of answer; may be empty
    std::vector<std::pair<std::string, std::string>>
        in_place;         ///< language and text of `{en: …, de: …}`, source left out
    bool is_list = false; ///< synonyms: a translation may have as many as its language has
};

/// Texts of one file from `begin` on, put into the order of the file: readers take parameters before what names them.
inline void sort_by_place(std::vector<Text>& texts, std::size_t begin = 0)
{
    std::stable_sort(texts.begin() + static_cast<std::ptrdiff_t>(begin), texts.end(), [](const Text& a, const Text& b) {
        return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
}

} // namespace imi
