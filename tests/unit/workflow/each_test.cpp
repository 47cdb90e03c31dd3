// SPDX-License-Identifier: EUPL-1.2
#include "workflow/engine.hpp"
#include "workflow/history.hpp"
#include "workflow/sight.hpp"

#include "support/small_workflow.hpp"

#include <gtest/gtest.h>

namespace imi::workflow
{

namespace
{

class AlertPlay : public testing::Test
{
protected:
    AlertPlay() : workflow_{read()}, facts_{workflow_}
    {
        input_.forms = {"alert", "criteria", "countries", "information", "question", "closure"};
        input_.answers = {
            {"alert.countries", {"D1", "D2"}}, {"alert.established-in", {"C1"}}, {"countries.more", {"D2", "D3"}}};
    }
    static Workflow read()
    {
        Findings findings;
        return read_example("alert", findings);
    }
    Outcome attempt(const std::string& action, const Actor& actor, std::vector<std::string> to = {})
    {
        Request wish;
        wish.action = action;
        wish.actor = actor;
        wish.now = now_ += 3'600;
        wish.input = &input_;
        wish.comment = "a reason";
        wish.to = std::move(to);
        return step(workflow_, state_, facts_, wish);
    }
    Step act(const std::string& action, const Actor& actor, std::vector<std::string> to = {})
    {
        Step made = done(attempt(action, actor, std::move(to)));
        state_ = made.state;
        return made;
    }
    const std::string& recipient_state(const std::string& key) const
    {
        return state_.recipient({"addressee", key})->life.state;
    }

