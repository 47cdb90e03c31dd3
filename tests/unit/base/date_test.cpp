// SPDX-License-Identifier: EUPL-1.2
#include "base/country.hpp"
#include "base/date.hpp"

#include <gtest/gtest.h>

namespace imi
{

TEST(ParseInstant, TakesOneFormOnly)
{
    EXPECT_EQ(parse_instant("2008-03-03T09:00:00Z"), 1204534800);
    EXPECT_EQ(format_instant(1204534800), "2008-03-03T09:00:00Z");
    EXPECT_EQ(format_instant(-1), "1969-12-31T23:59:59Z");
    for (const char* wrong :
         {"2008-03-03", "2008-03-03T09:00:00", "2008-02-30T09:00:00Z", "2008-03-03T24:00:00Z", "03.04.2026", ""})
        EXPECT_FALSE(parse_instant(wrong)) << wrong;
}

TEST(CivilDate, EndsWithItsDay)
{
    EXPECT_TRUE(is_civil_date("2008-02-29"));
    EXPECT_FALSE(is_civil_date("2007-02-29"));
    EXPECT_EQ(format_instant(end_of_day("2008-02-29")), "2008-02-29T23:59:59Z");
    EXPECT_EQ(iso_guess("03.04.2026"), "2026-04-03");
    EXPECT_EQ(iso_guess("31/12/2008"), "2008-12-31");
    EXPECT_EQ(iso_guess("next week"), "");
}

TEST(FindCountry, ReadsIsoCodesAsThoseOfTheStyleGuide)
{
    EXPECT_EQ(find_country("gr")->code, "EL");
    EXPECT_EQ(find_country("GB")->code, "UK");
    EXPECT_EQ(find_country("XX"), nullptr);
    EXPECT_EQ(find_country(""), nullptr);
}

TEST(TakesPart, FollowsTheDatesOfMembership)
{
    EXPECT_TRUE(takes_part(*find_country("UK"), "2020-12-31"));
    EXPECT_FALSE(takes_part(*find_country("UK"), "2021-01-01"));
    EXPECT_FALSE(takes_part(*find_country("HR"), "2013-06-30"));
    EXPECT_TRUE(takes_part(*find_country("HR"), "2013-07-01"));
    EXPECT_FALSE(takes_part(*find_country("EU"), "2010-01-01"));
}

} // namespace imi
