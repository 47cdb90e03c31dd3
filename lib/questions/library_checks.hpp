// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/findings.hpp"
#include "questions/library.hpp"

namespace imi
{

/// Checks between files: names of lists, patterns and forms once in all that a package sees (QS-004), what area.yaml
/// names (QS-040, QS-080).
void check_library(const Library& library, Findings& findings);

} // namespace imi
