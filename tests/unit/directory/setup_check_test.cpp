// SPDX-License-Identifier: EUPL-1.2
#include "directory/setup_check.hpp"

#include "base/error.hpp"
#include "support/case_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imi
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Germany with a NIMIC, an SDIMIC of DE2 with an authority there, and a DIMIC: without a fault.
CountryDirectory federal()
{
    CountryDirectory country;
    country.country = "DE";
    country.has_regions = true;
    const auto add = [&](std::string key, AuthorityRole role, std::string region) {
        CountryMember member;
        member.id = static_cast<std::int64_t>(country.members.size()) + 1;
        member.key = std::move(key);
        member.region = std::move(region);
        member.parts.push_back({"law", role, "reply|send", {}});
        member.users = 2;
        member.administrators = 1;
        country.members.push_back(std::move(member));
    };
    add("DE:a", AuthorityRole::authority, "DE21");
    add("DE:by", AuthorityRole::sdimic, "DE2");
    add("DE:health", AuthorityRole::dimic, "DE3");
    add("DE:nimic", AuthorityRole::nimic, "DE3");
    add("DE:trade", AuthorityRole::dimic, "DE3");
    return country;
}

class SetupCheck : public testing::Test
{
protected:
    CountryMember& member(const std::string& key)
    {
        return *std::find_if(country.members.begin(), country.members.end(),
                             [&](const CountryMember& one) { return one.key == key; });
    }
    CountryMember::Part& part(const std::string& key) { return member(key).parts.front(); }
    void link(const std::string& key, const std::string& coordinator,
              std::vector<CoordinatorKind> kinds = {every_coordinator_kind.begin(), every_coordinator_kind.end()})
    {
        for (const CoordinatorKind kind : kinds)
            part(key).links.push_back({kind, coordinator});
    }
    StoredSetup& set_up(SetupScope scope, std::map<CoordinatorKind, std::string> coordinators = {},
                        SetupSwitches switches = {})
    {
        StoredSetup setup;
        setup.scope = std::move(scope);
        setup.content = {std::move(switches), std::move(coordinators)};
        country.setups.push_back(std::move(setup));
        return country.setups.back();
    }
    /// "CODE PLACE" of each finding.
    std::vector<std::string> found(const std::string& area = {})
    {
        std::vector<std::string> result;
        check_country(country, area, [&](const SetupFinding& finding) {
            result.push_back(finding.code + " " + finding.place);
            message = finding.message;
            EXPECT_FALSE(finding.fix.empty()) << finding.code;
        });
        return result;
    }

    CountryDirectory country = federal();
    std::string message; ///< of the last finding
};

