// SPDX-License-Identifier: EUPL-1.2
#include "workflow/history.hpp"

#include "workflow/run.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace imi::workflow
{

namespace
{

/// The world as a history assumes it: these switches on, every coordinator there, everybody allowed.
class AssumedFacts final : public Facts
{
public:
    AssumedFacts(const Facts& facts, std::set<std::string> on) : facts_{facts}, on_{std::move(on)} {}

    bool switch_is_on(std::string_view setup_switch, const std::string&) const override
    {
        return on_.contains(std::string{setup_switch});
    }
    std::string coordinator(std::string_view kind, const std::string& authority) const override
    {
        return or_assumed(facts_.coordinator(kind, authority), kind, facts_.country(authority));
    }
    std::string coordinator_for_place(std::string_view kind, const std::string& place,
                                      const std::string& region) const override
    {
        return or_assumed(facts_.coordinator_for_place(kind, place, region), kind, place);
    }
    std::string postbox(const std::string& place) const override { return facts_.postbox(place); }
    std::string commission() const override { return facts_.commission(); }
    std::vector<std::string> members() const override { return facts_.members(); }
    bool exists(const std::string& authority) const override { return facts_.exists(authority); }
    std::string country(const std::string& authority) const override { return facts_.country(authority); }
    bool is_active(const std::string&) const override { return true; }
    bool has_right(const std::string&, std::string_view) const override { return true; }
    bool has_role(const std::string&, const std::string&, std::string_view) const override { return true; }
    bool may_relay(const std::string&, const std::string&) const override { return true; }
    bool has_open_cases(const std::string&) const override { return false; }
    const Calendar& calendar(const std::string& authority) const override { return facts_.calendar(authority); }

private:
    /// Who coordinated then may be gone now; that somebody did is what the history shows.
    static std::string or_assumed(std::string found, std::string_view kind, const std::string& place)
    {
        return found.empty() && !place.empty() ? place + ":" + std::string{kind} : found;
    }

    const Facts& facts_;
    std::set<std::string> on_;
};

/// Sets of switches, the smallest first. Beyond twelve switches only none, each alone, and all.
std::vector<std::set<std::string>> assumptions(const Workflow& workflow)
{
    constexpr std::size_t most_switches = 12;
    std::vector<std::set<std::string>> result{{}};
    if (workflow.setup.size() > most_switches) {
        std::set<std::string> all;
        for (const SetupSwitch& setup_switch : workflow.setup) {
            result.push_back({setup_switch.id});
            all.insert(setup_switch.id);
        }
        result.push_back(std::move(all));
        return result;
    }
    for (const SetupSwitch& setup_switch : workflow.setup)
        for (std::size_t i = 0, size = result.size(); i < size; ++i) {
            result.push_back(result[i]);
            result.back().insert(setup_switch.id);
        }
    std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    return result;
}

class Replay
{
public:
    Replay(const Workflow& workflow, const Facts& facts, std::set<std::string> on, std::string from)
        : workflow_{workflow}, facts_{facts, std::move(on)}, from_{std::move(from)}
    {
    }

    /// No fault when the step was possible.
    std::vector<Fault> play(const HistoricStep& step)
    {
        for (;;) {
            auto faults = try_now(step);
            if (faults.empty() || !fire_next(step.at))
                return faults;
        }
    }
    Step finish()
    {
        done_.mails.clear();
        return std::move(done_);
    }

private:
    Run make_run(Instant now) const
    {
        return {workflow_,
                done_.state,
                facts_,
                [this, now](const CaseState& state, const std::string& name, const std::string& date) {
                    return RealPassing{workflow_, state, facts_, now}.is_over(name, date);
                },
                now,
                false};
    }

    void keep(Step step)
    {
        done_.events.insert(done_.events.end(), step.events.begin(), step.events.end());
        done_.directory.insert(done_.directory.end(), step.directory.begin(), step.directory.end());
        done_.left_out.insert(done_.left_out.end(), step.left_out.begin(), step.left_out.end());
        done_.state = std::move(step.state);
    }

    /// The next timer that moves the case or that a condition asks about.
    bool fire_next(Instant until)
    {
        if (!done_.state.has_begun())
            return false;
        for (const TimerDue& due : pending_timers(workflow_, done_.state, facts_)) {
            if (due.due > until)
                return false;
            if (due.timer->to.empty() && !is_asked(*due.timer))
                continue;
            Run run = make_run(due.due);
            run.fire(*due.timer, due.recipient, due.due, false);
            keep(run.finish());
            return true;
        }
        return false;
    }

    bool is_asked(const Timer& timer) const
    {
        bool asked = false;
        for_each_condition(workflow_, [&](const Condition& condition) {
            for_each_part(condition, [&](const Condition& part) {
                asked |= (part.kind == Condition::Kind::passed || part.kind == Condition::Kind::before) &&
                         part.name == timer.id;
            });
        });
        return asked;
    }

    std::vector<std::pair<const Action*, std::optional<RecipientId>>> candidates(const HistoricStep& step) const
    {
        std::vector<std::pair<const Action*, std::optional<RecipientId>>> result;
        const CaseState& state = done_.state;
        if (!state.has_begun()) {
            if (const Action* start = workflow_.start(step.action))
                result.emplace_back(start, std::nullopt);
            return result;
        }
        if (const State* at = workflow_.state(state.life.state))
            if (const Action* action = at->action(step.action))
                result.emplace_back(action, std::nullopt);
        std::vector<std::pair<const Action*, std::optional<RecipientId>>> others;
        for (const Recipient& recipient : state.recipients) {
            const EachLife* life = workflow_.life(recipient.id.party);
            const State* at = life == nullptr ? nullptr : life->state(recipient.life.state);
            const Action* action = at == nullptr ? nullptr : at->action(step.action);
            if (action == nullptr ||
                !contains(action->during.empty() ? life->during : action->during, state.life.state))
                continue;
            if (acts_for(step.by, *action, recipient))
                result.emplace_back(action, recipient.id);
            else if (!facts_.exists(step.by) || facts_.country(step.by) == recipient.id.key)
                others.emplace_back(action, recipient.id);
        }
        result.insert(result.end(), others.begin(), others.end());
        return result;
    }

    /// Whether who is named sits for that very recipient, itself or in another party of the action.
    bool acts_for(const std::string& by, const Action& action, const Recipient& recipient) const
    {
        if (by == recipient.authority || by == recipient.id.key)
            return true;
        const Run run = make_run(0);
        const Scene scene = run.scene(nullptr);
        return std::any_of(action.by.begin(), action.by.end(), [&](const Name& party) {
            const auto seated = scene.seated(party.text, &recipient.id);
            return std::find(seated.begin(), seated.end(), by) != seated.end();
        });
    }

    std::vector<Fault> try_now(const HistoricStep& step)
    {
        std::vector<Fault> faults{{"WF-114", "the state \"" + done_.state.life.state + "\" has no such action", {}}};
        for (const auto& [action, recipient] : candidates(step)) {
            Run run = make_run(step.at);
            const Scene scene = run.scene(step.input);
            const Recipient* of = recipient ? run.state().recipient(*recipient) : nullptr;
            if (action->condition)
                if (const std::string words = scene.failure(*action->condition, of); !words.empty()) {
                    faults = {{"WF-114", words, {}}};
                    continue;
                }
            Doing doing;
            doing.action = action;
            doing.recipient = recipient;
            doing.input = step.input;
            doing.comment = step.comment;
            doing.to = step.to;
            doing.users = step.users;
            doing.parts = step.parts;
            doing.created_authority = step.created_authority;
            doing.language = step.language;
            choose_party(doing, step, scene);
            faults = input_faults(doing, scene);
            if (!faults.empty())
                continue;
            if (auto failed = run.perform(doing)) {
                faults = {std::move(*failed)};
                continue;
            }
            keep(run.finish());
            return {};
        }
        return faults;
    }

    /// As whom it was done: the party whose authority `by` names, else the first of the action's parties that is there.
    void choose_party(Doing& doing, const HistoricStep& step, const Scene& scene) const
    {
        const RecipientId* of = doing.recipient ? &*doing.recipient : nullptr;
        doing.actor.user = step.by;
        for (const bool exact : {true, false})
            for (const Name& name : doing.action->by) {
                const Party* party = workflow_.party(name);
                if (party == nullptr || !doing.party.empty())
                    continue;
                std::vector<std::string> seated = scene.seated(name.text, of);
                if (party->kind == PartyKind::starter && !scene.state().has_begun())
                    seated = {from_};
                if (party->kind == PartyKind::guest) {
                    doing.party = party->id;
                    doing.actor.guest = true;
                } else if (!seated.empty() &&
                           (!exact || std::find(seated.begin(), seated.end(), step.by) != seated.end())) {
                    doing.party = party->id;
                    doing.actor.authority = exact ? step.by : seated.front();
                }
            }
    }

    const Workflow& workflow_;
    AssumedFacts facts_;
    std::string from_;
    Step done_;
};

} // namespace

Outcome import_history(const Workflow& workflow, const Facts& facts, const std::string& from,
                       const std::vector<HistoricStep>& steps)
{
    Refusal refusal{Status::input, {{"WF-114", "the history is empty", {}}}};
    std::optional<std::size_t> furthest;
    for (std::set<std::string>& on : assumptions(workflow)) {
        Replay replay{workflow, facts, std::move(on), from};
        std::size_t played = 0;
        std::vector<Fault> faults;
        for (; played < steps.size(); ++played)
            if (faults = replay.play(steps[played]); !faults.empty())
                break;
        if (played == steps.size() && played != 0)
            return replay.finish();
        // Of those that come equally far the first, with the fewest switches, tells what is wrong.
        if (faults.empty() || (furthest && played <= *furthest))
            continue;
        furthest = played;
        for (Fault& fault : faults)
            fault.message = "event " + std::to_string(played + 1) + " (" + steps[played].action + "): " + fault.message;
        refusal.faults = std::move(faults);
    }
    return refusal;
}

} // namespace imi::workflow
