// SPDX-License-Identifier: EUPL-1.2
#include "workflow/engine.hpp"

#include "text/suggest.hpp"
#include "workflow/run.hpp"
#include "workflow/sight.hpp"

#include <algorithm>
#include <set>

namespace imi::workflow
{

namespace
{

PassingFor passing_at(const Workflow& workflow, const Facts& facts, Instant now)
{
    return [&workflow, &facts, now](const CaseState& state, const std::string& name, const std::string& date) {
        return RealPassing{workflow, state, facts, now}.is_over(name, date);
    };
}

Refusal refuse(Status status, Fault fault) { return {status, {std::move(fault)}}; }

/// Fires what is due; each firing may change what else is.
void fire_due(Run& run, const Workflow& workflow, const Facts& facts, Instant now)
{
    for (;;) {
        const auto pending = pending_timers(workflow, run.state(), facts);
        if (pending.empty() || pending.front().due > now)
            return;
        const TimerDue& first = pending.front();
        CaseState after = run.state();
        Recipient* recipient = first.recipient ? after.recipient(*first.recipient) : nullptr;
        (recipient != nullptr ? recipient->life : after.life).fired.insert({first.timer->id, first.due});
        // Of missed repeats only the latest sends mail.
        bool later = false;
        for (const TimerDue& next : pending_timers(workflow, after, facts))
            later |= next.timer == first.timer && next.recipient == first.recipient && next.due <= now &&
                     next.nth > first.nth;
        run.fire(*first.timer, first.recipient, first.due, !later);
    }
}

/// An action of the present states under this id, and the recipient inside `each`.
struct Found {
    const Action* action = nullptr;
    std::optional<RecipientId> recipient;
};

bool lives(const EachLife& life, const Action& action, const std::string& case_state)
{
    return contains(action.during.empty() ? life.during : action.during, case_state);
}

Found find_action(const Workflow& workflow, const CaseState& state, const Scene& scene, const Request& request)
{
    if (!state.has_begun())
        return {workflow.start(request.action), {}};
    if (!request.recipient)
        if (const State* at = workflow.state(state.life.state))
            if (const Action* action = at->action(request.action))
                return {action, {}};
    Found found;
    for (const Recipient& recipient : state.recipients) {
        const EachLife* life = workflow.life(recipient.id.party);
        const State* at = life == nullptr ? nullptr : life->state(recipient.life.state);
        const Action* action = at == nullptr ? nullptr : at->action(request.action);
        if (action == nullptr || !lives(*life, *action, state.life.state) ||
            (request.recipient && *request.recipient != recipient.id))
            continue;
        // The first that the actor has a seat in; another only to say that it has none.
        if (!scene.seats_of(request.actor, action->by, &recipient.id).empty())
            return {action, recipient.id};
        if (found.action == nullptr)
            found = {action, recipient.id};
    }
    return found;
}

std::set<std::string> action_ids(const Workflow& workflow, bool begun)
{
    std::set<std::string> ids;
    for_each_action(workflow, [&](const Action& action, const State* state, const EachLife*) {
        if ((state != nullptr) == begun)
            ids.insert(action.id);
    });
    return ids;
}

Doing doing_of(const Request& request, const Found& found, std::string party)
{
    return {found.action, std::move(party), request.actor, found.recipient,           request.input,   request.comment,
            request.to,   request.users,    request.parts, request.created_authority, request.language};
}

std::vector<Fault> reasons_against(const Action& action, const Actor& actor, const Scene& scene,
                                   const Recipient* recipient, std::string& party)
{
    Fault fault;
    party = acting_party(action, actor, scene, recipient != nullptr ? &recipient->id : nullptr, fault);
    if (party.empty())
        return {fault};
    if (auto failed = condition_fault(action, party, actor, scene, recipient)) {
        party.clear();
        return {std::move(*failed)};
    }
    return {};
}

} // namespace

Refusal no_such_action(const Workflow& workflow, const CaseState& state, const std::string& action)
{
    const auto ids = action_ids(workflow, state.has_begun());
    if (ids.contains(action))
        return refuse(Status::conflict,
                      {"WF-103",
                       "\"" + action + "\" is not possible while the case is in the state \"" + state.life.state + "\"",
                       "imi-request actions lists what is"});
    const std::vector<std::string> known(ids.begin(), ids.end());
    const std::string near = nearest(action, known);
    return refuse(Status::usage, {"WF-113",
                                  "the workflow " + workflow.id + " has no " +
                                      (state.has_begun() ? "action" : "start") + " \"" + action + "\"",
                                  near.empty() ? std::string{} : "did you mean " + near + "?"});
}

Outcome step(const Workflow& workflow, const CaseState& state, const Facts& facts, const Request& request)
{
    Run run{workflow, state, facts, passing_at(workflow, facts, request.now), request.now};
    if (state.has_begun()) {
        if (sight(run.scene(), request.actor) == Level::nothing)
            return refuse(Status::absent, {"WF-101", "there is no such case", {}});
        if (request.version && (*request.version < state.changed || *request.version > state.version))
            return refuse(Status::conflict, {"WF-102",
                                             "the case changed since version " + std::to_string(*request.version) +
                                                 "; it is at version " + std::to_string(state.version),
                                             "look at it again"});
        fire_due(run, workflow, facts, request.now);
    }
    const Scene scene = run.scene(request.input);
    const Found found = find_action(workflow, run.state(), scene, request);
    if (found.action == nullptr)
        return no_such_action(workflow, run.state(), request.action);
    const Recipient* recipient = found.recipient ? run.state().recipient(*found.recipient) : nullptr;
    Fault fault;
    const std::string party =
        acting_party(*found.action, request.actor, scene, recipient != nullptr ? &recipient->id : nullptr, fault);
    if (party.empty())
        return refuse(Status::forbidden, std::move(fault));
    if (auto failed = condition_fault(*found.action, party, request.actor, scene, recipient))
        return refuse(Status::conflict, std::move(*failed));
    const Doing doing = doing_of(request, found, party);
    if (auto faults = input_faults(doing, scene); !faults.empty())
        return Refusal{Status::input, std::move(faults)};
    if (auto failed = run.perform(doing))
        return refuse(Status::input, std::move(*failed));
    return run.finish();
}

Step run_timers(const Workflow& workflow, const CaseState& state, const Facts& facts, Instant now)
{
    Run run{workflow, state, facts, passing_at(workflow, facts, now), now};
    fire_due(run, workflow, facts, now);
    return run.finish();
}

Outcome begin_child(const Workflow& child, const Workflow& parent, const CaseState& parent_state,
                    const ChildOpened& opened, const Facts& facts, const ReadAnswers& read, Instant now)
{
    const ChildKind* kind = parent.child(opened.kind);
    const Action* start = kind == nullptr ? nullptr : child.start(kind->start);
    if (start == nullptr)
        return refuse(Status::bug, {"WF-113", "the workflow " + child.id + " has no such start for a part", {}});
    Run run{child, {}, facts, passing_at(child, facts, now), now};
    Event event;
    event.kind = EventKind::start;
    event.name = start->id;
    event.at = now;
    event.level = parent_state.level + 1;
    for (const Name& party : kind->keeps)
        if (const auto seat = parent_state.seats.find(party.text); seat != parent_state.seats.end())
            for (const Holder& holder : seat->second.holders)
                event.seats.push_back({party.text, holder.authority});
    if (!kind->names.empty() && !opened.authority.empty())
        event.seats.push_back({kind->names.text, opened.authority});
    if (!kind->divides.empty())
        event.forms.push_back({kind->divides.text, Grade::full, 1, read});
    run.take(std::move(event), start->to.text);
    return run.finish();
}

Step child_moved(const Workflow& workflow, const CaseState& parent, const Facts& facts, int child,
                 const CaseState& child_state, Instant now)
{
    Run run{workflow, parent, facts, passing_at(workflow, facts, now), now};
    run.child_moved(child, child_state.life.state, {child_state.life.marks.begin(), child_state.life.marks.end()});
    return run.finish();
}

Step step_from_parent(const Workflow& workflow, const CaseState& child, const Facts& facts, const Event& parent_event)
{
    Run run{workflow, child, facts, passing_at(workflow, facts, parent_event.at), parent_event.at};
    const State* at = workflow.state(child.life.state);
    std::string target;
    for_each_action(workflow, [&](const Action& action, const State* state, const EachLife* life) {
        if (action.id == parent_event.name && state != nullptr && life == nullptr && target.empty())
            target = action.to.text;
    });
    if (at != nullptr && !at->final && !target.empty()) {
        Event event;
        event.kind = EventKind::action;
        event.name = parent_event.name;
        event.at = parent_event.at;
        event.party = parent_event.party;
        event.authority = parent_event.authority;
        event.user = parent_event.user;
        event.on_behalf_of = parent_event.on_behalf_of;
        event.comment = parent_event.comment;
        event.language = parent_event.language;
        event.also_in = parent_event.also_in;
        run.take(std::move(event), target);
    }
    return run.finish();
}

std::vector<Available> available_actions(const Workflow& workflow, const CaseState& state, const Facts& facts,
                                         const Actor& actor, Instant now)
{
    Run run{workflow, state, facts, passing_at(workflow, facts, now), now, false};
    std::vector<Available> result;
    if (sight(run.scene(), actor) == Level::nothing)
        return result;
    fire_due(run, workflow, facts, now);
    const Scene scene = run.scene();
    const auto add = [&](const Action& action, const Recipient* recipient) {
        Available available{&action, {}, {}, {}};
        if (recipient != nullptr)
            available.recipient = recipient->id;
        available.reasons = reasons_against(action, actor, scene, recipient, available.party);
        result.push_back(std::move(available));
    };
    if (const State* at = workflow.state(run.state().life.state))
        for (const Action& action : at->actions)
            add(action, nullptr);
    for (const Recipient& recipient : run.state().recipients) {
        const EachLife* life = workflow.life(recipient.id.party);
        const State* at = life == nullptr ? nullptr : life->state(recipient.life.state);
        if (at == nullptr)
            continue;
        for (const Action& action : at->actions)
            if (lives(*life, action, run.state().life.state) &&
                !scene.seats_of(actor, action.by, &recipient.id).empty())
                add(action, &recipient);
    }
    return result;
}

std::vector<Available> available_starts(const Workflow& workflow, const Facts& facts, const Actor& actor,
                                        const FormInput* input)
{
    const Run run{workflow, {}, facts, passing_at(workflow, facts, 0), 0, false};
    const Scene scene = run.scene(input);
    std::vector<Available> result;
    for (const Action& action : workflow.starts) {
        Available available{&action, {}, {}, {}};
        available.reasons = reasons_against(action, actor, scene, nullptr, available.party);
        result.push_back(std::move(available));
    }
    return result;
}

} // namespace imi::workflow
