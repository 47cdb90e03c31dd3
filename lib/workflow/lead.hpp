// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/facts.hpp"

#include <string>
#include <vector>

namespace imi::workflow
{

/// Where a step leads.
struct Lead {
    std::string refusal;              ///< in words, what its condition needs and has not; empty where it may be done
    std::vector<std::string> barred;  ///< named by the step for a seat whose right they have not
    std::vector<std::string> actors;  ///< of a step that a coordinator took: who may take it
    std::string state;                ///< of the case after it
    std::string waits_for;            ///< party of that state, empty when it waits for none
    std::vector<std::string> awaited; ///< authorities in that seat
    bool operator==(const Lead&) const = default;
};

/// Where an event that happened in the state `before` would have led if `facts` had been so then: the same act, the
/// same forms, the same time; optional states and moves as they then apply. For starts, actions and timers. Facts that
/// differ in one thing show by their leads what it changes.
Lead lead_of(const Workflow& workflow, const CaseState& before, const Event& event, const Facts& facts);

} // namespace imi::workflow
