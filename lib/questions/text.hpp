// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"

#include <string>
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

} // namespace imi
