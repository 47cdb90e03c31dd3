// SPDX-License-Identifier: EUPL-1.2
#include "workflow/timers.hpp"

#include <algorithm>
#include <tuple>

namespace imi::workflow
{

namespace
{

/// So many repeats of one timer are looked at; a daily reminder reaches it after eleven years.
constexpr int most_repeats = 4'000;

/// Seats and dates asked where no condition is: whether something passed plays no part.
class NoPassing final : public Passing
{
public:
    bool is_over(const std::string&, const std::string&) const override { return false; }
};

/// The authority whose days count; empty for the Commission, whose days count also where several are awaited at once.
std::string owner_of(const Scene& scene, const std::string& party, const RecipientId* of)
{
    const auto authorities = scene.seated(party, of);
    return authorities.size() == 1 ? authorities.front() : std::string{};
}

class Reckoning
{
public:
    Reckoning(const Scene& scene, const State& state, const Life& life, const RecipientId* of)
        : scene_{scene}, state_{state}, life_{life}, of_{of}
    {
    }

    std::optional<TimerDue> next(const Timer& timer) const
    {
        if (!timer.after && !timer.at)
            return std::nullopt;
        TimerDue due;
        if (of_ != nullptr)
            due.recipient = *of_;
        due.timer = &timer;
        due.state = state_.id;
        due.entry = life_.entry();
        const std::optional<Duration>& duration = timer.after ? timer.after : timer.at->duration;
        const bool working = duration && duration->unit == Unit::working_days;
        due.owner = owner_of(scene_, working ? duration->calendar : state_.waits_for.text, of_);
        const Calendar& calendar = scene_.facts().calendar(due.owner);
        due.zone = calendar.zone();
        if (timer.after) {
            due.base = calendar.day_of(life_.entered);
            due.last_day = add(due.base, *timer.after, 1, calendar);
        } else {
            const auto date = date_of(*timer.at);
            if (!date)
                return std::nullopt;
            due.base = *date;
            due.last_day = duration ? add(*date, *duration, timer.at->before ? -1 : 1, calendar) : *date;
        }
        return unfired(due, timer, calendar);
    }

private:
    std::optional<Day> date_of(const Moment& moment) const
    {
        if (moment.question.empty())
            return parse_day(scene_.state().date(moment.date.text));
        const auto values = scene_.state().answer(moment.question, of_);
        return values.empty() ? std::nullopt : parse_day(values.front());
    }

    /// Moves on to the first repeat that has not fired.
    std::optional<TimerDue> unfired(TimerDue due, const Timer& timer, const Calendar& calendar) const
    {
        const Day first = due.last_day;
        const Calendar* counts = &calendar;
        if (timer.repeat && timer.repeat->unit == Unit::working_days)
            counts = &scene_.facts().calendar(owner_of(scene_, timer.repeat->calendar, of_));
        for (; due.nth < most_repeats; ++due.nth) {
            if (due.nth != 0)
                due.last_day = add(first, *timer.repeat, due.nth, *counts);
            due.due = calendar.first_instant(due.last_day + std::chrono::days{1});
            if (!life_.fired.contains({timer.id, due.due}))
                return due;
            if (!timer.repeat || timer.repeat->count == 0)
                return std::nullopt;
        }
        return std::nullopt;
    }

    const Scene& scene_;
    const State& state_;
    const Life& life_;
    const RecipientId* of_;
};

std::string rule_of(const Timer& timer)
{
    if (timer.after)
        return to_text(*timer.after);
    const Moment& at = *timer.at;
    const std::string date = at.question.empty() ? at.date.text : at.question.text();
    return at.duration ? to_text(*at.duration) + (at.before ? " before " : " after ") + date : "on " + date;
}

} // namespace

std::string TimerDue::key(const std::string& case_id) const
{
    return case_id + "|" + (recipient ? recipient->party + "/" + recipient->key : std::string{}) + "|" + timer->id +
           "|" + std::to_string(entry) + "|" + format_instant(due);
}

std::vector<TimerDue> pending_timers(const Workflow& workflow, const CaseState& state, const Facts& facts)
{
    const NoPassing passing;
    const Scene scene{workflow, state, facts, passing};
    std::vector<TimerDue> result;
    const auto add_all = [&](const State* at, const Life& life, const RecipientId* of) {
        if (at == nullptr)
            return;
        for (const Timer& timer : at->timers)
            if (const auto due = Reckoning{scene, *at, life, of}.next(timer))
                result.push_back(*due);
    };
    add_all(workflow.state(state.life.state), state.life, nullptr);
    for (const Recipient& recipient : state.recipients) {
        const EachLife* life = workflow.life(recipient.id.party);
        if (life != nullptr && contains(life->during, state.life.state))
            add_all(life->state(recipient.life.state), recipient.life, &recipient.id);
    }
    std::sort(result.begin(), result.end(), [](const TimerDue& a, const TimerDue& b) {
        return std::tie(a.due, a.recipient, a.timer->id) < std::tie(b.due, b.recipient, b.timer->id);
    });
    return result;
}

std::vector<std::string> explain(const TimerDue& due)
{
    std::vector<std::string> lines;
    lines.push_back(due.timer->after ? "counted from the day of entry of \"" + due.state + "\", " +
                                           format_day(due.base) + " in " + due.zone + ", which is day 0"
                                     : "counted from " + format_day(due.base));
    lines.push_back("rule: " + rule_of(*due.timer));
    if (due.nth != 0)
        lines.push_back("repeated " + std::to_string(due.nth) + " times, each " + to_text(*due.timer->repeat));
    lines.push_back("last day: " + format_day(due.last_day));
    lines.push_back("over at " + format_instant(due.due) + ", when that day ends in " + due.zone);
    return lines;
}

bool RealPassing::is_over(const std::string&, const std::string& civil_date) const
{
    const auto day = parse_day(civil_date);
    if (!day)
        return false;
    const NoPassing passing;
    const State* at = workflow_.state(state_.life.state);
    const std::string owner = at == nullptr
                                  ? std::string{}
                                  : owner_of(Scene{workflow_, state_, facts_, passing}, at->waits_for.text, nullptr);
    return now_ >= facts_.calendar(owner).first_instant(*day + std::chrono::days{1});
}

RetentionDue retention_due(const Workflow& workflow, const CaseState& state, const Facts& facts)
{
    RetentionDue result;
    const State* at = workflow.state(state.life.state);
    if (!state.ended || at == nullptr)
        return result;
    const Calendar& commission = facts.calendar({});
    const auto due = [&](const std::optional<Keeping>& keeping) -> std::optional<Instant> {
        if (!keeping)
            return std::nullopt;
        std::optional<Day> day;
        if (!keeping->question.empty()) {
            const auto values = state.answer(keeping->question);
            day = values.empty() ? std::nullopt : parse_day(values.front());
        } else if (keeping->date == "end") {
            day = commission.day_of(*state.ended);
        } else {
            day = parse_day(state.date(keeping->date.text));
        }
        if (!day)
            return std::nullopt;
        return commission.first_instant(add(*day, keeping->duration, 1, commission) + std::chrono::days{1});
    };
    result.block = due(workflow.retention.block);
    result.purge = at->purge_at_once ? *state.ended : due(workflow.retention.purge);
    return result;
}

} // namespace imi::workflow
