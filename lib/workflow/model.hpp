// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/yaml.hpp"
#include "workflow/duration.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A workflow as data: what a file of the workflow language says, with every default written out and the actions of
/// `shared` put into their states. Lists keep the order of the file.
namespace imi::workflow
{

/// In the workflow file, from 1; 0 in a workflow read back from its compiled form.
struct Position {
    std::size_t line = 0;
    std::size_t column = 0;
};

/// An id that names something, and where it is written.
struct Name {
    std::string text;
    Position at = {};

    bool empty() const { return text.empty(); }
    operator const std::string&() const { return text; }
    operator std::string_view() const { return text; }
    bool operator==(std::string_view other) const { return text == other; }
};
using Names = std::vector<Name>;
bool contains(const Names& names, std::string_view name);

/// FORM.QUESTION.
struct QuestionName {
    std::string form;
    std::string question;
    Position at = {};

    bool empty() const { return form.empty(); }
    std::string text() const { return form + "." + question; }
};

enum class PartyKind { starter, named, coordinator, postbox, commission, guest, registered, everyone };
std::string_view to_string(PartyKind kind);

/// Whether every recipient has a life of its own, and what a recipient is.
enum class Each { none, country, authority };
std::string_view to_string(Each each);

struct Party {
    std::string id;
    Position at = {};
    std::string label;
    PartyKind kind = PartyKind::starter;
    Name of;                           ///< coordinator: of which party
    QuestionName of_answer;            ///< postbox without `each`: of the country in this answer
    Name coordinator_kind;             ///< coordinator
    std::vector<QuestionName> mail;    ///< guest: where its code goes
    std::vector<QuestionName> country; ///< guest: its country, for its coordinators
    std::vector<QuestionName> region;  ///< guest: its region
    std::string role;                  ///< of the users that act for it
    std::string right;                 ///< of the authority, in the area
    Name abroad_from, in_country_of;   ///< parties
    Name otherwise;                    ///< `else`: the party that fills an empty seat
    bool many = false;                 ///< grows with every naming
    Each each = Each::none;
    bool always_commission = false; ///< every `adds` adds the Commission
    Names sees_all_after;           ///< actions
};

struct SetupSwitch {
    std::string id;
    Position at = {};
    Name of;    ///< party whose set-up is read
    Name needs; ///< party without which it is off; may be empty
    std::string text;
};

enum class FormSource { area, named, answers, in_place };

struct FormUse {
    std::string id;
    Position at = {};
    FormSource source = FormSource::area;
    Name from;                        ///< named: the set or form; answers: the form of this workflow
    Names uses;                       ///< questions of an outside set that this file reads
    bool own = false;                 ///< seen by the authority that gave it alone
    std::optional<YamlNode> in_place; ///< `items` as written; none in a compiled workflow
    std::string compiled;             ///< the small form in its canonical JSON, once compiled
};

struct ChildKind {
    std::string id;
    Position at = {};
    std::string label;
    Name workflow, start;
    Name divides;       ///< form whose questions are dealt out
    Names keeps;        ///< parties taken over
    Name names;         ///< party that each part names
    Name in_country_of; ///< of it
};

struct Condition {
    enum class Kind {
        all,
        any,
        negation, ///< not `parts[0]`
        setup,
        present, ///< party
        given,   ///< form
        answer,  ///< question, values
        count,   ///< name, min, max
        marked,
        passed, ///< date or timer
        before, ///< date or timer
        every,  ///< party or child kind, values: states or marks
        some,
        none,
        no_open_cases, ///< party
    };
    Kind kind = Kind::all;
    Name name;
    QuestionName question;
    Names values;
    std::optional<long> min, max;
    std::vector<Condition> parts;
};

/// What a date is set to.
struct DateRule {
    enum class Kind {
        answer,         ///< question
        date,           ///< another date of the case
        days,           ///< so many days from today
        days_of_answer, ///< the same, the number answered
        latest,         ///< of parts
        earliest,
    };
    Kind kind = Kind::answer;
    QuestionName question;
    Name date;
    long days = 0;
    std::vector<DateRule> parts;
};

struct DateSet {
    Name date;
    DateRule rule;
};

struct Adding {
    enum class From { answer, all_countries, named };
    Name party;
    From from = From::named;
    QuestionName question;
};

/// What is asked of a form to be given: complete and released; incomplete and released; incomplete and kept.
enum class Grade { full, part, draft };
std::string_view to_string(Grade grade);

enum class Once { never, user, party };

struct Action {
    std::string id;
    Position at = {};
    std::string label;
    Names by; ///< parties; `system` alone for the start of a child
    Name role;
    std::optional<Condition> condition;
    Names forms;
    Grade grade = Grade::full;
    bool comment_required = false;
    Name to;     ///< a state, or `previous`; empty: stays
    Names tells; ///< parties, or `added`
    Name names;  ///< party whose seat is filled
    Name names_in_country_of;
    std::vector<Adding> adds;
    std::vector<DateSet> sets;
    Names counts, marks, unmarks;
    Name assigns;
    Once once = Once::never;
    Name opens, also_in; ///< child kinds
    bool blocks_earlier = false;
    Name directory;
    Name recipients_to; ///< state of the recipients, all of which move there
    Names during;       ///< `while`: inside each, the case states in which it may be done
    Names follows;      ///< of a start: workflows
};

/// A place in time: a date of the case, or FORM.QUESTION, and how long before or after it.
struct Moment {
    std::optional<Duration> duration;
    bool before = false;
    Name date;
    QuestionName question; ///< empty unless the date is an answer
};

struct Timer {
    std::string id;
    Position at_position = {};
    std::optional<Duration> after; ///< the entry of the state
    std::optional<Moment> at;      ///< one of the two
    std::optional<Duration> repeat;
    Position duration_at = {};
    Names remind, escalate, tells;
    Name to;
};

struct MovesOn {
    Position at = {};
    Condition condition;
    Name to;
    Names tells;
};

struct State {
    std::string id;
    Position at = {};
    std::string label;
    Name waits_for; ///< a party or a child kind
    bool rests = false;
    bool final = false;
    std::optional<Condition> only_if;
    Name otherwise; ///< `else`
    std::string milestone;
    Name holds;
    bool purge_at_once = false;
    std::vector<Timer> timers;
    std::vector<Action> actions;
    std::vector<MovesOn> moves_on;

