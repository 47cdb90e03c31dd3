// SPDX-License-Identifier: EUPL-1.2
#include "workflow/walk.hpp"

#include <algorithm>

namespace imi::workflow
{

namespace
{

constexpr Instant first_morning = 1'204'534'800; // 2008-03-03T09:00:00Z, a Monday
constexpr Instant an_hour = 3'600;
/// Answered dates lie so far ahead that deadlines counted from an entry come first.
constexpr int days_ahead = 800;

class Rehearsal
{
public:
    Rehearsal(const Workflow& workflow, SetUp set_up) : workflow_{workflow}, world_{workflow, std::move(set_up)} {}

    /// Empty when the step was done.
    std::string play(const PathStep& step)
    {
        now_ += an_hour;
        last_.clear();
        switch (step.kind) {
        case PathStep::Kind::start:
            if (step.party == "system")
                return begin_as_child(step);
            [[fallthrough]];
        case PathStep::Kind::action:
            return act(step);
        case PathStep::Kind::timer:
            return wait_for_timer(step);
        case PathStep::Kind::child:
            return move_child(step);
        case PathStep::Kind::day:
            return wait_for_day(step);
        }
        return {};
    }
    const std::vector<Event>& last() const { return last_; }
    const std::vector<Event>& events() const { return events_; }
    const CaseState& state() const { return state_; }

private:
    void take(Step step)
    {
        last_ = step.events;
        events_.insert(events_.end(), step.events.begin(), step.events.end());
        state_ = std::move(step.state);
    }

    std::string take(const PathStep& step, Outcome outcome)
    {
        if (const auto* refusal = std::get_if<Refusal>(&outcome))
            return step.text() + " was refused: " + refusal->faults.front().message;
        take(std::get<Step>(std::move(outcome)));
        return {};
    }

    std::string act(const PathStep& step)
    {
        const Instant now = now_;
        Run run{workflow_,
                state_,
                world_,
                [this, now](const CaseState& state, const std::string& name, const std::string& date) {
                    return RealPassing{workflow_, state, world_, now}.is_over(name, date);
                },
                now_,
                false};
        const std::string date = format_day(world_.calendar({}).day_of(now_) + std::chrono::days{days_ahead});
        const ModelInput input{workflow_, world_, step.choices, date};
        const Scene scene = run.scene(&input);
        const State* at = run.present_state(step.recipient);
        const Action* action =
            step.kind == PathStep::Kind::start ? workflow_.start(step.name) : (at ? at->action(step.name) : nullptr);
        if (action == nullptr)
            return step.text() + " is not among the actions of the state " + state_.life.state;
        Request request;
        request.action = step.name;
        request.actor = world_.actor_for(step.party, step.recipient, scene);
        request.actor.user = "user-" + std::to_string(state_.version);
        request.now = now_;
        if (state_.has_begun())
            request.version = state_.version;
        request.input = &input;
        request.comment = "a reason";
        request.to = world_.named_for(*action, step.party, request.actor, step.recipient, scene);
        if (!action->assigns.empty())
            request.users = {"user"};
        request.parts = world_.parts_for(*action, scene);
        if (action->directory == "create-authority")
            request.created_authority = "A1:created";
        request.recipient = step.recipient;
        return take(step, imi::workflow::step(workflow_, state_, world_, request));
    }

    std::string begin_as_child(const PathStep& step)
    {
        for (const ChildKind& kind : workflow_.children) {
            if (!(kind.workflow == workflow_.id) || !(kind.start == step.name))
                continue;
            CaseState parent;
            for (const Name& party : kind.keeps)
                parent.seats[party.text].holders.push_back({"A1:starter", 1, {}});
            const ChildOpened opened{1, kind.id, "B1:part-1", {"first"}};
            return take(step, begin_child(workflow_, workflow_, parent, opened, world_, {}, now_));
        }
        const Action* start = workflow_.start(step.name);
        Run run{workflow_,
                {},
                world_,
                [](const CaseState&, const std::string&, const std::string&) { return false; },
                now_};
        Event event = child_start_event(workflow_, *start);
        event.at = now_;
        run.take(std::move(event), start->to.text);
        take(run.finish());
        return {};
    }

    std::string wait_for_timer(const PathStep& step)
    {
        for (const TimerDue& due : pending_timers(workflow_, state_, world_))
            if (due.timer->id == step.name && due.recipient == step.recipient) {
                now_ = std::max(now_, due.due);
                take(run_timers(workflow_, state_, world_, now_));
                return {};
            }
        return step.text() + " is not running";
    }

    std::string wait_for_day(const PathStep& step)
    {
        const auto day = parse_day(state_.date(step.name));
        if (!day)
            return "the date " + step.name + " is not set";
        now_ = std::max(now_, world_.calendar({}).first_instant(*day + std::chrono::days{1}));
        take(run_timers(workflow_, state_, world_, now_));
        return {};
    }

    std::string move_child(const PathStep& step)
    {
        CaseState child;
        child.life.state = step.name;
        take(child_moved(workflow_, state_, world_, step.child, child, now_));
        return {};
    }

    const Workflow& workflow_;
    ModelWorld world_;
    CaseState state_;
    Instant now_ = first_morning;
    std::vector<Event> events_;
    std::vector<Event> last_;
};

} // namespace

std::string rehearse(const Workflow& workflow, const Path& path)
{
    Rehearsal rehearsal{workflow, path.set_up};
    for (const PathStep& step : path.steps)
        if (std::string otherwise = rehearsal.play(step); !otherwise.empty())
            return otherwise;
    for (const Event& event : rehearsal.last()) {
        const auto made = made_by(workflow, event);
        if (std::find(made.begin(), made.end(), path.transition) != made.end())
            return rebuild(workflow, rehearsal.events()) == rehearsal.state() ? std::string{}
                                                                              : "the events do not rebuild the case";
    }
    return "the last step did not make it happen";
}

std::vector<Event> rehearsed_events(const Workflow& workflow, const Path& path)
{
    Rehearsal rehearsal{workflow, path.set_up};
    for (const PathStep& step : path.steps)
        if (!rehearsal.play(step).empty())
            break;
    return rehearsal.events();
}

} // namespace imi::workflow
