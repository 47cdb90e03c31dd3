// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/findings.hpp"
#include "workflow/model_world.hpp"
#include "workflow/transitions.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace imi::workflow
{

/// One move of a walk.
struct PathStep {
    enum class Kind {
        start,
        action,
        timer,
        child, ///< a child reaches a state
        day,   ///< the day of a date ends
    };
    Kind kind = Kind::action;
    std::string name; ///< start, action, timer, date; of child the state it reaches
    std::string party;
    std::optional<RecipientId> recipient;
    int child = 0;
    Choices choices;

    std::string text() const;
};

/// A shortest way to make a transition happen.
struct Path {
    Transition transition;
    SetUp set_up;
    std::vector<PathStep> steps; ///< the last one makes it happen

    std::string text() const;
};

struct WalkLimits {
    std::size_t cases = 200'000; ///< different cases, over all set-ups
};

struct WalkResult {
    std::vector<Path> paths;           ///< one for each transition reached, in the order of the file
    std::vector<Transition> unreached; ///< in no set-up, or not before the limit
    std::size_t set_ups = 0;
    std::size_t cases = 0; ///< that differ, over all set-ups
    bool is_whole = true;  ///< false: the limit ended it, so that `unreached` proves nothing
};

/// Walks every case that the workflow can come to (breadth first, in every set-up): state, tested marks, counts, dates
/// and forms, seats, two interchangeable recipients and parts, timers that a condition asks about. Findings: WF-035
/// (waits for an empty seat), WF-060 (never happens), WF-061 (stuck), WF-063 (optional state always or never entered),
/// WF-064 (limit).
WalkResult walk(const Workflow& workflow, Findings& findings, WalkLimits limits = {});

/// The start of a case as a part of another: seats that its parent keeps, its share of the form divided.
Event child_start_event(const Workflow& workflow, const Action& start);

/// Replays a path through step() and run_timers() in real time, in the same small world. Gives what went otherwise,
/// empty when the transition happened.
std::string rehearse(const Workflow& workflow, const Path& path);
/// The events that the rehearsal made.
std::vector<Event> rehearsed_events(const Workflow& workflow, const Path& path);

} // namespace imi::workflow
