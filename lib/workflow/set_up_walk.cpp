// SPDX-License-Identifier: EUPL-1.2
#include "workflow/set_up_walk.hpp"

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

/// Combinations of answers that one action is tried with.
constexpr std::size_t most_choices = 64;

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

} // namespace

SetUpWalk walk_set_up(const Workflow& workflow, const Tested& tested, SetUp set_up, std::size_t limit,
                      std::map<Transition, Path>& paths)
{
    Walk walk{workflow, tested, std::move(set_up), paths, limit};
    SetUpWalk result;
    result.is_whole = walk.run();
    result.cases = walk.size();
    result.empty_seats = walk.empty_seats();
    if (result.is_whole)
        result.stuck = walk.stuck();
    return result;
}

} // namespace imi::workflow
