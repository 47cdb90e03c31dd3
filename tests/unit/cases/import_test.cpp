// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "cases/case_desk.hpp"
#include "cases/verify_cases.hpp"
#include "directory/verification.hpp"
#include "mail/outbox.hpp"
#include "support/case_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

Json old_case()
{
    return Json::parse(R"({"id": "LW-2007-000042", "workflow": "inquiry", "area": "law", "questionset": "general",
        "from": "PL:ask", "to": ["RO:one"], "language": "pl",
        "data": {"name": "Marek Kowalski", "needed-by": "2007-12-20"}, "questions": {"genuine": {}},
        "events": [
            {"at": "2007-11-20T08:00:00Z", "action": "new", "by": "an old system"},
            {"at": "2007-11-20T09:00:00Z", "action": "send", "by": "an old system"},
            {"at": "2007-11-21T09:00:00Z", "action": "approve", "by": "PL:nimic"},
            {"at": "2007-11-22T09:00:00Z", "action": "accept", "by": "RO:one"},
            {"at": "2007-11-28T09:00:00Z", "action": "reply", "by": "RO:one", "answers": {"genuine": "yes"}},
            {"at": "2007-11-29T09:00:00Z", "action": "close", "by": "PL:ask"}]})");
}

class CaseImport : public testing::Test
{
protected:
    CaseImport() : store_{std::string{"import-"} + testing::UnitTest::GetInstance()->current_test_info()->name()}
    {
        store_.install_inquiry();
    }
    CaseImportResult import(const std::vector<Json>& cases, bool dry_run = false)
    {
        std::ofstream file{store_.folder() + "/cases.jsonl"};
        for (const Json& one : cases)
            file << one.dump() << '\n';
        file.close();
        return import_cases(store_.store(), {store_.folder() + "/cases.jsonl"}, dry_run, store_.as("op"));
    }
    CaseDesk desk(const std::string& login) { return {store_.store(), store_.as(login), {{}, "en"}}; }

    test::CaseStore store_;
};

TEST_F(CaseImport, TimesStayAndNobodyIsTold)
{
    const CaseImportResult result = import({old_case()});
    for (const Diagnostic& diagnostic : result.diagnostics)
        ADD_FAILURE() << diagnostic.text();
    EXPECT_EQ(result.create, 1U);
    const Json seen = desk("pl-ask").show("LW-2007-000042");
    EXPECT_EQ(seen["state"], "closed");
    EXPECT_EQ(seen["started"], "2007-11-20T08:00:00Z");
    EXPECT_EQ(seen["milestones"]["answered"], "2007-11-28T09:00:00Z");
    EXPECT_EQ(seen["forms"][0]["fields"][0]["value"], "Marek Kowalski");
    EXPECT_TRUE(OutboxRepository{store_.db()}.waiting().empty());
    for (const Diagnostic& finding : verify_records(store_.db(), {case_records()}))
        ADD_FAILURE() << finding.text();
}

TEST_F(CaseImport, WhatIsSentIsTheLastDraft)
{
    Json edited = old_case();
    edited["data"] = {{"name", "Marek Kowalski"}, {"needed-by", "2007-11-20"}};
    Json& events = edited["events"];
    events.insert(events.begin() + 1, Json::parse(R"({"at": "2007-11-23T08:30:00Z", "action": "edit", "by": "PL:ask",
                                                      "data": {"needed-by": "2007-12-20"}})"));
    for (std::size_t i = 2; i < events.size(); ++i)
        events[i]["at"] = "2007-11-2" + std::to_string(i + 2) + "T09:00:00Z";
    const CaseImportResult result = import({edited});
    for (const Diagnostic& diagnostic : result.diagnostics)
        ADD_FAILURE() << diagnostic.text();
    const Json fields = desk("pl-ask").show("LW-2007-000042")["forms"][0]["fields"];
    EXPECT_EQ(fields[0]["value"], "Marek Kowalski");
    EXPECT_EQ(fields[1]["value"], "2007-12-20");
}

TEST_F(CaseImport, TheSameIsInAlreadyAndAnotherIsRefused)
{
    import({old_case()});
    EXPECT_EQ(import({old_case()}).unchanged, 1U);
    Json other = old_case();
    other["data"]["name"] = "Another";
    const CaseImportResult result = import({other});
    ASSERT_EQ(result.diagnostics.size(), 1U);
    EXPECT_EQ(result.diagnostics[0].code, "CAS-061");
}

TEST_F(CaseImport, IsAllOrNothing)
{
    Json wrong = old_case();
    wrong["id"] = "LW-2007-000043";
    wrong["events"][3]["action"] = "close";
    const CaseImportResult result = import({old_case(), wrong});
    ASSERT_EQ(result.diagnostics.size(), 1U);
    EXPECT_EQ(result.diagnostics[0].place.line, 2U);
    EXPECT_TRUE(desk("pl-ask").list({}).empty());
    EXPECT_EQ(import({old_case()}, true).create, 1U);
    EXPECT_TRUE(desk("pl-ask").list({}).empty());
}

TEST_F(CaseImport, NumbersGoOnAboveThoseOfTheSameYear)
{
    Json one = old_case();
    one["id"] = "LW-2008-000007";
    import({one});
    StartInput input;
    input.area = "lw";
    input.form = Json{{"data", {{"needed-by", "2008-05-01"}}}};
    input.to = {"RO:one"};
    EXPECT_EQ(desk("pl-ask").start(input).id, "LW-2008-000008");
}

TEST_F(CaseImport, WhatItNamesMustBeThereAndOfItsKind)
{
    for (const char* wrong :
         {R"({"from": "PL:nobody"})", R"({"from": 5})", R"({"from": null})", R"({"to": ["RO:nobody"]})", R"({"to": 5})",
          R"({"workflow": 5})", R"({"language": "\u202e"})", R"({"data": [1]})", R"({"events": 5})"}) {
        Json one = old_case();
        one.update(Json::parse(wrong));
        EXPECT_EQ(import({one}).diagnostics.size(), 1U) << wrong;
    }
    for (const char* wrong : {R"({"by": "\u202e"})", R"({"by": 5})", R"({"to": {"a": 1}})", R"({"comment": "\u001b"})",
                              R"({"at": 5})", R"({"data": 5})", R"({"answers": ["yes"]})"}) {
        Json one = old_case();
        one["events"][1].update(Json::parse(wrong));
        EXPECT_EQ(import({one}).diagnostics.size(), 1U) << wrong;
    }
}

TEST_F(CaseImport, WhatIsExportedIsImported)
{
    import({old_case()});
    std::vector<Json> cases;
    desk("pl-ask").export_cases({}, [&](const Json& one) { cases.push_back(one); });
    ASSERT_EQ(cases.size(), 1U);
    EXPECT_EQ(cases[0]["questionset"], "general@1.0");
    EXPECT_EQ(nlohmann::json(cases[0]["data"]), nlohmann::json(old_case()["data"]));
    EXPECT_EQ(cases[0]["events"].size(), old_case()["events"].size());
    cases[0]["id"] = "LW-2007-000099";
    const CaseImportResult again = import(cases);
    for (const Diagnostic& diagnostic : again.diagnostics)
        ADD_FAILURE() << diagnostic.text();
    EXPECT_EQ(again.create, 1U);
}

} // namespace

} // namespace imi
