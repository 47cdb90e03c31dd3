// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/engine.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// The inside of the engine: a step under way. Time is asked of a Passing, so that the check can walk a workflow with
/// the same code that runs it.
namespace imi::workflow
{

/// How an action is done, once it is known that it may be.
struct Doing {
    const Action* action = nullptr;
    std::string party;
    Actor actor;
    std::optional<RecipientId> recipient;
    const FormInput* input = nullptr;
    std::string comment;
    std::vector<std::string> to;
    std::vector<std::string> users;
    std::vector<Part> parts;
    std::string created_authority;
    std::string language;
};

/// How time is asked in the state that a run has reached.
using PassingFor = std::function<bool(const CaseState&, const std::string& date_name, const std::string& civil_date)>;

class Run final : private Passing
{
public:
    /// `with_mails` off leaves out who is told.
    Run(const Workflow& workflow, CaseState state, const Facts& facts, PassingFor passing, Instant now,
        bool with_mails = true);
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    const CaseState& state() const { return step_.state; }
    Scene scene(const FormInput* input = nullptr) const { return {workflow_, step_.state, facts_, *this, input}; }

    /// The state of the case or recipient from which an action is done; null before the start.
    const State* present_state(const std::optional<RecipientId>& recipient) const;

    /// Does an action: effects in their fixed order, then the move, entry, moves-on. Gives the fault that only the move
    /// can show (an awaited seat that is still empty); the run is then of no more use.
    std::optional<Fault> perform(const Doing& doing);
    /// Fires one timer. `sends` is off for a missed repeat that a later one makes good.
    void fire(const Timer& timer, const std::optional<RecipientId>& recipient, Instant due, bool sends = true);
    /// A child is now in this state.
    void child_moved(int child, const std::string& state, std::vector<std::string> marks);
    /// An event made elsewhere (the start of a child, an action of its parent), with its move to `target`.
    void take(Event event, const std::string& target);

    Step finish() { return std::move(step_); }

private:
    bool is_over(const std::string& date_name, const std::string& civil_date) const override
    {
        return passing_(step_.state, date_name, civil_date);
    }
    Event new_event(EventKind kind, std::string name) const;
    void append(Event event);
    void move(Event event, const std::string& target, const Names& tells, const Actor& actor);
    /// The named party for which the case would wait in vain, now or after optional states; nullptr when there is none.
    const Party* nobody_awaited() const;
    void move_on(const Actor& actor);
    void tell(const Event& event, const CaseState& before, const Names& tells, const Actor& actor,
              const std::string& entered);
    void tell_party(const Event& event, const CaseState& before, MailKind kind, const std::string& party,
                    const Actor& actor);

    const Workflow& workflow_;
    const Facts& facts_;
    PassingFor passing_;
    Instant now_;
    bool with_mails_;
    Step step_;
};

/// What an action puts into its event, apart from where it leads: forms, seats, recipients, dates, counts, marks.
void fill_effects(Event& event, const Doing& doing, const Scene& scene);

/// Recipients that `adds` of the action would add, already being one or not; countries without a postbox in `left_out`.
std::vector<RecipientAdded> recipients_of(const Adding& adding, const Doing& doing, const Event& so_far,
                                          const Scene& scene, std::vector<std::string>& left_out);

/// Everything wrong with what is handed in for the action.
std::vector<Fault> input_faults(const Doing& doing, const Scene& scene);

/// As which party the actor may do the action (empty: as none, then `fault` says why).
std::string acting_party(const Action& action, const Actor& actor, const Scene& scene, const RecipientId* of,
                         Fault& fault);

/// Why the condition or `once` refuses the action; nothing when they do not.
std::optional<Fault> condition_fault(const Action& action, const std::string& party, const Actor& actor,
                                     const Scene& scene, const Recipient* of);

} // namespace imi::workflow
