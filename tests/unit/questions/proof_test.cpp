// SPDX-License-Identifier: EUPL-1.2
#include "questions/proof.hpp"
#include "support/packages.hpp"

#include <gtest/gtest.h>

namespace imi
{

namespace
{

std::string form(const std::string& items)
{
    return "form: sample\nversion: 1.0\ntitle: Sample\nquestions:\n  group:\n    title: Group\n    items:\n" + items;
}

const Witness* witness_of(const Proof& proof, const std::string& id)
{
    for (const Witness& one : proof.witnesses) {
        if (one.item == id)
            return &one;
    }
    return nullptr;
}

} // namespace

TEST(Proof, GivesTheAnswersThatLeadToAnItem)
{
    const auto sample =
        test::read_sample(form("      doubt: {ask: Why, answer: one, options: {a: A, b: B, c: C}}\n"
                               "      count: {ask: How many, answer: number, min: 0, ask-if: {doubt: {not: a}}}\n"
                               "      many: {ask: Many, ask-if: {count: {min: 3}}}\n"));
    Findings findings;
    const Proof proof = prove_form(*sample, findings);
    ASSERT_NE(witness_of(proof, "many"), nullptr);
    EXPECT_EQ(witness_of(proof, "many")->answers, (std::map<std::string, std::string>{{"doubt", "b"}, {"count", "3"}}));
    EXPECT_TRUE(witness_of(proof, "doubt")->answers.empty());
    // doubt unanswered or a; or b with count unanswered, 2, 3 or 4.
    EXPECT_EQ(proof.states, 6u);
    EXPECT_EQ(cover(proof).size(), 1u);
}

TEST(Proof, TriesSetsOfCodesAndSubjects)
{
    const auto sample =
        test::read_sample(form("      damage: {ask: What, answer: many, options: {a: A, b: B, c: C}, for: living}\n"
                               "      both: {ask: Both, ask-if: {all: [{damage: a}, {damage: b}]}}\n"));
    Findings findings;
    const Proof proof = prove_form(*sample, findings);
    ASSERT_NE(witness_of(proof, "both"), nullptr);
    EXPECT_EQ(witness_of(proof, "both")->answers.at("damage"), "a, b");
    EXPECT_EQ(witness_of(proof, "both")->subject, "cat");
}

TEST(Proof, SaysWhatExcludesWhat)
{
    Findings findings;
    Library::read(
        test::area_of({{"sample.yaml", form("      first:\n        ask: One\n        for: pets\n        follow-ups:\n"
                                            "          second: {ask: Two, for: [bird, stone]}\n")}}),
        findings);
    ASSERT_EQ(findings.sorted().size(), 1u);
    EXPECT_EQ(findings.sorted()[0].hint, "for: pets and for: bird, stone exclude each other");
}

TEST(Proof, StopsAtItsLimitAndSaysSo)
{
    std::string items;
    std::string condition;
    for (int i = 0; i < 12; ++i) {
        const std::string id = "q" + std::to_string(i);
        items += "      " + id + ": {ask: One}\n";
        condition += (i == 0 ? "" : ", ") + std::string{"{"} + id + ": [yes, no]}";
    }
    items += "      last: {ask: Last, ask-if: {any: [" + condition + "]}}\n";
    Findings findings;
    Library::read(test::area_of({{"sample.yaml", form(items)}}), findings);
    ASSERT_EQ(findings.sorted().size(), 1u);
    EXPECT_EQ(findings.sorted()[0].code, "QS-094");
    EXPECT_EQ(findings.sorted()[0].severity, Severity::warning);
}

TEST(Proof, ReachesEveryItemOfTheExamples)
{
    Findings findings;
    const Library library = Library::read(test::example_folders(), findings);
    for (const char* id : {"provider", "alert"}) {
        const Proof proof = prove_form(*library.form(id, "services"), findings);
        EXPECT_TRUE(proof.whole);
        EXPECT_LE(proof.largest, 100u);
        for (const auto* part : {&library.form(id, "services")->request, &library.form(id, "services")->questions})
            for_each_item(*part, [&](const Item& item, const Item*) {
                EXPECT_NE(witness_of(proof, item.id), nullptr) << item.id;
            });
    }
    EXPECT_TRUE(findings.sorted().empty());
}

} // namespace imi
