// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/case_state.hpp"
#include "workflow/model.hpp"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace imi::workflow
{

enum class TransitionKind { start, action, timer, moves_on, enter, skip };
std::string_view to_string(TransitionKind kind);

/// One way in which something happens: a start or action by one party, a timer, a move, an optional state entered or
/// left out.
struct Transition {
    TransitionKind kind = TransitionKind::action;
    std::string each;  ///< party whose recipients live this; empty: the case
    std::string state; ///< in which it happens; empty for starts
    std::string name;  ///< start, action or timer; of moves-on its number from 1
    std::string party; ///< who does a start or action

    auto operator<=>(const Transition&) const = default;
    /// "accepted: reply by responder", "addressee informed: timer not-acknowledged".
    std::string text() const;
};

/// All transitions of the workflow in the order of the file.
std::vector<Transition> transitions(const Workflow& workflow);
/// Those that an event stands for.
std::vector<Transition> made_by(const Workflow& workflow, const Event& event);
/// Where the author wrote it.
Position position_of(const Workflow& workflow, const Transition& transition);

} // namespace imi::workflow
