// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
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

/// What the store keeps of a package: its area and vocabularies with the translations that still belong to them.
struct AreaPackage {
    std::string folder;
    std::string area; ///< empty without area.yaml
    std::string short_code;
    std::string content; ///< area.yaml as canonical JSON, with the translated titles
    std::vector<Vocabulary> vocabularies;
};

struct Package;
AreaPackage area_package(const Package& package);

} // namespace imi
