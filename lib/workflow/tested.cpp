// SPDX-License-Identifier: EUPL-1.2
#include "workflow/tested.hpp"

#include <algorithm>

namespace imi::workflow
{

namespace
{

using Facts = std::set<std::string>;

/// The facts that a condition asks about.
void note(Facts& facts, const Condition& condition)
{
    for_each_part(condition, [&](const Condition& part) {
        const std::string& name = part.name.text;
        switch (part.kind) {
        case Condition::Kind::marked:
            facts.insert("mark " + name);
            break;
        case Condition::Kind::given:
            facts.insert("form " + name);
            break;
        case Condition::Kind::passed:
        case Condition::Kind::before:
            facts.insert("passing " + name);
            facts.insert("date " + name);
            break;
        case Condition::Kind::count:
            facts.insert("count " + name);
            break;
        case Condition::Kind::answer:
            facts.insert("answer " + part.question.text());
            break;
        case Condition::Kind::every:
        case Condition::Kind::some:
        case Condition::Kind::none:
            facts.insert("all " + name);
            for (const Name& value : part.values)
                facts.insert("mark " + value.text);
            break;
        default:
            break;
        }
    });
}

void note(Facts& facts, const DateRule& rule)
{
    if (!rule.question.empty())
        facts.insert("answer " + rule.question.text());
    if (!rule.date.empty())
        facts.insert("date " + rule.date.text);
    for (const DateRule& part : rule.parts)
        note(facts, part);
}

void note(Facts& facts, const Action& action)
{
    if (action.condition)
        note(facts, *action.condition);
    for (const DateSet& set : action.sets)
        note(facts, set.rule);
    for (const Adding& adding : action.adds)
        if (!adding.question.empty())
            facts.insert("answer " + adding.question.text());
}

void note(Facts& facts, const State& state)
{
    for (const Action& action : state.actions)
        note(facts, action);
    for (const MovesOn& moves : state.moves_on)
        note(facts, moves.condition);
    if (state.only_if)
        note(facts, *state.only_if);
    for (const Timer& timer : state.timers)
        if (timer.at)
            facts.insert(timer.at->question.empty() ? "date " + timer.at->date.text
                                                    : "answer " + timer.at->question.text());
}

std::vector<std::string> followers(const Workflow& workflow, const State& state)
{
    std::vector<std::string> result;
    for (const Action& action : state.actions) {
        if (action.to == "previous")
            for (const State& other : workflow.states)
                result.push_back(other.id);
        result.push_back(action.to.text);
    }
    for (const Timer& timer : state.timers)
        result.push_back(timer.to.text);
    for (const MovesOn& moves : state.moves_on)
        result.push_back(moves.to.text);
    result.push_back(state.otherwise.text);
    return result;
}

void find_live(Tested& tested, const Workflow& workflow)
{
    for (const State& state : workflow.states)
        note(tested.live[state.id], state);
    for (const EachLife& life : workflow.each)
        for (const State& state : life.states) {
            for (const Name& during : life.during) {
                note(tested.live[during.text], state);
                tested.live[during.text].insert("all " + life.party);
            }
            for (const Action& action : state.actions)
                for (const Name& during : action.during) {
                    note(tested.live[during.text], action);
                    tested.live[during.text].insert("all " + life.party);
                }
        }
    // What matters later matters before; each round carries it one state back.
    for (bool grew = true; grew;) {
        grew = false;
        for (const State& state : workflow.states) {
            Facts& facts = tested.live[state.id];
            const std::size_t size = facts.size();
            for (const std::string& follower : followers(workflow, state))
                if (const auto later = tested.live.find(follower); later != tested.live.end() && follower != state.id)
                    facts.insert(later->second.begin(), later->second.end());
            grew |= facts.size() != size;
        }
    }
}

/// Values that stand in the same conditions are alike: one of them is enough.
std::vector<std::string> representatives(const Workflow& workflow, const std::string& kind)
{
    std::map<std::string, std::string> conditions_of; // value to the conditions that name it
    int number = 0;
    for_each_condition(workflow, [&](const Condition& condition) {
        for_each_part(condition, [&](const Condition& part) {
            ++number;
            if (part.name == kind)
                for (const Name& value : part.values)
                    conditions_of[value.text] += std::to_string(number) + ",";
        });
    });
    std::map<std::string, std::string> first;
    for (const auto& [value, conditions] : conditions_of)
        first.emplace(conditions, value);
    std::vector<std::string> result;
    for (const auto& [conditions, value] : first)
        result.push_back(value);
    return result;
}

void add_life(std::string& out, const Tested& tested, const std::string& case_state, const Life& life,
              bool with_previous)
{
    out += life.state;
    if (with_previous)
        out += "<" + life.previous;
    for (const std::string& mark : life.marks)
        if (tested.is_live(case_state, "mark " + mark))
            out += "+" + mark;
    for (const auto& [count, number] : life.counts)
        if (tested.is_live(case_state, "count " + count))
            out += "#" + count + std::to_string(std::min<long>(number, tested.counts.at(count) + 1));
    for (const Firing& firing : life.fired)
        if (tested.passing.contains(firing.timer))
            out += "!" + firing.timer;
}

} // namespace

bool Tested::is_live(const std::string& state, const std::string& fact) const
{
    const auto found = live.find(state);
    return found != live.end() && found->second.contains(fact);
}

Tested tested_by(const Workflow& workflow)
{
    Tested tested;
    for_each_condition(workflow, [&](const Condition& condition) {
        for_each_part(condition, [&](const Condition& part) {
            if (part.kind == Condition::Kind::passed || part.kind == Condition::Kind::before)
                tested.passing.insert(part.name.text);
            if (part.kind == Condition::Kind::count) {
                long& most = tested.counts[part.name.text];
                most = std::max({most, part.min.value_or(0), part.max.value_or(0)});
            }
            if (part.kind == Condition::Kind::answer) {
                auto& values = tested.answers[part.question.text()];
                for (const Name& value : part.values)
                    if (std::find(values.begin(), values.end(), value.text) == values.end())
                        values.push_back(value.text);
            }
        });
    });
    for (const ChildKind& kind : workflow.children)
        tested.children[kind.id] = representatives(workflow, kind.id);
    for_each_action(workflow, [&](const Action& action, const State*, const EachLife*) {
        if (action.once == Once::party)
            tested.once_party.insert(action.id);
        tested.previous |= action.to == "previous";
    });
    find_live(tested, workflow);
    return tested;
}

std::string signature(const Workflow& workflow, const Tested& tested, const CaseState& state,
                      const std::set<std::string>& over)
{
    const std::string& at = state.life.state;
    const State* now = workflow.state(at);
    std::string out;
    add_life(out, tested, at, state.life, tested.previous || (now != nullptr && !now->holds.empty()));
    for (const FormUse& form : workflow.forms)
        if (tested.is_live(at, "form " + form.id) && state.released(form.id) != nullptr)
            out += "|given " + form.id;
    for (const auto& [form, questions] : workflow.reads)
        for (const std::string& question : questions) {
            const std::string name = form + "." + question;
            const auto values = state.answer({form, question, {}});
            if (!values.empty() && tested.is_live(at, "answer " + name))
                out += "|" + name + (tested.answers.contains(name) ? "=" + values.front() : "");
        }
    for (const auto& [date, values] : state.dates)
        if (tested.is_live(at, "date " + date))
            out += "|" + date + (over.contains(date) ? " over" : "");
    for (const auto& [id, seat] : state.seats) {
        const Party* party = workflow.party(id);
        // Members of a recipient's country count with the recipient.
        if (party != nullptr && !seat.holders.empty() && (!party->many || seat.holders.front().of.key.empty()))
            out += "|" + id;
    }
    for (const Deed& deed : state.deeds)
        if (tested.once_party.contains(deed.action))
            out += "|once " + deed.action + " " + deed.party;
    // Recipients and parts are interchangeable: only how many stand alike counts.
    std::vector<std::string> alike;
    for (const Recipient& recipient : state.recipients) {
        if (!tested.is_live(at, "all " + recipient.id.party))
            continue;
        std::string one = "|(" + recipient.id.party + " ";
        add_life(one, tested, at, recipient.life, tested.previous);
        if (recipient.begun == 0)
            one += "~";
        for (const auto& [id, seat] : state.seats)
            if (std::any_of(seat.holders.begin(), seat.holders.end(),
                            [&](const Holder& holder) { return holder.of == recipient.id; }))
                one += "@" + id;
        alike.push_back(one + ")");
    }
    for (const Child& child : state.children)
        if (tested.is_live(at, "all " + child.kind))
            alike.push_back("|[" + child.kind + " " + child.state + "]");
    std::sort(alike.begin(), alike.end());
    for (const std::string& one : alike)
        out += one;
    return out;
}

} // namespace imi::workflow
