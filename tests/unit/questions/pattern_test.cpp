// SPDX-License-Identifier: EUPL-1.2
#include "questions/pattern.hpp"

#include <gtest/gtest.h>

namespace imi
{

TEST(Pattern, MayUseWhatBrowsersAndIcuReadAlike)
{
    for (const char* match : {R"([^@\s]+@[^@\s]+\.[^@\s]+)", R"(https?://[^\s]+)", R"(\+[0-9][0-9 ]{5,20})",
                              "(?:a|b)*c?", "x{3}", R"(([0-9]+-)+[0-9]+)", R"([A-Z]{2} ?[0-9]{2}( ?[0-9A-Z]{4}){2,7})"})
        EXPECT_FALSE(pattern_fault(match)) << match;
    for (const char* match : {"^a$", "(?=a)", "a*?", "a++", R"(\bword)", R"((a)\1)", "[a", "(a", "a)", "a{x}", "*a",
                              "[[:alpha:]]", "[a&&b]", "(a+)+b", "(a|a)*b", R"((\d+)*x)", "(ab|a|b)+c", "(.*)*x"})
        EXPECT_TRUE(pattern_fault(match)) << match;
}

TEST(Pattern, CoversTheWholeText)
{
    EXPECT_EQ(match_whole("[A-Z]{2}[0-9]+", "AB12"), Match::yes);
    EXPECT_EQ(match_whole("[A-Z]{2}[0-9]+", "xAB12"), Match::no);
    EXPECT_EQ(match_whole("[Α-Ω]+", "ΑΒΓ"), Match::yes);
}

TEST(Pattern, IsStoppedWhereItWouldTakeForEver)
{
    EXPECT_EQ(match_whole("(a+)+b", std::string(40, 'a') + "c"), Match::too_slow);
}

} // namespace imi
