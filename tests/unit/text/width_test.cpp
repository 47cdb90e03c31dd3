// SPDX-License-Identifier: EUPL-1.2
#include "text/width.hpp"

#include <gtest/gtest.h>

namespace imi
{
namespace
{

TEST(DisplayWidth, CountsColumns)
{
    EXPECT_EQ(display_width(""), 0U);
    EXPECT_EQ(display_width("Ministry of Labour"), 18U);
    EXPECT_EQ(display_width("Αναγνώριση"), 10U);
    EXPECT_EQ(display_width("Министерство"), 12U);
    EXPECT_EQ(display_width("Għaqda – Þ"), 10U);
    EXPECT_EQ(display_width("e\u0301"), 1U);
    EXPECT_EQ(display_width("東京"), 4U);
    EXPECT_EQ(display_width("ＡＢ"), 4U);
    EXPECT_EQ(display_width("\u1112\u1161\u11AB"), 2U); // one syllable in three letters
}

} // namespace
} // namespace imi
