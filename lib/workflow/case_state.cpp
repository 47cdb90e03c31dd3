// SPDX-License-Identifier: EUPL-1.2
#include "workflow/case_state.hpp"

#include <algorithm>

namespace imi::workflow
{

namespace
{

/// Enters a state: a new entry with nothing fired in it.
void enter(Life& life, const std::string& state, Instant at)
{
    life.previous = life.state;
    life.state = state;
    ++life.entries[state];
    life.entered = at;
    life.fired.clear();
}

void seat(CaseState& state, const SeatTaken& taken, const Event& event, const Workflow& workflow)
{
    Seat& seat = state.seats[taken.party];
    const Party* party = workflow.party(taken.party);
    const bool many = party != nullptr && party->many;
    const RecipientId of = many && event.recipient ? *event.recipient : RecipientId{};
    if (many) {
        const auto same = [&](const Holder& holder) { return holder.authority == taken.authority; };
        if (std::none_of(seat.holders.begin(), seat.holders.end(), same))
            seat.holders.push_back({taken.authority, event.version, of, 0});
        return;
    }
    if (!seat.holders.empty() && seat.holders.front().authority == taken.authority)
        return;
    for (Holder& holder : seat.holders) {
        holder.until = event.version;
        seat.former.push_back(std::move(holder));
    }
    seat.holders = {{taken.authority, event.version, of, 0}};
    state.allocation.erase(taken.party);
}

void give(CaseState& state, const FormGiven& given, const Event& event)
{
    if (event.blocks_earlier && given.grade != Grade::draft)
        for (FormRecord& record : state.forms)
            record.blocked |= record.given.form == given.form;
    // A draft replaces the draft before it, and a release takes the draft with it.
    std::erase_if(state.forms, [&](const FormRecord& record) {
        return record.given.form == given.form && record.given.grade == Grade::draft &&
               record.recipient == event.recipient;
    });
    state.forms.push_back({given, event.version, event.at, event.party,
                           event.on_behalf_of.empty() ? event.authority : event.on_behalf_of, event.recipient, false,
                           false, true});
}

/// What a state held comes out when the awaited party, a timer or the case itself moves it on; going back to where it
/// came from, or ended by somebody else, it stays with its author.
void let_go(CaseState& state, const Event& event, const Workflow& workflow)
{
    const State* left = workflow.state(state.life.state);
    if (left == nullptr || left->holds.empty())
        return;
    const bool forward = event.to != state.life.previous && (event.party.empty() || left->waits_for == event.party);
    for (FormRecord& record : state.forms)
        if (forward && record.given.form == left->holds.text)
            record.held = false;
}

void enter_case(CaseState& state, const Event& event, const Workflow& workflow)
{
    const std::string& target = event.to;
    const Instant at = event.at;
    let_go(state, event, workflow);
    enter(state.life, target, at);
    state.stays.push_back({target, event.version});
    for (FormRecord& record : state.forms)
        if (const State* now = workflow.state(target);
            now != nullptr && record.fresh && record.given.form == now->holds.text)
            record.held = record.given.grade != Grade::draft;
    state.urgent_for.clear();
    const State* entered = workflow.state(target);
    if (entered == nullptr)
        return;
    if (!entered->milestone.empty())
        state.milestones.emplace(entered->milestone, at);
    if (entered->final)
        state.ended = at;
}

/// Takes out a recipient; it keeps a trace if its party saw anything.
void remove(CaseState& state, const RecipientId& id, const Event& event)
{
    const Recipient* recipient = state.recipient(id);
    if (recipient == nullptr)
        return;
    state.seats[id.party].former.push_back({recipient->authority, recipient->since, id, event.version});
    std::erase_if(state.recipients, [&](const Recipient& other) { return other.id == id; });
}

/// Lives begin where the case stands in a state of `while`. Who acts before that lives already.
void begin_lives(CaseState& state, const Event& event, const Workflow& workflow)
{
    for (Recipient& recipient : state.recipients) {
        const EachLife* life = workflow.life(recipient.id.party);
        if (recipient.begun != 0 || life == nullptr)
            continue;
        const bool acts = event.recipient == recipient.id;
        if (!acts && !contains(life->during, state.life.state))
            continue;
        recipient.begun = event.version;
        if (!acts)
            recipient.life.entered = event.at;
    }
}

std::vector<RecipientId> moved(CaseState& state, const Event& event, const Workflow& workflow)
{
    std::vector<RecipientId> ids;
    for (const Recipient& recipient : state.recipients) {
        const EachLife* life = workflow.life(recipient.id.party);
        if (life != nullptr && life->state(event.recipients_to) != nullptr)
            ids.push_back(recipient.id);
    }
    return ids;
}

} // namespace

std::string_view to_string(EventKind kind)
{
    switch (kind) {
    case EventKind::start:
        return "start";
    case EventKind::action:
        return "action";
    case EventKind::timer:
        return "timer";
    case EventKind::moves_on:
        return "moves-on";
    case EventKind::skip:
        return "skip";
    case EventKind::child:
        return "child";
    }
    return {};
}

int Life::entry() const
{
    const auto found = entries.find(state);
    return found == entries.end() ? 0 : found->second;
}

bool Life::has_fired(std::string_view timer) const
{
    return std::any_of(fired.begin(), fired.end(), [&](const Firing& firing) { return firing.timer == timer; });
}

const Recipient* CaseState::recipient(const RecipientId& wanted) const
{
    const auto found = std::find_if(recipients.begin(), recipients.end(),
                                    [&](const Recipient& recipient) { return recipient.id == wanted; });
    return found == recipients.end() ? nullptr : &*found;
}

Recipient* CaseState::recipient(const RecipientId& wanted)
{
    return const_cast<Recipient*>(static_cast<const CaseState&>(*this).recipient(wanted));
}

const FormRecord* CaseState::released(std::string_view form, const RecipientId* of) const
{
    for (auto record = forms.rbegin(); record != forms.rend(); ++record)
        if (record->given.form == form && record->given.grade != Grade::draft && !record->blocked && !record->held &&
            (of == nullptr || !record->recipient || *record->recipient == *of))
            return &*record;
    return nullptr;
}

std::vector<std::string> CaseState::answer(const QuestionName& question, const RecipientId* of) const
{
    const std::vector<std::string>* draft = nullptr;
    for (auto record = forms.rbegin(); record != forms.rend(); ++record) {
        if (record->given.form != question.form || (of != nullptr && record->recipient && *record->recipient != *of))
            continue;
        const auto found = record->given.read.find(question.question);
        if (found == record->given.read.end())
            continue;
        if (record->given.grade != Grade::draft)
            return found->second;
        if (draft == nullptr)
            draft = &found->second;
    }
    return draft == nullptr ? std::vector<std::string>{} : *draft;
}

std::string CaseState::date(std::string_view name) const
{
    const auto found = dates.find(std::string{name});
    return found == dates.end() ? std::string{} : found->second.back().date;
}

int CaseState::last_done(std::string_view action) const
{
    for (auto deed = deeds.rbegin(); deed != deeds.rend(); ++deed)
        if (deed->action == action)
            return deed->version;
    return 0;
}

void apply(CaseState& state, const Event& event, const Workflow& workflow)
{
    state.version = event.version;
    if (!event.reminds_only)
        state.changed = event.version;
    if (event.kind == EventKind::start) {
        state.started = event.at;
        state.start = event.name;
        state.level = event.level;
    }
    if (event.kind == EventKind::start || event.kind == EventKind::action)
        state.deeds.push_back({event.name, event.party, event.user, event.version, event.recipient,
                               event.on_behalf_of.empty() ? event.authority : event.on_behalf_of});
    if (event.kind != EventKind::skip && event.kind != EventKind::moves_on)
        for (FormRecord& record : state.forms)
            record.fresh = false;
    for (const FormGiven& given : event.forms)
        give(state, given, event);
    for (const SeatTaken& taken : event.seats)
        seat(state, taken, event, workflow);
    for (const RecipientId& removed : event.removed)
        remove(state, removed, event);
    for (const RecipientAdded& added : event.added) {
        const EachLife* life = workflow.life(added.id.party);
        if (state.recipient(added.id) != nullptr || life == nullptr || life->states.empty())
            continue;
        Recipient recipient{added.id, added.authority, event.version, 0, {}};
        enter(recipient.life, life->states.front().id, event.at);
        const auto after = std::upper_bound(state.recipients.begin(), state.recipients.end(), recipient,
                                            [](const Recipient& a, const Recipient& b) { return a.id < b.id; });
        state.recipients.insert(after, std::move(recipient));
    }
    for (const auto& [date, value] : event.dates)
        state.dates[date].push_back({value, event.at});
    Recipient* recipient = event.recipient ? state.recipient(*event.recipient) : nullptr;
    Life& life = recipient != nullptr ? recipient->life : state.life;
    if (event.kind == EventKind::timer && event.due_at)
        life.fired.insert({event.name, *event.due_at});
    for (const std::string& count : event.counts)
        ++life.counts[count];
    for (const std::string& mark : event.marks)
        life.marks.insert(mark);
    for (const std::string& mark : event.unmarks) {
        life.marks.erase(mark);
        if (recipient == nullptr)
            for (Recipient& other : state.recipients)
                other.life.marks.erase(mark);
    }
    if (!event.allocated.empty())
        state.allocation[event.allocated] = event.users;
    for (const ChildOpened& opened : event.opened)
        state.children.push_back({opened.number, opened.kind, {}, {}});
    for (Child& child : state.children)
        if (event.kind == EventKind::child && child.number == event.child) {
            child.state = event.child_state;
            child.marks = event.child_marks;
        }
    for (const std::string& party : event.escalated_to)
        state.urgent_for.insert(party);
    if (!event.recipients_to.empty())
        for (const RecipientId& id : moved(state, event, workflow))
            enter(state.recipient(id)->life, event.recipients_to, event.at);
    if (event.enters && recipient != nullptr)
        enter(recipient->life, event.to, event.at);
    else if (event.enters)
        enter_case(state, event, workflow);
    begin_lives(state, event, workflow);
}

bool was_purged(const Workflow& workflow, const CaseState& state)
{
    return std::any_of(state.stays.begin(), state.stays.end(), [&](const Stay& stay) {
        const State* stayed = workflow.state(stay.state);
        return stayed != nullptr && stayed->purge_at_once;
    });
}

CaseState rebuild(const Workflow& workflow, const std::vector<Event>& events, std::string id)
{
    CaseState state;
    state.id = std::move(id);
    for (const Event& event : events)
        apply(state, event, workflow);
    return state;
}

} // namespace imi::workflow
