// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/change.hpp"
#include "directory/setup.hpp"
#include "store/store.hpp"
#include "workflow/lead.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace imi
{

/// A step of a case that leads elsewhere by other set-ups.
struct WhatIfStep {
    std::string number, workflow;
    int version = 0; ///< of the case after it
    Instant at = 0;
    std::string action;    ///< or timer
    std::string authority; ///< that did it; empty for the system
    workflow::Lead before, after;
};

/// How often a case comes to wait for a coordinator in a state.
struct WhatIfCount {
    std::string authority, workflow, state;
    std::int64_t before = 0, after = 0;
    std::set<std::string> cases; ///< in which that differs
};

struct WhatIf {
    std::vector<WhatIfStep> steps;       ///< by case and version
    std::vector<WhatIfCount> counts;     ///< by authority, workflow and state; those that differ
    std::int64_t cases = 0;              ///< looked at
    std::vector<Diagnostic> diagnostics; ///< errors of the files: then nothing was compared
    std::vector<Diagnostic> warnings;
    bool not_permitted = false; ///< an error was a right that is missing
};

/// Compares, over the cases of the countries whose set-ups the files hold, where every step led by the set-ups in force
/// (`against`: with these files applied) and where it would have led with `files` applied. Each step begins where the
/// case really was; what people would have done otherwise is not guessed. Roles, links and regions are those of now.
/// Asks the right to set up what the files set up. Reads only.
WhatIf what_if(Store& store, const std::vector<SetupFile>& files, const std::vector<SetupFile>& against,
               const ActContext& context);

} // namespace imi
