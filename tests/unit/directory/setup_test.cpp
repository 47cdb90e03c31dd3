// SPDX-License-Identifier: EUPL-1.2
#include "directory/setup.hpp"

#include "base/error.hpp"
#include "directory/verification.hpp"
#include "support/case_store.hpp"

#include <gtest/gtest.h>

namespace imi
{

namespace
{

constexpr const char* check_workflow = R"(workflow: check
version: 1.0
title: Check
parties:
  asker: {is: starter, role: request-handler}
  coordinator: {is: coordinator, of: asker, kind: request, role: referral-handler}
setup:
  approve: {of: asker, needs: coordinator, text: "The coordinator approves"}
  hurry: {of: asker, text: "Asked at once"}
start:
  new: {by: asker, to: done}
states:
  done: {final: yes}
sees:
  asker: {always: all}
)";

class SetupTest : public testing::Test
{
protected:
    SetupTest() : store_{std::string{"setup-"} + testing::UnitTest::GetInstance()->current_test_info()->name()}
    {
        store_.install_workflow(check_workflow);
    }
    SetupResult apply(const std::string& text, const std::string& login = "op", ChangeOptions options = {})
    {
        return apply_setups(store_.store(), {{"setup.yaml", text}}, options, store_.as(login));
    }
    std::optional<bool> value(const std::string& authority, const std::string& region, const std::string& area = "law")
    {
        return switch_value(SetupRepository{store_.db()}.all(authority.substr(0, 2)), {authority, region, area},
                            "check", "approve");
    }

