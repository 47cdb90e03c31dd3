// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/package_repository.hpp"
#include "questions/area_package.hpp"
#include "questions/library.hpp"

#include <vector>

namespace imi
{

/// What packages bring into a store.
struct CompiledPackages {
    std::vector<AreaPackage> areas; ///< with their vocabularies; shared folders among them
    std::vector<PackagePart> parts; ///< forms, workflows, mails, reports
};

/// Compiles everything that was read. Workflows, mails and reports are read here: their texts are added to those of
/// their packages, what is wrong with them goes to `findings`.
CompiledPackages compile_packages(Library& library, Findings& findings);

} // namespace imi
