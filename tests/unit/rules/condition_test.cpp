// SPDX-License-Identifier: EUPL-1.2
#include "rules/condition.hpp"

#include <gtest/gtest.h>

#include <map>

namespace imi
{

namespace
{

Condition compare(Condition::Kind kind, std::vector<std::string> values, std::string min = {}, std::string max = {})
{
    Condition condition;
    condition.kind = kind;
    condition.item = "q";
    condition.values = std::move(values);
    condition.min = std::move(min);
    condition.max = std::move(max);
    return condition;
}

bool with(const Condition& condition, const std::optional<Fact>& fact)
{
    return holds(condition, [&](std::string_view) { return fact ? &*fact : nullptr; });
}

using Kind = Condition::Kind;

} // namespace

TEST(Condition, IsFalseWhereNothingWasAnswered)
{
    EXPECT_FALSE(with(compare(Kind::in, {"yes"}), std::nullopt));
    EXPECT_FALSE(with(compare(Kind::not_in, {"yes"}), std::nullopt));
    EXPECT_FALSE(with(compare(Kind::range, {}, "1"), std::nullopt));
    EXPECT_FALSE(with(compare(Kind::answered, {}), std::nullopt));
}

TEST(Condition, OfManyHoldsIfAnyMatchesAndNotIfNoneDoes)
{
    const Fact chosen{{"health", "safety"}, {}};
    EXPECT_TRUE(with(compare(Kind::in, {"health"}), chosen));
    EXPECT_FALSE(with(compare(Kind::not_in, {"health"}), chosen));
    EXPECT_TRUE(with(compare(Kind::not_in, {"environment"}), chosen));
}

TEST(Condition, RangesAreInclusiveAndCompareByValue)
{
    EXPECT_TRUE(with(compare(Kind::range, {}, "9", "10"), Fact{{}, "10"}));
    EXPECT_FALSE(with(compare(Kind::range, {}, "9"), Fact{{}, "8.5"}));
    EXPECT_TRUE(with(compare(Kind::range, {}, "2008-03-01"), Fact{{}, "2008-03-01"}));
    EXPECT_FALSE(with(compare(Kind::range, {}, {}, "2008-03-01"), Fact{{}, "2008-03-02"}));
}

TEST(Condition, CombinesAndIsDescribed)
{
    Condition any;
    any.kind = Kind::any;
    any.parts = {compare(Kind::in, {"a"}), compare(Kind::not_in, {"b"})};
    EXPECT_TRUE(with(any, Fact{{"c"}, {}}));
    EXPECT_FALSE(with(any, Fact{{"b"}, {}}));
    EXPECT_EQ(describe(any), "q: a or q: not b");
    EXPECT_EQ(named_items(any), std::vector<std::string>{"q"});
    const auto together = both(any, compare(Kind::answered, {}));
    ASSERT_TRUE(together);
    EXPECT_EQ(describe(*together), "(q: a or q: not b) and q: answered");
    EXPECT_FALSE(both(std::nullopt, std::nullopt));
}

} // namespace imi
