// SPDX-License-Identifier: EUPL-1.2
#include "workflow/engine.hpp"

#include "support/small_workflow.hpp"

#include <gtest/gtest.h>

namespace imi::workflow
{

namespace
{

const Actor asker{"ann", "A1:asker", {}, false};
const Actor checker{"bob", "B1:checker", {}, false};
const Actor coordinator{"cleo", "A1:request", {}, false};
const Actor stranger{"eve", "B1:stranger", {}, false};

class DocumentCheck : public testing::Test
{
protected:
    Request request(const std::string& action, const Actor& actor)
    {
        Request wish;
        wish.action = action;
        wish.actor = actor;
        wish.now = now_ += 60;
        wish.input = &input_;
        return wish;
    }

    CaseState begun(const TestFacts& facts)
    {
        input_.forms = {"document"};
        Request wish = request("new", asker);
        wish.to = {"B1:checker"};
        return done(step(workflow_, {}, facts, wish)).state;
    }

    const Workflow workflow_ = read_sound(document_check);
    TestInput input_;
    Instant now_ = at("2008-03-03T09:00:00Z");
};

std::vector<std::string> codes(const Refusal& refusal)
{
    std::vector<std::string> result;
    for (const Fault& fault : refusal.faults)
        result.push_back(fault.code);
    return result;
}

} // namespace

TEST_F(DocumentCheck, SkipsAStateThatItsSetUpDoesNotHave)
{
    const TestFacts facts{workflow_};
    const CaseState state = begun(facts);
    EXPECT_EQ(state.life.state, "sent");
    EXPECT_EQ(state.version, 2); // the start, and the state left out
    EXPECT_EQ(state.milestones.at("sent"), now_);
}

TEST_F(DocumentCheck, WaitsForTheCoordinatorWhereTheSetUpSaysSo)
{
    const TestFacts facts{workflow_, {{"approve-sending"}, {}}};
    const CaseState state = begun(facts);
    EXPECT_EQ(state.life.state, "approval");
    const Step approved = done(step(workflow_, state, facts, request("approve", coordinator)));
    EXPECT_EQ(approved.state.life.state, "sent");
    ASSERT_EQ(approved.mails.size(), 1U);
    EXPECT_EQ(approved.mails.front().authority, "B1:checker");
    EXPECT_EQ(approved.mails.front().kind, MailKind::awaited);
}

TEST_F(DocumentCheck, AnAbsentCoordinatorNeverStalls)
{
    const TestFacts facts{workflow_, {{"approve-sending"}, {"coordinator"}}};
    EXPECT_EQ(begun(facts).life.state, "sent");
}

TEST_F(DocumentCheck, WhatIsNotSeenIsNotThere)
{
    const TestFacts facts{workflow_};
    const CaseState state = begun(facts);
    EXPECT_EQ(refused(step(workflow_, state, facts, request("accept", stranger))).status, Status::absent);
    EXPECT_TRUE(available_actions(workflow_, state, facts, stranger, now_).empty());
}

TEST_F(DocumentCheck, RefusesWhoHasNotTheSeatTheRoleOrTheRight)
{
    TestFacts facts{workflow_};
    const CaseState state = begun(facts);
    EXPECT_EQ(refused(step(workflow_, state, facts, request("accept", asker))).status, Status::forbidden);
    facts.no_role = {{"bob", "request-handler"}};
    EXPECT_EQ(refused(step(workflow_, state, facts, request("accept", checker))).faults.front().message,
              "\"accept\" needs the role request-handler at B1:checker");
    facts.no_role.clear();
    facts.no_right = {{"B1:checker", "reply"}};
    EXPECT_EQ(refused(step(workflow_, state, facts, request("accept", checker))).status, Status::forbidden);
    facts.no_right.clear();
    facts.inactive = {"B1:checker"};
    EXPECT_EQ(refused(step(workflow_, state, facts, request("accept", checker))).status, Status::forbidden);
}

TEST_F(DocumentCheck, FirstWinsAndTheOthersGetAConflict)
{
    const TestFacts facts{workflow_};
    const CaseState state = begun(facts);
    Request first = request("accept", checker);
    Request second = first;
    first.version = second.version = state.version;
    const Step won = done(step(workflow_, state, facts, first));
    const Refusal lost = refused(step(workflow_, won.state, facts, second));
    EXPECT_EQ(lost.status, Status::conflict);
    EXPECT_EQ(codes(lost), std::vector<std::string>{"WF-102"});
}

TEST_F(DocumentCheck, AReminderIsNoChange)
{
    const TestFacts facts{workflow_};
    const CaseState state = begun(facts);
    const Step reminded = run_timers(workflow_, state, facts, at("2008-03-12T09:00:00Z"));
    ASSERT_EQ(reminded.events.size(), 1U);
    now_ = at("2008-03-12T10:00:00Z");
    Request wish = request("accept", checker);
    wish.version = state.version;
    EXPECT_EQ(done(step(workflow_, reminded.state, facts, wish)).state.life.state, "accepted");
}

TEST_F(DocumentCheck, TimersThatAreDueFireBeforeAnAction)
{
    const TestFacts facts{workflow_};
    const CaseState state = begun(facts);
    now_ = at("2008-03-11T09:00:00Z");
    const Step step_done = done(step(workflow_, state, facts, request("accept", checker)));
    ASSERT_EQ(step_done.events.size(), 2U);
    EXPECT_EQ(step_done.events[0].kind, EventKind::timer);
    EXPECT_EQ(step_done.events[1].name, "accept");
}

TEST_F(DocumentCheck, NamesWhatTheStateHasNotAndWhatTheWorkflowHasNot)
{
    const TestFacts facts{workflow_};
    const CaseState state = begun(facts);
    EXPECT_EQ(codes(refused(step(workflow_, state, facts, request("reply", checker)))),
              std::vector<std::string>{"WF-103"});
    const Refusal unknown = refused(step(workflow_, state, facts, request("acept", checker)));
    EXPECT_EQ(unknown.status, Status::usage);
    EXPECT_EQ(unknown.faults.front().hint, "did you mean accept?");
}

TEST_F(DocumentCheck, ReportsAllFaultsOfTheInputAtOnce)
{
    const TestFacts facts{workflow_, {{"approve-sending"}, {}}};
    Request wish = request("new", asker);
    wish.to = {"A1:checker"};
    EXPECT_EQ(codes(refused(step(workflow_, {}, facts, wish))), (std::vector<std::string>{"WF-108", "WF-109"}));
    const CaseState state = begun(facts);
    const Refusal reason = refused(step(workflow_, state, facts, request("reject", coordinator)));
    EXPECT_EQ(reason.status, Status::input);
    EXPECT_EQ(codes(reason), std::vector<std::string>{"WF-107"});
}

TEST_F(DocumentCheck, RelaysActInTheSeatOfAnother)
{
    TestFacts facts{workflow_};
    const CaseState state = begun(facts);
    const Actor relay{"rita", "B1:relay", "B1:checker", false};
    EXPECT_EQ(refused(step(workflow_, state, facts, request("accept", relay))).status, Status::forbidden);
    facts.relays = {"B1:relay"};
    const Step accepted = done(step(workflow_, state, facts, request("accept", relay)));
    EXPECT_EQ(accepted.events.back().authority, "B1:relay");
    EXPECT_EQ(accepted.events.back().on_behalf_of, "B1:checker");
}

TEST_F(DocumentCheck, ListsActionsWithTheReasonAgainstEach)
{
    const TestFacts facts{workflow_};
    const CaseState state = begun(facts);
    const auto own = available_actions(workflow_, state, facts, checker, now_);
    ASSERT_EQ(own.size(), 1U);
    EXPECT_EQ(own.front().party, "checker");
    EXPECT_TRUE(own.front().reasons.empty());
    const auto others = available_actions(workflow_, state, facts, asker, now_);
    ASSERT_EQ(others.size(), 1U);
    EXPECT_EQ(others.front().reasons.front().message, "only the checker may do \"accept\"");
    EXPECT_EQ(available_starts(workflow_, facts, asker).front().party, "asker");
}

TEST_F(DocumentCheck, EventsAloneMakeTheCase)
{
    const TestFacts facts{workflow_, {{"approve-sending"}, {}}};
    input_.forms = {"document", "verdict"};
    Request wish = request("new", asker);
    wish.to = {"B1:checker"};
    Step last = done(step(workflow_, {}, facts, wish));
    std::vector<Event> events = last.events;
    for (const auto& [action, actor] : {std::pair{"approve", coordinator}, {"accept", checker}, {"reply", checker}}) {
        last = done(step(workflow_, last.state, facts, request(action, actor)));
        events.insert(events.end(), last.events.begin(), last.events.end());
    }
    EXPECT_EQ(last.state.life.state, "closed");
    EXPECT_EQ(last.state.ended, now_);
    EXPECT_EQ(rebuild(workflow_, events), last.state);
}

} // namespace imi::workflow
