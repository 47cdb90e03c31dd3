// SPDX-License-Identifier: EUPL-1.2
#include "forms/answer_schema.hpp"
#include "support/kinds_form.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

Json schema(Stage stage, Required grade) { return answer_schema(test::kinds_texts().form(), stage, grade); }

TEST(AnswerSchema, SaysKindsCodesAndLimits)
{
    const Json made = schema(Stage::request, Required::to_send);
    EXPECT_EQ(made.at("$schema"), "https://json-schema.org/draft/2020-12/schema");
    const Json& data = made.at("properties").at("data");
    EXPECT_EQ(data.at("additionalProperties"), false);
    const Json& items = data.at("properties");
    EXPECT_EQ(items.at("urgent").at("enum"), Json::parse(R"(["yes", "no"])"));
    EXPECT_EQ(items.at("amount"),
              Json::parse(R"({"type": "number", "minimum": 0, "maximum": 1000.5, "title": "Amount"})"));
    EXPECT_EQ(items.at("number").at("pattern"), "^(?:[A-Z]{2}[0-9]{1,6})$");
    EXPECT_EQ(items.at("files").at("maxItems"), 2);
    EXPECT_EQ(items.at("colours").at("items").at("enum"), Json::parse(R"(["red", "green", "blue"])"));
    EXPECT_FALSE(items.contains("note-to-reader"));
    EXPECT_EQ(made.at("properties").at("subject").at("properties").at("trades").at("enum"),
              Json::parse(R"(["doctor", "midwife", "baker"])"));
    EXPECT_EQ(made.at("properties").at("questions").at("properties").at("genuine").at("required"),
              Json::parse(R"(["document", "issued"])"));
}

TEST(AnswerSchema, ForbidsWhatIsNotAskedAndDemandsWhatIsNeeded)
{
    const Json rules = schema(Stage::request, Required::to_send).at("allOf");
    const Json expected = Json::parse(R"({
        "if": {"allOf": [{"properties": {"data": {"properties": {"urgent": {"enum": ["yes"]}},
                                                  "required": ["urgent"]}}, "required": ["data"]}]},
        "then": {"properties": {"data": {"properties": {"urgent-why": true}, "required": ["urgent-why"]}},
                 "required": ["data"]},
        "else": {"properties": {"data": {"properties": {"urgent-why": false}}}}})");
    EXPECT_NE(std::find(rules.begin(), rules.end(), expected), rules.end()) << rules.dump(1);
}

TEST(AnswerSchema, TakesAnswersInTheirThreeWays)
{
    const Json made = schema(Stage::reply, Required::to_answer);
    const Json& answer = made.at("properties").at("answers").at("properties").at("practised").at("anyOf");
    ASSERT_EQ(answer.size(), 3U);
    EXPECT_EQ(answer[0].at("enum"), Json::parse(R"(["yes", "no", "unknown"])"));
    EXPECT_TRUE(answer[2].at("properties").contains("cannot-answer"));
    EXPECT_EQ(made.at("properties").at("answers").at("properties").at("usual").at("anyOf").size(), 2U);
}

} // namespace

} // namespace imi
