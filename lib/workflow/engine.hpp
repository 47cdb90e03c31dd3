// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"
#include "workflow/facts.hpp"
#include "workflow/timers.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// The one way in which a case moves. Everything here is a function of its arguments; who calls it reads the case, and
/// writes what comes back, in one transaction.
namespace imi::workflow
{

/// A part of a case that is split: the authority it goes to and the questions dealt out to it.
struct Part {
    std::string authority;
    std::vector<std::string> questions;
};

/// A wish to begin a case or to do an action in it.
struct Request {
    std::string action; ///< of a case that has not begun, a start
    Actor actor;
    Instant now = 0;
    std::optional<int> version;       ///< of the case that the actor saw
    const FormInput* input = nullptr; ///< null: no form is handed in or saved
    std::string comment;
    std::vector<std::string> to;          ///< authorities of `--to`
    std::vector<std::string> users;       ///< logins, for `assigns`
    std::vector<Part> parts;              ///< for `opens`
    std::string created_authority;        ///< id that `create-authority` will make
    std::string language;                 ///< in which the actor read and wrote
    std::optional<RecipientId> recipient; ///< inside `each`, where the actor's seat does not tell it
};

enum class MailKind { awaited, tells, remind, escalate };
std::string_view to_string(MailKind kind);

/// One mail to be composed in its reader's language: to the authority's address and its users with the role.
struct Mail {
    int version = 0; ///< of the event it tells of
    MailKind kind = MailKind::tells;
    std::string name; ///< action, timer, or state that moved on: chooses the text
    std::string party;
    std::string authority; ///< empty for a guest
    std::string role;
};

/// What the step asks of the register, in the same transaction.
struct DirectoryOrder {
    std::string operation;
    std::vector<std::string> authorities; ///< registered in this case; of create-authority the one to make
};

/// What a step did. Events are in order, each its own version.
struct Step {
    std::vector<Event> events;
    CaseState state;
    std::vector<Mail> mails;
    std::vector<DirectoryOrder> directory;
    std::vector<std::string> left_out; ///< countries that have no postbox
};

struct Refusal {
    Status status = Status::conflict;
    std::vector<Fault> faults; ///< at least one; all at once where the input is at fault
};

using Outcome = std::variant<Step, Refusal>;

/// Begins a case or does an action, timers already due first. The order of the checks is fixed: visible (absent),
/// version (conflict), timers, state has the action (conflict), may act (forbidden), condition and `once` (conflict),
/// input (input).
Outcome step(const Workflow& workflow, const CaseState& state, const Facts& facts, const Request& request);

/// Fires every timer that is due, in order. No events when none is.
Step run_timers(const Workflow& workflow, const CaseState& state, const Facts& facts, Instant now);

/// Begins a child that `opened` of a parent asks for: seats that the kind keeps, the seat it names, its share of the
/// form divided (`read`: answers to it that the child's workflow reads).
Outcome begin_child(const Workflow& child, const Workflow& parent, const CaseState& parent_state,
                    const ChildOpened& opened, const Facts& facts, const ReadAnswers& read, Instant now);

/// Tells a parent in which state one of its children is now; it may move on. No events when that changes nothing.
Step child_moved(const Workflow& workflow, const CaseState& parent, const Facts& facts, int child,
                 const CaseState& child_state, Instant now);

/// Does to an open child what an action with `also-in` did to its parent: it goes where the action of the same id
/// leads, whether or not its state has the action and whoever acted. No events when the child has ended or has no such
/// action.
Step step_from_parent(const Workflow& workflow, const CaseState& child, const Facts& facts, const Event& parent_event);

/// An action of the present states, as an actor finds it.
struct Available {
    const Action* action = nullptr;
    std::optional<RecipientId> recipient; ///< inside `each`
    std::string party;                    ///< as which it may be done; empty when it may not
    std::vector<Fault> reasons;           ///< why not; empty when it may be done
};

/// Why an action of this name is not there now: no action of the workflow (usage), or not in this state (conflict).
Refusal no_such_action(const Workflow& workflow, const CaseState& state, const std::string& action);

/// All actions of the present states, of the case first, in the order of the file, and whether the actor may do them
/// now. Empty when the actor sees nothing of the case.
std::vector<Available> available_actions(const Workflow& workflow, const CaseState& state, const Facts& facts,
                                         const Actor& actor, Instant now);

/// Starts that the actor may use, in the order of the file, with reasons as above. `input` decides where a start
/// depends on what is handed in.
std::vector<Available> available_starts(const Workflow& workflow, const Facts& facts, const Actor& actor,
                                        const FormInput* input = nullptr);

} // namespace imi::workflow
