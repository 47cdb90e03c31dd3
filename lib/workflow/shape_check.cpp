// SPDX-License-Identifier: EUPL-1.2
#include "workflow/check.hpp"

#include "text/suggest.hpp"
#include "workflow/sight.hpp"
#include "workflow/source.hpp"

#include <algorithm>
#include <set>

namespace imi::workflow
{

namespace
{

class ShapeCheck
{
public:
    ShapeCheck(const Workflow& workflow, Findings& findings)
        : workflow_{workflow}, findings_{findings}, source_{workflow.file, findings}
    {
    }

    void run()
    {
        std::set<std::string> timers;
        for_each_state(workflow_, [&](const State& state, const EachLife* life) {
            for (const Timer& timer : state.timers)
                if (!timers.insert(timer.id).second)
                    source_.error("WF-021", timer.at_position,
                                  "the timer " + in_quotes(timer.id) + " stands twice in the workflow");
            state_shape(state, life);
            for (const Timer& timer : state.timers)
                timer_effect(timer);
        });
        for_each_action(workflow_, [&](const Action& action, const State* state, const EachLife* life) {
            action_shape(action, state, life);
        });
        reachable();
        skips();
        uses();
        sights();
        blind_tells();
        check_retention(workflow_.retention, workflow_.file, findings_);
    }

private:
    struct Told {
        std::string action;
        Name party;
        bool blind = true;
    };

    void misplaced(bool given, Position at, const std::string& what)
    {
        if (given)
            source_.error("WF-022", at, what + " has no meaning here");
    }

    void state_shape(const State& state, const EachLife* life)
    {
        const std::string name = "the state " + in_quotes(state.id);
        if (state.final) {
            const bool leaves = std::any_of(state.actions.begin(), state.actions.end(),
                                            [](const Action& action) { return !action.to.empty(); });
            if (leaves || !state.timers.empty() || !state.moves_on.empty() || state.rests || !state.waits_for.empty())
                source_.error("WF-043", state.at, name + " is final and still goes on",
                              "a final state has only actions without \"to\"");
        } else if (state.rests == !state.waits_for.empty()) {
            source_.error("WF-047", state.at,
                          name + (state.rests ? " rests and waits for somebody" : " neither rests, waits nor is final"),
                          "write \"waits-for\", \"rests: yes\" or \"final: yes\"");
        } else if (!state.waits_for.empty()) {
            waiting(state, life, name);
        }
        if (state.only_if && state.otherwise.empty())
            source_.error("WF-003", state.at, name + " has \"only-if\" and needs \"else\"");
        misplaced(!state.only_if && !state.otherwise.empty(), state.otherwise.at, "\"else\" without \"only-if\"");
        misplaced(state.purge_at_once && !state.final, state.at, "\"purge\" in a state that is not final");
        if (life != nullptr) {
            misplaced(state.only_if.has_value(), state.at, "\"only-if\" of a recipient's state");
            misplaced(!state.moves_on.empty(), state.at, "\"moves-on\" of a recipient's state");
            misplaced(!state.holds.empty(), state.holds.at, "\"holds\" of a recipient's state");
            misplaced(!state.milestone.empty(), state.at, "\"milestone\" of a recipient's state");
        }
    }

    void waiting(const State& state, const EachLife* life, const std::string& name)
    {
        const bool by_itself = !state.moves_on.empty();
        if (state.timers.empty())
            source_.error("WF-033", state.at, name + " waits and has no timer");
        if (workflow_.party(state.waits_for) == nullptr)
            return;
        const auto can_act = [&](const State& other) {
            return std::any_of(other.actions.begin(), other.actions.end(),
                               [&](const Action& action) { return contains(action.by, state.waits_for); });
        };
        bool acts = can_act(state);
        for (const EachLife& other : workflow_.each)
            for (const State& there : other.states)
                for (const Action& action : there.actions)
                    acts |= life == nullptr && contains(action.by, state.waits_for) &&
                            contains(action.during.empty() ? other.during : action.during, state.id);
        if (!acts && !by_itself)
            source_.error("WF-034", state.waits_for.at,
                          name + " waits for the " + state.waits_for.text + ", who can do nothing in it");
    }

    void timer_effect(const Timer& timer)
    {
        bool asked = false;
        for_each_condition(workflow_, [&](const Condition& condition) {
            for_each_part(condition, [&](const Condition& part) {
                asked |= (part.kind == Condition::Kind::passed || part.kind == Condition::Kind::before) &&
                         part.name == timer.id;
            });
        });
        if (timer.remind.empty() && timer.escalate.empty() && timer.tells.empty() && timer.to.empty() && !asked)
            source_.error("WF-037", timer.at_position, "the timer " + in_quotes(timer.id) + " has no effect",
                          "give it remind, escalate, tells or to, or ask in a condition whether it passed");
    }

