// SPDX-License-Identifier: EUPL-1.2
#include "workflow/check.hpp"

#include "text/suggest.hpp"
#include "workflow/readings.hpp"
#include "workflow/source.hpp"

#include <algorithm>
#include <set>

namespace imi::workflow
{

namespace
{

template <class Things> std::vector<std::string> ids_of(const Things& things)
{
    std::vector<std::string> ids;
    for (const auto& thing : things)
        ids.push_back(thing.id);
    return ids;
}

class NamesCheck
{
public:
    NamesCheck(const Workflow& workflow, const KnownForms& forms, Findings& findings)
        : workflow_{workflow}, forms_{forms}, source_{workflow.file, findings}
    {
        for_each_action(workflow, [&](const Action& action, const State*, const EachLife*) {
            actions_.insert(action.id);
            for (const Name& mark : action.marks)
                marks_.insert(mark.text);
            for (const Name& count : action.counts)
                counts_.insert(count.text);
            for (const DateSet& set : action.sets)
                dates_.insert(set.date.text);
        });
        for_each_state(workflow, [&](const State& state, const EachLife*) {
            for (const Timer& timer : state.timers)
                timers_.insert(timer.id);
        });
    }

    void run()
    {
        parties();
        for (const SetupSwitch& setup_switch : workflow_.setup) {
            party(setup_switch.of);
            party(setup_switch.needs);
        }
        form_uses();
        children();
        for_each_action(workflow_, [&](const Action& each, const State* state, const EachLife* life) {
            action(each, state, life);
        });
        for_each_state(workflow_, [&](const State& each, const EachLife* life) { state(each, life); });
        for (const EachLife& life : workflow_.each) {
            const Party* owner = workflow_.party(life.party);
            party({life.party, life.at});
            if (owner != nullptr && owner->each == Each::none)
                error("WF-018", life.at, "the party " + in_quotes(life.party) + " has no \"each\"");
            for (const Name& during : life.during)
                case_state(during);
        }
        for (const Sight& sight : workflow_.sees) {
            party({sight.party, sight.at});
            for (const auto& [name, level] : sight.states)
                case_state(name);
        }
        for (const auto& keeping : {workflow_.retention.block, workflow_.retention.purge})
            if (keeping) {
                calendar(keeping->duration, keeping->date.at);
                date(keeping->date, keeping->question, true);
            }
        for (const Reading& reading : readings(workflow_))
            if (const FormQuestion* found = question(reading.question))
                for (const Misfit& misfit : misfits(reading, *found))
                    error(misfit.code, misfit.at, misfit.message, misfit.hint);
    }

private:
    void error(std::string_view code, Position at, const std::string& message, std::string hint = {})
    {
        if (reported_.insert({at.line, at.column, message}).second)
            source_.error(code, at, message, std::move(hint));
    }

    void unknown(std::string_view code, const Name& name, const char* what, const std::vector<std::string>& known)
    {
        error(code, name.at, "there is no " + std::string{what} + " " + in_quotes(name.text),
              suggest_one(name.text, known));
    }
    template <class Set> void unknown_in(std::string_view code, const Name& name, const char* what, const Set& known)
    {
        unknown(code, name, what, {known.begin(), known.end()});
    }

    void party(const Name& name)
    {
        if (!name.empty() && workflow_.party(name) == nullptr)
            unknown("WF-010", name, "party", ids_of(workflow_.parties));
    }
    /// Who is told may be the Commission without being a party.
    void told(const Names& names)
    {
        for (const Name& name : names)
            if (!(name == "commission") && !(name == "added"))
                party(name);
    }
    void party(const Names& names, std::string_view allowed = {})
    {
        for (const Name& name : names)
            if (allowed.empty() || !(name == allowed))
                party(name);
    }
    void case_state(const Name& name)
    {
        if (!name.empty() && workflow_.state(name) == nullptr)
            unknown("WF-011", name, "state", ids_of(workflow_.states));
    }
    void target(const Name& name, const EachLife* life)
    {
        if (name.empty() || name == "previous")
            return;
        if (life == nullptr)
            case_state(name);
        else if (life->state(name) == nullptr)
            unknown("WF-011", name, "state of a recipient", ids_of(life->states));
    }
    void form(const Name& name)
    {
        if (!name.empty() && workflow_.form(name) == nullptr)
            unknown("WF-012", name, "form", ids_of(workflow_.forms));
    }
    void child(const Name& name)
    {
        if (!name.empty() && workflow_.child(name) == nullptr)
            unknown("WF-018", name, "kind of child", ids_of(workflow_.children));
    }
    void calendar(const std::optional<Duration>& duration, Position at)
    {
        if (duration && duration->unit == Unit::working_days && duration->calendar != "commission" &&
            workflow_.party(duration->calendar) == nullptr) {
            auto known = ids_of(workflow_.parties);
            known.emplace_back("commission");
            unknown("WF-039", {duration->calendar, at}, "party to count the working days of:", known);
        }
    }