TEST_F(SetupCheck, FindsNothingInASoundCountry)
{
    set_up({"DE", "", "", ""}, {{CoordinatorKind::request, "DE:nimic"}});
    set_up({"DE", "DE2", "law", ""}, {{CoordinatorKind::request, "DE:by"}});
    link("DE:trade", "DE:nimic");
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(SetupCheck, OneValidatingCoordinatorOverAllAreas)
{
    link("DE:a", "DE:by", {CoordinatorKind::validating});
    EXPECT_THAT(found(), IsEmpty());
    link("DE:a", "DE:nimic", {CoordinatorKind::validating});
    EXPECT_THAT(found(), ElementsAre("REG-100 DE:a"));
    EXPECT_EQ(message, "several coordinators validate it: DE:by and DE:nimic");
    part("DE:a").links.pop_back();
    // In another area another one.
    member("DE:a").parts.push_back({"other", AuthorityRole::authority, "reply", {}});
    member("DE:nimic").parts.push_back({"other", AuthorityRole::nimic, "reply", {}});
    EXPECT_THAT(found(), ElementsAre("REG-100 DE:a"));
    EXPECT_THAT(found("law"), ElementsAre("REG-100 DE:a"));
}

TEST_F(SetupCheck, OneAccessCoordinatorInAnArea)
{
    link("DE:a", "DE:by", {CoordinatorKind::access, CoordinatorKind::request});
    link("DE:a", "DE:nimic", {CoordinatorKind::request});
    EXPECT_THAT(found(), IsEmpty()) << "several request coordinators are allowed";
    link("DE:a", "DE:nimic", {CoordinatorKind::access});
    EXPECT_THAT(found(), ElementsAre("REG-101 DE:a"));
}

TEST_F(SetupCheck, NobodyIsLeftWithoutACoordinator)
{
    part("DE:nimic").role = AuthorityRole::authority;
    // DE:a has the SDIMIC of its region; DE:by, the DIMICs and DE:nimic have nobody.
    EXPECT_THAT(found(), ElementsAre("REG-104 DE", "REG-102 DE:by", "REG-102 DE:health", "REG-102 DE:nimic",
                                     "REG-102 DE:trade"));
    set_up({"DE", "", "", ""}, {{CoordinatorKind::request, "DE:by"}});
    country.setups.clear();
    link("DE:nimic", "DE:health", {CoordinatorKind::request});
    EXPECT_THAT(found(), testing::Contains("REG-102 DE:nimic"));
}

TEST_F(SetupCheck, ACountryWithAuthoritiesHasACoordinatorInTheArea)
{
    for (const char* key : {"DE:by", "DE:health", "DE:nimic", "DE:trade"})
        part(key).role = AuthorityRole::authority;
    EXPECT_THAT(found(), ElementsAre("REG-103 DE"));
    EXPECT_EQ(message, "5 authorities take part and nobody coordinates");
    EXPECT_THAT(found("other"), IsEmpty());
}

TEST_F(SetupCheck, ADimicRegistersNoDimic)
{
    link("DE:trade", "DE:health", {CoordinatorKind::request});
    EXPECT_THAT(found(), IsEmpty()) << "it may handle its requests";
    link("DE:trade", "DE:health", {CoordinatorKind::validating});
    EXPECT_THAT(found(), ElementsAre("REG-105 DE:trade"));
    part("DE:trade").links.clear();
    link("DE:trade", "DE:nimic");
    EXPECT_THAT(found(), IsEmpty());
    link("DE:nimic", "DE:trade", {CoordinatorKind::access});
    EXPECT_THAT(found(), testing::Contains("REG-105 DE:nimic"));
}

TEST_F(SetupCheck, AnSdimicCoordinatesItsRegionOnly)
{
    link("DE:a", "DE:by");
    EXPECT_THAT(found(), IsEmpty());
    member("DE:a").region = "DE9";
    EXPECT_THAT(found(), ElementsAre("REG-106 DE:a"));
    part("DE:a").links.clear();
    set_up({"DE", "DE2", "", ""}, {{CoordinatorKind::request, "DE:by"}});
    member("DE:a").region = "DE21";
    EXPECT_THAT(found(), IsEmpty());
    country.setups.front().scope.region.clear();
    EXPECT_THAT(found(), ElementsAre("REG-106 DE"));
}

TEST_F(SetupCheck, ACoordinatorIsOfTheCountry)
{
    country.foreign["PL:nimic"] = {AuthorityState::active, {{"law", AuthorityRole::nimic}}};
    link("DE:a", "PL:nimic", {CoordinatorKind::alert});
    EXPECT_THAT(found(), ElementsAre("REG-107 DE:a"));
}

TEST_F(SetupCheck, NoCirclesAboveEachOther)
{
    link("DE:health", "DE:trade", {CoordinatorKind::request, CoordinatorKind::alert});
    EXPECT_THAT(found(), IsEmpty());
    link("DE:trade", "DE:health", {CoordinatorKind::request, CoordinatorKind::alert});
    EXPECT_THAT(found(), ElementsAre("REG-108 DE:health"));
    EXPECT_EQ(message, "coordinators stand above each other in a circle (request, alert): DE:health < DE:trade < "
                       "DE:health");
}

TEST_F(SetupCheck, ALinkThatIsPassedOverIsTold)
{
    link("DE:a", "DE:trade");
    EXPECT_THAT(found(), IsEmpty());
    member("DE:trade").state = AuthorityState::suspended;
    EXPECT_THAT(found(), ElementsAre("REG-109 DE:a"));
    EXPECT_EQ(message, "its coordinator DE:trade is suspended, and is passed over");
    member("DE:trade").state = AuthorityState::active;
    part("DE:trade").area = "other";
    EXPECT_THAT(found("law"), ElementsAre("REG-109 DE:a"));
    EXPECT_EQ(message, "its coordinator DE:trade takes no part, and is passed over");
    part("DE:trade").area = "law";
    part("DE:trade").role = AuthorityRole::authority;
    EXPECT_THAT(found(), ElementsAre("REG-109 DE:a"));
}

TEST_F(SetupCheck, ASetUpNamesCoordinatorsThatAct)
{
    set_up({"DE", "", "law", ""}, {{CoordinatorKind::request, "DE:trade"}});
    EXPECT_THAT(found(), IsEmpty());
    member("DE:trade").state = AuthorityState::inactive;
    member("DE:trade").users = 0;
    EXPECT_THAT(found(), ElementsAre("REG-110 DE@law"));
    member("DE:trade").state = AuthorityState::active;
    part("DE:trade").role = AuthorityRole::authority;
    EXPECT_THAT(found(), ElementsAre("REG-110 DE@law"));
}

TEST_F(SetupCheck, ASetUpOfAnAuthorityIsForOneThatActs)
{
    set_up({"DE", "", "", "DE:a"}, {}, {{"check", {{"approve", true}}}});
    EXPECT_THAT(found(), IsEmpty());
    country.setups.front().scope.area = "other";
    EXPECT_THAT(found(), ElementsAre("REG-111 DE:a@other"));
    country.setups.front().scope.area.clear();
    member("DE:a").state = AuthorityState::suspended;
    EXPECT_THAT(found(), ElementsAre("REG-111 DE:a"));
}

TEST_F(SetupCheck, ASetUpOfARegionHasAuthorities)
{
    set_up({"DE", "DE2", "", ""}, {}, {{"check", {{"approve", true}}}});
    EXPECT_THAT(found(), IsEmpty());
    country.setups.front().scope.region = "DE5";
    EXPECT_THAT(found(), ElementsAre("REG-112 DE/DE5"));
}

TEST_F(SetupCheck, UsersOfAnInactiveAuthorityAreTold)
{
    member("DE:a").state = AuthorityState::inactive;
    EXPECT_THAT(found(), ElementsAre("REG-114 DE:a"));
    member("DE:a").users = 0;
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(SetupCheck, SomebodyAdministersAnAuthorityWithUsers)
{
    member("DE:a").administrators = 0;
    EXPECT_THAT(found(), ElementsAre("REG-115 DE:a"));
    member("DE:a").users = 0;
    EXPECT_THAT(found(), IsEmpty()) << "the first user is still to come";
}

TEST_F(SetupCheck, SomebodyInTheCountryMayReply)
{
    for (CountryMember& one : country.members)
        if (one.key != "DE:a")
            one.parts.front().rights = "send";
    part("DE:nimic").rights = "forward|reply";
    EXPECT_THAT(found(), ElementsAre("REG-117 DE:by", "REG-117 DE:health", "REG-117 DE:trade"));
    part("DE:nimic").rights = "send";
    EXPECT_THAT(found(), testing::Not(testing::Contains("REG-116 DE")));
    set_up({"DE", "DE2", "", ""}).content.send_only = true;
    EXPECT_THAT(found(), testing::Contains("REG-116 DE")) << "the set-up takes the right away";
    country.setups.clear();
    part("DE:a").rights = "send";
    EXPECT_THAT(found(), testing::Contains("REG-116 DE"));
}

TEST_F(SetupCheck, WhereRegionsCountEverybodyHasOne)
{
    member("DE:a").region = "Bayern";
    EXPECT_THAT(found(), ElementsAre("REG-118 DE:a"));
    member("DE:a").region.clear();
    EXPECT_THAT(found(), ElementsAre("REG-118 DE:a"));
    link("DE:a", "DE:nimic");
    EXPECT_THAT(found(), IsEmpty()) << "its links say all";
    part("DE:a").links.clear();
    country.has_regions = false;
    part("DE:by").role = AuthorityRole::dimic;
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(SetupCheck, ContradictionsOfPlaceAndAreaAreTold)
{
    set_up({"DE", "", "law", ""}, {}, {{"check", {{"approve", true}, {"hurry", true}}}});
    set_up({"DE", "DE2", "", ""}, {}, {{"check", {{"approve", false}, {"hurry", true}}}});
    EXPECT_THAT(found(), ElementsAre("REG-119 DE/DE2"));
    EXPECT_EQ(message, "and DE@law differ in check.approve; the nearer place wins, in law too");
    set_up({"DE", "DE2", "law", ""}, {}, {{"check", {{"approve", false}}}});
    EXPECT_THAT(found(), IsEmpty()) << "it was said for the area as well";
}

TEST_F(SetupCheck, OneCoordinatorForARegionOrAnArea)
{
    member("DE:health").region = "DE2";
    part("DE:health").role = AuthorityRole::sdimic;
    EXPECT_THAT(found(), ElementsAre("REG-120 DE:health"));
    part("DE:health").role = AuthorityRole::limic;
    EXPECT_THAT(found(), IsEmpty());
    part("DE:trade").role = AuthorityRole::limic;
    EXPECT_THAT(found(), ElementsAre("REG-120 DE:trade"));
}

TEST_F(SetupCheck, UnionInstitutionsAreCoordinatedByNobody)
{
    country.country = "EU";
    country.members.erase(country.members.begin() + 1, country.members.end());
    EXPECT_THAT(found(), IsEmpty());
}

/// What is read from a store, and who may ask.
class SetupCheckOfStore : public testing::Test
{
protected:
    SetupCheckOfStore() : store_{std::string{"lint-"} + testing::UnitTest::GetInstance()->current_test_info()->name()}
    {
    }
    std::vector<std::string> found(const std::string& login, const SetupCheckOptions& options = {})
    {
        std::vector<std::string> result;
        check_setups(store_.db(), store_.as(login).actor(store_.db()), options,
                     [&](const SetupFinding& finding) { result.push_back(finding.code + " " + finding.place); });
        return result;
    }

    test::CaseStore store_;
};

TEST_F(SetupCheckOfStore, ReadsWhatIsStored)
{
    EXPECT_THAT(found("op"), ElementsAre("REG-103 FR"));
    EXPECT_THAT(found("op", {"FR", "lw"}), ElementsAre("REG-103 FR"));
    store_.change([](Database& db) {
        db.execute("UPDATE authority_area SET role = 'nimic' WHERE authority_id = 2");
        db.execute("DELETE FROM user_role WHERE user_id IN (SELECT id FROM imi_user WHERE login = 'ro-one')");
        db.execute("DELETE FROM user_role WHERE role = 'data-administrator' AND authority_id = 5");
    });
    EXPECT_THAT(found("op"), ElementsAre("REG-103 FR", "REG-028 PL:other", "REG-115 RO:two", "REG-113 user ro-one"));
    EXPECT_THAT(found("op", {"GR", ""}), IsEmpty());
}

TEST_F(SetupCheckOfStore, IsForThoseWhoMaySetUp)
{
    EXPECT_THAT(found("pl-nimic"), IsEmpty());
    const auto status = [&](const std::string& login, const SetupCheckOptions& options) {
        try {
            found(login, options);
            return Status::done;
        } catch (const Error& error) {
            return error.status();
        }
    };
    EXPECT_EQ(status("pl-nimic", {"FR", ""}), Status::forbidden);
    EXPECT_EQ(status("pl-ask", {}), Status::forbidden);
    EXPECT_EQ(status("op", {"", "lww"}), Status::absent);
    EXPECT_EQ(status("op", {"XX", ""}), Status::input);
}

} // namespace

} // namespace imi
