// SPDX-License-Identifier: EUPL-1.2
#include "questions/diff.hpp"
#include "support/packages.hpp"

#include <gtest/gtest.h>

namespace imi
{

namespace
{

std::string set(const std::string& request, const std::string& questions, const std::string& version = "1.0")
{
    return "set: sample\nversion: " + version + "\ntitle: Sample\nrequest:\n  asker:\n    title: Asker\n    items:\n" +
           request + "questions:\n  group:\n    title: Group\n    items:\n" + questions;
}

constexpr const char* request = "      urgent: {ask: Urgent, answer: yes-no}\n"
                                "      amount: {ask: Amount, answer: number, min: 1, max: 9, ask-if: {urgent: yes}}\n";
constexpr const char* questions = "      first:\n        ask: Was it lawful?\n        for: pets\n        follow-ups:\n"
                                  "          why: {ask: Why, answer: one, options: {a: A, b: B}, ask-if: no}\n";

struct Case {
    const char* what;
    const char* from; ///< replaced in the request or the questions
    const char* to;
    ChangeClass expected;
};

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

constexpr ChangeClass wording = ChangeClass::wording, additive = ChangeClass::additive,
                      breaking = ChangeClass::breaking;

const std::vector<Case> cases = {
    {"same", "Was it", "Was it", ChangeClass::none},
    {"ask", "Was it lawful?", "Was it legal?", wording},
    {"negation", "Was it lawful?", "Was it not lawful?", breaking},
    {"number", "Was it lawful?", "Was it lawful in 2 years?", breaking},
    {"law", "for: pets", "for: pets\n        law: art. 4", wording},
    {"wider for", "for: pets", "for: living", additive},
    {"narrower for", "for: pets", "for: cat", breaking},
    {"no for", "for: pets\n        ", "", additive},
    {"looser limit", "max: 9", "max: 10", additive},
    {"tighter limit", "max: 9", "max: 8", breaking},
    {"no limit", "min: 1, ", "", additive},
    {"decimals", "max: 9", "max: 9, decimals: 2", breaking},
    {"kind", "answer: yes-no}", "answer: yes-no-unknown}", breaking},
    {"required", "Urgent, ", "Urgent, required: to-send, ", breaking},
    {"wider condition", ", ask-if: {urgent: yes}}", "}", additive},
    {"same condition", "ask-if: {urgent: yes}}", "ask-if: {urgent: {not: no}}}", wording},
    {"other condition", "ask-if: {urgent: yes}}", "ask-if: {urgent: no}}", breaking},
    {"new code", "b: B", "b: B, c: C", additive},
    {"code gone", ", b: B", "", breaking},
    {"retired code", "b: B", "b: {label: B, retired: yes}", additive},
    {"order of codes", "a: A, b: B", "b: B, a: A", wording},
    {"note", "Why, ", "Why, note: no, ", breaking},
    {"personal", "Why, ", "Why, personal: yes, ", additive},
    {"follow-up not required", "ask-if: no}", "ask-if: no, required: never}", additive},
};

} // namespace

TEST(Diff, SortsEachChangeIntoItsClass)
{
    const auto before = test::read_sample(set(request, questions));
    for (const Case& one : cases) {
        const auto after =
            test::read_sample(set(replaced(request, one.from, one.to), replaced(questions, one.from, one.to)));
        const FormDiff diff = diff_forms(*before, *after);
        EXPECT_EQ(to_string(diff.highest), to_string(one.expected)) << one.what;
        EXPECT_EQ(diff.version_is_enough, one.expected == ChangeClass::none) << one.what;
    }
}

TEST(Diff, NewItemsCountByWhetherTheyAreNeeded)
{
    const auto before = test::read_sample(set(request, questions));
    const auto with = [&](const std::string& more_request, const std::string& more_questions) {
        return to_string(
            diff_forms(*before, *test::read_sample(set(request + more_request, questions + more_questions))).highest);
    };
    EXPECT_EQ(with("      more: {ask: More, answer: text}\n", ""), "additive");
    EXPECT_EQ(with("      more: {ask: More, answer: text, required: to-send}\n", ""), "breaking");
    EXPECT_EQ(with("", "      more: {ask: More}\n"), "additive");
    EXPECT_EQ(with("", "      more: {ask: More, always: yes}\n"), "breaking");
    EXPECT_EQ(with("", "          more: {ask: More, ask-if: no}\n"), "breaking");
    EXPECT_EQ(with("", "          more: {ask: More, ask-if: no, required: never}\n"), "additive");
    EXPECT_EQ(
        to_string(
            diff_forms(*test::read_sample(set(request, questions + std::string{"      more: {ask: More}\n"})), *before)
                .highest),
        "breaking");
}

TEST(Diff, SaysWhichVersionIsNeeded)
{
    const auto before = test::read_sample(set(request, questions, "1.4"));
    const auto after =
        test::read_sample(set(request, replaced(questions, "Was it lawful?", "Was it not lawful?"), "1.5"));
    const FormDiff diff = diff_forms(*before, *after);
    EXPECT_EQ(diff.needed.text(), "2.0");
    EXPECT_FALSE(diff.version_is_enough);
    ASSERT_EQ(diff.changes.size(), 1u);
    EXPECT_TRUE(diff.changes[0].may_change_meaning);
    EXPECT_EQ(diff.changes[0].text, "ask adds or drops a negation: may change the meaning: new id?");
    const FormDiff confirmed = diff_forms(*before, *after, {"first"});
    EXPECT_EQ(confirmed.needed.text(), "1.5");
    EXPECT_TRUE(confirmed.version_is_enough);
}

} // namespace imi
