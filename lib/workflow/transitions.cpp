// SPDX-License-Identifier: EUPL-1.2
#include "workflow/transitions.hpp"

namespace imi::workflow
{

std::string_view to_string(TransitionKind kind)
{
    switch (kind) {
    case TransitionKind::start:
        return "start";
    case TransitionKind::action:
        return "action";
    case TransitionKind::timer:
        return "timer";
    case TransitionKind::moves_on:
        return "moves-on";
    case TransitionKind::enter:
        return "enter";
    case TransitionKind::skip:
        return "skip";
    }
    return {};
}

std::string Transition::text() const
{
    const std::string where = each.empty() ? state : each + " " + state;
    switch (kind) {
    case TransitionKind::start:
        return "start " + name + " by " + party;
    case TransitionKind::action:
        return where + ": " + name + " by " + party;
    case TransitionKind::timer:
        return where + ": timer " + name;
    case TransitionKind::moves_on:
        return where + ": moves on by rule " + name;
    case TransitionKind::enter:
        return where + ": entered";
    case TransitionKind::skip:
        return where + ": left out";
    }
    return {};
}

std::vector<Transition> transitions(const Workflow& workflow)
{
    std::vector<Transition> result;
    for (const Action& start : workflow.starts)
        for (const Name& party : start.by)
            result.push_back({TransitionKind::start, {}, {}, start.id, party.text});
    for_each_state(workflow, [&](const State& state, const EachLife* life) {
        const std::string each = life == nullptr ? std::string{} : life->party;
        if (state.only_if)
            for (const TransitionKind kind : {TransitionKind::enter, TransitionKind::skip})
                result.push_back({kind, each, state.id, {}, {}});
        for (const Timer& timer : state.timers)
            result.push_back({TransitionKind::timer, each, state.id, timer.id, {}});
        for (const Action& action : state.actions)
            for (const Name& party : action.by)
                result.push_back({TransitionKind::action, each, state.id, action.id, party.text});
        for (std::size_t i = 0; i < state.moves_on.size(); ++i)
            result.push_back({TransitionKind::moves_on, each, state.id, std::to_string(i + 1), {}});
    });
    return result;
}

std::vector<Transition> made_by(const Workflow& workflow, const Event& event)
{
    std::vector<Transition> result;
    const std::string each = event.recipient ? event.recipient->party : std::string{};
    switch (event.kind) {
    case EventKind::start:
        result.push_back({TransitionKind::start, {}, {}, event.name, event.party.empty() ? "system" : event.party});
        break;
    case EventKind::action:
        result.push_back({TransitionKind::action, each, event.from, event.name, event.party});
        break;
    case EventKind::timer:
        result.push_back({TransitionKind::timer, each, event.from, event.name, {}});
        break;
    case EventKind::moves_on:
        result.push_back({TransitionKind::moves_on, {}, event.from, event.name, {}});
        break;
    case EventKind::skip:
        result.push_back({TransitionKind::skip, {}, event.name, {}, {}});
        break;
    case EventKind::child:
        break;
    }
    const State* entered = event.enters && !event.recipient ? workflow.state(event.to) : nullptr;
    if (entered != nullptr && entered->only_if)
        result.push_back({TransitionKind::enter, {}, event.to, {}, {}});
    return result;
}

Position position_of(const Workflow& workflow, const Transition& transition)
{
    if (transition.kind == TransitionKind::start) {
        const Action* start = workflow.start(transition.name);
        return start == nullptr ? workflow.at : start->at;
    }
    const EachLife* life = transition.each.empty() ? nullptr : workflow.life(transition.each);
    const State* state = life == nullptr ? workflow.state(transition.state) : life->state(transition.state);
    if (state == nullptr)
        return workflow.at;
    if (const Action* action = state->action(transition.name); transition.kind == TransitionKind::action && action)
        return action->at;
    if (const Timer* timer = state->timer(transition.name); transition.kind == TransitionKind::timer && timer)
        return timer->at_position;
    if (transition.kind == TransitionKind::moves_on) {
        const std::size_t number = std::stoul(transition.name);
        return number <= state->moves_on.size() ? state->moves_on[number - 1].at : state->at;
    }
    return state->at;
}

} // namespace imi::workflow
