// SPDX-License-Identifier: EUPL-1.2
#include "workflow/lead.hpp"

#include "support/small_workflow.hpp"

#include <gtest/gtest.h>

namespace imi::workflow
{

namespace
{

constexpr const char* review = R"(workflow: review
version: 1.0
title: Review
parties:
  asker: {is: starter, role: request-handler}
  coordinator: {is: coordinator, of: asker, kind: request, role: referral-handler}
setup:
  approve: {of: asker, needs: coordinator, text: "The coordinator approves"}
  hurry: {of: asker, text: "It may be hurried"}
start:
  new: {by: asker, to: draft}
states:
  draft:
    waits-for: asker
    timers: {draft-expires: {after: 30 days, to: closed}}
    actions:
      send: {to: approval}
  approval:
    only-if: {setup: approve}
    else: sent
    waits-for: coordinator
    timers: {approval-waits: {after: 3 days, remind: coordinator}}
    actions:
      approve: {to: sent}
  sent:
    waits-for: asker
    timers: {sent-waits: {after: 3 days, remind: asker}}
    actions:
      hurry: {if: {setup: hurry}, to: closed}
      stop: {by: coordinator, to: closed}
  closed: {final: yes}
sees:
  asker: {always: all}
  coordinator: {always: all}
)";

class LeadTest : public testing::Test
{
protected:
    /// The case after an action, which becomes the last event.
    void act(const std::string& action, const Actor& actor, const Facts& facts)
    {
        Request wish;
        wish.action = action;
        wish.actor = actor;
        wish.now = now_ += 60;
        before_ = state_;
        const Step step = done(workflow::step(workflow_, state_, facts, wish));
        event_ = step.events.front();
        state_ = step.state;
    }
    Lead lead(const workflow::SetUp& set_up) const
    {
        return lead_of(workflow_, before_, event_, TestFacts{workflow_, set_up});
    }

    const Workflow workflow_ = read_sound(review);
    const Actor asker_{"ann", "A1:asker", {}, false};
    const Actor coordinator_{"cleo", "A1:request", {}, false};
    CaseState before_, state_;
    Event event_;
    Instant now_ = at("2008-03-03T09:00:00Z");
};

TEST_F(LeadTest, AnOptionalStateIsEnteredWhereItIsSetUp)
{
    const TestFacts plain{workflow_};
    act("new", asker_, plain);
    act("send", asker_, plain);
    EXPECT_EQ(lead({}).state, "sent");
    const Lead approved = lead({{"approve"}, {}});
    EXPECT_EQ(approved.state, "approval");
    EXPECT_EQ(approved.waits_for, "coordinator");
    EXPECT_EQ(approved.awaited, std::vector<std::string>{"A1:request"});
    // Nobody is there to approve: the case does not wait in vain.
    EXPECT_EQ(lead({{"approve"}, {"coordinator"}}).state, "sent");
    EXPECT_EQ(lead({}), lead({}));
}

TEST_F(LeadTest, AnApprovalLeadsToTheSameWhoeverSetItUp)
{
    const TestFacts facts{workflow_, {{"approve"}, {}}};
    act("new", asker_, facts);
    act("send", asker_, facts);
    act("approve", coordinator_, facts);
    EXPECT_EQ(lead({}), lead({{"approve"}, {}}));
}

TEST_F(LeadTest, AConditionThatFailsIsToldInWords)
{
    const TestFacts facts{workflow_, {{"hurry"}, {}}};
    act("new", asker_, facts);
    act("send", asker_, facts);
    act("hurry", asker_, facts);
    EXPECT_EQ(lead({{"hurry"}, {}}).refusal, "");
    EXPECT_EQ(lead({{"hurry"}, {}}).state, "closed");
    EXPECT_FALSE(lead({}).refusal.empty());
    EXPECT_EQ(lead({}).state, "sent");
}

TEST_F(LeadTest, OfACoordinatorsActWhoMayDoIt)
{
    const TestFacts facts{workflow_};
    act("new", asker_, facts);
    act("send", asker_, facts);
    act("stop", coordinator_, facts);
    EXPECT_EQ(lead({}).actors, std::vector<std::string>{"A1:request"});
    EXPECT_TRUE(lead({{}, {"coordinator"}}).actors.empty());
}

} // namespace

} // namespace imi::workflow
