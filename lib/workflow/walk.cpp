// SPDX-License-Identifier: EUPL-1.2
#include "workflow/walk.hpp"

#include "workflow/tested.hpp"

#include <algorithm>
#include <unordered_map>

namespace imi::workflow
{

namespace
{

/// A date that is far off: what passes is played by the walk, not read from dates.
constexpr const char* some_date = "2038-01-01";

struct Node {
    CaseState state;
    std::set<std::string> over; ///< dates whose day has ended
    std::size_t parent = 0;
    PathStep step;
    bool can_end = false;
};

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// Switches and seats that may be empty double the set-ups; beyond so many the walk is not begun.
constexpr std::size_t most_variations = 12;
/// Combinations of answers that one action is tried with.
constexpr std::size_t most_choices = 64;

std::size_t variations(const Workflow& workflow)
{
    std::size_t number = workflow.setup.size();
    for (const Party& party : workflow.parties)
        number += party.kind == PartyKind::coordinator || party.kind == PartyKind::postbox;
    return number;
}

/// All choices for the questions of these forms that conditions compare: each value compared, and none of them.
std::vector<Choices> choices_for(const Tested& tested, const Names& forms)
{
    std::vector<Choices> result{Choices{}};
    for (const auto& [question, values] : tested.answers) {
        if (!contains(forms, question.substr(0, question.find('.'))) || result.size() > most_choices)
            continue;
        std::vector<Choices> more;
        for (const Choices& choices : result) {
            std::vector<std::string> all = values;
            all.emplace_back();
            for (const std::string& value : all) {
                Choices with = choices;
                with[question] = value;
                more.push_back(std::move(with));
            }
        }
        result = std::move(more);
    }
    return result;
}

/// The walk of one set-up.
class Walk
{
public:
    Walk(const Workflow& workflow, const Tested& tested, SetUp set_up, std::map<Transition, Path>& paths,
         std::size_t limit)
        : workflow_{workflow}, tested_{tested}, world_{workflow, std::move(set_up)}, paths_{paths}, limit_{limit}
    {
    }

    /// False when the limit ended it.
    bool run()
    {
        begin();
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (nodes_.size() > limit_)
                return false;
            expand(i);
        }
        return true;
    }
    std::size_t size() const { return nodes_.size(); }
    const SetUp& set_up() const { return world_.set_up(); }

    /// States in which a case can no longer come to an end, each with the shortest way there.
    std::map<std::string, std::string> stuck()
    {
        std::vector<std::vector<std::size_t>> before(nodes_.size());
        std::vector<std::size_t> open;
        for (const auto& [from, to] : edges_)
            before[to].push_back(from);
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            if (nodes_[i].state.ended) {
                nodes_[i].can_end = true;
                open.push_back(i);
            }
        while (!open.empty()) {
            const std::size_t node = open.back();
            open.pop_back();
            for (const std::size_t from : before[node])
                if (!nodes_[from].can_end) {
                    nodes_[from].can_end = true;
                    open.push_back(from);
                }
        }
        std::map<std::string, std::string> result;
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            if (!nodes_[i].can_end)
                result.emplace(nodes_[i].state.life.state, describe_way(i));
        return result;
    }

    /// States waited in by an empty seat, with the shortest way there.
    const std::map<std::string, std::string>& empty_seats() const { return empty_seats_; }

private:
    Run make_run(CaseState state, const std::set<std::string>& over) const
    {
        return {workflow_,
                std::move(state),
                world_,
                [over](const CaseState&, const std::string& date, const std::string&) { return over.contains(date); },
                0,
                false};
    }

    void begin()
    {
        for (const Action& start : workflow_.starts)
            for (const Name& party : start.by) {
                if (party == "system")
                    begin_as_child(start);
                else
                    for (const Choices& choices : choices_for(tested_, start.forms))
                        act(nowhere, start, party.text, {}, choices);
            }
    }

    /// As a part: seats that any kind of child of this workflow would fill.
    void begin_as_child(const Action& start)
    {
        Run run = make_run({}, {});
        run.take(child_start_event(workflow_, start), start.to.text);
        PathStep step{PathStep::Kind::start, start.id, "system", {}, 0, {}};
        keep(nowhere, run, {}, std::move(step));
    }

