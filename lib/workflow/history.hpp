// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/engine.hpp"

#include <string>
#include <vector>

namespace imi::workflow
{

/// One event of a case that ran elsewhere.
struct HistoricStep {
    Instant at = 0;
    std::string action;          ///< the first is a start
    std::string by;              ///< any text; an authority or country chooses the recipient inside `each`
    std::vector<std::string> to; ///< authorities named
    const FormInput* input = nullptr;
    std::string comment;
    std::string language;
    std::vector<std::string> users;
    std::vector<Part> parts;
    std::string created_authority;
};

/// Plays a history through the workflow with its own times. No rights are asked, nobody is told, no reminders fire; a
/// switch is on where the history shows it, and the fewest that allow it are. A timer that moves the case or is asked
/// by a condition fires at its own time, where the history needs it. `from` takes the starter's seat. Refusal (input,
/// WF-114 with the step that no set-up allows, or the faults of its input) when it cannot have happened.
Outcome import_history(const Workflow& workflow, const Facts& facts, const std::string& from,
                       const std::vector<HistoricStep>& steps);

} // namespace imi::workflow
