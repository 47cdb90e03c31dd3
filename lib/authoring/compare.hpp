// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "authoring/selection.hpp"
#include "questions/diff.hpp"

#include <set>
#include <string>
#include <vector>

namespace imi::authoring
{

/// What became of one set, form, survey or workflow between two versions.
struct FileDiff {
    std::string id;
    std::string kind;                     ///< set, form, survey, workflow
    std::string old_version, new_version; ///< empty where there is none
    FormDiff diff;                        ///< without changes where one of the two is missing
};

/// Compares two versions of a file, or of a package: paths of YAML files, of packages, or of a compiled set that
/// `build` wrote. `meaning_kept` are items whose new wording means the same. What is only new is additive, what is gone
/// breaking. Throws Error(input): AUT-002 when one of them has errors, AUT-006 when they have nothing in common, and
/// what select_packages() throws.
std::vector<FileDiff> compare(const std::string& old_path, const std::string& new_path, const std::string& shipped,
                              const std::set<std::string>& meaning_kept);

} // namespace imi::authoring
