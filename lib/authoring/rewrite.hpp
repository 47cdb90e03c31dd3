// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "authoring/selection.hpp"

#include <string>
#include <vector>

namespace imi::authoring
{

/// A file of a package, and what it should be.
struct Rewrite {
    std::string file;
    std::string text;
};

/// The YAML files of a selection that `fmt` would change, by package and name. Throws Error(input) for a file that is
/// no YAML.
std::vector<Rewrite> format_files(const Selection& selection);

/// What a translation file would become.
struct TranslationUpdate {
    std::string package;
    std::string language;
    std::string file;
    std::string text;
    bool changes = false; ///< the file is not so yet
    std::size_t added = 0, made_fuzzy = 0, restored = 0, gone = 0;
};

/// The PO files of a selection brought up to their texts, by package and language. `languages` are made beside those
/// that have a file; none means those alone. Throws Error(input, "AUT-002", "AUT-007").
std::vector<TranslationUpdate> update_translations(const Selection& selection,
                                                   const std::vector<std::string>& languages);

/// Writes each file whole or not at all. Throws Error(store, "FMT-051", "FMT-052").
void write_files(const std::vector<Rewrite>& rewrites);

} // namespace imi::authoring
