// SPDX-License-Identifier: EUPL-1.2
#include "workflow/sight.hpp"

#include <algorithm>

namespace imi::workflow
{

namespace
{

/// Version of the event since which the actor has the seat; nothing when it was never named into one.
int seated_since(const Scene& scene, std::string_view party, const Actor& actor)
{
    const auto seat = scene.state().seats.find(std::string{party});
    if (seat != scene.state().seats.end())
        for (const Holder& holder : seat->second.holders)
            if (holder.authority == actor.seat())
                return holder.since;
    for (const Recipient& recipient : scene.state().recipients)
        if (recipient.id.party == party && recipient.authority == actor.seat())
            return recipient.since;
    return 0;
}

/// Whether the actor held a seat that sees something in the present state: who was named and replaced in a draft never
/// heard of it.
bool was_seated(const Workflow& workflow, const CaseState& state, const Actor& actor)
{
    return std::any_of(state.seats.begin(), state.seats.end(), [&](const auto& seat) {
        return table_level(workflow, seat.first, state.life.state) > Level::nothing &&
               std::any_of(seat.second.former.begin(), seat.second.former.end(),
                           [&](const Holder& holder) { return holder.authority == actor.seat(); });
    });
}

bool is_each(const Workflow& workflow, const std::string& name)
{
    const Party* party = workflow.party(name);
    return party != nullptr && (party->each != Each::none || party->many);
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

Level sight_as(const Scene& scene, std::string_view party_name, const Actor& actor)
{
    const Party* party = scene.workflow().party(party_name);
    if (party == nullptr || !scene.has_seat(actor, party_name))
        return Level::nothing;
    Level level = table_level(scene.workflow(), party_name, scene.state().life.state);
    if (!party->sees_all_after.empty() && level > Level::questions) {
        const int since = seated_since(scene, party_name, actor);
        const bool done =
            std::any_of(party->sees_all_after.begin(), party->sees_all_after.end(),
                        [&](const Name& action) { return scene.state().last_done(action.text) >= std::max(since, 1); });
        if (!done)
            level = Level::questions;
    }
    return level;
}

Level sight(const Scene& scene, const Actor& actor)
{
    Level level = !actor.guest && was_seated(scene.workflow(), scene.state(), actor) ? Level::trace : Level::nothing;
    for (const Party& party : scene.workflow().parties)
        level = std::max(level, sight_as(scene, party.id, actor));
    return level;
}

bool sees_form(const Scene& scene, const Actor& actor, const FormRecord& record)
{
    const Workflow& workflow = scene.workflow();
    const bool author =
        workflow.party(record.party) != nullptr && workflow.party(record.party)->kind == PartyKind::guest
            ? actor.guest
            : !actor.guest && record.authority == actor.seat();
    if (sight(scene, actor) < Level::content)
        return false;
    if (record.blocked)
        return false;
    if (author)
        return true;
    if (record.held) {
        const State* state = workflow.state(scene.state().life.state);
        return state != nullptr && scene.has_seat(actor, state->waits_for.text);
    }
    if (record.given.grade == Grade::draft) {
        // Beyond the author's authority only the coordinators and the postbox of its country that are parties.
        for (const Party& party : workflow.parties)
            if ((party.kind == PartyKind::coordinator || party.kind == PartyKind::postbox) &&
                scene.has_seat(actor, party.id) &&
                (actor.guest ? std::string{} : scene.facts().country(actor.seat())) ==
                    (record.authority.empty() ? scene.country(record.party) : scene.facts().country(record.authority)))
                return true;
        return false;
    }
    if (!record.recipient)
        return true;
    // Given inside `each`: its recipient (and who was named in its country), and parties that are not recipients.
    return std::any_of(workflow.parties.begin(), workflow.parties.end(), [&](const Party& party) {
        return is_each(workflow, party.id) ? scene.has_seat(actor, party.id, &*record.recipient)
                                           : scene.has_seat(actor, party.id);
    });
}

} // namespace imi::workflow