    void action_shape(const Action& action, const State* state, const EachLife* life)
    {
        misplaced(!action.during.empty() && life == nullptr, action.at, "\"while\" outside \"each\"");
        misplaced(!action.recipients_to.empty() && life != nullptr, action.recipients_to.at,
                  "\"recipients\" inside \"each\"");
        misplaced(!action.opens.empty() && life != nullptr, action.opens.at, "\"opens\" inside \"each\"");
        misplaced(!action.also_in.empty() && life != nullptr, action.also_in.at, "\"also-in\" inside \"each\"");
        misplaced(!action.directory.empty() && life != nullptr, action.directory.at, "\"directory\" inside \"each\"");
        misplaced(action.blocks_earlier && action.forms.empty(), action.at, "\"blocks-earlier\" without a form");
        misplaced(action.grade != Grade::full && action.forms.empty(), action.at, "\"grade\" without a form");
        if (state == nullptr) {
            const bool of_child =
                std::any_of(workflow_.children.begin(), workflow_.children.end(), [&](const ChildKind& kind) {
                    return kind.workflow == workflow_.id && kind.start == action.id;
                });
            misplaced(contains(action.by, "system") && !of_child && workflow_.children.size() != 0, action.at,
                      "\"by: system\" in a start that no kind of child names");
            return;
        }
        if (life != nullptr)
            return;
        const std::string& after = workflow_.state(action.to) != nullptr ? action.to.text : state->id;
        for (const Name& party : action.tells) {
            const bool blind = workflow_.party(party) != nullptr &&
                               table_level(workflow_, party.text, state->id) == Level::nothing &&
                               (action.to.empty() || passes_through(after, party.text));
            auto [told, fresh] = told_.try_emplace({party.at.line, party.at.column}, Told{action.id, party, true});
            told->second.blind &= blind;
        }
    }

    /// Telling somebody who sees nothing before and after would tell of a case that is not there for him. A shared
    /// action is at fault only if that is so in all of its states.
    void blind_tells()
    {
        for (const auto& [at, told] : told_)
            if (told.blind)
                source_.warning("WF-050", told.party.at,
                                in_quotes(told.action) + " tells the " + told.party.text +
                                    ", who sees nothing before and after");
    }

    /// Whether the party sees nothing in the state after, nor where that is left out.
    bool passes_through(const std::string& id, const std::string& party) const
    {
        const State* state = workflow_.state(id);
        for (std::size_t i = 0; state != nullptr && i < workflow_.states.size(); ++i) {
            if (table_level(workflow_, party, state->id) != Level::nothing)
                return false;
            if (!state->only_if)
                return true;
            state = workflow_.state(state->otherwise);
        }
        return true;
    }

    static std::vector<std::string> exits(const State& state)
    {
        std::vector<std::string> result;
        for (const Action& action : state.actions)
            result.push_back(action.to.text);
        for (const Timer& timer : state.timers)
            result.push_back(timer.to.text);
        for (const MovesOn& moves : state.moves_on)
            result.push_back(moves.to.text);
        if (state.only_if)
            result.push_back(state.otherwise.text);
        std::erase(result, std::string{});
        return result;
    }

    void reachable()
    {
        std::set<std::string> reached;
        for (const Action& start : workflow_.starts)
            reached.insert(start.to.text);
        spread(workflow_.states, reached);
        std::set<std::string> ends;
        for (const State& state : workflow_.states)
            if (state.final)
                ends.insert(state.id);
        for (bool grew = true; grew;) {
            grew = false;
            for (const State& state : workflow_.states)
                for (const std::string& exit : exits(state))
                    if (ends.contains(exit) || exit == "previous")
                        grew |= ends.insert(state.id).second;
        }
        for (const State& state : workflow_.states) {
            if (!reached.contains(state.id))
                source_.error("WF-030", state.at, "nothing leads to the state " + in_quotes(state.id));
            if (!state.final && exits(state).empty())
                source_.error("WF-031", state.at, "nothing leads out of the state " + in_quotes(state.id));
            else if (!ends.contains(state.id))
                source_.error("WF-032", state.at, "no way leads from the state " + in_quotes(state.id) + " to an end");
        }
        for (const EachLife& life : workflow_.each) {
            std::set<std::string> lives;
            if (!life.states.empty())
                lives.insert(life.states.front().id);
            for_each_action(workflow_, [&](const Action& action, const State*, const EachLife*) {
                if (!action.recipients_to.empty())
                    lives.insert(action.recipients_to.text);
            });
            spread(life.states, lives);
            for (const State& state : life.states)
                if (!lives.contains(state.id))
                    source_.error("WF-030", state.at,
                                  "nothing leads to the state " + in_quotes(state.id) + " of a recipient");
        }
    }

    static void spread(const std::vector<State>& states, std::set<std::string>& reached)
    {
        for (bool grew = true; grew;) {
            grew = false;
            for (const State& state : states)
                if (reached.contains(state.id))
                    for (const std::string& exit : exits(state))
                        grew |= exit != "previous" && reached.insert(exit).second;
        }
    }

    void skips()
    {
        for (const State& state : workflow_.states) {
            std::set<std::string> seen{state.id};
            for (const State* at = &state; at != nullptr && at->only_if;) {
                at = workflow_.state(at->otherwise);
                if (at != nullptr && !seen.insert(at->id).second) {
                    if (at->id == state.id)
                        source_.error("WF-036", state.otherwise.at,
                                      "\"else\" leads in a circle back to " + in_quotes(state.id));
                    break;
                }
            }
        }
    }