    /// The question, where its form is known to have it; nullptr where that is not known, or a finding was made.
    const FormQuestion* question(const QuestionName& name)
    {
        if (name.empty())
            return nullptr;
        const FormUse* use = workflow_.form(name.form);
        if (use == nullptr) {
            form({name.form, name.at});
            return nullptr;
        }
        const Name wanted{name.question, name.at};
        if (use->source != FormSource::in_place) {
            if (!contains(use->uses, name.question))
                error("WF-013", name.at,
                      "the form " + in_quotes(name.form) + " comes from outside, and its \"uses\" does not list " +
                          in_quotes(name.question));
        }
        const FormOutline* outline = outline_of(*use);
        if (outline == nullptr)
            return nullptr;
        const FormQuestion* found = outline->question(name.question);
        if (found == nullptr && (use->source == FormSource::in_place || contains(use->uses, name.question)))
            unknown("WF-013", wanted, "question", ids_of(outline->questions));
        return found;
    }
    const FormOutline* outline_of(const FormUse& use) const
    {
        if (use.source == FormSource::in_place) {
            const auto found = forms_.in_place.find(use.id);
            return found == forms_.in_place.end() ? nullptr : &found->second;
        }
        if (use.source != FormSource::named || !forms_.outside)
            return nullptr;
        const auto found = forms_.outside->find(use.from);
        return found == forms_.outside->end() ? nullptr : &found->second;
    }

    void date(const Name& name, const QuestionName& asked, bool or_end = false)
    {
        if (asked.empty() && !(or_end && name == "end") && !dates_.contains(name.text))
            unknown_in("WF-038", name, "action that sets the date", dates_);
    }

    void parties()
    {
        for (const Party& each : workflow_.parties) {
            party(each.of);
            party(each.abroad_from);
            party(each.in_country_of);
            party(each.otherwise);
            for (const Name& done : each.sees_all_after)
                if (!actions_.contains(done.text))
                    unknown_in("WF-017", done, "action", actions_);
            if (each.each != Each::none && workflow_.life(each.id) == nullptr)
                error("WF-018", each.at,
                      "the party " + in_quotes(each.id) + " has \"each\", and no life below \"each:\"");
        }
    }

    void form_uses()
    {
        for (const FormUse& use : workflow_.forms) {
            if (use.source == FormSource::answers)
                form(use.from);
            if (use.source == FormSource::named && forms_.outside && !forms_.outside->contains(use.from)) {
                std::vector<std::string> known;
                for (const auto& [id, outline] : *forms_.outside)
                    known.push_back(id);
                unknown("WF-012", use.from, "set, form or survey", known);
            }
            for (const Name& used : use.uses)
                question({use.id, used.text, used.at});
        }
    }

    void children()
    {
        for (const ChildKind& each : workflow_.children) {
            party(each.keeps);
            party(each.names);
            party(each.in_country_of);
            form(each.divides);
            workflow_name(each.workflow);
            if (each.workflow == workflow_.id && workflow_.start(each.start) == nullptr)
                unknown("WF-017", each.start, "start", ids_of(workflow_.starts));
        }
    }

    void workflow_name(const Name& name)
    {
        if (forms_.workflows && !(name == workflow_.id) &&
            std::find(forms_.workflows->begin(), forms_.workflows->end(), name.text) == forms_.workflows->end())
            unknown("WF-019", name, "workflow", *forms_.workflows);
    }

    void action(const Action& each, const State* state, const EachLife* life)
    {
        if (state != nullptr &&
            std::find(std::begin(words::reserved), std::end(words::reserved), each.id) != std::end(words::reserved))
            error("WF-023", each.at, in_quotes(each.id) + " is a fixed verb of imi-request and cannot be an action");
        party(each.by, state == nullptr ? "system" : "");
        told(each.tells);
        party(each.names);
        party(each.names_in_country_of);
        party(each.assigns);
        for (const Name& name : each.forms)
            form(name);
        shared_questions(each);
        for (const Adding& adding : each.adds) {
            party(adding.party);
            const Party* added = workflow_.party(adding.party);
            if (added != nullptr && added->each == Each::none)
                error("WF-018", adding.party.at,
                      "the party " + in_quotes(added->id) + " has no \"each\", so nobody can be added");
        }
        for (const DateSet& set : each.sets)
            date_rule(set.rule);
        for (const Name& mark : each.unmarks)
            if (!marks_.contains(mark.text))
                unknown_in("WF-040", mark, "action that makes the mark", marks_);
        target(each.to, life);
        child(each.opens);
        child(each.also_in);
        for (const Name& during : each.during)
            case_state(during);
        for (const Name& follows : each.follows)
            workflow_name(follows);
        if (!each.recipients_to.empty() &&
            std::none_of(workflow_.each.begin(), workflow_.each.end(),
                         [&](const EachLife& other) { return other.state(each.recipients_to) != nullptr; }))
            unknown("WF-011", each.recipients_to, "state of recipients", {});
        if (each.condition)
            condition(*each.condition);
    }

