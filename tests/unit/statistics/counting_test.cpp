// SPDX-License-Identifier: EUPL-1.2
#include "statistics/figures.hpp"

#include "base/error.hpp"

#include <gmock/gmock.h>

namespace imi::statistics
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

Instant at(std::string_view text) { return *parse_instant(text); }

Dimension dimension(const std::string& id, Dimension::Source source, const std::string& argument = {})
{
    return {id, id, source, argument, {}};
}

Measure measure(const std::string& id, Measure::Kind kind, const std::string& milestone = {}, int number = 0,
                bool estimate = false)
{
    Measure result;
    result.id = result.title = id;
    result.kind = kind;
    result.milestone = milestone;
    result.number = number;
    result.estimate = estimate;
    return result;
}

/// A request from the UK to Romania, sent on 3 March 2008 at nine.
CaseFacts request()
{
    CaseFacts facts;
    facts.area = "pq";
    facts.workflow = "request";
    facts.subject = "doctor";
    facts.state = "sent";
    facts.milestones["sent"] = at("2008-03-03T09:00:00Z");
    facts.countries = {{"asker", "UK"}, {"asked", "RO"}};
    facts.authorities = {{"asker", {"UK:gmc"}}, {"asked", {"RO:cmr", "RO:min"}}};
    facts.sets["request"] = "general";
    return facts;
}

Report requests()
{
    Report report;
    report.id = "requests";
    report.workflow = "request";
    report.milestone = "sent";
    report.dimensions = {dimension("month", Dimension::Source::month),
                         dimension("sender", Dimension::Source::country_of, "asker"),
                         dimension("set", Dimension::Source::set_of, "request")};
    report.by = {"month"};
    report.measures = {measure("sent", Measure::Kind::all), measure("answered", Measure::Kind::reached, "answered"),
                       measure("open", Measure::Kind::open)};
    Measure late = measure("late", Measure::Kind::overdue, "answered");
    late.date = "agreed";
    report.measures.push_back(late);
    report.measures.push_back(measure("day", Measure::Kind::within, "answered", 1));
    report.measures.push_back(measure("median", Measure::Kind::quantile, "answered", 50));
    report.measures.push_back(measure("estimated", Measure::Kind::quantile, "answered", 50, true));
    return report;
}

Cells counted(const Counting& counting, const std::vector<CaseFacts>& cases)
{
    Cells cells;
    for (const CaseFacts& facts : cases)
        count(counting, facts, 1, cells);
    return cells;
}

std::vector<std::optional<double>> totals(const Report& report, const std::vector<CaseFacts>& cases,
                                          const std::string& today)
{
    return compute(report, counted(*counting_of(report, {}), cases), {}, std::nullopt, today).total.values;
}

TEST(Count, OfACaseWhatItIsNow)
{
    CaseFacts facts = request();
    facts.dates["agreed"] = "2008-04-01";
    EXPECT_THAT(counted(*counting_of(requests(), {"month", "sender"}), {facts}),
                ElementsAre(Pair("all|pq|2008-03|UK|", 1), Pair("due:agreed:answered|pq|2008-03|UK|2008-04-01", 1),
                            Pair("open|pq|2008-03|UK|", 1), Pair("time:answered|pq|2008-03|UK|o2008-03-03", 1)));
    facts.milestones["answered"] = at("2008-03-04T09:00:01Z");
    facts.ended = at("2008-03-05T00:00:00Z");
    EXPECT_THAT(counted(*counting_of(requests(), {"set"}), {facts}),
                ElementsAre(Pair("all|pq|general|", 1), Pair("reached:answered|pq|general|", 1),
                            Pair("time:answered|pq|general|h25", 1)));
}

TEST(Count, TakesBackWhatItGave)
{
    const Counting counting = *counting_of(requests(), {"month"});
    Cells cells = counted(counting, {request(), request()});
    CaseFacts answered = request();
    answered.milestones["answered"] = at("2008-03-03T10:00:00Z");
    count(counting, request(), -1, cells);
    count(counting, answered, 1, cells);
    EXPECT_EQ(cells, counted(counting, {request(), answered}));
    count(counting, request(), -1, cells);
    count(counting, answered, -1, cells);
    EXPECT_THAT(cells, IsEmpty());
}

