// SPDX-License-Identifier: EUPL-1.2
#include "workflow/texts.hpp"

#include <algorithm>
#include <set>

namespace imi::workflow
{

namespace
{

std::string path(const Workflow& workflow, std::string_view kind, std::string_view id)
{
    return workflow.id + "/" + std::string{kind} + "/" + std::string{id};
}

/// Whether every state that has the action, and every start of this id, calls it the same.
bool is_one_label(const Workflow& workflow, const Action& action)
{
    bool same = true;
    for_each_action(workflow, [&](const Action& other, const State*, const EachLife*) {
        same &= other.id != action.id || other.label == action.label;
    });
    return same;
}

} // namespace

std::string party_path(const Workflow& workflow, std::string_view id) { return path(workflow, "party", id); }
std::string state_path(const Workflow& workflow, std::string_view id) { return path(workflow, "state", id); }
std::string each_path(const Workflow& workflow, std::string_view id) { return path(workflow, "each", id); }
std::string switch_path(const Workflow& workflow, std::string_view id) { return path(workflow, "setup", id); }
std::string child_path(const Workflow& workflow, std::string_view id) { return path(workflow, "child", id); }

std::string start_path(const Workflow& workflow, std::string_view id)
{
    const Action* start = workflow.start(id);
    return start == nullptr || is_one_label(workflow, *start) ? path(workflow, "action", id)
                                                              : path(workflow, "start", id);
}

std::string action_path(const Workflow& workflow, const State& state, const Action& action)
{
    if (is_one_label(workflow, action))
        return path(workflow, "action", action.id);
    const bool of_case = workflow.state(state.id) == &state;
    return path(workflow, of_case ? "state" : "each", state.id) + "/action/" + action.id;
}

std::vector<Text> texts(const Workflow& workflow)
{
    std::vector<Text> result;
    std::set<std::string> seen;
    const auto add = [&](std::string where, const std::string& source, Position at, std::string comment) {
        if (source.empty() || !seen.insert(where).second)
            return;
        Text text;
        text.path = std::move(where);
        text.source = source;
        text.place = {workflow.file, at.line, at.column};
        text.comment = std::move(comment);
        result.push_back(std::move(text));
    };
    add(workflow.id + "/title", workflow.title, workflow.at, "name of the workflow");
    for (const Party& party : workflow.parties)
        add(party_path(workflow, party.id), party.label, party.at, "party");
    for (const SetupSwitch& setup_switch : workflow.setup)
        add(switch_path(workflow, setup_switch.id), setup_switch.text, setup_switch.at, "switch of a set-up");
    for (const ChildKind& kind : workflow.children)
        add(child_path(workflow, kind.id), kind.label, kind.at, "part of a case");
    for (const Action& start : workflow.starts)
        add(start_path(workflow, start.id), start.label, start.at, "action");
    for (const State& state : workflow.states) {
        add(state_path(workflow, state.id), state.label, state.at, "state");
        for (const Action& action : state.actions)
            add(action_path(workflow, state, action), action.label, action.at, "action");
    }
    for (const EachLife& life : workflow.each)
        for (const State& state : life.states) {
            add(each_path(workflow, state.id), state.label, state.at, "state of a recipient");
            for (const Action& action : state.actions)
                add(action_path(workflow, state, action), action.label, action.at, "action");
        }
    // Shared actions stand at their own place, not where they are put.
    std::stable_sort(result.begin(), result.end(), [](const Text& a, const Text& b) {
        return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
    return result;
}

std::string untranslated(const std::string&, const std::string& source) { return source; }

} // namespace imi::workflow
