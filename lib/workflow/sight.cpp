// SPDX-License-Identifier: EUPL-1.2
#include "workflow/sight.hpp"

#include <algorithm>

namespace imi::workflow
{

namespace
{

/// Whether the actor's own seat has done one of the actions since it has it; where recipients have lives of their own,
/// what others of them did does not count.
bool has_done(const Scene& scene, const Party& party, const Actor& actor)
{
    int since = 1;
    std::optional<RecipientId> own;
    const auto seat = scene.state().seats.find(party.id);
    if (seat != scene.state().seats.end())
        for (const Holder& holder : seat->second.holders)
            if (holder.authority == actor.seat()) {
                since = std::max(holder.since, 1);
                if (party.many)
                    own = holder.of;
            }
    for (const Recipient& recipient : scene.state().recipients)
        if (recipient.id.party == party.id && recipient.authority == actor.seat()) {
            since = std::max(recipient.since, 1);
            own = recipient.id;
        }
    const std::vector<Deed>& deeds = scene.state().deeds;
    return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
        return deed.version >= since && contains(party.sees_all_after, deed.action) &&
               (!own || !deed.recipient || *deed.recipient == *own);
    });
}

/// Whether the actor held a seat while its party saw something: who was named and replaced in a draft never heard of
/// it.
bool was_seated(const Workflow& workflow, const CaseState& state, const Actor& actor)
{
    return std::any_of(state.seats.begin(), state.seats.end(), [&](const auto& seat) {
        return std::any_of(seat.second.former.begin(), seat.second.former.end(), [&](const Holder& holder) {
            return holder.authority == actor.seat() && saw(workflow, state, seat.first, holder.since, holder.until);
        });
    });
}

/// Version of the event by which the form was given again and released; 0 while it is the latest.
int given_again(const CaseState& state, const FormRecord& record)
{
    for (const FormRecord& later : state.forms)
        if (later.version > record.version && later.given.form == record.given.form &&
            later.recipient == record.recipient && later.given.grade != Grade::draft && !later.held)
            return later.version;
    return 0;
}

/// Whether one of the actor's parties saw the case between two events.
bool saw_as_any(const Scene& scene, const Actor& actor, int from, int until)
{
    const std::vector<Party>& parties = scene.workflow().parties;
    return std::any_of(parties.begin(), parties.end(), [&](const Party& party) {
        return saw(scene.workflow(), scene.state(), party.id, from, until) && scene.has_seat(actor, party.id);
    });
}

/// Beyond the author's authority, its drafts are seen by the coordinators and the postbox of its country that are
/// parties: as much as these seats see.
Level level_beside_author(const Scene& scene, const Actor& actor, const FormRecord& record)
{
    const std::string home =
        record.authority.empty() ? scene.country(record.party) : scene.facts().country(record.authority);
    Level level = Level::nothing;
    for (const Party& party : scene.workflow().parties)
        if ((party.kind == PartyKind::coordinator || party.kind == PartyKind::postbox) &&
            scene.has_seat(actor, party.id) &&
            (actor.guest ? std::string{} : scene.facts().country(actor.seat())) == home)
            level = std::max(level, sight_as(scene, party.id, actor));
    return level;
}

/// Whether what is given in the form is its author's alone.
bool is_own(const Workflow& workflow, std::string_view form)
{
    const FormUse* use = workflow.form(form);
    return use != nullptr && use->own;
}

/// What is content is not shown at all to who sees less.
Level from_content(Level level) { return level >= Level::content ? level : Level::nothing; }

/// How much of what is said and given inside `each` for a recipient is the actor's to see: by each seat for itself, in
/// which it sits for that recipient (or was named in its country), or in a party that is no recipient.
Level level_beside_recipient(const Scene& scene, const Actor& actor, const RecipientId& recipient)
{
    Level level = Level::nothing;
    for (const Party& party : scene.workflow().parties)
        if (scene.has_seat(actor, party.id, party.each != Each::none || party.many ? &recipient : nullptr))
            level = std::max(level, sight_as(scene, party.id, actor));
    return level;
}

} // namespace

Level table_level(const Workflow& workflow, std::string_view party, std::string_view state)
{
    const Sight* sight = workflow.sight(party);
    if (sight == nullptr)
        return Level::nothing;
    for (const auto& [name, level] : sight->states)
        if (name == state)
            return level;
    return sight->otherwise.value_or(Level::nothing);
}

bool saw(const Workflow& workflow, const CaseState& state, std::string_view party, int from, int until)
{
    for (std::size_t i = 0; i < state.stays.size(); ++i) {
        const bool begins_before = until == 0 || state.stays[i].since < until;
        const bool ends_after = i + 1 == state.stays.size() || state.stays[i + 1].since > from;
        if (begins_before && ends_after && table_level(workflow, party, state.stays[i].state) > Level::nothing)
            return true;
    }
    return false;
}

Level sight_as(const Scene& scene, std::string_view party_name, const Actor& actor)
{
    const Party* party = scene.workflow().party(party_name);
    if (party == nullptr || !scene.has_seat(actor, party_name))
        return Level::nothing;
    Level level = table_level(scene.workflow(), party_name, scene.state().life.state);
    if (!party->sees_all_after.empty() && level > Level::questions && !has_done(scene, *party, actor))
        level = Level::questions;
    return level;
}

Level sight(const Scene& scene, const Actor& actor)
{
    Level level = !actor.guest && was_seated(scene.workflow(), scene.state(), actor) ? Level::trace : Level::nothing;
    for (const Party& party : scene.workflow().parties)
        level = std::max(level, sight_as(scene, party.id, actor));
    return level;
}

Level form_sight(const Scene& scene, const Actor& actor, const FormRecord& record)
{
    const Workflow& workflow = scene.workflow();
    const Level level = sight(scene, actor);
    if (level < Level::questions || record.blocked)
        return Level::nothing;
    const bool author =
        workflow.party(record.party) != nullptr && workflow.party(record.party)->kind == PartyKind::guest
            ? actor.guest
            : !actor.guest && record.authority == actor.seat();
    if (is_own(workflow, record.given.form))
        return author ? Level::all : Level::nothing;
    if (author && level >= Level::content)
        return Level::all;
    if (record.held) {
        const State* state = workflow.state(scene.state().life.state);
        return level >= Level::content && state != nullptr && scene.has_seat(actor, state->waits_for.text)
                   ? level
                   : Level::nothing;
    }
    if (record.given.grade == Grade::draft)
        return from_content(level_beside_author(scene, actor, record));
    if (const int again = given_again(scene.state(), record);
        again != 0 && !saw_as_any(scene, actor, record.version, again))
        return Level::nothing;
    if (!record.recipient)
        return level;
    return from_content(level_beside_recipient(scene, actor, *record.recipient));
}

bool sees_comment(const Scene& scene, const Actor& actor, const Event& event)
{
    if (!event.authority.empty() && (event.authority == actor.seat() || event.on_behalf_of == actor.seat()))
        return true;
    if (sight(scene, actor) < Level::content ||
        std::any_of(event.forms.begin(), event.forms.end(),
                    [&](const FormGiven& given) { return is_own(scene.workflow(), given.form); }))
        return false;
    if (event.recipient)
        return level_beside_recipient(scene, actor, *event.recipient) >= Level::content;
    // A start has no state before it.
    return scene.workflow().state(event.from) == nullptr || saw_as_any(scene, actor, event.version - 1, event.version);
}

} // namespace imi::workflow
