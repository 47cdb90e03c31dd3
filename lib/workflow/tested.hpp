// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/case_state.hpp"
#include "workflow/model.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace imi::workflow
{

/// What the conditions and timers of a workflow can tell apart: two cases that agree in it behave alike.
struct Tested {
    std::map<std::string, long> counts;                      ///< with the greatest limit; above it all are alike
    std::set<std::string> passing;                           ///< dates and timers that conditions ask about
    std::map<std::string, std::vector<std::string>> answers; ///< FORM.QUESTION and the values compared
    /// Child kind and the states that conditions look for, one of each that all of them treat alike.
    std::map<std::string, std::vector<std::string>> children;
    std::set<std::string> once_party; ///< actions done once by a party
    bool previous = false;            ///< some action goes to the previous state
    /// By state of the case, the facts that matter there or in a state that can follow: "count forwards", "mark
    /// objected", "form reply", "passing agreed", "answer alert.countries", "date agreed", "all part".
    std::map<std::string, std::set<std::string>> live;

    bool is_live(const std::string& state, const std::string& fact) const;
};

Tested tested_by(const Workflow& workflow);

/// The case with everything left out that Tested cannot tell apart. `over` are the dates whose day is over.
std::string signature(const Workflow& workflow, const Tested& tested, const CaseState& state,
                      const std::set<std::string>& over);

} // namespace imi::workflow