TEST(Count, LeavesOutWhatDoesNotBelong)
{
    Counting counting = *counting_of(requests(), {});
    CaseFacts draft = request();
    draft.milestones.clear();
    EXPECT_THAT(counted(counting, {draft}), IsEmpty());
    CaseFacts other = request();
    other.workflow = "alert";
    EXPECT_THAT(counted(counting, {other}), IsEmpty());
    counting.area = "services";
    EXPECT_THAT(counted(counting, {request()}), IsEmpty());
    counting.area.clear();
    counting.where = {{dimension("sender", Dimension::Source::country_of, "asker"), {"DE", "FR"}}};
    EXPECT_THAT(counted(counting, {request()}), IsEmpty());
    counting.where.front().second.push_back("UK");
    EXPECT_FALSE(counted(counting, {request()}).empty());
}

TEST(Count, APeriodIncludesBothEnds)
{
    Counting counting = *counting_of(requests(), {});
    counting.from = counting.to = at("2008-03-03T09:00:00Z");
    EXPECT_FALSE(counted(counting, {request()}).empty());
    counting.from = at("2008-03-03T09:00:01Z");
    counting.to = std::nullopt;
    EXPECT_THAT(counted(counting, {request()}), IsEmpty());
}

TEST(Count, WhoTookPartOnceEach)
{
    Report report = requests();
    report.population = Population::authorities;
    report.measures = {measure("bodies", Measure::Kind::all), measure("involved", Measure::Kind::involved)};
    report.measures.back().parties = {"asker", "asked", "asker"};
    EXPECT_THAT(counted(*counting_of(report, {}), {request(), request()}),
                ElementsAre(Pair("who:asker:asked:asker|pq|RO:cmr", 2), Pair("who:asker:asked:asker|pq|RO:min", 2),
                            Pair("who:asker:asked:asker|pq|UK:gmc", 2)));
}

TEST(Count, AnswersWithTheirBase)
{
    Report report;
    report.id = "feedback";
    report.population = Population::answers;
    report.survey = "survey";
    report.dimensions = {dimension("item", Dimension::Source::item), dimension("answer", Dimension::Source::answer),
                         dimension("role", Dimension::Source::answer_to, "role")};
    report.by = {"item", "answer", "role"};
    report.measures = {measure("answers", Measure::Kind::answers), measure("base", Measure::Kind::base)};
    Measure share = measure("share", Measure::Kind::percent);
    share.part = "answers";
    share.whole = "base";
    report.measures.push_back(share);
    CaseFacts facts = request();
    facts.surveys = {{"survey", 10, {{"role", {"n"}}, {"why", {"a", "b"}}}},
                     {"survey", 20, {{"role", {"n"}}, {"why", {"a"}}}},
                     {"survey", 30, {{"role", {"d"}}}},
                     {"other", 40, {{"role", {"d"}}}}};
    const FigureTable table =
        compute(report, counted(*counting_of(report, report.by), {facts}), {0, 1, 2}, 1, "2008-01-01");
    std::vector<std::string> rows;
    for (const FigureRow& row : table.rows)
        rows.push_back(row.codes[0] + " " + row.codes[1] + " " + row.codes[2] + " " +
                       std::to_string(static_cast<int>(*row.values[0])) + "/" +
                       std::to_string(static_cast<int>(*row.values[1])));
    EXPECT_THAT(rows, ElementsAre("role d d 1/1", "role n n 2/2", "why a n 2/2", "why b n 1/2"));
    EXPECT_EQ(table.rows.back().values[2], 50.0);
}

