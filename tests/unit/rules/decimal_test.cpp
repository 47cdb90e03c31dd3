// SPDX-License-Identifier: EUPL-1.2
#include "rules/decimal.hpp"

#include <gtest/gtest.h>

namespace imi
{

TEST(Decimal, HasOneForm)
{
    EXPECT_EQ(canonical_decimal("007"), "7");
    EXPECT_EQ(canonical_decimal("-0.50"), "-0.5");
    EXPECT_EQ(canonical_decimal("-0"), "0");
    EXPECT_EQ(canonical_decimal("1.000"), "1");
    for (const char* text : {"", "-", "1.", ".5", "1e3", "1,5", "+1", "1234567890123456", "0.1234567891"})
        EXPECT_FALSE(canonical_decimal(text)) << text;
}

TEST(Decimal, ComparesExactly)
{
    EXPECT_LT(*compare_decimals("9", "10"), 0);
    EXPECT_LT(*compare_decimals("-10", "-9"), 0);
    EXPECT_LT(*compare_decimals("-1", "0"), 0);
    EXPECT_GT(*compare_decimals("0.11", "0.1"), 0);
    EXPECT_EQ(*compare_decimals("1.0", "1"), 0);
    EXPECT_FALSE(compare_decimals("2008-03-25", "1"));
}

TEST(Decimal, HasNeighbours)
{
    EXPECT_EQ(neighbour_decimal("10", 0, true), "11");
    EXPECT_EQ(neighbour_decimal("0", 0, false), "-1");
    EXPECT_EQ(neighbour_decimal("0.99", 2, true), "1");
    EXPECT_EQ(neighbour_decimal("-0.5", 1, true), "-0.4");
}

} // namespace imi
