// SPDX-License-Identifier: EUPL-1.2
#include "rules/citation.hpp"

#include <gtest/gtest.h>

namespace imi
{

TEST(Citation, ReadsEveryFormOfTheLanguage)
{
    for (const char* at : {"art. 50(3)(a)", "art. 3a(1)", "art. 3(-1a)", "art. 15-19", "art. 3(1) sub. 2", "art. 4f(1)",
                           "annex", "annex V", "annex V 5.1.1", "annex VII 1(d)", "chapter VI", "recital 12"}) {
        const auto citation = parse_citation(at);
        ASSERT_TRUE(citation) << at;
        EXPECT_EQ(*citation, (Citation{"", at}));
    }
    EXPECT_EQ(parse_citation("imi  art. 14"), (Citation{"imi", "art. 14"}));
    EXPECT_EQ(parse_citation("32012R1024 art. 5(f)"), (Citation{"32012R1024", "art. 5(f)"}));
}

TEST(Citation, RefusesWhatIsNone)
{
    for (const char* text : {"", "art.", "article 5", "art. five", "art. 5(", "art. 5()", "annex five", "recital IV",
                             "art. 5 6", "two words art. 5", "directive", "art. 5(3)x"})
        EXPECT_FALSE(parse_citation(text)) << text;
}

TEST(Citation, KnowsCelexNumbers)
{
    EXPECT_TRUE(is_celex("32005L0036"));
    EXPECT_TRUE(is_celex("32016R0679"));
    EXPECT_FALSE(is_celex("directive"));
    EXPECT_FALSE(is_celex("2005/36/EC"));
}

} // namespace imi