TEST(CountingText, ComesBack)
{
    Counting counting = *counting_of(requests(), {"month", "sender"});
    counting.from = 7;
    const std::string text = to_text(counting);
    EXPECT_EQ(to_text(counting_of_text(counting.id, text)), text);
    EXPECT_THROW(counting_of_text("x", "{}"), Error);
}

TEST(Figures, TimesOfThoseThatCameToIt)
{
    std::vector<CaseFacts> cases;
    for (const char* answered : {"2008-03-03T09:00:00Z", "2008-03-04T09:00:00Z", "2008-03-04T09:00:01Z"}) {
        cases.push_back(request());
        cases.back().milestones["answered"] = at(answered);
        cases.back().ended = cases.back().milestones["answered"];
    }
    cases.push_back(request());
    const auto values = totals(requests(), cases, "2008-03-10");
    EXPECT_EQ(values[0], 4.0);
    EXPECT_EQ(values[1], 3.0);
    EXPECT_EQ(values[2], 1.0) << "open";
    EXPECT_EQ(values[4], 50.0) << "within a day: 0 and 24 hours of four";
    EXPECT_EQ(values[5], 24.0) << "median of 0, 24 and 25";
    EXPECT_EQ(values[6], 24.0) << "at 24 hours half of four still wait";
}

TEST(Figures, WhoWaitsCountsAsLongAsItWasSeen)
{
    // Answered after 10 and 30 hours; one open for a day, one that ended after 20 hours without an answer.
    std::vector<CaseFacts> cases(4, request());
    cases[0].milestones["answered"] = cases[0].milestones["sent"] + 10 * 3600;
    cases[1].milestones["answered"] = cases[1].milestones["sent"] + 30 * 3600;
    cases[3].ended = cases[3].milestones["sent"] + 20 * 3600;
    // After 10 hours three quarters wait; after 30 the only one still there is answered: nobody.
    EXPECT_EQ(totals(requests(), cases, "2008-03-04")[6], 30.0);
    // Open for two days it is still there then: three eighths.
    EXPECT_EQ(totals(requests(), cases, "2008-03-05")[6], 30.0);
    cases.push_back(cases[2]);
    EXPECT_EQ(totals(requests(), cases, "2008-03-05")[6], std::nullopt) << "8/15 still wait";
}

TEST(Figures, OverdueIsWhatTheDayHasPassed)
{
    std::vector<CaseFacts> cases(2, request());
    cases[0].dates["agreed"] = "2008-04-01";
    cases[1].dates["agreed"] = "2008-04-02";
    EXPECT_EQ(totals(requests(), cases, "2008-04-01")[3], 0.0);
    EXPECT_EQ(totals(requests(), cases, "2008-04-02")[3], 1.0);
    cases[0].ended = 0;
    EXPECT_EQ(totals(requests(), cases, "2008-04-03")[3], 1.0) << "what has ended is not overdue";
}

TEST(Figures, NothingIsNoZero)
{
    const auto values = totals(requests(), {request()}, "2008-03-03");
    EXPECT_EQ(values[1], 0.0);
    EXPECT_EQ(values[5], std::nullopt);
    EXPECT_EQ(totals(requests(), {}, "2008-03-03")[4], std::nullopt);
}

TEST(Percent, HasOneDigitHalvesUp)
{
    EXPECT_EQ(percent(91, 132), 68.9);
    EXPECT_EQ(percent(1, 2000), 0.1);
    EXPECT_EQ(percent(1, 2001), 0.0);
    EXPECT_EQ(percent(1, 0), std::nullopt);
}

TEST(CellKey, IsReadAsWritten)
{
    const CellKey key = parse_key("time:answered|pq|2008-03||h25");
    EXPECT_EQ(key.counter, "time:answered");
    EXPECT_EQ(key.area, "pq");
    EXPECT_THAT(key.values, ElementsAre("2008-03", ""));
    EXPECT_EQ(key.extra, "h25");
    EXPECT_EQ(key.text(), "time:answered|pq|2008-03||h25");
    EXPECT_THROW(parse_key("x"), Error);
}

} // namespace

} // namespace imi::statistics
