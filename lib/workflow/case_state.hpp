// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "workflow/model.hpp"

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// A case as the engine sees it: events, and the value that is a function of them.
namespace imi::workflow
{

/// A recipient of a party with `each`: its country, or its authority.
struct RecipientId {
    std::string party;
    std::string key;
    auto operator<=>(const RecipientId&) const = default;
};

/// FORM.QUESTION to the values answered, codes or texts; only questions that the workflow itself reads.
using ReadAnswers = std::map<std::string, std::vector<std::string>>;

struct FormGiven {
    std::string form;
    Grade grade = Grade::full;
    int revision = 0; ///< from 1, of this form, of this recipient inside `each`; a draft has that of the next release
    ReadAnswers read; ///< by question id
    bool operator==(const FormGiven&) const = default;
};

struct SeatTaken {
    std::string party;
    std::string authority;
    bool operator==(const SeatTaken&) const = default;
};

struct RecipientAdded {
    RecipientId id;
    std::string authority; ///< its postbox, or itself
    bool operator==(const RecipientAdded&) const = default;
};

struct ChildOpened {
    int number = 0; ///< from 1 in the case: the last part of the child's own number
    std::string kind;
    std::string authority;              ///< that the part names
    std::vector<std::string> questions; ///< dealt out to it
    bool operator==(const ChildOpened&) const = default;
};

enum class EventKind { start, action, timer, moves_on, skip, child };
std::string_view to_string(EventKind kind);

/// One step of a case. Append-only; everything else is a function of these.
struct Event {
    EventKind kind = EventKind::action;
    std::string name; ///< start, action, timer, state skipped, child kind; of moves-on the number of its rule
    int version = 0;  ///< of the case after it, from 1
    Instant at = 0;
    std::optional<Instant> due_at; ///< of a timer
    std::string party;             ///< as which it was done; empty when the system did it
    std::string authority;
    std::string user;
    std::string on_behalf_of;             ///< the authority in the seat, when `authority` acts for it
    std::optional<RecipientId> recipient; ///< inside `each`
    std::string from;                     ///< state of the case or recipient before
    std::string to;                       ///< state it goes to; empty: stays
    bool enters = false;                  ///< false as well where `to` is skipped: then a skip follows
    bool reminds_only = false;            ///< changes nothing that an actor could have seen differently
    std::vector<SeatTaken> seats;
    std::vector<RecipientAdded> added;
    std::vector<RecipientId> removed;  ///< whose lives had not begun, and who were not named again
    std::vector<std::string> left_out; ///< countries without a postbox
    std::vector<FormGiven> forms;
    std::vector<std::pair<std::string, std::string>> dates; ///< date and civil date
    std::vector<std::string> marks, unmarks, counts;
    std::string allocated; ///< party whose users are `users`
    std::vector<std::string> users;
    bool blocks_earlier = false;
    std::string recipients_to;
    std::string directory;
    std::vector<ChildOpened> opened;
    std::string also_in;
    int child = 0; ///< number of the child that moved
    std::string child_state;
    std::vector<std::string> child_marks;
    std::vector<std::string> escalated_to; ///< parties whose urgency list the case enters until the state is left
    std::string comment;
    std::string language;
    std::string workflow; ///< version of the workflow
    int level = 0;        ///< of a start: how many cases stand above it
    bool operator==(const Event&) const = default;
};

struct Holder {
    std::string authority;
    int since = 0;  ///< version of the event that seated it
    RecipientId of; ///< of a `many` party: the recipient in whose country it is
    int until = 0;  ///< version of the event that took the seat from it; 0: still there
    bool operator==(const Holder&) const = default;
};

struct Seat {
    std::vector<Holder> holders; ///< in order of naming
    std::vector<Holder> former;  ///< these keep a trace
    bool operator==(const Seat&) const = default;
};

/// A timer that fired in the present entry of a state.
struct Firing {
    std::string timer;
    Instant due = 0;
    auto operator<=>(const Firing&) const = default;
};

/// Where the case, or one recipient, stands.
struct Life {
    std::string state;
    std::string previous;               ///< state left last
    std::map<std::string, int> entries; ///< how often each state was entered
    Instant entered = 0;
    std::set<Firing> fired; ///< since then
    std::set<std::string> marks;
    std::map<std::string, int> counts;
    bool operator==(const Life&) const = default;

