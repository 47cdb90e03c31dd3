// SPDX-License-Identifier: EUPL-1.2
#include "workflow/reader.hpp"

#include "support/small_workflow.hpp"
#include "workflow/check.hpp"
#include "workflow/compiled.hpp"

#include <gtest/gtest.h>

namespace imi::workflow
{

namespace
{

/// What the examples leave out: going back, moving all recipients, any of several conditions, values of answers.
const std::string rare = R"(workflow: rare
version: 2.10
title: Rare words
parties:
  owner:    {is: starter, label: The owner}
  receiver: {is: named, each: authority}
  helper:   {is: coordinator, of: owner, kind: access, else: owner}
setup:
  careful: {of: owner, text: "Somebody looks first"}
forms:
  ask:  {items: {urgent: {ask: "Is it urgent?", answer: one, options: {very: Very, not: Not}}, until: {ask: Until, answer: date}}}
start:
  new: {by: owner, form: ask, adds: {receiver: named}, set: {due: {earliest: [ask.until, {days: 10}]}, later: due}, to: open}
states:
  open:
    rests: yes
    timers:
      soon: {at: 2 working days of helper before due, remind: owner}
      late: {at: 30 days after due, to: done}
    actions:
      pause:   {by: owner, to: paused}
      restart: {by: owner, if: [{answer: {ask.urgent: very}}, {setup: careful, present: helper}], recipients: {asked}, mark: again}
      finish:  {by: owner, if: {not: {before: due}, all: [{any: [{marked: again}, {count: {rounds: {min: 1}}}]}]}, once: party, to: done}
      round:   {by: owner, count: rounds}
  paused:
    waits-for: helper
    timers: {p: {after: 1 month, remind: helper}}
    actions:
      resume: {to: previous}
  done: {final: yes, milestone: closed}
each:
  receiver:
    while: open
    states:
      asked:
        waits-for: receiver
        timers: {r: {after: 3 days, tells: owner}}
        actions: {say: {form: ask, to: said, tells: owner}}
      said: {rests: yes}
sees:
  owner: {always: all}
  receiver: {open: content, else: trace}
  helper: {always: questions}
retention: {block: 1 month after later, purge: 1 year after end}
)";

} // namespace

TEST(Reader, WritesDefaultsOut)
{
    const Workflow workflow = read_sound(document_check);
    const Action& approve = *workflow.state("approval")->action("approve");
    EXPECT_EQ(approve.label, "Approve");
    ASSERT_EQ(approve.by.size(), 1U);
    EXPECT_EQ(approve.by.front().text, "coordinator");
    EXPECT_FALSE(approve.comment_required);
    EXPECT_EQ(workflow.party("checker")->label, "Checker");
    EXPECT_EQ(workflow.state("sent")->label, "Sent");
}

TEST(Reader, ReadsRareWords)
{
    const Workflow workflow = read_sound(rare);
    EXPECT_EQ(workflow.party("owner")->label, "The owner");
    EXPECT_EQ(workflow.state("open")->action("restart")->recipients_to.text, "asked");
    EXPECT_EQ(workflow.reads.at("ask"), (std::vector<std::string>{"until", "urgent"}));
    Findings findings;
    const WalkResult result = check(workflow, {}, findings);
    for (const Diagnostic& finding : findings.sorted())
        ADD_FAILURE() << finding.text();
    EXPECT_TRUE(result.unreached.empty());
    for (const Path& path : result.paths)
        EXPECT_EQ(rehearse(workflow, path), "") << path.transition.text() << ": " << path.text();
    EXPECT_EQ(compile(read_compiled(compile(workflow))), compile(workflow));
}

TEST(Reader, GoesBackToThePreviousStateAndMovesAllRecipients)
{
    const Workflow workflow = read_sound(rare);
    const TestFacts facts{workflow};
    TestInput input;
    input.forms = {"ask"};
    input.answers = {{"ask.urgent", {"very"}}, {"ask.until", {"2008-12-31"}}};
    Request wish;
    wish.input = &input;
    wish.now = at("2008-03-03T09:00:00Z");
    const auto act = [&](CaseState state, const char* action, const char* authority, std::vector<std::string> to = {}) {
        wish.action = action;
        wish.actor = {"user", authority, {}, false};
        wish.to = std::move(to);
        wish.now += 60;
        return done(step(workflow, state, facts, wish)).state;
    };
    CaseState state = act({}, "new", "A1:o", {"D1:r", "D2:r"});
    EXPECT_EQ(state.date("due"), "2008-03-13");
    EXPECT_EQ(state.date("later"), "2008-03-13");
    state = act(state, "say", "D1:r");
    EXPECT_EQ(state.recipient({"receiver", "D1:r"})->life.state, "said");
    state = act(state, "pause", "A1:o");
    state = act(state, "resume", "A1:access");
    EXPECT_EQ(state.life.state, "open");
    EXPECT_EQ(state.life.entry(), 2);
    state = act(state, "restart", "A1:o");
    EXPECT_EQ(state.recipient({"receiver", "D1:r"})->life.state, "asked");
    EXPECT_EQ(state.recipient({"receiver", "D1:r"})->life.entries.at("asked"), 2);
}

TEST(Reader, NamesRolesAndRights)
{
    const Workflow workflow = read_sound(document_check);
    EXPECT_EQ(roles_named(workflow), (std::vector<std::string>{"referral-handler", "request-handler"}));
    EXPECT_EQ(rights_named(workflow), (std::vector<std::string>{"reply", "send"}));
}

TEST(Reader, SurvivesAnyShape)
{
    for (const char* yaml :
         {"workflow: a", "[]", "a", "workflow: []\nversion: {}\nparties: []\nstates: a\nstart: {n: }\nsees: {p: }",
          "workflow: a\nstates: {s: {actions: {a: []}, timers: {t: }, moves-on: [a], only-if: [[]]}}",
          "workflow: a\nstates: {s: {actions: {a: {if: {not: , count: [], answer: {x: y}, every: z}}}}}",
          "workflow: a\neach: {p: {while: , states: {}, shared: {x: {in: open}}}}",
          "workflow: a\nparties: {p: {is: guest}, q: {is: postbox, of: x}, r: {is: coordinator, else: r}}"}) {
        Findings findings;
        const Workflow workflow = read_workflow(parse_yaml(yaml, "a.yaml"), "a.yaml", findings);
        EXPECT_TRUE(findings.has_errors()) << yaml;
        check(workflow, {}, findings);
        walk(workflow, findings);
    }
}

} // namespace imi::workflow
