// SPDX-License-Identifier: EUPL-1.2
#include "directory/setup_drawing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imi
{

namespace
{

using testing::HasSubstr;
using testing::Not;

CountryMember member_of(const std::string& key, AuthorityRole role, std::string region = {})
{
    CountryMember member;
    member.key = key;
    member.region = std::move(region);
    member.parts.push_back({"law", role, "reply|send", {}});
    return member;
}

std::string drawn(const CountryDirectory& country, const std::string& area = {})
{
    return draw_setups({country}, area,
                       [](const CountryMember& member) { return "The office of " + member.key.substr(3); });
}

TEST(SetupDrawing, QuotesWhatIdsAndNamesMayHold)
{
    CountryDirectory country;
    country.country = "DE";
    country.members = {member_of("DE:a\"b", AuthorityRole::authority), member_of("DE:nimic", AuthorityRole::nimic)};
    const std::string dot = drawn(country);
    EXPECT_THAT(dot, HasSubstr(R"("DE:a\"b@law" [label="The office of a\"b\nDE:a\"b"];)"));
    EXPECT_THAT(dot, HasSubstr(R"("DE:nimic@law" -> "DE:a\"b@law" [style=dotted];)"));
    EXPECT_EQ(dot, drawn(country));
}

TEST(SetupDrawing, CountsManyAndNamesKinds)
{
    CountryDirectory country;
    country.country = "DE";
    country.members = {member_of("DE:by", AuthorityRole::sdimic, "DE2"), member_of("DE:nimic", AuthorityRole::nimic)};
    for (const char* key : {"DE:a", "DE:b", "DE:c", "DE:d"})
        country.members.push_back(member_of(key, AuthorityRole::authority, "DE21"));
    EXPECT_THAT(drawn(country), HasSubstr(R"("DE:a …@law" [label="4 authorities", shape=folder];)"));
    EXPECT_THAT(drawn(country), HasSubstr(R"(SDIMIC DE2\nThe office of by)"));
    country.members.back().parts.front().links.push_back({CoordinatorKind::alert, "DE:nimic"});
    const std::string dot = drawn(country);
    EXPECT_THAT(dot, HasSubstr(R"("DE:nimic@law" -> "DE:d@law" [label="alert"];)"));
    EXPECT_THAT(dot, HasSubstr(R"("DE:by@law" -> "DE:d@law" [label="validating, access, request", style=dotted];)"));
    EXPECT_THAT(drawn(country, "other"), Not(HasSubstr("cluster")));
}

TEST(SetupDrawing, LeavesOutWhoDoesNotAct)
{
    CountryDirectory country;
    country.country = "DE";
    country.members = {member_of("DE:a", AuthorityRole::authority), member_of("DE:nimic", AuthorityRole::nimic)};
    country.members.front().state = AuthorityState::suspended;
    EXPECT_THAT(drawn(country), Not(HasSubstr("DE:a@")));
    country.members.back().state = AuthorityState::inactive;
    EXPECT_THAT(drawn(country), Not(HasSubstr("cluster")));
}

} // namespace

} // namespace imi
