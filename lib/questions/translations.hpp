// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/findings.hpp"
#include "questions/package.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace imi
{

/// Language -> path of a text -> translation.
using Translations = std::map<std::string, std::map<std::string, std::string>>;

/// The translations of a package that still belong to their texts, of its PO files and in place: not fuzzy, not empty,
/// made for the text as it is now. The source language is not among them.
Translations translations_of(const Package& package);

/// How far a language is.
struct TranslationCount {
    std::string language;
    std::size_t texts = 0;
    std::size_t translated = 0;
    std::size_t stale = 0;   ///< fuzzy, or made for an earlier text
    std::size_t missing = 0; ///< no entry, or an empty one
    std::size_t gone = 0;    ///< entries whose text is no longer there
};
/// For every language that has a PO file or a text in place, by code.
std::vector<TranslationCount> count_translations(const Package& package);

/// QS-020 (name of the file), QS-023, QS-024, QS-100 to QS-103. For a release, missing and stale texts are errors, each
/// at its place; else the texts without an entry are counted in one warning for each language.
void check_translations(const Package& package, bool release, Findings& findings);

/// "doctor | physician" taken apart.
std::vector<std::string> split_synonyms(const std::string& joined);

} // namespace imi
