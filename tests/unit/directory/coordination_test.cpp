// SPDX-License-Identifier: EUPL-1.2
#include "directory/coordination.hpp"

#include <gtest/gtest.h>

#include <map>

namespace imi
{

namespace
{

/// A federal country: a NIMIC, an SDIMIC of DE2 and one of DE21, a LIMIC, two DIMICs.
class Federal final : public CoordinationFacts
{
public:
    AuthorityRole acting_role(const std::string& authority) const override
    {
        const auto found = roles.find(authority);
        return found == roles.end() ? AuthorityRole::authority : found->second;
    }
    std::vector<std::string> links(CoordinatorKind kind, const std::string& authority) const override
    {
        const auto found = linked.find({kind, authority});
        return found == linked.end() ? std::vector<std::string>{} : found->second;
    }
    std::string holder(AuthorityRole role, const std::string& country, const std::string& region) const override
    {
        std::vector<std::pair<std::string, std::string>> holders;
        for (const auto& [authority, held] : roles)
            if (held == role && country == "DE")
                holders.emplace_back(authority, regions.contains(authority) ? regions.at(authority) : std::string{});
        return nearest_holder(role, holders, region);
    }

    std::map<std::string, AuthorityRole> roles{{"DE:nimic", AuthorityRole::nimic},
                                               {"DE:by", AuthorityRole::sdimic},
                                               {"DE:muc", AuthorityRole::sdimic},
                                               {"DE:health", AuthorityRole::dimic},
                                               {"DE:trade", AuthorityRole::dimic}};
    std::map<std::string, std::string> regions{{"DE:by", "DE2"}, {"DE:muc", "DE21"}};
    std::map<std::pair<CoordinatorKind, std::string>, std::vector<std::string>> linked;
};

StoredSetup setup_of(SetupScope scope, std::map<CoordinatorKind, std::string> coordinators)
{
    StoredSetup setup;
    setup.scope = std::move(scope);
    setup.content.coordinators = std::move(coordinators);
    return setup;
}

class Coordination : public testing::Test
{
protected:
    std::string of(const std::string& authority, const std::string& region,
                   AuthorityRole role = AuthorityRole::authority, CoordinatorKind kind = CoordinatorKind::request) const
    {
        const Coordinators found = coordinators_above(kind, {authority, "DE", region, role}, "law", setups, facts);
        static constexpr std::array by{"nobody", "itself", "link", "setup", "role"};
        std::string text = by[static_cast<std::size_t>(found.by)];
        for (const std::string& one : found.authorities)
            text += " " + one;
        return text;
    }

    Federal facts;
    std::vector<StoredSetup> setups;
};

TEST_F(Coordination, FallsBackOnTheNarrowestRegionThenTheAreaThenTheCountry)
{
    EXPECT_EQ(of("DE:a", "DE212"), "role DE:muc");
    EXPECT_EQ(of("DE:a", "DE23"), "role DE:by");
    EXPECT_EQ(of("DE:a", "DE9"), "role DE:nimic");
    EXPECT_EQ(of("DE:a", ""), "role DE:nimic");
    facts.roles["DE:law"] = AuthorityRole::limic;
    EXPECT_EQ(of("DE:a", "DE9"), "role DE:law");
    facts.roles.clear();
    EXPECT_EQ(of("DE:a", "DE2"), "nobody");
}

TEST_F(Coordination, TheNearestSetUpWins)
{
    setups = {setup_of({"DE", "", "", ""}, {{CoordinatorKind::request, "DE:trade"}}),
              setup_of({"DE", "", "law", ""}, {{CoordinatorKind::request, "DE:health"}}),
              setup_of({"DE", "DE2", "", ""}, {{CoordinatorKind::request, "DE:by"}}),
              setup_of({"DE", "", "", "DE:a"}, {{CoordinatorKind::request, "DE:nimic"}})};
    EXPECT_EQ(of("DE:a", "DE2"), "setup DE:nimic");
    EXPECT_EQ(of("DE:b", "DE21"), "setup DE:by");
    EXPECT_EQ(of("DE:b", "DE9"), "setup DE:health");
    EXPECT_EQ(of("DE:b", "DE9", AuthorityRole::authority, CoordinatorKind::alert), "role DE:nimic");
}

TEST_F(Coordination, AnOwnLinkWinsOverEverySetUp)
{
    setups = {setup_of({"DE", "", "", "DE:a"}, {{CoordinatorKind::request, "DE:by"}})};
    facts.linked[{CoordinatorKind::request, "DE:a"}] = {"DE:health", "DE:trade"};
    EXPECT_EQ(of("DE:a", "DE2"), "link DE:health DE:trade");
}

TEST_F(Coordination, WhoeverIsAbsentIsPassedOver)
{
    setups = {setup_of({"DE", "", "", ""}, {{CoordinatorKind::request, "DE:nimic"}}),
              setup_of({"DE", "DE2", "", ""}, {{CoordinatorKind::request, "DE:by"}})};
    facts.linked[{CoordinatorKind::request, "DE:a"}] = {"DE:health"};
    EXPECT_EQ(of("DE:a", "DE2"), "link DE:health");
    facts.roles.erase("DE:health");
    EXPECT_EQ(of("DE:a", "DE2"), "setup DE:by");
    facts.roles.erase("DE:by");
    EXPECT_EQ(of("DE:a", "DE2"), "setup DE:nimic");
    facts.roles.erase("DE:nimic");
    EXPECT_EQ(of("DE:a", "DE2"), "nobody");
}

TEST_F(Coordination, NobodyStandsAboveItsOwnRankByASetUp)
{
    setups = {setup_of({"DE", "", "", ""}, {{CoordinatorKind::request, "DE:health"}}),
              setup_of({"DE", "DE2", "", ""}, {{CoordinatorKind::request, "DE:by"}})};
    EXPECT_EQ(of("DE:trade", "DE9", AuthorityRole::dimic), "role DE:nimic");
    EXPECT_EQ(of("DE:trade", "DE2", AuthorityRole::dimic), "setup DE:by");
    EXPECT_EQ(of("DE:by", "DE2", AuthorityRole::sdimic), "role DE:nimic");
    EXPECT_EQ(of("DE:nimic", "DE3", AuthorityRole::nimic), "nobody");
}

TEST_F(Coordination, ACoordinatorIsItsOwnWhereItActs)
{
    const Coordinators own =
        coordinators(CoordinatorKind::request, {"DE:by", "DE", "DE2", AuthorityRole::sdimic}, "law", setups, facts);
    EXPECT_EQ(own.by, CoordinatedBy::itself);
    EXPECT_EQ(own.authorities, std::vector<std::string>{"DE:by"});
}

} // namespace

} // namespace imi
