// SPDX-License-Identifier: EUPL-1.2
#include "cases/desk_support.hpp"

#include "audit/audit_log.hpp"
#include "base/faulty_input.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"
#include "workflow/texts.hpp"
#include "workflow/timers.hpp"

#include <algorithm>

namespace imi
{

void refuse_absent(const std::string& case_id)
{
    // Written as numbers are, so that a case that is there but not seen reads no other.
    std::string number = case_id;
    for (char& c : number)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    throw Error{Status::absent, "CAS-001", "there is no case " + in_quotes(number),
                "imi-request list names those that you see"};
}

void refuse(const workflow::Refusal& refusal, const std::string& case_id, const std::string& since)
{
    if (refusal.status == Status::absent)
        refuse_absent(case_id);
    std::vector<std::string> messages, hints;
    std::vector<Diagnostic> faults;
    for (const workflow::Fault& fault : refusal.faults) {
        messages.push_back(fault.message);
        if (!fault.hint.empty() && std::find(hints.begin(), hints.end(), fault.hint) == hints.end())
            hints.push_back(fault.hint);
        faults.push_back({Severity::error, fault.code, {}, {}, fault.message, fault.hint});
    }
    throw FaultyInput{Error{refusal.status, refusal.faults.front().code,
                            joined(messages, "; ") + since + "; nothing was changed", joined(hints, "; "), case_id},
                      std::move(faults)};
}

void require_person(const Actor& actor)
{
    if (actor.is_operator() && actor.login == actor.acting_login)
        throw Error{Status::forbidden, "CAS-002", "an operator of the store has no part in cases",
                    "act for a user: --as LOGIN"};
}

std::vector<std::string> authorities_of(const Actor& actor, const std::string& area)
{
    std::vector<std::string> keys;
    for (const Grant& grant : actor.grants)
        if (area.empty() || grant.area.empty() || grant.area == area)
            keys.push_back(grant.authority);
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

namespace
{

/// Runs `ask(scene)` over the case at `now`.
template <class Ask> auto in_scene(const OpenCase& work, Instant now, Ask ask)
{
    const workflow::RealPassing passing{work.workflow(), work.state, *work.facts, now};
    return ask(workflow::Scene{work.workflow(), work.state, *work.facts, passing});
}

} // namespace

workflow::Level sight_of(const OpenCase& work, const workflow::Actor& who, Instant now)
{
    return in_scene(work, now, [&](const workflow::Scene& scene) { return workflow::sight(scene, who); });
}

workflow::Level form_sight(const OpenCase& work, const workflow::Actor& who, const workflow::FormRecord& record,
                           Instant now)
{
    return in_scene(work, now, [&](const workflow::Scene& scene) { return workflow::form_sight(scene, who, record); });
}

bool sees_comment(const OpenCase& work, const workflow::Actor& who, const workflow::Event& event, Instant now)
{
    return in_scene(work, now, [&](const workflow::Scene& scene) { return workflow::sees_comment(scene, who, event); });
}

workflow::Actor choose_actor(CaseWork& work, const OpenCase& opened, const Actor& actor, const std::string& from,
                             const std::string& action)
{
    require_person(actor);
    const std::vector<std::string> own = authorities_of(actor, opened.row.area);
    const auto sees_it = [&](const workflow::Actor& who) {
        return sight_of(opened, who, work.now()) > workflow::Level::nothing;
    };
    if (!from.empty()) {
        const std::string key = opened.facts->canonical(from);
        if (std::find(own.begin(), own.end(), key) != own.end()) {
            const workflow::Actor who{actor.login, key, {}, false};
            if (!sees_it(who))
                refuse_absent(opened.row.number);
            return who;
        }
        for (const std::string& relay : own)
            if (opened.facts->may_relay(relay, key)) {
                workflow::Actor who{actor.login, relay, key, false};
                if (sees_it(who))
                    return who;
            }
        // Who sees nothing of the case must not learn by this that it is there.
        if (std::none_of(own.begin(), own.end(), [&](const std::string& seat) {
                return sees_it({actor.login, seat, {}, false});
            }))
            refuse_absent(opened.row.number);
        throw Error{Status::forbidden, "CAS-004", actor.login + " does not act for " + in_quotes(from),
                    "leave --from out, or ask the authority's data administrator for a role"};
    }
    std::vector<workflow::Actor> visible, able;
    for (const std::string& key : own) {
        const workflow::Actor who{actor.login, key, {}, false};
        if (!sees_it(who))
            continue;
        visible.push_back(who);
        for (const workflow::Available& available :
             workflow::available_actions(opened.workflow(), opened.state, *opened.facts, who, work.now()))
            if (available.action->id == action && !available.party.empty()) {
                able.push_back(who);
                break;
            }
    }
    if (visible.empty())
        refuse_absent(opened.row.number);
    if (action.empty())
        return *std::max_element(visible.begin(), visible.end(), [&](const auto& a, const auto& b) {
            return sight_of(opened, a, work.now()) < sight_of(opened, b, work.now());
        });
    if (able.size() > 1) {
        std::vector<std::string> names;
        for (const workflow::Actor& who : able)
            names.push_back(who.authority);
        throw Error{Status::usage, "CAS-003", actor.login + " may do this for several authorities",
                    "say for which: --from " + joined(names, " or ")};
    }
    return able.empty() ? visible.front() : able.front();
}

std::optional<workflow::RecipientId> recipient_of(const OpenCase& work, const workflow::Actor& who,
                                                  const std::string& action, const std::string& wanted)
{
    const workflow::State* at = work.workflow().state(work.state.life.state);
    if (wanted.empty() && at != nullptr && at->action(action) != nullptr)
        return std::nullopt;
    for (const workflow::Recipient& recipient : work.state.recipients) {
        const workflow::EachLife* life = work.workflow().life(recipient.id.party);
        const workflow::State* state = life == nullptr ? nullptr : life->state(recipient.life.state);
        if (state == nullptr || state->action(action) == nullptr)
            continue;
        if (wanted.empty() ? recipient.authority == who.seat()
                           : recipient.id.key == wanted || recipient.authority == wanted)
            return recipient.id;
    }
    if (!wanted.empty())
        throw Error{Status::input, "CAS-015",
                    in_quotes(wanted) + " is no recipient for which " + in_quotes(action) +
                        " is possible; nothing was changed",
                    "leave --recipient out, or name one that imi-request actions lists"};
    return std::nullopt;
}

const workflow::Action* find_action(const OpenCase& work, std::string_view action, const workflow::State** state)
{
    const auto look = [&](const workflow::State* at) -> const workflow::Action* {
        const workflow::Action* found = at == nullptr ? nullptr : at->action(action);
        if (found != nullptr && state != nullptr)
            *state = at;
        return found;
    };
    if (const workflow::Action* found = look(work.workflow().state(work.state.life.state)))
        return found;
    for (const workflow::Recipient& recipient : work.state.recipients)
        if (const workflow::EachLife* life = work.workflow().life(recipient.id.party))
            if (const workflow::Action* found = look(life->state(recipient.life.state)))
                return found;
    return nullptr;
}

std::string state_label(const OpenCase& work, const CaseTexts& texts)
{
    const workflow::State* state = work.workflow().state(work.state.life.state);
    return state == nullptr ? work.state.life.state
                            : texts(workflow::state_path(work.workflow(), state->id), state->label);
}

OpenCase open_visible(CaseWork& work, const Actor& actor, const std::string& case_id)
{
    require_person(actor);
    auto opened = work.open(case_id);
    if (!opened)
        refuse_absent(case_id);
    return std::move(*opened);
}

std::string start_of(const workflow::Workflow& workflow, const std::string& wanted)
{
    if (!wanted.empty())
        return wanted;
    if (workflow.start("new") != nullptr)
        return "new";
    std::vector<std::string> names;
    for (const workflow::Action& start : workflow.starts)
        if (start.by.empty() || !(start.by.front() == "system"))
            names.push_back(start.id);
    if (names.size() == 1)
        return names.front();
    throw Error{Status::usage, "CAS-011", workflow.id + " may begin in several ways",
                "say which: --start " + joined(names, " or ")};
}

namespace
{

/// "PQ-2008-000131" of a case and of all its parts; empty for what is no number of a case.
std::string_view family_of(std::string_view object)
{
    const std::string_view whole = object.substr(0, object.find('.'));
    const std::size_t count = whole.rfind('-');
    const std::size_t year = count == std::string_view::npos || count == 0 ? count : whole.rfind('-', count - 1);
    const bool is_number = year != std::string_view::npos && year > 0 && count - year == 5 &&
                           whole.size() > count + 1 &&
                           whole.find_first_not_of("0123456789-", year) == std::string_view::npos;
    return is_number ? whole : std::string_view{};
}

} // namespace

bool is_overtaken(Database& db, std::int64_t since, const std::string& number, const std::string& tool)
{
    bool overtaken = false;
    AuditLog{db}.for_each_object(since, [&](std::string_view by, std::string_view object) {
        const std::string_view family = family_of(object);
        overtaken = by != tool || family.empty() || family == family_of(number);
        return !overtaken;
    });
    return overtaken;
}

void audit_reading(Database& db, const Actor& actor, const ActContext& context, const std::string& verb,
                   const std::string& case_id)
{
    AuditLog{db}.append(audit_event(actor, context, verb, case_id), context.log_clock.now());
}

} // namespace imi