    const Action* action(std::string_view id) const;
    const Timer* timer(std::string_view id) const;
};

/// The separate life of every recipient of a party.
struct EachLife {
    std::string party;
    Position at = {};
    Names during; ///< `while`: case states in which its actions and timers live
    std::vector<State> states;

    const State* state(std::string_view id) const;
};

/// What a party sees of a case.
enum class Level { nothing, trace, questions, content, all };
std::string_view to_string(Level level);

struct Sight {
    std::string party;
    Position at = {};
    std::vector<std::pair<Name, Level>> states;
    std::optional<Level> otherwise; ///< `else`, or `always`
};

/// `DURATION after DATE`; `end` is the entry of a final state.
struct Keeping {
    Duration duration;
    Name date;
    QuestionName question;
};

struct Retention {
    std::optional<Keeping> block, purge;
};

struct Workflow {
    std::string id;
    std::string file; ///< as messages name it
    Position at = {};
    std::string version;
    std::string title;
    std::vector<Party> parties;
    std::vector<SetupSwitch> setup;
    std::vector<FormUse> forms;
    std::vector<ChildKind> children;
    std::vector<Action> starts;
    std::vector<State> states;
    std::vector<EachLife> each;
    std::vector<Sight> sees;
    Retention retention;
    /// Questions that the workflow itself reads, by form: their answers go into the events.
    std::map<std::string, std::vector<std::string>> reads;

    const Party* party(std::string_view id) const;
    const SetupSwitch* setup_switch(std::string_view id) const;
    const FormUse* form(std::string_view id) const;
    const ChildKind* child(std::string_view id) const;
    const Action* start(std::string_view id) const;
    const State* state(std::string_view id) const;
    const EachLife* life(std::string_view party) const;
    const Sight* sight(std::string_view party) const;
};

/// Roles of users, and rights of authorities, that the workflow names; sorted.
std::vector<std::string> roles_named(const Workflow& workflow);
std::vector<std::string> rights_named(const Workflow& workflow);

/// "awaiting-approval" is "Awaiting approval".
std::string default_label(std::string_view id);

/// Calls `visit` with the condition and all its parts.
template <class Visit> void for_each_part(const Condition& condition, Visit&& visit)
{
    visit(condition);
    for (const Condition& part : condition.parts)
        for_each_part(part, visit);
}

/// Calls `visit(action, state, life)` with every action: starts (no state), of states, of the states of recipients.
template <class Visit> void for_each_action(const Workflow& workflow, Visit&& visit)
{
    for (const Action& action : workflow.starts)
        visit(action, static_cast<const State*>(nullptr), static_cast<const EachLife*>(nullptr));
    for (const State& state : workflow.states)
        for (const Action& action : state.actions)
            visit(action, &state, static_cast<const EachLife*>(nullptr));
    for (const EachLife& life : workflow.each)
        for (const State& state : life.states)
            for (const Action& action : state.actions)
                visit(action, &state, &life);
}

/// Calls `visit(state, life)` with every state of the case and of recipients.
template <class Visit> void for_each_state(const Workflow& workflow, Visit&& visit)
{
    for (const State& state : workflow.states)
        visit(state, static_cast<const EachLife*>(nullptr));
    for (const EachLife& life : workflow.each)
        for (const State& state : life.states)
            visit(state, &life);
}

/// Calls `visit(condition)` with every condition of the workflow, parts not followed.
template <class Visit> void for_each_condition(const Workflow& workflow, Visit&& visit)
{
    for_each_action(workflow, [&](const Action& action, const State*, const EachLife*) {
        if (action.condition)
            visit(*action.condition);
    });
    for_each_state(workflow, [&](const State& state, const EachLife*) {
        if (state.only_if)
            visit(*state.only_if);
        for (const MovesOn& moves : state.moves_on)
            visit(moves.condition);
    });
}

} // namespace imi::workflow
