// SPDX-License-Identifier: EUPL-1.2
#include "workflow/timers.hpp"

#include "support/small_workflow.hpp"
#include "workflow/engine.hpp"

#include <gtest/gtest.h>

namespace imi::workflow
{

namespace
{

Day day(const char* text) { return parse_day(text).value(); }

std::string added(const char* from, const char* duration, int times, const Calendar& calendar)
{
    return format_day(add(day(from), parse_duration(duration).value(), times, calendar));
}

/// One state with one timer, begun at a moment.
struct Waiting {
    explicit Waiting(const std::string& timer, const std::string& begun, const std::string& date = {})
        : workflow{read_sound("workflow: w\nversion: 1.0\ntitle: W\n"
                              "parties: {a: {is: starter}, b: {is: coordinator, of: a, kind: request}}\n"
                              "forms: {f: {items: {until: {ask: Until, answer: date}}}}\n"
                              "start: {new: {by: a, form: f, set: {until: f.until}, to: waiting}}\n"
                              "states:\n  waiting:\n    waits-for: a\n    timers: {t: " +
                              timer +
                              "}\n    actions: {end: {to: ended}, change: {form: f, set: {until: f.until}}}\n"
                              "  ended: {final: yes}\nsees: {a: {always: all}, b: {always: all}}\n"
                              "retention: {block: 6 months after end, purge: 3 years after end}\n")},
          facts{workflow}
    {
        if (!date.empty()) {
            input.forms = {"f"};
            input.answers["f.until"] = {date};
        } else {
            input.forms = {"f"};
        }
        Request wish;
        wish.action = "new";
        wish.actor = {"ann", "A1:a", {}, false};
        wish.now = at(begun);
        wish.input = &input;
        state = done(step(workflow, {}, facts, wish)).state;
    }
    std::string next() const
    {
        const auto pending = pending_timers(workflow, state, facts);
        return pending.empty() ? "none" : format_instant(pending.front().due);
    }

