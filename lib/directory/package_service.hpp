// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/change.hpp"
#include "directory/package_parts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imi
{

/// A part and what its installation did.
struct InstalledPart {
    PartId id;
    std::string action;                 ///< install, translations, unchanged
    std::vector<std::string> languages; ///< of which the texts are new or others
};
/// The settings of an area (area.yaml), which count for new cases at once.
struct InstalledSettings {
    std::string area;   ///< code
    std::string action; ///< install, update, unchanged
};
struct InstallResult {
    std::vector<InstalledPart> parts;     ///< by kind, package and id
    std::vector<InstalledSettings> areas; ///< in the order of the packages
    std::int64_t codes = 0;               ///< of vocabularies
    std::optional<std::int64_t> batch;
};

/// Throws the first error among the findings as Error(input) with its place.
void throw_first_error(const Findings& findings);

/// Puts the packages of a library that was read and checked into the store: areas, vocabularies, forms, workflows,
/// mails and their translations. All or nothing, one audit entry. `library` is read further (compile_packages()). Only
/// the packages named are taken, all of them when none is. An operator's act. Throws Error(conflict, "PKG-001") for
/// other content under an installed version.
InstallResult install_packages(Store& store, Library& library, const std::vector<std::string>& packages,
                               const ChangeOptions& options, const ActContext& context);

} // namespace imi
