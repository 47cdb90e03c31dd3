// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/scene.hpp"

#include <optional>
#include <string>
#include <vector>

namespace imi::workflow
{

/// When a timer fires next, and how that came about.
struct TimerDue {
    std::optional<RecipientId> recipient; ///< inside `each`
    const Timer* timer = nullptr;
    std::string state;
    int entry = 0; ///< number of the entry of the state
    int nth = 0;   ///< 0 the first time, then the repeats
    Instant due = 0;
    Day base;          ///< day from which is counted
    Day last_day;      ///< the deadline ends with it
    std::string owner; ///< authority whose time zone ends the day; empty: the Commission
    std::string zone;

    /// The key under which the firing is unique: case, recipient, timer, entry, due time.
    std::string key(const std::string& case_id) const;
};

/// Every timer of the present states that is still to fire, in the order in which they fire: by due time, the case
/// before recipients, recipients by id, then timer id. Timers whose date is not set are left out.
std::vector<TimerDue> pending_timers(const Workflow& workflow, const CaseState& state, const Facts& facts);

/// The arithmetic of a deadline in words, one line a step: where it starts, what is added, how it ends.
std::vector<std::string> explain(const TimerDue& due);

/// Time as it is: a date is over when its day has ended where the awaited party is, else where the Commission is.
class RealPassing final : public Passing
{
public:
    RealPassing(const Workflow& workflow, const CaseState& state, const Facts& facts, Instant now)
        : workflow_{workflow}, state_{state}, facts_{facts}, now_{now}
    {
    }
    bool is_over(const std::string& date_name, const std::string& civil_date) const override;

private:
    const Workflow& workflow_;
    const CaseState& state_;
    const Facts& facts_;
    Instant now_;
};

/// When a case must be blocked and purged; nothing before it ended, or where its date is not set.
struct RetentionDue {
    std::optional<Instant> block, purge;
};
RetentionDue retention_due(const Workflow& workflow, const CaseState& state, const Facts& facts);

} // namespace imi::workflow