    const Actor author_{"ann", "A1:author", {}, false};
    const Actor coordinator_{"cleo", "A1:alert", {}, false};
    const Actor closer_{"carl", "C1:alert", {}, false};
    const Actor first_{"dora", "D1:alert", {}, false};
    const Actor second_{"dirk", "D2:alert", {}, false};
    Workflow workflow_;
    TestFacts facts_;
    TestInput input_;
    CaseState state_;
    Instant now_ = at("2010-06-01T08:00:00Z");
};

} // namespace

TEST_F(AlertPlay, EveryRecipientHasALifeOfItsOwn)
{
    act("new", author_);
    act("submit", author_);
    const Step broadcast = act("broadcast", coordinator_);
    ASSERT_EQ(state_.recipients.size(), 3U); // the Commission is always one
    std::set<std::string> told;
    for (const Mail& mail : broadcast.mails)
        told.insert(mail.authority);
    EXPECT_EQ(told, (std::set<std::string>{"A1:author", "D1:alert", "D2:alert", "EU:commission"}));
    act("acknowledge", first_);
    EXPECT_EQ(recipient_state("D1"), "received");
    EXPECT_EQ(recipient_state("D2"), "informed");
    const Step more = act("add-recipients", coordinator_);
    EXPECT_EQ(more.events.back().added.size(), 1U); // D2 is one already, and loses nothing
    EXPECT_EQ(recipient_state("D3"), "informed");
    act("disseminate", first_, {"D1:hospital"});
    EXPECT_EQ(recipient_state("D1"), "disseminated");
    // A reader passes it on in its own country, not in another.
    const Actor reader{"rosa", "D1:hospital", {}, false};
    act("disseminate", reader, {"D1:clinic"});
    EXPECT_EQ(std::get<Refusal>(attempt("disseminate", reader, {"D2:clinic"})).status, Status::input);
    EXPECT_EQ(std::get<Refusal>(attempt("acknowledge", reader)).status, Status::forbidden);
}

TEST_F(AlertPlay, AnObjectionKeepsTheAlertOpen)
{
    act("new", author_);
    act("submit", author_);
    act("broadcast", coordinator_);
    act("propose-closure", closer_);
    EXPECT_EQ(std::get<Refusal>(attempt("close", closer_)).faults.front().code, "WF-105");
    act("object", second_);
    now_ = at("2010-06-20T08:00:00Z");
    const Refusal refusal = std::get<Refusal>(attempt("close", closer_));
    EXPECT_EQ(refusal.faults.front().message, "\"close\" is not possible now; it needs: no addressee is objected");
    act("lift", second_);
    EXPECT_EQ(std::get<Refusal>(attempt("lift", second_)).status, Status::conflict);
    act("close", closer_);
    EXPECT_EQ(state_.life.state, "closed");
}

TEST_F(AlertPlay, ACaseMovesOnWhenAllHaveConfirmed)
{
    act("new", author_);
    act("submit", author_);
    act("broadcast", coordinator_);
    act("withdraw", coordinator_);
    act("confirm-receipt", first_);
    act("confirm-receipt", second_);
    EXPECT_EQ(state_.life.state, "withdrawing");
    const Step last = act("confirm-receipt", {"max", "EU:commission", {}, false});
    EXPECT_EQ(state_.life.state, "withdrawn");
    EXPECT_EQ(last.events.back().kind, EventKind::moves_on);
}

TEST_F(AlertPlay, ACountryWithoutAPostboxIsLeftOutAndNamed)
{
    const TestFacts without{workflow_, {{}, {"closer"}}};
    input_.answers["alert.countries"] = {"C1", "D1"};
    Request wish;
    wish.action = "new";
    wish.actor = author_;
    wish.now = now_;
    wish.input = &input_;
    wish.comment = "a reason";
    CaseState state = done(step(workflow_, {}, without, wish)).state;
    wish.action = "submit";
    state = done(step(workflow_, state, without, wish)).state;
    wish.action = "broadcast";
    wish.actor = coordinator_;
    const Step broadcast = done(step(workflow_, state, without, wish));
    EXPECT_EQ(broadcast.left_out, std::vector<std::string>{"C1"});
    EXPECT_EQ(broadcast.events.back().left_out, std::vector<std::string>{"C1"});
    input_.answers["alert.countries"] = {"C1"};
    state.forms.clear();
    EXPECT_EQ(refused(step(workflow_, state, without, wish)).faults.front().code, "WF-110");
}

TEST_F(AlertPlay, AMissingCoordinatorIsReplacedByTheAuthor)
{
    const TestFacts without{workflow_, {{}, {"author-coordinator"}}};
    Request wish;
    wish.action = "new";
    wish.actor = author_;
    wish.now = now_;
    wish.input = &input_;
    CaseState state = done(step(workflow_, {}, without, wish)).state;
    for (const char* action : {"submit", "broadcast"}) {
        wish.action = action;
        state = done(step(workflow_, state, without, wish)).state;
    }
    EXPECT_EQ(state.life.state, "broadcast");
}

TEST_F(AlertPlay, AHistoryIsPlayedWithItsOwnTimes)
{
    const auto event = [&](const char* when, const char* action, const char* by) {
        HistoricStep historic;
        historic.at = at(when);
        historic.action = action;
        historic.by = by;
        historic.input = &input_;
        historic.comment = "as it was";
        return historic;
    };
    std::vector<HistoricStep> steps{event("2010-06-01T08:00:00Z", "new", "Ann"),
                                    event("2010-06-01T09:00:00Z", "submit", "Ann"),
                                    event("2010-06-02T09:00:00Z", "broadcast", "Cleo"),
                                    event("2010-06-03T09:00:00Z", "acknowledge", "D2:alert"),
                                    event("2010-07-01T09:00:00Z", "propose-closure", "somebody"),
                                    event("2010-07-20T09:00:00Z", "close", "somebody")};
    const Step played = done(import_history(workflow_, facts_, "A1:author", steps));
    EXPECT_EQ(played.state.life.state, "closed");
    EXPECT_EQ(played.state.started, at("2010-06-01T08:00:00Z"));
    EXPECT_EQ(played.state.recipient({"addressee", "D2"})->life.state, "received");
    EXPECT_EQ(played.state.recipient({"addressee", "D1"})->life.state, "informed");
    EXPECT_TRUE(played.mails.empty());
    EXPECT_EQ(rebuild(workflow_, played.events), played.state);
    // The window had not passed.
    steps.back().at = at("2010-07-02T09:00:00Z");
    const Refusal refusal = refused(import_history(workflow_, facts_, "A1:author", steps));
    EXPECT_EQ(refusal.status, Status::input);
    EXPECT_EQ(refusal.faults.front().message, "event 6 (close): it needs: objection-window has passed");
}

/// Several helpers side by side, each with a life of its own.
const std::string helpers = R"(workflow: helpers
version: 1.0
title: Helpers

parties:
  asker:  {is: starter, role: request-handler, right: send}
  helper: {is: named, each: authority, role: request-handler, right: reply, sees-all-after: take}
forms:
  case:   {items: {who: {ask: Who, answer: text}}}
  report: {items: {seen: {ask: Seen, answer: yes-no}}}
start:
  new: {by: asker, form: case, adds: {helper: named}, to: asked}
states:
  asked:
    waits-for: helper
    timers:
      over: {after: 30 days, to: closed}
    actions:
      close: {by: asker, to: closed}
  closed: {final: yes, milestone: closed}
each:
  helper:
    while: [asked]
    states:
      invited:
        waits-for: helper
        actions:
          take:   {to: taken}
          refuse: {comment: required, to: refused}
      taken:
        waits-for: helper
        actions:
          report: {form: report, to: done}
      done:    {rests: yes}
      refused: {rests: yes}
sees:
  asker: {always: all}
  helper: {always: all}
)";

