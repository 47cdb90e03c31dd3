// SPDX-License-Identifier: EUPL-1.2
#include "workflow/lead.hpp"

#include "workflow/run.hpp"

namespace imi::workflow
{

Lead lead_of(const Workflow& workflow, const CaseState& before, const Event& event, const Facts& facts)
{
    Run run{workflow,
            before,
            facts,
            [&](const CaseState& state, const std::string& name, const std::string& date) {
                return RealPassing{workflow, state, facts, event.at}.is_over(name, date);
            },
            event.at,
            false};
    Lead lead;
    lead.state = before.life.state;
    const Recipient* recipient = event.recipient ? run.state().recipient(*event.recipient) : nullptr;
    const State* from = run.present_state(event.recipient);
    const Action* action = nullptr;
    if (event.kind == EventKind::start)
        action = workflow.start(event.name);
    else if (event.kind == EventKind::action && from != nullptr)
        action = from->action(event.name);
    if (action != nullptr && action->condition)
        lead.refusal = run.scene().failure(*action->condition, recipient);
    const Party* party = workflow.party(event.party);
    if (party != nullptr && party->kind == PartyKind::coordinator)
        lead.actors = run.scene().seated(party->id, recipient == nullptr ? nullptr : &recipient->id);
    for (const SeatTaken& taken : event.seats)
        if (const Party* named = workflow.party(taken.party);
            named != nullptr && !named->right.empty() && !facts.has_right(taken.authority, named->right))
            lead.barred.push_back(taken.authority);
    if (lead.refusal.empty() && !event.to.empty() && !event.recipient) {
        Event again = event;
        again.to.clear();
        again.enters = false;
        run.take(std::move(again), event.to);
        lead.state = run.state().life.state;
    }
    const State* at = workflow.state(lead.state);
    const Party* awaited = at == nullptr ? nullptr : workflow.party(at->waits_for);
    if (awaited != nullptr) {
        lead.waits_for = awaited->id;
        lead.awaited = run.scene().seated(awaited->id);
    }
    return lead;
}

} // namespace imi::workflow
