// SPDX-License-Identifier: EUPL-1.2
#include "search/evaluate.hpp"

#include "base/error.hpp"
#include "search/query_input.hpp"
#include "support/small_directory.hpp"

#include <gmock/gmock.h>

namespace imi
{
namespace
{

using testing::ElementsAre;

TEST(Evaluate, CountsByKindAndTogether)
{
    SmallDirectory directory;
    Search search{directory.db()};
    const Evaluation evaluation = evaluate(search, {{"naczelna izba lekarska", {"nil"}, "exact"},
                                                    {"izba lekarska", {"oil-lodz"}, "partial"},
                                                    {"kunsill mediku", {"none", "MT:kunsill"}, "partial"},
                                                    {"lekarska", {"chios"}, "partial"}});
    ASSERT_EQ(evaluation.rows.size(), 3U);
    EXPECT_EQ(evaluation.rows[0].kind, "exact");
    EXPECT_EQ(evaluation.rows[0].recall_at_1(), 1);
    EXPECT_EQ(evaluation.rows[1].queries, 3U);
    EXPECT_EQ(evaluation.rows[1].first, 1U);
    EXPECT_EQ(evaluation.rows[1].first_ten, 2U);
    EXPECT_EQ(evaluation.rows[2].kind, "");
    EXPECT_EQ(evaluation.rows[2].recall_at_5(), 0.75);
    EXPECT_EQ(evaluation.rows[2].mean_reciprocal_rank(), 2.5 / 4);
    ASSERT_EQ(evaluation.misses.size(), 2U);
    EXPECT_EQ(evaluation.misses[0].rank, 2U);
    EXPECT_EQ(evaluation.misses[1].rank, 0U);
}

TEST(ParseEvaluationQuery, ReadsItsMembersAndIgnoresOthers)
{
    const EvaluationQuery query =
        parse_evaluation_query(R"({"qid":"d1","kind":"exact","query":"Χίος","expected":["a","b"],"from":{}})", {});
    EXPECT_EQ(query.query, "Χίος");
    EXPECT_EQ(query.kind, "exact");
    EXPECT_THAT(query.expected, ElementsAre("a", "b"));
    EXPECT_THROW(parse_evaluation_query(R"({"query":"a"})", {}), Error);
    EXPECT_THROW(parse_evaluation_query(R"({"query":"a","expected":"b"})", {}), Error);
}

TEST(ParseSearchQuery, TakesDefaultsAndRefusesWhatItDoesNotKnow)
{
    SearchQuery defaults;
    defaults.limit = 3;
    const SearchQuery query =
        parse_search_query(R"({"query":"nurse","country":["DE","AT"],"can":"reply"})", {}, defaults);
    EXPECT_EQ(query.text, "nurse");
    EXPECT_THAT(query.countries, ElementsAre("DE", "AT"));
    EXPECT_EQ(query.right, "reply");
    EXPECT_EQ(query.limit, 3U);
    EXPECT_THAT(parse_search_query(R"({"query":"nurse","country":"DE","limit":5})", {}, defaults).countries,
                ElementsAre("DE"));
    for (const char* line : {R"(["nurse"])", R"({"query":1})", R"({"limit":-1})", R"({"contry":"DE"})", "{"})
        EXPECT_THROW(parse_search_query(line, {}, defaults), Error) << line;
}

} // namespace
} // namespace imi