    int entry() const; ///< number of the present entry of the state
    bool has_fired(std::string_view timer) const;
};

struct Recipient {
    RecipientId id;
    std::string authority;
    int since = 0;
    int begun = 0; ///< version of the event with which its life began; 0: not yet, it can still be replaced
    Life life;     ///< counts from there
    bool operator==(const Recipient&) const = default;
};

struct DateValue {
    std::string date;
    Instant set_at = 0;
    bool operator==(const DateValue&) const = default;
};

/// A state of the case, and the events after which the case stood in it.
struct Stay {
    std::string state;
    int since = 0; ///< version of the event that entered it
    bool operator==(const Stay&) const = default;
};

/// A form as given once: who, when, which revision.
struct FormRecord {
    FormGiven given;
    int version = 0;
    Instant at = 0;
    std::string party;
    std::string authority;
    std::optional<RecipientId> recipient; ///< inside `each`
    bool blocked = false;                 ///< hidden by a later revision
    bool held = false;                    ///< shown to its author and the awaited party only (`holds`)
    bool fresh = false;                   ///< given by the step that is not over yet
    bool operator==(const FormRecord&) const = default;
};

struct Deed {
    std::string action;
    std::string party;
    std::string user;
    int version = 0;
    std::optional<RecipientId> recipient; ///< inside `each`
    std::string authority;                ///< in the seat
    bool operator==(const Deed&) const = default;
};

struct Child {
    int number = 0;
    std::string kind;
    std::string state; ///< empty until its first step is known
    std::vector<std::string> marks;
    bool operator==(const Child&) const = default;
};

struct CaseState {
    std::string id;  ///< as people know it; only words and keys use it
    int version = 0; ///< of the last event; 0: not begun
    int changed = 0; ///< version of the last event that was more than a reminder
    Instant started = 0;
    std::optional<Instant> ended;              ///< entry of a final state
    std::map<std::string, Instant> milestones; ///< first entries
    std::string start;
    int level = 0; ///< 0, or how many cases stand above it
    Life life;
    std::vector<Stay> stays; ///< of the case, in order; the last is the present one
    std::map<std::string, Seat> seats;
    std::vector<Recipient> recipients;                          ///< by id
    std::map<std::string, std::vector<DateValue>> dates;        ///< every value, the last is the deadline
    std::vector<FormRecord> forms;                              ///< in order of giving
    std::map<std::string, std::vector<std::string>> allocation; ///< party to logins
    std::vector<Deed> deeds;
    std::vector<Child> children;      ///< by number
    std::set<std::string> urgent_for; ///< parties whose urgency list holds it
    bool operator==(const CaseState&) const = default;

    bool has_begun() const { return version != 0; }
    const Recipient* recipient(const RecipientId& id) const;
    Recipient* recipient(const RecipientId& id);
    /// The latest form released at least in part, neither blocked nor held; inside `each` that of the recipient, else
    /// any.
    const FormRecord* released(std::string_view form, const RecipientId* of = nullptr) const;
    /// The latest values of a question, of a released form first, else of a draft; empty when there are none.
    std::vector<std::string> answer(const QuestionName& question, const RecipientId* of = nullptr) const;
    /// The present value of a date; empty when it was never set.
    std::string date(std::string_view name) const;
    /// Version of the last event in which the action was done; 0: never.
    int last_done(std::string_view action) const;
};

/// The case after one more event. `workflow` gives milestones, final states and kinds of party.
void apply(CaseState& state, const Event& event, const Workflow& workflow);
/// Whether the case came to a state in which its content is deleted at once.
bool was_purged(const Workflow& workflow, const CaseState& state);
/// The case as its events made it.
CaseState rebuild(const Workflow& workflow, const std::vector<Event>& events, std::string id = {});

} // namespace imi::workflow