    void uses()
    {
        std::set<std::string> switches;
        std::set<std::string> forms;
        for_each_condition(workflow_, [&](const Condition& condition) {
            for_each_part(condition, [&](const Condition& part) {
                if (part.kind == Condition::Kind::setup)
                    switches.insert(part.name.text);
            });
        });
        for_each_action(workflow_, [&](const Action& action, const State*, const EachLife*) {
            for (const Name& form : action.forms)
                forms.insert(form.text);
        });
        for (const SetupSwitch& setup_switch : workflow_.setup)
            if (!switches.contains(setup_switch.id))
                source_.error("WF-041", setup_switch.at,
                              "no condition asks for the switch " + in_quotes(setup_switch.id));
        for (const FormUse& form : workflow_.forms)
            if (!forms.contains(form.id))
                source_.error("WF-042", form.at, "no action gives the form " + in_quotes(form.id));
    }

    void sights()
    {
        for (const Party& party : workflow_.parties) {
            if (workflow_.sight(party.id) == nullptr)
                source_.error("WF-044", party.at, "the party " + in_quotes(party.id) + " stands not in \"sees\"",
                              "write what it sees, even {always: nothing}");
            if (party.kind == PartyKind::named && !party.abroad_from.empty() && party.sees_all_after.empty())
                source_.error("WF-045", party.at,
                              "the party " + in_quotes(party.id) +
                                  " is a counterpart abroad and has no \"sees-all-after\"",
                              "name the action after which it may see personal data");
        }
    }

    const Workflow& workflow_;
    Findings& findings_;
    Source source_;
    std::map<std::pair<std::size_t, std::size_t>, Told> told_;
};

} // namespace

void check_retention(const Retention& retention, const std::string& file, Findings& findings,
                     std::pair<bool, bool> from_here)
{
    Source source{file, findings};
    const auto& [block, purge] = retention;
    const auto check = [&](const std::optional<Keeping>& keeping, bool here) {
        if (keeping && here && keeping->duration.count == 0)
            source.error("WF-008", keeping->date.at, in_quotes(to_text(keeping->duration)) + " keeps nothing",
                         "write how long, such as 6 months after end");
    };
    check(block, from_here.first);
    check(purge, from_here.second);
    if (!block || !purge || !(block->date == purge->date.text))
        return;
    // Any day serves, where both count from the same one.
    const HolidayCalendar calendar{"Europe/Brussels"};
    const Day end = std::chrono::year{2001} / 1 / 1;
    if (add(end, purge->duration, 1, calendar) < add(end, block->duration, 1, calendar))
        source.error("WF-051", from_here.second ? purge->date.at : block->date.at,
                     "content is deleted " + to_text(purge->duration) + " after " + purge->date.text +
                         ", and would be blocked only " + to_text(block->duration) + " after",
                     "block first, or leave out block");
}

void check_shape(const Workflow& workflow, Findings& findings) { ShapeCheck{workflow, findings}.run(); }

WalkResult check(const Workflow& workflow, const KnownForms& forms, Findings& findings, WalkLimits limits)
{
    // Each stage looks at what the one before it found sound: a misspelt name is reported before its consequences.
    Findings stage;
    check_names(workflow, forms, stage);
    const auto pass_on = [&] {
        for (Diagnostic& finding : stage.sorted())
            findings.add(std::move(finding));
    };
    // A form that no package defines changes nothing in what can happen.
    const auto stops = [&] {
        const auto found = stage.sorted();
        return std::any_of(found.begin(), found.end(), [&](const Diagnostic& finding) {
            return finding.severity == Severity::error &&
                   !(finding.code == "WF-012" && finding.message.starts_with("there is no set, form or survey"));
        });
    };
    const bool names_fail = stops();
    if (!names_fail)
        check_shape(workflow, stage);
    const bool shape_fails = names_fail || stops();
    pass_on();
    return shape_fails ? WalkResult{} : walk(workflow, findings, limits);
}

void check_mail(const Workflow& workflow, const KnownForms& forms, const std::vector<Name>& fields,
                const std::string& file, Findings& findings)
{
    for (const Name& field : fields) {
        const auto name = split_question(field.text, field.at);
        const FormUse* use = name ? workflow.form(name->form) : nullptr;
        if (use == nullptr)
            continue;
        const auto* known = use->source == FormSource::in_place ? &forms.in_place
                            : forms.outside                     ? &*forms.outside
                                                                : nullptr;
        const std::string& id = use->source == FormSource::in_place ? use->id : use->from.text;
        const auto outline = known == nullptr ? decltype(known->end()){} : known->find(id);
        const FormQuestion* question =
            known == nullptr || outline == known->end() ? nullptr : outline->second.question(name->question);
        // What nobody vouches for is taken as personal: a mail leaves the system.
        if (question == nullptr || question->personal)
            findings.error("WF-046", {file, field.at.line, field.at.column},
                           "the mail shows " + in_quotes(field.text) + ", which is personal", "mails hold no content");
    }
}

} // namespace imi::workflow