    void expand(std::size_t index)
    {
        const CaseState state = nodes_[index].state;
        const State* at = workflow_.state(state.life.state);
        if (at == nullptr)
            return;
        for (const Action& action : at->actions)
            try_action(index, action, {});
        for (const Timer& timer : at->timers)
            fire(index, *at, timer, state.life, {});
        for (const Recipient& recipient : state.recipients) {
            const EachLife* life = workflow_.life(recipient.id.party);
            const State* there = life == nullptr ? nullptr : life->state(recipient.life.state);
            if (there == nullptr)
                continue;
            for (const Action& action : there->actions)
                if (contains(action.during.empty() ? life->during : action.during, at->id))
                    try_action(index, action, recipient.id);
            if (contains(life->during, at->id))
                for (const Timer& timer : there->timers)
                    fire(index, *there, timer, recipient.life, recipient.id);
        }
        for (const std::string& date : tested_.passing)
            if (!state.date(date).empty() && !nodes_[index].over.contains(date)) {
                Run run = make_run(state, nodes_[index].over);
                std::set<std::string> over = nodes_[index].over;
                over.insert(date);
                keep(index, run, std::move(over), {PathStep::Kind::day, date, {}, {}, 0, {}});
            }
        move_children(index, state);
    }

    void try_action(std::size_t index, const Action& action, const std::optional<RecipientId>& recipient)
    {
        for (const Name& party : action.by)
            for (const Choices& choices : choices_for(tested_, action.forms))
                act(index, action, party.text, recipient, choices);
    }

    void act(std::size_t from, const Action& action, const std::string& party,
             const std::optional<RecipientId>& recipient, const Choices& choices)
    {
        const std::set<std::string> over = from == nowhere ? std::set<std::string>{} : nodes_[from].over;
        Run run = make_run(from == nowhere ? CaseState{} : nodes_[from].state, over);
        const ModelInput input{workflow_, world_, choices, some_date};
        const Scene scene = run.scene(&input);
        const Recipient* of = recipient ? run.state().recipient(*recipient) : nullptr;
        const RecipientId* of_id = recipient ? &*recipient : nullptr;
        Actor actor = world_.actor_for(party, recipient, scene);
        // Everybody's own user: `once: user` never stands in the way of somebody else.
        actor.user = "user-" + std::to_string(run.state().version);
        if (!scene.has_seat(actor, party, of_id) || condition_fault(action, party, actor, scene, of))
            return;
        Doing doing;
        doing.action = &action;
        doing.party = party;
        doing.actor = actor;
        doing.recipient = recipient;
        doing.input = &input;
        doing.to = world_.named_for(action, party, actor, recipient, scene);
        doing.parts = world_.parts_for(action, scene);
        if (action.directory == "create-authority")
            doing.created_authority = "A1:created";
        if (run.perform(doing))
            return;
        PathStep step{
            from == nowhere ? PathStep::Kind::start : PathStep::Kind::action, action.id, party, recipient, 0, choices};
        keep(from, run, over, std::move(step));
    }

    void fire(std::size_t from, const State& at, const Timer& timer, const Life& life,
              const std::optional<RecipientId>& recipient)
    {
        const CaseState& state = nodes_[from].state;
        if (timer.at && (timer.at->question.empty() ? state.date(timer.at->date.text).empty()
                                                    : state.answer(timer.at->question).empty()))
            return;
        const PathStep step{PathStep::Kind::timer, timer.id, {}, recipient, 0, {}};
        if (timer.to.empty() && !tested_.passing.contains(timer.id)) {
            // It changes nothing that a condition could see.
            const Transition transition{
                TransitionKind::timer, recipient ? recipient->party : std::string{}, at.id, timer.id, {}};
            reach(transition, from, step);
            return;
        }
        if (life.has_fired(timer.id))
            return;
        Run run = make_run(state, nodes_[from].over);
        run.fire(timer, recipient, 0);
        keep(from, run, nodes_[from].over, step);
    }

    void move_children(std::size_t from, const CaseState& state)
    {
        for (const Child& child : state.children) {
            const auto targets = tested_.children.find(child.kind);
            if (targets == tested_.children.end())
                continue;
            for (const std::string& target : targets->second) {
                if (child.state == target)
                    continue;
                Run run = make_run(state, nodes_[from].over);
                run.child_moved(child.number, target, {});
                keep(from, run, nodes_[from].over, {PathStep::Kind::child, target, {}, {}, child.number, {}});
            }
        }
    }

