// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace imi
{

/// A file of a package, as text.
struct PackageFile {
    std::string name; ///< inside the folder: "area.yaml", "vocabulary/professions.yaml", "po/de.po"
    std::string path; ///< as messages show it
    std::string text;
};

/// The files of a folder that the language of packages knows, by name: *.yaml, vocabulary/*.yaml and *.jsonl,
/// workflows/*.yaml, po/*.po.
struct PackageFolder {
    std::string name; ///< last part of the path
    std::string path;
    std::vector<PackageFile> files;
};

/// Reads a folder, or those of its files whose names are `wanted`. Throws Error(input): FMT-001 when it cannot be read,
/// FMT-003 for a file above its limit (limits::yaml_bytes; limits::vocabulary_bytes for vocabularies and translations).
PackageFolder read_package_folder(const std::string& path,
                                  const std::function<bool(const std::string& name)>& wanted = {});

/// Folders of packages below `root`: with an area.yaml, a vocabulary, or one of the shared names (forms, reports,
/// shared, surveys, workflows). The shared ones first, then by name; empty when there is none.
std::vector<std::string> package_folders(const std::string& root);

} // namespace imi