    /// Answers of one step are told apart by the id of the question alone.
    void shared_questions(const Action& each)
    {
        std::map<std::string, std::string> seen;
        for (const Name& name : each.forms) {
            const FormUse* use = workflow_.form(name);
            const FormOutline* outline = use == nullptr ? nullptr : outline_of(*use);
            if (outline == nullptr)
                continue;
            for (const FormQuestion& asked : outline->questions)
                if (const auto [at, fresh] = seen.emplace(asked.id, name.text); !fresh)
                    error("WF-048", name.at,
                          "the forms " + at->second + " and " + name.text + " both ask " + in_quotes(asked.id));
        }
    }

    void date_rule(const DateRule& rule)
    {
        if (rule.kind == DateRule::Kind::date)
            date(rule.date, {});
        for (const DateRule& part : rule.parts)
            date_rule(part);
    }

    void state(const State& each, const EachLife* life)
    {
        if (!each.waits_for.empty() && workflow_.child(each.waits_for) == nullptr)
            party(each.waits_for);
        form(each.holds);
        target(each.otherwise, life);
        if (each.only_if)
            condition(*each.only_if);
        for (const Timer& timer : each.timers) {
            told(timer.remind);
            told(timer.escalate);
            told(timer.tells);
            target(timer.to, life);
            calendar(timer.after, timer.duration_at);
            calendar(timer.repeat, timer.at_position);
            if (timer.at) {
                calendar(timer.at->duration, timer.duration_at);
                date(timer.at->date, timer.at->question);
            }
        }
        for (const MovesOn& moves : each.moves_on) {
            condition(moves.condition);
            target(moves.to, life);
            told(moves.tells);
        }
    }

    void condition(const Condition& whole)
    {
        for_each_part(whole, [&](const Condition& part) {
            switch (part.kind) {
            case Condition::Kind::setup:
                if (workflow_.setup_switch(part.name) == nullptr)
                    unknown("WF-014", part.name, "switch", ids_of(workflow_.setup));
                break;
            case Condition::Kind::present:
            case Condition::Kind::no_open_cases:
                party(part.name);
                break;
            case Condition::Kind::given:
                form(part.name);
                break;
            case Condition::Kind::count:
                if (!counts_.contains(part.name.text))
                    unknown_in("WF-040", part.name, "action that counts", counts_);
                break;
            case Condition::Kind::marked:
                if (!marks_.contains(part.name.text))
                    unknown_in("WF-040", part.name, "action that makes the mark", marks_);
                break;
            case Condition::Kind::passed:
            case Condition::Kind::before:
                if (!dates_.contains(part.name.text) && !timers_.contains(part.name.text)) {
                    std::set<std::string> known = dates_;
                    known.insert(timers_.begin(), timers_.end());
                    unknown_in("WF-015", part.name, "date or timer", known);
                }
                break;
            case Condition::Kind::every:
            case Condition::Kind::some:
            case Condition::Kind::none:
                over_all(part);
                break;
            default:
                break;
            }
        });
    }

    void over_all(const Condition& part)
    {
        const EachLife* life = workflow_.life(part.name);
        const ChildKind* kind_of_child = workflow_.child(part.name);
        if (life == nullptr && kind_of_child == nullptr) {
            std::vector<std::string> known = ids_of(workflow_.children);
            for (const EachLife& other : workflow_.each)
                known.push_back(other.party);
            unknown("WF-018", part.name, "party with \"each\", or kind of child,", known);
            return;
        }
        if (life == nullptr && !(kind_of_child->workflow == workflow_.id))
            return;
        const std::vector<State>& states = life != nullptr ? life->states : workflow_.states;
        for (const Name& value : part.values)
            if (!marks_.contains(value.text) &&
                std::none_of(states.begin(), states.end(), [&](const State& each) { return value == each.id; })) {
                auto known = ids_of(states);
                known.insert(known.end(), marks_.begin(), marks_.end());
                unknown("WF-011", value, "state or mark", known);
            }
    }

    const Workflow& workflow_;
    const KnownForms& forms_;
    Source source_;
    std::set<std::string> actions_, marks_, counts_, dates_, timers_;
    std::set<std::tuple<std::size_t, std::size_t, std::string>> reported_;
};

} // namespace

const FormQuestion* FormOutline::question(std::string_view id) const
{
    const auto found = std::find_if(questions.begin(), questions.end(),
                                    [&](const FormQuestion& question) { return question.id == id; });
    return found == questions.end() ? nullptr : &*found;
}

void check_names(const Workflow& workflow, const KnownForms& forms, Findings& findings)
{
    NamesCheck{workflow, forms, findings}.run();
}

} // namespace imi::workflow
