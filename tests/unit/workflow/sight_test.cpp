// SPDX-License-Identifier: EUPL-1.2
#include "workflow/sight.hpp"

#include "support/small_workflow.hpp"
#include "workflow/walk.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace imi::workflow
{

namespace
{

class Never final : public Passing
{
public:
    bool is_over(const std::string&, const std::string&) const override { return false; }
};
const Never never;

/// An information request, played action by action.
class RequestPlay : public testing::Test
{
protected:
    explicit RequestPlay(std::set<std::string> switches = {"approve-reply", "allocation"})
        : workflow_{read()}, facts_{workflow_, {std::move(switches), {}}}
    {
        input_.forms = {"request", "reply", "acceptance", "clarification", "message", "feedback", "extension"};
        input_.answers = {{"request.needed-by", {"2008-04-01"}}, {"acceptance.days", {"10"}}};
    }
    static Workflow read()
    {
        Findings findings;
        return read_example("information-request", findings);
    }
    Step act(const std::string& action, const Actor& actor, std::vector<std::string> to = {})
    {
        Request wish = request(action, actor);
        wish.to = std::move(to);
        Step made = done(step(workflow_, state_, facts_, wish));
        state_ = made.state;
        return made;
    }
    Request request(const std::string& action, const Actor& actor)
    {
        Request wish;
        wish.action = action;
        wish.actor = actor;
        wish.now = now_ += 3'600;
        wish.input = &input_;
        wish.comment = "a reason";
        return wish;
    }
    Level level(const Actor& actor) const { return sight(Scene{workflow_, state_, facts_, never}, actor); }
    /// How much is read of the latest form of this name, or of one of its revisions.
    Level form_level(const Actor& actor, const std::string& form, int revision = 0) const
    {
        const auto record = std::find_if(state_.forms.rbegin(), state_.forms.rend(), [&](const FormRecord& other) {
            return other.given.form == form && (revision == 0 || other.given.revision == revision);
        });
        return record == state_.forms.rend() ? Level::nothing
                                             : form_sight(Scene{workflow_, state_, facts_, never}, actor, *record);
    }
    bool reads(const Actor& actor, const std::string& form) const { return form_level(actor, form) >= Level::content; }

    const Actor requester_{"ann", "A1:ministry", {}, false};
    const Actor responder_{"bob", "B1:chamber", {}, false};
    const Actor other_{"ben", "B1:register", {}, false};
    const Actor responding_coordinator_{"cleo", "B1:request", {}, false};
    Workflow workflow_;
    TestFacts facts_;
    TestInput input_;
    CaseState state_;
    Instant now_ = at("2008-03-03T08:00:00Z");
};

} // namespace

TEST_F(RequestPlay, NobodySeesPersonalDataBeforeAccepting)
{
    act("new", requester_, {"B1:chamber"});
    EXPECT_EQ(level(responder_), Level::nothing);
    act("send", requester_);
    EXPECT_EQ(level(responder_), Level::questions);
    EXPECT_EQ(level(requester_), Level::all);
    EXPECT_EQ(level(responding_coordinator_), Level::questions);
    act("accept", responder_);
    EXPECT_EQ(level(responder_), Level::all);
}

TEST_F(RequestPlay, AnOldHolderKeepsATraceAndTheNewOneMustAcceptAgain)
{
    act("new", requester_, {"B1:chamber"});
    act("send", requester_);
    act("accept", responder_);
    act("forward", responder_, {"B1:register"});
    EXPECT_EQ(level(responder_), Level::trace);
    EXPECT_EQ(level(other_), Level::questions);
    act("accept", other_);
    EXPECT_EQ(level(other_), Level::all);
    Request back = request("forward", other_);
    back.to = {"A1:elsewhere"};
    EXPECT_EQ(refused(step(workflow_, state_, facts_, back)).status, Status::input);
}

TEST_F(RequestPlay, WhoWasReplacedInADraftNeverHearsOfTheCase)
{
    act("new", requester_, {"B1:register"});
    act("edit", requester_, {"B1:chamber"});
    act("send", requester_);
    EXPECT_EQ(level(responder_), Level::questions);
    EXPECT_EQ(level(other_), Level::nothing);
    act("accept", responder_);
    EXPECT_EQ(level(other_), Level::nothing);
}

class ApprovedRequestPlay : public RequestPlay
{
protected:
    ApprovedRequestPlay() : RequestPlay{{"approve-sending"}} {}
    const Actor requesting_coordinator_{"carl", "A1:request", {}, false};
};

TEST_F(ApprovedRequestPlay, WhatWasSentBackAndGivenAgainStaysAmongThoseWhoSawIt)
{
    act("new", requester_, {"B1:chamber"});
    act("send", requester_);
    ASSERT_EQ(state_.life.state, "awaiting-approval");
    const Step back = act("reject", requesting_coordinator_);
    act("edit", requester_);
    act("send", requester_);
    act("approve", requesting_coordinator_);
    EXPECT_EQ(form_level(responder_, "request", 1), Level::nothing);
    EXPECT_EQ(form_level(responder_, "request", 2), Level::questions);
    act("accept", responder_);
    EXPECT_EQ(form_level(responder_, "request", 1), Level::nothing);
    EXPECT_EQ(form_level(responder_, "request", 2), Level::all);
    EXPECT_EQ(form_level(requester_, "request", 1), Level::all);
    EXPECT_EQ(form_level(requesting_coordinator_, "request", 1), level(requesting_coordinator_));
    const Scene scene{workflow_, state_, facts_, never};
    EXPECT_FALSE(sees_comment(scene, responder_, back.events.front()));
    EXPECT_TRUE(sees_comment(scene, requester_, back.events.front()));
    EXPECT_TRUE(sees_comment(scene, requesting_coordinator_, back.events.front()));
}

TEST_F(RequestPlay, TheAgreedDateIsTheLaterOfBoth)
{
    act("new", requester_, {"B1:chamber"});
    act("send", requester_);
    act("accept", responder_);
    EXPECT_EQ(state_.date("agreed"), "2008-04-01");
}

TEST_F(RequestPlay, AReplyIsHeldUntilItIsApproved)
{
    act("new", requester_, {"B1:chamber"});
    act("send", requester_);
    act("accept", responder_);
    act("save", responder_);
    EXPECT_FALSE(reads(requester_, "reply"));
    act("reply", responder_);
    EXPECT_EQ(state_.life.state, "reply-approval");
    EXPECT_FALSE(reads(requester_, "reply"));
    EXPECT_TRUE(reads(responder_, "reply"));
    EXPECT_TRUE(reads(responding_coordinator_, "reply"));
    act("reject", responding_coordinator_);
    EXPECT_FALSE(reads(requester_, "reply"));
    act("reply", responder_);
    act("approve", responding_coordinator_);
    EXPECT_TRUE(reads(requester_, "reply"));
    EXPECT_EQ(state_.released("reply")->given.revision, 2);
}

TEST_F(RequestPlay, OnlyAllocatedUsersActUntilTheSeatChanges)
{
    act("new", requester_, {"B1:chamber"});
    act("send", requester_);
    Request allocate = request("allocate", responder_);
    allocate.users = {"berta"};
    state_ = done(step(workflow_, state_, facts_, allocate)).state;
    EXPECT_EQ(refused(step(workflow_, state_, facts_, request("accept", responder_))).faults.front().message,
              "the case is allocated to others");
    act("accept", {"berta", "B1:chamber", {}, false});
    act("forward", {"berta", "B1:chamber", {}, false}, {"B1:register"});
    EXPECT_TRUE(state_.allocation.empty());
    act("accept", other_);
}

TEST_F(RequestPlay, AllocationToWhoHasTheRoleNoMoreIsVoid)
{
    act("new", requester_, {"B1:chamber"});
    act("send", requester_);
    Request allocate = request("allocate", responder_);
    allocate.users = {"berta", "bruno"};
    state_ = done(step(workflow_, state_, facts_, allocate)).state;
    facts_.no_role.insert({"berta", "request-handler"});
    EXPECT_EQ(refused(step(workflow_, state_, facts_, request("accept", responder_))).faults.front().message,
              "the case is allocated to others");
    facts_.no_role.insert({"bruno", "request-handler"});
    act("accept", responder_);
}

TEST_F(RequestPlay, FeedbackIsGivenOnceByAUser)
{
    act("new", requester_, {"B1:chamber"});
    act("send", requester_);
    act("withdraw", requester_);
    act("feedback", requester_);
    EXPECT_EQ(refused(step(workflow_, state_, facts_, request("feedback", requester_))).status, Status::conflict);
    act("feedback", {"alice", "A1:ministry", {}, false});
}

TEST_F(RequestPlay, FeedbackIsSeenByItsGiverAlone)
{
    act("new", requester_, {"B1:chamber"});
    act("send", requester_);
    act("accept", responder_);
    act("cancel", requester_);
    const Event given = act("feedback", responder_).events.back();
    EXPECT_EQ(form_level(responder_, "feedback"), Level::all);
    const Scene scene{workflow_, state_, facts_, never};
    EXPECT_TRUE(sees_comment(scene, responder_, given));
    EXPECT_FALSE(sees_comment(scene, requester_, given));
    act("feedback", requester_);
    EXPECT_EQ(form_level(requester_, "feedback"), Level::all);
    for (const Actor& other : {responder_, responding_coordinator_})
        EXPECT_EQ(form_level(other, "feedback"), Level::nothing);
}

TEST_F(RequestPlay, ASendWithoutAResponderNamesWhatIsMissing)
{
    act("new", requester_);
    const Refusal refusal = refused(step(workflow_, state_, facts_, request("send", requester_)));
    EXPECT_EQ(refusal.status, Status::input);
    EXPECT_EQ(refusal.faults.front().code, "WF-111");
    EXPECT_EQ(refusal.faults.front().hint, "name the responder with edit --to AUTHORITY");
}

TEST_F(RequestPlay, PartsEndAndTheParentMovesOn)
{
    act("new", requester_, {"B1:chamber"});
    act("send", requester_);
    Request split = request("split", responder_);
    split.parts = {{"B1:one", {"q1"}}, {"B1:two", {"q1"}}};
    EXPECT_EQ(refused(step(workflow_, state_, facts_, split)).faults.front().code, "WF-112");
    split.parts = {{"B1:one", {"q1"}}, {"B1:two", {"q2", "q3"}}};
    const Step made = done(step(workflow_, state_, facts_, split));
    state_ = made.state;
    ASSERT_EQ(made.events.back().opened.size(), 2U);
    std::vector<CaseState> parts;
    for (const ChildOpened& opened : made.events.back().opened) {
        parts.push_back(done(begin_child(workflow_, workflow_, state_, opened, facts_, {}, now_)).state);
        state_ = child_moved(workflow_, state_, facts_, opened.number, parts.back(), now_).state;
    }
    EXPECT_EQ(parts[0].life.state, "sent");
    EXPECT_EQ(parts[0].level, 1);
    EXPECT_EQ(parts[1].seats.at("responder").holders.front().authority, "B1:two");
    EXPECT_EQ(parts[1].seats.at("requester").holders.front().authority, "A1:ministry");
    parts[0].life.state = "answered";
    state_ = child_moved(workflow_, state_, facts_, 1, parts[0], now_).state;
    EXPECT_EQ(state_.life.state, "split");
    const CaseState before = state_;
    parts[1].life.state = "refused";
    state_ = child_moved(workflow_, state_, facts_, 2, parts[1], now_).state;
    EXPECT_EQ(state_.life.state, "parts-answered");
    // Cancelling the parent takes along the parts that are open, wherever they stand.
    state_ = before;
    const Step cancelled = act("cancel", requester_);
    parts[1].life.state = "sent";
    EXPECT_EQ(step_from_parent(workflow_, parts[1], facts_, cancelled.events.back()).state.life.state, "cancelled");
    parts[1].life.state = "refused";
    EXPECT_TRUE(step_from_parent(workflow_, parts[1], facts_, cancelled.events.back()).events.empty());
}

TEST(Sight, NoPathOfAnExampleShowsAllBeforeThePromisedAction)
{
    for (const std::string& id : example_ids()) {
        Findings findings;
        const Workflow workflow = read_example(id, findings);
        for (const Path& path : walk(workflow, findings).paths) {
            const ModelWorld world{workflow, path.set_up};
            CaseState state;
            for (const Event& event : rehearsed_events(workflow, path)) {
                apply(state, event, workflow);
                for (const Party& party : workflow.parties) {
                    if (party.sees_all_after.empty())
                        continue;
                    const bool promised =
                        std::any_of(party.sees_all_after.begin(), party.sees_all_after.end(),
                                    [&](const Name& action) { return state.last_done(action.text) != 0; });
                    const Scene scene{workflow, state, world, never};
                    for (const std::string& authority : scene.seated(party.id))
                        EXPECT_TRUE(promised || sight(scene, {"user", authority, {}, false}) <= Level::questions)
                            << id << ": " << path.text();
                }
            }
        }
    }
}

} // namespace imi::workflow