    test::CaseStore store_;
};

TEST_F(SetupTest, TheNearestWinsAndANamedAreaBeforeAllAreas)
{
    apply("country: DE\nsetup: {check: {approve: yes}}\n---\n"
          "country: DE\nregion: DE2\nsetup: {check: {approve: no}}\n---\n"
          "country: DE\nauthority: sued\narea: lw\nsetup: {check: {approve: yes}}\n---\n"
          "country: DE\nregion: DE2\narea: law\nsetup: {check: {hurry: yes}}\n");
    EXPECT_EQ(value("DE:nord", ""), true);
    EXPECT_EQ(value("DE:other", "DE23"), false);
    EXPECT_EQ(value("DE:sued", "DE23"), true);
    EXPECT_EQ(value("DE:sued", "DE23", "services"), false);
    EXPECT_EQ(value("PL:ask", ""), std::nullopt);
}

TEST_F(SetupTest, WritesOnceAndKeepsVersions)
{
    const SetupResult first = apply("country: PL\nsetup: {check: {approve: yes}}\n");
    ASSERT_EQ(first.items.size(), 1U);
    EXPECT_EQ(first.items[0].action, "create");
    EXPECT_TRUE(first.batch);
    const SetupResult again = apply("country: PL\nsetup: {check: {approve: yes}}\n");
    EXPECT_EQ(again.items[0].action, "unchanged");
    EXPECT_FALSE(again.batch);
    ChangeOptions options;
    options.if_version = 7;
    EXPECT_THROW(apply("country: PL\nsetup: {}\n", "op", options), Error);
    options.if_version = 1;
    EXPECT_EQ(apply("country: PL\nsetup: {}\n", "op", options).items[0].version, 2);
    EXPECT_EQ(verify_records(store_.db()).size(), 0U);
    store_.change([](Database& db) { db.execute("UPDATE setup_version SET content = '{}'"); });
    EXPECT_EQ(verify_records(store_.db()).size(), 1U);
}

TEST_F(SetupTest, ADryRunWritesNothing)
{
    ChangeOptions options;
    options.dry_run = true;
    EXPECT_EQ(apply("country: PL\nsetup: {check: {approve: yes}}\n", "op", options).items[0].action, "create");
    EXPECT_TRUE(SetupRepository{store_.db()}.all().empty());
}

TEST_F(SetupTest, CoordinatorsSetUpTheirOwn)
{
    const std::string country = "country: DE\nsetup: {check: {approve: yes}}\n";
    const std::string region = "country: DE\nregion: DE23\nsetup: {check: {approve: yes}}\n";
    EXPECT_TRUE(apply(country, "de-region").not_permitted);
    EXPECT_TRUE(apply(country, "pl-nimic").not_permitted);
    EXPECT_TRUE(apply(region, "de-sued").not_permitted);
    EXPECT_TRUE(apply(region, "de-region").batch);
    EXPECT_TRUE(apply(country, "de-nimic").batch);
}

TEST_F(SetupTest, NamesWhatIsUnknownWithItsPlaceAndTheNearest)
{
    const SetupResult result = apply("country: PL\nauthority: askk\nsetup:\n  chek: {approve: yes}\n"
                                     "  check: {aprove: yes, hurry: maybe}\ncolour: red\n");
    std::vector<std::string> found;
    for (const Diagnostic& diagnostic : result.diagnostics)
        found.push_back(diagnostic.code + " " + diagnostic.place.text() + " " + diagnostic.hint);
    const std::vector<std::string> expected{
        "REG-050 setup.yaml:6:1 one of: country, region, area, authority, coordinators, send-only, setup",
        "REG-040 setup.yaml:2:12 did you mean PL:ask?",
        "REG-051 setup.yaml:4:3 did you mean check?",
        "REG-052 setup.yaml:5:11 did you mean approve?",
        "REG-053 setup.yaml:5:31 ",
    };
    EXPECT_EQ(found, expected);
    EXPECT_FALSE(result.batch);
}

TEST_F(SetupTest, NamesWhatIsWrongWithCoordinators)
{
    const SetupResult result =
        apply("country: DE\ncoordinators: {reqest: region, access: PL:nimic, alert: regio}\n---\n"
              "country: DE\nauthority: sued\ncoordinators: sued\n---\n"
              "country: PL\ncoordinators: [nimic]\n");
    std::vector<std::string> found;
    for (const Diagnostic& diagnostic : result.diagnostics)
        found.push_back(diagnostic.code + " " + diagnostic.place.text() + " " + diagnostic.hint);
    const std::vector<std::string> expected{
        "REG-085 setup.yaml:2:16 did you mean request?",
        "REG-086 setup.yaml:2:40 a set-up names coordinators of its country",
        "REG-017 setup.yaml:2:57 did you mean DE:region?",
        "REG-029 setup.yaml:6:15 name another, or none",
        "REG-050 setup.yaml:9:15 write coordinators: {validating: AUTHORITY, request: AUTHORITY}",
    };
    EXPECT_EQ(found, expected);
}

TEST_F(SetupTest, TheNearestSaysWhoOnlySends)
{
    apply("country: DE\nsend-only: yes\n---\ncountry: DE\nregion: DE2\narea: law\nsend-only: no\n");
    const auto setups = SetupRepository{store_.db()}.all("DE");
    EXPECT_TRUE(is_send_only(setups, {"DE:a", "DE9", "law"}, AuthorityRole::authority));
    EXPECT_FALSE(is_send_only(setups, {"DE:a", "DE23", "law"}, AuthorityRole::authority));
    EXPECT_TRUE(is_send_only(setups, {"DE:a", "DE23", "services"}, AuthorityRole::authority));
    EXPECT_FALSE(is_send_only(setups, {"DE:nimic", "DE9", "law"}, AuthorityRole::nimic));
    EXPECT_FALSE(is_send_only({}, {"DE:a", "DE9", "law"}, AuthorityRole::authority));
    const std::string shown = to_yaml(setups);
    EXPECT_EQ(shown, "country: DE\nsend-only: yes\n---\ncountry: DE\nregion: DE2\narea: law\nsend-only: no\n");
    EXPECT_EQ(apply(shown).items[0].action, "unchanged");
    const SetupResult wrong = apply("country: DE\nsend-only: maybe\n");
    ASSERT_EQ(wrong.diagnostics.size(), 1U);
    EXPECT_EQ(wrong.diagnostics[0].code, "REG-053");
}

TEST_F(SetupTest, ACoordinatorThatDoesNotCoordinateIsTakenWithAWarning)
{
    const SetupResult result = apply("country: PL\ncoordinators: {request: other}\n");
    ASSERT_EQ(result.warnings.size(), 1U);
    EXPECT_EQ(result.warnings[0].code, "REG-087");
    EXPECT_EQ(result.items[0].cells.size(), 1U);
    EXPECT_EQ(result.items[0].cells[0].member, "coordinators.request");
}

TEST_F(SetupTest, WhatIsShownIsReadAgain)
{
    apply("country: DE\ncoordinators: nimic\nsetup: {check: {approve: yes, hurry: no}}\n---\n"
          "country: DE\nregion: DE2\narea: law\ncoordinators: {request: region}\n");
    const std::string shown = to_yaml(setups_in(store_.db(), "DE"));
    EXPECT_EQ(shown, "country: DE\ncoordinators: 'DE:nimic'\nsetup:\n  check:\n    approve: yes\n    hurry: no\n---\n"
                     "country: DE\nregion: DE2\narea: law\ncoordinators:\n  request: 'DE:region'\n");
    const SetupResult again = apply(shown);
    ASSERT_EQ(again.items.size(), 2U);
    EXPECT_EQ(again.items[0].action, "unchanged");
    EXPECT_EQ(again.items[1].action, "unchanged");
    EXPECT_EQ(setups_in(store_.db(), "DE@lw").size(), 1U);
}

} // namespace

} // namespace imi
