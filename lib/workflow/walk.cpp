// SPDX-License-Identifier: EUPL-1.2
#include "workflow/walk.hpp"

#include "workflow/set_up_walk.hpp"

namespace imi::workflow
{

namespace
{

/// Switches and seats that may be empty double the set-ups; beyond so many the walk is not begun.
constexpr std::size_t most_variations = 12;

std::size_t variations(const Workflow& workflow)
{
    std::size_t number = workflow.setup.size();
    for (const Party& party : workflow.parties)
        number += party.kind == PartyKind::coordinator || party.kind == PartyKind::postbox;
    return number;
}

void report(const Workflow& workflow, const WalkResult& result, Findings& findings)
{
    const auto place = [&](Position at) { return Place{workflow.file, at.line, at.column}; };
    if (!result.is_whole) {
        findings.warning("WF-064", place(workflow.at),
                         "the walk was ended at " + std::to_string(result.cases) +
                             " different cases; what it did not reach is neither proved nor refused",
                         "fewer switches, counts and marks that conditions test");
        return;
    }
    for (const Transition& transition : result.unreached) {
        const bool optional = transition.kind == TransitionKind::enter || transition.kind == TransitionKind::skip;
        findings.error(optional ? "WF-063" : "WF-060", place(position_of(workflow, transition)),
                       transition.text() + " never, in none of " + std::to_string(result.set_ups) + " set-ups");
    }
}

} // namespace

std::string PathStep::text() const
{
    std::string text = name;
    switch (kind) {
    case Kind::start:
    case Kind::action:
        text += " by " + (recipient ? recipient->key + "'s " : std::string{}) + party;
        break;
    case Kind::timer:
        text = "timer " + name + (recipient ? " of " + recipient->key : std::string{});
        break;
    case Kind::child:
        text = "part " + std::to_string(child) + " " + name;
        break;
    case Kind::day:
        text = name + " passes";
        break;
    }
    for (const auto& [question, value] : choices)
        text += ", " + question + ": " + (value.empty() ? "another" : value);
    return text;
}

std::string Path::text() const
{
    std::string text;
    for (const PathStep& step : steps)
        text += (text.empty() ? "" : ", ") + step.text();
    return text + " (" + set_up.text() + ")";
}

Event child_start_event(const Workflow& workflow, const Action& start)
{
    Event event;
    event.kind = EventKind::start;
    event.name = start.id;
    event.level = 1;
    for (const ChildKind& kind : workflow.children) {
        if (!(kind.workflow == workflow.id) || !(kind.start == start.id))
            continue;
        for (const Name& party : kind.keeps)
            event.seats.push_back({party.text, "A1:starter"});
        if (!kind.names.empty())
            event.seats.push_back({kind.names.text, "B1:part-1"});
        if (!kind.divides.empty())
            event.forms.push_back({kind.divides.text, Grade::full, 1, {}});
        return event;
    }
    // A part of another workflow: whoever that one keeps.
    for (const Party& party : workflow.parties)
        if (party.kind == PartyKind::starter || party.kind == PartyKind::named)
            if (party.each == Each::none && !party.many)
                event.seats.push_back({party.id, party.kind == PartyKind::starter ? "A1:starter" : "B1:" + party.id});
    return event;
}

WalkResult walk(const Workflow& workflow, Findings& findings, WalkLimits limits)
{
    WalkResult result;
    std::map<Transition, Path> paths;
    std::map<std::string, std::string> stuck;
    std::map<std::string, std::string> empty;
    const Tested tested = tested_by(workflow);
    result.is_whole = variations(workflow) <= most_variations;
    for (SetUp& set_up : result.is_whole ? set_ups(workflow) : std::vector<SetUp>{}) {
        ++result.set_ups;
        SetUpWalk one = walk_set_up(workflow, tested, std::move(set_up), limits.cases - result.cases, paths);
        result.is_whole = one.is_whole;
        result.cases += one.cases;
        empty.merge(one.empty_seats);
        if (!result.is_whole)
            break;
        stuck.merge(one.stuck);
    }
    for (const Transition& transition : transitions(workflow)) {
        const auto path = paths.find(transition);
        if (path == paths.end())
            result.unreached.push_back(transition);
        else
            result.paths.push_back(path->second);
    }
    // Who is stuck behind an empty seat is told of the seat.
    if (!empty.empty())
        stuck.clear();
    for (const auto& [code, found, words] :
         {std::tuple{"WF-035", &empty, " waits for a seat that is empty after: "},
          std::tuple{"WF-061", &stuck, " can be reached and never left for an end: "}})
        for (const auto& [state, way] : *found) {
            const State* at = workflow.state(state);
            const Position position = at == nullptr ? workflow.at : at->at;
            findings.error(code, {workflow.file, position.line, position.column},
                           "the state \"" + state + "\"" + words + way);
        }
    report(workflow, result, findings);
    return result;
}

} // namespace imi::workflow
