// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What a person reads or types for a code, in one language.
struct VocabularyText {
    std::string language; ///< BCP 47; `mul` for a name that all languages share
    bool synonym = false;
    std::string text;
};

/// A code of a vocabulary, in the order of the package.
struct VocabularyCode {
    std::string code;
    std::string parent;   ///< empty at the top
    bool heading = false; ///< cannot be chosen
    bool retired = false; ///< readable, no longer to be chosen
    std::vector<VocabularyText> texts;
};

struct Vocabulary {
    std::string id;
    std::string version;
    std::vector<VocabularyCode> codes;
};

/// What a folder of area packages holds so far: an area (none in shared folders) and its vocabularies, with the
/// translations of its `po` folder merged in. A translation whose source text differs is left out.
struct AreaPackage {
    std::string folder;
    std::string area; ///< empty without area.yaml
    std::string short_code;
    std::string content; ///< area.yaml as canonical JSON, with the translated titles
    std::vector<Vocabulary> vocabularies;
};

/// Reads a package. Throws Error(input) for files that the YAML or PO door refuses, "QS-007" for a vocabulary or area
/// whose id is not its file's or folder's name, "QS-010" for a wrong shape, "QS-012" for a needed key that is missing.
AreaPackage read_package(const std::string& folder);

/// Folders of packages below `root`, `shared` first, then by name. Throws Error(input, "QS-001") when there are none.
std::vector<std::string> package_folders(const std::string& root);

} // namespace imi
