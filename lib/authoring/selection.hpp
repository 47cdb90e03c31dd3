// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/package_folder.hpp"
#include "questions/findings.hpp"
#include "workflow/bundle.hpp"

#include <string>
#include <vector>

namespace imi::authoring
{

/// What the paths on a command line mean: packages, with the shared folders that they look into.
struct Selection {
    std::vector<PackageFolder> folders; ///< those chosen, and shared ones that they need
    std::vector<std::string> packages;  ///< names of those chosen
    std::vector<std::string> files;     ///< paths of single files that were named; empty: all of the packages

    bool has_package(const std::string& name) const;
    /// Whether the file is asked for: any of the packages, unless single files were named.
    bool has_file(const std::string& file) const;
    /// Whether a finding in this file belongs to what was chosen; errors of the shared folders always do.
    bool covers(const Diagnostic& finding) const;
};

/// Each path is a package, a folder of packages, or a file in a package. Without paths: `questionsets` in the current
/// folder, the current folder itself where it holds packages, else `shipped`. forms, shared, surveys and workflows are
/// looked for beside each package, else in `shipped`. Throws Error(input): AUT-001, and what read_package_folder()
/// throws; for two packages of one name too.
Selection select_packages(const std::vector<std::string>& paths, const std::string& shipped);

/// A selection read, and what is wrong with it.
struct Checked {
    workflow::Bundle bundle;
    std::vector<Diagnostic> findings; ///< sorted
    std::size_t errors = 0;
    std::size_t warnings = 0;
};

/// Reads and checks; a release takes missing translations as errors.
Checked check(const Selection& selection, bool release);

/// The bundle of a selection without errors, proofs left out. Throws Error(input, "AUT-002") naming the first error.
workflow::Bundle read_sound(const Selection& selection);
/// The same with proofs: what may be built or installed.
workflow::Bundle read_proved(const Selection& selection);

} // namespace imi::authoring