/// The helpers are named in a draft and wait for an approval, of which they see nothing.
std::string approved_helpers()
{
    std::string text = helpers;
    const auto put = [&](const std::string& what, const std::string& with) {
        text.replace(text.find(what), what.size(), with);
    };
    put("  helper: {is", "  approver: {is: coordinator, of: asker, kind: request, role: allocator}\n  helper: {is");
    put("to: asked}", "grade: draft, to: draft}");
    put("states:\n", R"(states:
  draft:
    waits-for: asker
    timers: {lost: {after: 90 days, to: closed}}
    actions:
      edit: {form: case, grade: draft, adds: {helper: named}}
      send: {form: case, to: approval}
  approval:
    waits-for: approver
    only-if: {present: approver}
    else: asked
    timers: {not-approved: {after: 9 days, remind: approver}}
    actions:
      edit:    {by: asker, form: case, adds: {helper: named}}
      approve: {to: asked}
)");
    put("      close: {by", "      add: {by: asker, adds: {helper: named}}\n      close: {by");
    put("        waits-for: helper\n",
        "        waits-for: helper\n        timers: {late: {after: 10 days, remind: helper}}\n");
    put("  helper: {always: all}",
        "  approver: {always: all}\n  helper: {draft: nothing, approval: nothing, else: all}");
    return text;
}

class Approval : public testing::Test
{
protected:
    Step act(const std::string& action, const Actor& actor, std::vector<std::string> to = {})
    {
        Request wish;
        wish.action = action;
        wish.actor = actor;
        wish.now = now_ += 3 * 86'400;
        wish.input = &input_;
        wish.to = std::move(to);
        Step made = done(step(workflow_, state_, *facts_, wish));
        state_ = made.state;
        events_.insert(events_.end(), made.events.begin(), made.events.end());
        EXPECT_EQ(rebuild(workflow_, events_), state_);
        return made;
    }
    std::string recipients() const
    {
        std::string all;
        for (const Recipient& recipient : state_.recipients)
            all += recipient.id.key + " ";
        return all;
    }
    static std::string told(const Step& step)
    {
        std::string all;
        for (const Mail& mail : step.mails)
            all += mail.authority + " ";
        return all;
    }
    Level sight_of(const std::string& authority) const
    {
        const Nothing never;
        return sight(Scene{workflow_, state_, *facts_, never}, {"x", authority, {}, false});
    }

    class Nothing final : public Passing
    {
    public:
        bool is_over(const std::string&, const std::string&) const override { return false; }
    };
    Workflow workflow_ = read_sound(approved_helpers());
    std::optional<TestFacts> facts_{std::in_place, workflow_};
    TestInput input_ = [] {
        TestInput input;
        input.forms = {"case", "report"};
        return input;
    }();
    CaseState state_;
    std::vector<Event> events_;
    Instant now_ = at("2008-03-03T09:00:00Z");
    const Actor asker_{"ann", "A1:ministry", {}, false}, approver_{"ada", "A1:request", {}, false};
};