    /// Notes what the step did, and the case it led to where that is new.
    void keep(std::size_t from, Run& run, std::set<std::string> over, PathStep step)
    {
        Step done = run.finish();
        for (const Event& event : done.events) {
            for (const Transition& transition : made_by(workflow_, event))
                reach(transition, from, step);
            for (const auto& [date, value] : event.dates)
                over.erase(date);
        }
        std::string key = signature(workflow_, tested_, done.state, over);
        const auto [found, is_new] = known_.emplace(std::move(key), nodes_.size());
        if (from != nowhere)
            edges_.emplace_back(from, found->second);
        if (!is_new)
            return;
        nodes_.push_back({std::move(done.state), std::move(over), from, std::move(step)});
        look_for_empty_seat(nodes_.size() - 1);
    }

    void look_for_empty_seat(std::size_t index)
    {
        const CaseState& state = nodes_[index].state;
        const State* at = workflow_.state(state.life.state);
        const Party* party = at == nullptr ? nullptr : workflow_.party(at->waits_for);
        if (party == nullptr || party->kind == PartyKind::everyone || empty_seats_.contains(at->id))
            return;
        const Run run = make_run(state, {});
        if (!run.scene().is_seated(party->id))
            empty_seats_.emplace(at->id, describe_way(index));
    }

    std::vector<PathStep> way(std::size_t index) const
    {
        std::vector<PathStep> steps;
        for (; index != nowhere; index = nodes_[index].parent)
            steps.push_back(nodes_[index].step);
        std::reverse(steps.begin(), steps.end());
        return steps;
    }

    std::size_t length(std::size_t index) const
    {
        std::size_t steps = 0;
        for (; index != nowhere; index = nodes_[index].parent)
            ++steps;
        return steps;
    }

    std::string describe_way(std::size_t index) const
    {
        std::string text;
        for (const PathStep& step : way(index))
            text += (text.empty() ? "" : ", ") + step.text();
        return text + " (" + world_.set_up().text() + ")";
    }

    void reach(const Transition& transition, std::size_t from, const PathStep& step)
    {
        const auto known = paths_.find(transition);
        if (known != paths_.end() && known->second.steps.size() <= length(from) + 1)
            return;
        Path path{transition, world_.set_up(), way(from)};
        path.steps.push_back(step);
        paths_.insert_or_assign(transition, std::move(path));
    }

    const Workflow& workflow_;
    const Tested& tested_;
    ModelWorld world_;
    std::map<Transition, Path>& paths_;
    std::size_t limit_;
    std::vector<Node> nodes_;
    std::unordered_map<std::string, std::size_t> known_;
    std::vector<std::pair<std::size_t, std::size_t>> edges_;
    std::map<std::string, std::string> empty_seats_;
};

Position position_of(const Workflow& workflow, const Transition& transition)
{
    if (transition.kind == TransitionKind::start) {
        const Action* start = workflow.start(transition.name);
        return start == nullptr ? workflow.at : start->at;
    }
    const EachLife* life = transition.each.empty() ? nullptr : workflow.life(transition.each);
    const State* state = life == nullptr ? workflow.state(transition.state) : life->state(transition.state);
    if (state == nullptr)
        return workflow.at;
    if (const Action* action = state->action(transition.name); transition.kind == TransitionKind::action && action)
        return action->at;
    if (const Timer* timer = state->timer(transition.name); transition.kind == TransitionKind::timer && timer)
        return timer->at_position;
    if (transition.kind == TransitionKind::moves_on) {
        const std::size_t number = std::stoul(transition.name);
        return number <= state->moves_on.size() ? state->moves_on[number - 1].at : state->at;
    }
    return state->at;
}

void report(const Workflow& workflow, const WalkResult& result, Findings& findings)
{
    const auto place = [&](Position at) { return Place{workflow.file, at.line, at.column}; };
    if (!result.is_whole) {
        findings.warning("WF-064", place(workflow.at),
                         "the walk was ended at " + std::to_string(result.cases) +
                             " different cases; what it did not reach is neither proved nor refused",
                         "fewer switches, counts and marks that conditions test");
        return;
    }
    for (const Transition& transition : result.unreached) {
        const bool optional = transition.kind == TransitionKind::enter || transition.kind == TransitionKind::skip;
        findings.error(optional ? "WF-063" : "WF-060", place(position_of(workflow, transition)),
                       transition.text() + " never, in none of " + std::to_string(result.set_ups) + " set-ups");
    }
}

} // namespace