    Workflow workflow;
    TestFacts facts;
    TestInput input;
    CaseState state;
};

} // namespace

TEST(Duration, IsAPhraseWithOneMeaning)
{
    for (const char* text : {"1 day", "7 days", "6 months", "3 years", "15 working days of commission", "0 days"})
        EXPECT_EQ(to_text(parse_duration(text).value()), text);
    EXPECT_EQ(to_text(parse_duration("1 days").value()), "1 day");
    for (const char* text :
         {"", "week", "1", "1 week", "-1 days", "15 working days", "7  days", "99999 days", "1 day "})
        EXPECT_FALSE(parse_duration(text)) << text;
}

TEST(Duration, AddsDaysMonthsAndWorkingDays)
{
    const HolidayCalendar greece{"Europe/Athens", {day("2008-03-25")}};
    EXPECT_EQ(added("2008-03-24", "1 working day of b", 1, greece), "2008-03-26");
    EXPECT_EQ(added("2008-03-21", "2 working days of b", 1, greece), "2008-03-26");
    EXPECT_EQ(added("2008-03-26", "1 working day of b", -1, greece), "2008-03-24");
    EXPECT_EQ(added("2008-01-31", "1 month", 1, greece), "2008-02-29");
    EXPECT_EQ(added("2008-01-31", "1 month", 2, greece), "2008-03-31");
    EXPECT_EQ(added("2008-02-29", "1 year", 1, greece), "2009-02-28");
    EXPECT_EQ(added("2008-03-03", "7 days", -1, greece), "2008-02-25");
}

TEST(Calendar, KnowsWhenADayBegins)
{
    const HolidayCalendar athens{"Europe/Athens"};
    EXPECT_EQ(format_instant(athens.first_instant(day("2008-03-30"))), "2008-03-29T22:00:00Z");
    EXPECT_EQ(format_instant(athens.first_instant(day("2008-03-31"))), "2008-03-30T21:00:00Z");
    EXPECT_EQ(format_day(athens.day_of(at("2008-03-29T22:00:00Z"))), "2008-03-30");
    EXPECT_EQ(format_day(athens.day_of(at("2008-03-29T21:59:59Z"))), "2008-03-29");
    EXPECT_THROW(HolidayCalendar{"Europe/Atlantis"}, Error);
}

TEST(Timers, EndWithTheLastDayWhereTheAwaitedPartyIs)
{
    Waiting brussels{"{after: 7 days, remind: a}", "2008-03-24T09:00:00Z"};
    EXPECT_EQ(brussels.next(), "2008-03-31T22:00:00Z"); // summer time has begun
    const HolidayCalendar reykjavik{"Atlantic/Reykjavik"};
    brussels.facts.calendars["A1"] = &reykjavik;
    EXPECT_EQ(brussels.next(), "2008-04-01T00:00:00Z");
}

TEST(Timers, CountWorkingDaysInTheCalendarTheyName)
{
    const HolidayCalendar easter{"Europe/Brussels", {day("2008-03-24")}};
    Waiting waiting{"{after: 1 working day of b, remind: a}", "2008-03-20T09:00:00Z"};
    EXPECT_EQ(waiting.next(), "2008-03-21T23:00:00Z");
    Waiting over_easter{"{after: 2 working days of b, remind: a}", "2008-03-20T09:00:00Z"};
    over_easter.facts.calendars["A1"] = &easter;
    EXPECT_EQ(over_easter.next(), "2008-03-25T23:00:00Z");
}

TEST(Timers, FireOnceForEachDueTime)
{
    Waiting waiting{"{after: 7 days, repeat: 7 days, remind: b}", "2008-01-01T09:00:00Z"};
    const Step late = run_timers(waiting.workflow, waiting.state, waiting.facts, at("2008-01-25T09:00:00Z"));
    ASSERT_EQ(late.events.size(), 3U);
    EXPECT_EQ(format_instant(*late.events[0].due_at), "2008-01-08T23:00:00Z");
    EXPECT_EQ(format_instant(late.events[0].at), "2008-01-25T09:00:00Z");
    EXPECT_EQ(format_instant(*late.events[2].due_at), "2008-01-22T23:00:00Z");
    // Of missed repeats only the latest sends mail.
    ASSERT_EQ(late.mails.size(), 1U);
    EXPECT_EQ(late.mails.front().version, late.events[2].version);
    EXPECT_TRUE(run_timers(waiting.workflow, late.state, waiting.facts, at("2008-01-25T09:00:00Z")).events.empty());
    EXPECT_EQ(pending_timers(waiting.workflow, late.state, waiting.facts).front().key("PQ-2008-000001"),
              "PQ-2008-000001||t|1|2008-01-29T23:00:00Z");
}

TEST(Timers, FollowTheirDate)
{
    Waiting waiting{"{at: 3 days before until, remind: a}", "2008-03-03T09:00:00Z", "2008-06-30"};
    EXPECT_EQ(waiting.next(), "2008-06-27T22:00:00Z");
    waiting.state = run_timers(waiting.workflow, waiting.state, waiting.facts, at("2008-06-28T09:00:00Z")).state;
    EXPECT_EQ(waiting.next(), "none");
    Request wish;
    wish.action = "change";
    wish.actor = {"ann", "A1:a", {}, false};
    wish.now = at("2008-06-29T09:00:00Z");
    wish.input = &waiting.input;
    waiting.input.answers["f.until"] = {"2008-09-30"};
    waiting.state = done(step(waiting.workflow, waiting.state, waiting.facts, wish)).state;
    EXPECT_EQ(waiting.next(), "2008-09-27T22:00:00Z");
    EXPECT_EQ(waiting.state.dates.at("until").size(), 2U);
    EXPECT_EQ(waiting.state.dates.at("until").front().date, "2008-06-30");
}

TEST(Timers, ExplainThemselvesAsArithmetic)
{
    const Waiting waiting{"{after: 1 month, remind: a}", "2008-01-31T09:00:00Z"};
    const auto pending = pending_timers(waiting.workflow, waiting.state, waiting.facts);
    ASSERT_EQ(pending.size(), 1U);
    EXPECT_EQ(explain(pending.front()),
              (std::vector<std::string>{
                  "counted from the day of entry of \"waiting\", 2008-01-31 in Europe/Brussels, which is day 0",
                  "rule: 1 month", "last day: 2008-02-29",
                  "over at 2008-02-29T23:00:00Z, when that day ends in Europe/Brussels"}));
}

TEST(Retention, CountsFromTheEnd)
{
    Waiting waiting{"{after: 7 days, remind: a}", "2008-03-03T09:00:00Z"};
    EXPECT_FALSE(retention_due(waiting.workflow, waiting.state, waiting.facts).purge);
    Request wish;
    wish.action = "end";
    wish.actor = {"ann", "A1:a", {}, false};
    wish.now = at("2008-03-04T09:00:00Z");
    waiting.state = done(step(waiting.workflow, waiting.state, waiting.facts, wish)).state;
    const RetentionDue due = retention_due(waiting.workflow, waiting.state, waiting.facts);
    EXPECT_EQ(format_instant(due.block.value()), "2008-09-04T22:00:00Z");
    EXPECT_EQ(format_instant(due.purge.value()), "2011-03-04T23:00:00Z");
}

TEST(Overrides, ReplaceDurationsOnly)
{
    Findings findings;
    Workflow workflow = read_sound(document_check);
    const YamlNode deadlines =
        parse_yaml("document-check: {not-accepted: 5 days, not-answered: {after: 1 month, repeat: 2 "
                   "days}}",
                   "area.yaml");
    const YamlNode retention =
        parse_yaml("{block: 1 month after end, document-check: {purge: 1 year after end}}", "area.yaml");
    apply_overrides(workflow, deadlines, retention, "area.yaml", findings);
    EXPECT_TRUE(findings.sorted().empty());
    EXPECT_EQ(to_text(*workflow.state("sent")->timer("not-accepted")->after), "5 days");
    EXPECT_EQ(to_text(*workflow.state("sent")->timer("not-accepted")->repeat), "7 days");
    EXPECT_EQ(to_text(*workflow.state("accepted")->timer("not-answered")->repeat), "2 days");
    EXPECT_EQ(to_text(workflow.retention.block->duration), "6 months"); // its own wins over the default
    EXPECT_EQ(to_text(workflow.retention.purge->duration), "1 year");
    apply_overrides(workflow, parse_yaml("document-check: {not-acepted: 5 days}", "area.yaml"), {}, "area.yaml",
                    findings);
    ASSERT_EQ(findings.sorted().size(), 1U);
    EXPECT_EQ(findings.sorted().front().code, "WF-015");
    EXPECT_EQ(findings.sorted().front().place.text(), "area.yaml:1:18");
}

} // namespace imi::workflow