TEST_F(Approval, TwoSeatsOfOneAuthorityDoNotAddUp)
{
    std::string text = approved_helpers();
    const std::string sight = "approver: {always: all}";
    text.replace(text.find(sight), sight.size(), "approver: {draft: all, approval: all, else: questions}");
    workflow_ = read_sound(text);
    const Actor other{"bob", "B1:chamber", {}, false};
    act("new", asker_, {"B1:chamber", "A1:request"});
    act("send", asker_);
    act("approve", approver_);
    act("take", approver_); // as a helper it sees its own life in full now
    act("take", other);
    act("report", other);
    const Nothing never;
    const Scene scene{workflow_, state_, *facts_, never};
    EXPECT_EQ(form_sight(scene, asker_, state_.forms.back()), Level::all);
    EXPECT_EQ(form_sight(scene, other, state_.forms.back()), Level::all);
    EXPECT_EQ(form_sight(scene, approver_, state_.forms.back()), Level::nothing);
}

TEST_F(Approval, OnceAPartyIsOnceEachOfItsAuthorities)
{
    std::string text = approved_helpers();
    const std::string close = "      close: {by: asker, to: closed}";
    text.replace(text.find(close), close.size(), close + "\n      note: {by: helper, once: party}");
    workflow_ = read_sound(text);
    const Actor one{"bob", "B1:chamber", {}, false}, other{"cid", "C1:chamber", {}, false};
    act("new", asker_, {"B1:chamber", "C1:chamber"});
    act("send", asker_);
    act("approve", approver_);
    act("note", one);
    act("note", other);
    Request again;
    again.action = "note";
    again.actor = one;
    again.now = now_ + 1;
    EXPECT_EQ(refused(step(workflow_, state_, *facts_, again)).faults.front().code, "WF-106");
}

TEST_F(Approval, RecipientsAreReplacedUntilTheirLivesBegin)
{
    EXPECT_EQ(told(act("new", asker_, {"B1:chamber", "B1:register"})), "");
    EXPECT_EQ(recipients(), "B1:chamber B1:register ");
    const Event edited = act("edit", asker_, {"B1:register", "C1:chamber"}).events.front();
    EXPECT_EQ(recipients(), "B1:register C1:chamber ");
    EXPECT_EQ(edited.removed, (std::vector<RecipientId>{{"helper", "B1:chamber"}}));
    EXPECT_EQ(edited.added.size(), 2U); // all that were named, so that the history can be played again
    act("edit", asker_);                // who was named stays
    act("send", asker_);
    act("edit", asker_, {"B1:chamber", "C1:chamber"});
    EXPECT_EQ(recipients(), "B1:chamber C1:chamber ");
    act("approve", approver_);
    EXPECT_EQ(sight_of("B1:register"), Level::nothing);
    act("add", asker_, {"D1:chamber"});
    EXPECT_EQ(recipients(), "B1:chamber C1:chamber D1:chamber ");
}

