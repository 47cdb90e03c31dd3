// SPDX-License-Identifier: EUPL-1.2
#include "workflow/run.hpp"

#include "workflow/sight.hpp"

#include <algorithm>

namespace imi::workflow
{

namespace
{

/// A case moves on by itself at most so often in one step; the check refuses circles.
constexpr int most_moves = 10;

/// "edit " where another action of the state names the party; nothing where this one does.
std::string naming_action(const Action& action, const State* state, const std::string& party)
{
    if (state != nullptr && action.names != party)
        for (const Action& other : state->actions)
            if (other.names == party)
                return other.id + " ";
    return {};
}

} // namespace

std::string_view to_string(MailKind kind)
{
    switch (kind) {
    case MailKind::awaited:
        return "awaited";
    case MailKind::tells:
        return "tells";
    case MailKind::remind:
        return "remind";
    case MailKind::escalate:
        return "escalate";
    }
    return {};
}

Run::Run(const Workflow& workflow, CaseState state, const Facts& facts, PassingFor passing, Instant now,
         bool with_mails)
    : workflow_{workflow}, facts_{facts}, passing_{std::move(passing)}, now_{now}, with_mails_{with_mails}
{
    step_.state = std::move(state);
}

Event Run::new_event(EventKind kind, std::string name) const
{
    Event event;
    event.kind = kind;
    event.name = std::move(name);
    event.version = step_.state.version + 1;
    event.at = now_;
    event.workflow = workflow_.version;
    event.from = step_.state.life.state;
    return event;
}

const State* Run::present_state(const std::optional<RecipientId>& recipient) const
{
    if (!recipient)
        return workflow_.state(step_.state.life.state);
    const Recipient* found = step_.state.recipient(*recipient);
    const EachLife* life = workflow_.life(recipient->party);
    return found == nullptr || life == nullptr ? nullptr : life->state(found->life.state);
}

void Run::append(Event event)
{
    apply(step_.state, event, workflow_);
    step_.events.push_back(std::move(event));
}

std::optional<Fault> Run::perform(const Doing& doing)
{
    const Action& action = *doing.action;
    Event event = new_event(step_.state.has_begun() ? EventKind::action : EventKind::start, action.id);
    event.party = doing.party;
    event.authority = doing.actor.authority;
    event.user = doing.actor.user;
    event.on_behalf_of = doing.actor.on_behalf_of;
    event.recipient = doing.recipient;
    event.comment = doing.comment;
    event.language = doing.language;
    const State* from = present_state(doing.recipient);
    if (from != nullptr)
        event.from = from->id;
    fill_effects(event, doing, scene(doing.input));
    step_.left_out.insert(step_.left_out.end(), event.left_out.begin(), event.left_out.end());
    if (!action.directory.empty()) {
        DirectoryOrder order{action.directory.text, {}};
        for (const Party& party : workflow_.parties)
            if (party.kind == PartyKind::registered)
                order.authorities =
                    doing.created_authority.empty() ? scene().seated(party.id) : std::vector{doing.created_authority};
        step_.directory.push_back(std::move(order));
    }
    std::string target = action.to.text;
    if (target == "previous")
        target = doing.recipient ? step_.state.recipient(*doing.recipient)->life.previous : step_.state.life.previous;
    move(std::move(event), target, action.tells, doing.actor);
    if (!action.to.empty() && !doing.recipient)
        if (const Party* missing = nobody_awaited())
            return Fault{"WF-111", "the case would wait for the " + missing->id + ", whom nobody has named",
                         "name the " + missing->id + " with " + naming_action(action, from, missing->id) +
                             "--to AUTHORITY"};
    move_on(doing.actor);
    return std::nullopt;
}

const Party* Run::nobody_awaited() const
{
    // What follows an optional state counts too: whoever decides there could not name anybody.
    const State* at = workflow_.state(step_.state.life.state);
    for (std::size_t i = 0; at != nullptr && i < workflow_.states.size(); ++i) {
        const Party* awaited = workflow_.party(at->waits_for);
        if (awaited != nullptr && awaited->kind == PartyKind::named && !scene().is_seated(awaited->id))
            return awaited;
        at = workflow_.state(at->otherwise);
    }
    return nullptr;
}

void Run::move(Event event, const std::string& target, const Names& tells, const Actor& actor)
{
    const CaseState before = with_mails_ ? step_.state : CaseState{};
    std::vector<std::string> skipped;
    std::string arrived;
    if (!target.empty()) {
        event.to = target;
        arrived = target;
        if (!event.recipient) {
            CaseState trial = step_.state;
            apply(trial, event, workflow_);
            arrived = Scene{workflow_, trial, facts_, *this}.arrival(target, skipped);
        }
        event.enters = skipped.empty();
    }
    const std::string party = event.party;
    append(event);
    for (std::size_t i = 0; i < skipped.size(); ++i) {
        Event skip = new_event(EventKind::skip, skipped[i]);
        skip.to = i + 1 == skipped.size() ? arrived : skipped[i + 1];
        skip.enters = i + 1 == skipped.size();
        skip.party = party;
        append(std::move(skip));
    }
    if (with_mails_)
        tell(event, before, tells, actor, arrived);
}

void Run::move_on(const Actor& actor)
{
    for (int i = 0; i < most_moves; ++i) {
        const State* at = workflow_.state(step_.state.life.state);
        if (at == nullptr)
            return;
        const auto chosen = std::find_if(at->moves_on.begin(), at->moves_on.end(),
                                         [&](const MovesOn& moves) { return scene().holds(moves.condition); });
        if (chosen == at->moves_on.end())
            return;
        const auto number = chosen - at->moves_on.begin() + 1;
        move(new_event(EventKind::moves_on, std::to_string(number)), chosen->to.text, chosen->tells, actor);
    }
}

void Run::fire(const Timer& timer, const std::optional<RecipientId>& recipient, Instant due, bool sends)
{
    Event event = new_event(EventKind::timer, timer.id);
    event.recipient = recipient;
    event.due_at = due;
    if (const State* at = present_state(recipient))
        event.from = at->id;
    event.reminds_only = timer.to.empty();
    for (const Name& party : timer.escalate)
        event.escalated_to.push_back(party.text);
    const CaseState before = with_mails_ ? step_.state : CaseState{};
    const Event told = event;
    move(std::move(event), timer.to.text, sends ? timer.tells : Names{}, {});
    if (with_mails_ && sends) {
        for (const Name& party : timer.remind)
            tell_party(told, before, MailKind::remind, party.text, {});
        for (const Name& party : timer.escalate)
            tell_party(told, before, MailKind::escalate, party.text, {});
    }
    move_on({});
}

void Run::child_moved(int number, const std::string& state, std::vector<std::string> marks)
{
    for (const Child& child : step_.state.children) {
        if (child.number != number || (child.state == state && child.marks == marks))
            continue;
        Event event = new_event(EventKind::child, child.kind);
        event.child = number;
        event.child_state = state;
        event.child_marks = std::move(marks);
        append(std::move(event));
        move_on({});
        return;
    }
}

void Run::take(Event event, const std::string& target)
{
    event.version = step_.state.version + 1;
    event.from = step_.state.life.state;
    event.workflow = workflow_.version;
    move(std::move(event), target, {}, {});
    move_on({});
}

void Run::tell(const Event& event, const CaseState& before, const Names& tells, const Actor& actor,
               const std::string& entered)
{
    if (!entered.empty() && !event.recipient)
        if (const State* now = workflow_.state(entered))
            tell_party(event, before, MailKind::awaited, now->waits_for.text, actor);
    for (const Recipient& recipient : step_.state.recipients) {
        const bool is_new = before.recipient(recipient.id) == nullptr;
        const bool begins = recipient.begun >= event.version;
        if (!is_new && !begins)
            continue;
        // Whose life begins is awaited in its first state, or hears of the case for the first time; `tells: added`
        // speaks to those who are new.
        const State* first = present_state(recipient.id);
        const bool awaited = begins && first != nullptr && !first->waits_for.empty();
        if (!awaited && is_new && !contains(tells, "added"))
            continue;
        Event own = event;
        own.recipient = recipient.id;
        tell_party(own, before, awaited ? MailKind::awaited : MailKind::tells, recipient.id.party, actor);
    }
    if (event.recipient && !entered.empty())
        if (const EachLife* life = workflow_.life(event.recipient->party))
            if (const State* now = life->state(entered))
                tell_party(event, before, MailKind::awaited, now->waits_for.text, actor);
    for (const Name& party : tells)
        if (!(party == "added"))
            tell_party(event, before, MailKind::tells, party.text, actor);
}

void Run::tell_party(const Event& event, const CaseState& before, MailKind kind, const std::string& name,
                     const Actor& actor)
{
    const Party* party = workflow_.party(name);
    const std::string role = party == nullptr ? std::string{} : party->role;
    const RecipientId* of = event.recipient ? &*event.recipient : nullptr;
    const std::string& text = event.kind == EventKind::moves_on ? event.from : event.name;
    const auto told_already = [&](const std::string& authority) {
        return std::any_of(step_.mails.begin(), step_.mails.end(), [&](const Mail& mail) {
            return mail.version == event.version && mail.authority == authority &&
                   (!authority.empty() || mail.party == name);
        });
    };
    const auto sees_something = [&](const Actor& reader) {
        return sight(scene(), reader) > Level::nothing ||
               sight(Scene{workflow_, before, facts_, *this}, reader) > Level::nothing;
    };
    if (party != nullptr && party->kind == PartyKind::guest) {
        const Actor guest{{}, {}, {}, true};
        if (!actor.guest && !told_already({}) && sees_something(guest))
            step_.mails.push_back({event.version, kind, text, name, {}, role});
        return;
    }
    for (const std::string& authority : scene().seated(name, of)) {
        if (authority == actor.seat() || authority == actor.authority || told_already(authority) ||
            !sees_something({{}, authority, {}, false}))
            continue;
        step_.mails.push_back({event.version, kind, text, name, authority, role});
    }
}

} // namespace imi::workflow