std::string PathStep::text() const
{
    std::string text = name;
    switch (kind) {
    case Kind::start:
    case Kind::action:
        text += " by " + (recipient ? recipient->key + "'s " : std::string{}) + party;
        break;
    case Kind::timer:
        text = "timer " + name + (recipient ? " of " + recipient->key : std::string{});
        break;
    case Kind::child:
        text = "part " + std::to_string(child) + " " + name;
        break;
    case Kind::day:
        text = name + " passes";
        break;
    }
    for (const auto& [question, value] : choices)
        text += ", " + question + ": " + (value.empty() ? "another" : value);
    return text;
}

std::string Path::text() const
{
    std::string text;
    for (const PathStep& step : steps)
        text += (text.empty() ? "" : ", ") + step.text();
    return text + " (" + set_up.text() + ")";
}

Event child_start_event(const Workflow& workflow, const Action& start)
{
    Event event;
    event.kind = EventKind::start;
    event.name = start.id;
    event.level = 1;
    for (const ChildKind& kind : workflow.children) {
        if (!(kind.workflow == workflow.id) || !(kind.start == start.id))
            continue;
        for (const Name& party : kind.keeps)
            event.seats.push_back({party.text, "A1:starter"});
        if (!kind.names.empty())
            event.seats.push_back({kind.names.text, "B1:part-1"});
        if (!kind.divides.empty())
            event.forms.push_back({kind.divides.text, Grade::full, 1, {}});
        return event;
    }
    // A part of another workflow: whoever that one keeps.
    for (const Party& party : workflow.parties)
        if (party.kind == PartyKind::starter || party.kind == PartyKind::named)
            if (party.each == Each::none && !party.many)
                event.seats.push_back({party.id, party.kind == PartyKind::starter ? "A1:starter" : "B1:" + party.id});
    return event;
}

std::vector<Transition> made_by(const Workflow& workflow, const Event& event)
{
    std::vector<Transition> result;
    const std::string each = event.recipient ? event.recipient->party : std::string{};
    switch (event.kind) {
    case EventKind::start:
        result.push_back({TransitionKind::start, {}, {}, event.name, event.party.empty() ? "system" : event.party});
        break;
    case EventKind::action:
        result.push_back({TransitionKind::action, each, event.from, event.name, event.party});
        break;
    case EventKind::timer:
        result.push_back({TransitionKind::timer, each, event.from, event.name, {}});
        break;
    case EventKind::moves_on:
        result.push_back({TransitionKind::moves_on, {}, event.from, event.name, {}});
        break;
    case EventKind::skip:
        result.push_back({TransitionKind::skip, {}, event.name, {}, {}});
        break;
    case EventKind::child:
        break;
    }
    const State* entered = event.enters && !event.recipient ? workflow.state(event.to) : nullptr;
    if (entered != nullptr && entered->only_if)
        result.push_back({TransitionKind::enter, {}, event.to, {}, {}});
    return result;
}

WalkResult walk(const Workflow& workflow, Findings& findings, WalkLimits limits)
{
    WalkResult result;
    std::map<Transition, Path> paths;
    std::map<std::string, std::string> stuck;
    std::map<std::string, std::string> empty;
    const Tested tested = tested_by(workflow);
    result.is_whole = variations(workflow) <= most_variations;
    for (SetUp& set_up : result.is_whole ? set_ups(workflow) : std::vector<SetUp>{}) {
        ++result.set_ups;
        Walk one{workflow, tested, std::move(set_up), paths, limits.cases - result.cases};
        result.is_whole = one.run();
        result.cases += one.size();
        empty.insert(one.empty_seats().begin(), one.empty_seats().end());
        if (!result.is_whole)
            break;
        stuck.merge(one.stuck());
    }
    for (const Transition& transition : transitions(workflow)) {
        const auto path = paths.find(transition);
        if (path == paths.end())
            result.unreached.push_back(transition);
        else
            result.paths.push_back(path->second);
    }
    // Who is stuck behind an empty seat is told of the seat.
    if (!empty.empty())
        stuck.clear();
    for (const auto& [code, found, words] :
         {std::tuple{"WF-035", &empty, " waits for a seat that is empty after: "},
          std::tuple{"WF-061", &stuck, " can be reached and never left for an end: "}})
        for (const auto& [state, way] : *found) {
            const State* at = workflow.state(state);
            const Position position = at == nullptr ? workflow.at : at->at;
            findings.error(code, {workflow.file, position.line, position.column},
                           "the state \"" + state + "\"" + words + way);
        }
    report(workflow, result, findings);
    return result;
}

} // namespace imi::workflow