TEST_F(Approval, ALifeBeginsWithTheApproval)
{
    act("new", asker_, {"B1:chamber", "B1:register"});
    EXPECT_EQ(told(act("send", asker_)), "A1:request ");
    EXPECT_EQ(state_.recipient({"helper", "B1:chamber"})->begun, 0);
    const Step approved = act("approve", approver_);
    EXPECT_EQ(told(approved), "B1:chamber B1:register ");
    const Recipient& helper = *state_.recipient({"helper", "B1:chamber"});
    EXPECT_EQ(helper.begun, approved.events.front().version);
    EXPECT_EQ(helper.life.entered, now_);
    EXPECT_EQ(helper.life.entry(), 1);
    EXPECT_EQ(told(run_timers(workflow_, state_, *facts_, now_ + 10 * 86'400)), "");
    EXPECT_EQ(told(run_timers(workflow_, state_, *facts_, now_ + 11 * 86'400)), "B1:chamber B1:register ");
    EXPECT_EQ(told(act("add", asker_, {"D1:chamber"})), "D1:chamber ");
}

TEST_F(Approval, WithoutAnApproverLivesBeginWhenItIsSent)
{
    facts_.emplace(workflow_, workflow::SetUp{{}, {"approver"}});
    act("new", asker_, {"B1:chamber"});
    EXPECT_EQ(told(act("send", asker_)), "B1:chamber ");
    EXPECT_EQ(state_.recipient({"helper", "B1:chamber"})->begun, state_.version);
}

TEST_F(Approval, WhoIsReplacedHavingSeenTheCaseKeepsATrace)
{
    workflow_ = read_sound(approved_helpers().replace(approved_helpers().find("draft: nothing, "), 16, ""));
    act("new", asker_, {"B1:chamber"});
    act("edit", asker_, {"B1:register"});
    EXPECT_EQ(sight_of("B1:chamber"), Level::trace);
}

TEST(Each, WhatOneRecipientDoesOpensNothingToAnother)
{
    const Workflow workflow = read_sound(helpers);
    const TestFacts facts{workflow};
    TestInput input;
    input.forms = {"case", "report"};
    CaseState state;
    Instant now = at("2008-03-03T09:00:00Z");
    const auto act = [&](const std::string& action, const Actor& actor, std::vector<std::string> to = {}) {
        Request wish;
        wish.action = action;
        wish.actor = actor;
        wish.now = now += 3'600;
        wish.input = &input;
        wish.comment = "a reason";
        wish.to = std::move(to);
        Step made = done(step(workflow, state, facts, wish));
        state = made.state;
        return made.events.front();
    };
    class Never final : public Passing
    {
    public:
        bool is_over(const std::string&, const std::string&) const override { return false; }
    };
    const Never never;
    const Actor asker{"ann", "A1:ministry", {}, false}, one{"bob", "B1:chamber", {}, false},
        other{"ben", "B1:register", {}, false};
    const auto scene = [&] { return Scene{workflow, state, facts, never}; };
    act("new", asker, {"B1:chamber", "B1:register"});
    act("take", one);
    EXPECT_EQ(sight(scene(), one), Level::all);
    EXPECT_EQ(sight(scene(), other), Level::questions);
    const Event refused = act("refuse", other);
    EXPECT_EQ(sight(scene(), other), Level::questions);
    EXPECT_FALSE(sees_comment(scene(), one, refused));
    EXPECT_TRUE(sees_comment(scene(), other, refused));
    EXPECT_TRUE(sees_comment(scene(), asker, refused));
}

TEST(History, WhoActsInsideEachIsTheRecipientNamedNotItsNeighbour)
{
    const Workflow workflow = read_sound(helpers);
    const TestFacts facts{workflow};
    TestInput input;
    input.forms = {"case", "report"};
    const auto event = [&](const std::string& action, const std::string& by, std::vector<std::string> to = {}) {
        static Instant now = at("2008-03-03T09:00:00Z");
        return HistoricStep{now += 60, action, by, std::move(to), &input, "a reason", {}, {}, {}, {}};
    };
    const HistoricStep start = event("new", "A1:ministry", {"B1:chamber", "B1:register"});
    const Step played = done(import_history(workflow, facts, "A1:ministry", {start, event("take", "B1:register")}));
    EXPECT_EQ(played.state.recipient({"helper", "B1:register"})->life.state, "taken");
    EXPECT_EQ(played.state.recipient({"helper", "B1:chamber"})->life.state, "invited");
    EXPECT_EQ(refused(import_history(workflow, facts, "A1:ministry", {start, event("take", "B1:nobody")})).status,
              Status::input);
}

TEST(History, ASwitchIsOnWhereItShows)
{
    const Workflow workflow = read_sound(document_check);
    const TestFacts facts{workflow};
    TestInput input;
    input.forms = {"document", "verdict"};
    HistoricStep start{at("2008-03-03T09:00:00Z"), "new", "x", {"B1:checker"}, &input, {}, {}, {}, {}, {}};
    HistoricStep approve{at("2008-03-04T09:00:00Z"), "approve", "y", {}, &input, {}, {}, {}, {}, {}};
    HistoricStep accept{at("2008-03-05T09:00:00Z"), "accept", "z", {}, &input, {}, {}, {}, {}, {}};
    EXPECT_EQ(done(import_history(workflow, facts, "A1:a", {start, approve, accept})).state.life.state, "accepted");
    EXPECT_EQ(done(import_history(workflow, facts, "A1:a", {start, accept})).state.life.state, "accepted");
    EXPECT_EQ(done(import_history(workflow, facts, "A1:a", {start})).state.life.state, "sent");
    EXPECT_EQ(refused(import_history(workflow, facts, "A1:a", {start, accept, approve})).faults.front().code, "WF-114");
    // What is wrong is told of the history as it is, not as another set-up would have had it.
    accept.action = "acept";
    EXPECT_EQ(refused(import_history(workflow, facts, "A1:a", {start, accept})).faults.front().message,
              "event 2 (acept): the state \"sent\" has no such action");
}

} // namespace imi::workflow
