// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/item.hpp"
#include "questions/library.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

/// The texts of a form in one language.
struct CompiledLanguage {
    std::string content;     ///< canonical JSON {path: text} of what is translated
    std::string fingerprint; ///< SHA-256 of it, hexadecimal
    std::size_t missing = 0; ///< texts that are shown in the source language
};

/// A form as a store keeps it: everything it uses put in, defaults written out, texts in the source language in place.
struct CompiledForm {
    std::string id;
    std::string version;
    std::string kind;
    std::string content;     ///< canonical JSON
    std::string fingerprint; ///< SHA-256 of it, hexadecimal; the first 12 digits are printed on forms
    std::map<std::string, CompiledLanguage> languages; ///< without the source language
};

/// Same texts, same bytes. Translations are those of the packages that the form's texts come from.
CompiledForm compile(const Form& form, const Library& library);

/// Canonical JSON of a form: keys sorted by bytes, no blanks, UTF-8, absent instead of null or empty (RFC 8785).
std::string canonical_content(const Form& form);

/// Path and source text of everything that a reader of the form sees, in page order, each path once.
std::vector<std::pair<std::string, std::string>> texts_of(const Form& form);

/// A list that compiled forms only name: countries, languages, regions …, and vocabularies by `codes-from`. nullptr
/// when there is none.
using ExternalLists = std::function<CodeListPtr(std::string_view name)>;

/// Reads a form back from canonical_content(). It evaluates and prints as the one that was compiled; places are empty.
/// Throws Error(store, "QS-300") for what this program did not write.
Form load_compiled(std::string_view content, const ExternalLists& external);

/// Reads the content of a language back: path -> text.
std::map<std::string, std::string> load_texts(std::string_view content);

} // namespace imi
