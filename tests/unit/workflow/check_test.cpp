// SPDX-License-Identifier: EUPL-1.2
#include "workflow/check.hpp"
#include "workflow/codes.hpp"
#include "workflow/compiled.hpp"

#include "support/small_workflow.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>

namespace imi::workflow
{

namespace
{

KnownForms known_forms()
{
    KnownForms forms;
    forms.in_place["verdict"] = {{{"genuine", "one", {}, {"genuine", "forged"}, false}, {"who", "text", {}, {}, true}}};
    forms.in_place["twin"] = forms.in_place["verdict"];
    forms.outside.emplace();
    (*forms.outside)["feedback"] = {{{"mark", "one", {}, {}, false}}};
    forms.workflows = std::vector<std::string>{"document-check", "alert"};
    return forms;
}

struct Change {
    std::string old_text, new_text;
};

/// The example with parts of it replaced.
std::string changed(const std::vector<Change>& changes)
{
    std::string yaml = document_check;
    for (const Change& change : changes) {
        const std::size_t place = yaml.find(change.old_text);
        EXPECT_NE(place, std::string::npos) << change.old_text;
        yaml.replace(place, change.old_text.size(), change.new_text);
    }
    return yaml;
}

std::vector<Diagnostic> findings_of(const std::string& yaml, WalkLimits limits = {})
{
    Findings findings;
    const Workflow workflow = read_small(yaml, findings);
    if (!findings.has_errors())
        check(workflow, known_forms(), findings, limits);
    return findings.sorted();
}

struct Fixture {
    std::string code;
    std::string place; ///< "line:column"; empty: not compared
    std::vector<Change> changes;
};

std::ostream& operator<<(std::ostream& out, const Fixture& fixture) { return out << fixture.code; }

const std::vector<Fixture> fixtures = {
    {"WF-001", "12:13", {{"document: {from: area}", "document: area"}}},
    {"WF-002", "27:5", {{"milestone: sent\n", "milstone: sent\n"}}},
    {"WF-003", "22:7", {{"{after: 3 working days of asker, remind: coordinator}", "{remind: coordinator}"}}},
    {"WF-004", "10:3", {{"  approve-sending: {of", "  Approve: {of"}}},
    {"WF-005", "", {{"title:", "title:"}, {"workflow: document-check", "workflow: document-check "}}},
    {"WF-006", "2:10", {{"version: 1.0", "version: 1"}}},
    {"WF-007", "", {{"milestone: sent", "milestone: send"}}},
    {"WF-008", "", {{"after: 7 days", "after: one week"}}},
    {"WF-009", "", {{"after: 7 days, repeat: 7 days", "at: 3 days before the end"}}},
    {"WF-010", "", {{"{to: accepted, tells: asker}", "{to: accepted, tells: askr}"}}},
    {"WF-011", "32:20", {{"{to: accepted, tells: asker}", "{to: acepted, tells: asker}"}}},
    {"WF-012", "", {{"{form: verdict, to", "{form: verdct, to"}}},
    {"WF-012", "", {{"document: {from: area}", "document: {from: feedbak}"}}},
    {"WF-013",
     "",
     {{"{form: verdict, to: closed", "{form: verdict, if: {answer: {verdict.genuin: forged}}, to: closed"}}},
    {"WF-013", "", {{"after: 14 days", "at: document.until"}}},
    {"WF-014", "", {{"only-if: {setup: approve-sending}", "only-if: {setup: approve-sendig}"}}},
    {"WF-015", "", {{"reply: {form: verdict", "reply: {form: verdict, if: {passed: not-acepted}"}}},
    {"WF-017", "", {{"sees-all-after: accept", "sees-all-after: acept"}}},
    {"WF-018", "", {{"reply: {form: verdict", "reply: {form: verdict, if: {every: {checker: sent}}"}}},
    {"WF-019", "", {{"names: checker, to: approval", "names: checker, to: approval, follows: alerts"}}},
    {"WF-020", "", {{"sees:", "shared: {accept: {in: sent, to: accepted}}\nsees:"}}},
    {"WF-021", "", {{"not-answered:", "not-accepted:"}}},
    {"WF-022", "", {{"accept: {to: accepted", "accept: {while: sent, to: accepted"}}},
    {"WF-023",
     "",
     {{"accept: {to: accepted", "show: {to: accepted"}, {"sees-all-after: accept", "sees-all-after: show"}}},
    {"WF-024", "", {{"of: asker, kind: request, role", "kind: request, role"}}},
    {"WF-024",
     "",
     {{"role: request-handler, right: send}", "role: request-handler, right: send, abroad-from: checker}"}}},
    {"WF-030", "", {{"sees:", "  lost: {final: yes}\nsees:"}}},
    {"WF-031",
     "",
     {{"accept: {to: accepted, tells: asker}", "accept: {to: accepted, tells: asker}\n      lose: {to: lost}"},
      {"sees:", "  lost: {rests: yes}\nsees:"}}},
    {"WF-032",
     "",
     {{"accept: {to: accepted, tells: asker}", "accept: {to: accepted, tells: asker}\n      lose: {to: lost}"},
      {"sees:", "  lost: {rests: yes, actions: {again: {by: asker, to: lost}}}\nsees:"}}},
    {"WF-033", "", {{"    timers:\n      not-answered: {after: 14 days, repeat: 7 days, remind: checker}\n", ""}}},
    {"WF-034", "", {{"reply: {form", "reply: {by: asker, form"}}},
    {"WF-035",
     "",
     {{"    only-if: {setup: approve-sending}\n    else: sent\n", ""},
      {"setup:\n  approve-sending: {of: asker, needs: coordinator, text: \"The coordinator approves a check before it "
       "is "
       "sent\"}\n",
       ""}}},
    {"WF-036", "", {{"    else: sent\n", "    else: approval\n"}}},
    {"WF-037", "", {{"{after: 14 days, repeat: 7 days, remind: checker}", "{after: 14 days}"}}},
    {"WF-038", "", {{"after: 14 days, repeat: 7 days", "at: agreed"}}},
    {"WF-039", "", {{"after: 14 days", "after: 14 working days of chekker"}}},
    {"WF-040", "", {{"accept: {to: accepted", "accept: {if: {count: {rounds: 0}}, to: accepted"}}},
    {"WF-040", "", {{"accept: {to: accepted", "accept: {if: {not: {marked: seen}}, to: accepted"}}},
    {"WF-041", "", {{"setup:\n", "setup:\n  unused: {of: asker, text: \"Never asked\"}\n"}}},
    {"WF-042", "", {{"forms:\n", "forms:\n  unused: {from: area}\n"}}},
    {"WF-043", "", {{"closed: {final: yes", "closed: {final: yes, actions: {again: {by: asker, to: sent}}"}}},
    {"WF-044", "", {{"  coordinator: {else: questions}\n", ""}}},
    {"WF-045", "", {{", sees-all-after: accept", ""}}},
    {"WF-047",
     "",
     {{"    waits-for: checker\n    timers:\n      not-answered", "    timers:\n      not-answered"},
      {"reply: {form", "reply: {by: checker, form"}}},
    {"WF-048",
     "",
     {{"forms:\n", "forms:\n  twin: {items: {genuine: {ask: \"Is it genuine?\"}}}\n"},
      {"{form: verdict, to", "{form: [verdict, twin], to"}}},
    {"WF-049", "", {{"reply: {form: verdict,", "reply: {form: verdict, set: {until: verdict.genuine},"}}},
    {"WF-050", "", {{"approve: {to: sent}", "approve: {to: sent}\n      hold: {tells: checker}"}}},
    {"WF-060",
     "",
     {{"accept: {to: accepted, tells: asker}",
       "accept: {mark: seen, to: accepted, tells: asker}\n      haste: {if: {marked: seen}, to: accepted}"}}},
    {"WF-061",
     "",
     {{"reply: {form: verdict,", "mark: {mark: seen}\n      reply: {if: {not: {marked: seen}}, form: verdict,"}}},
    {"WF-063",
     "",
     {{"only-if: {setup: approve-sending}", "only-if: {setup: approve-sending, present: checker, count: {rounds: 0}}"},
      {"approve: {to: sent}", "approve: {count: rounds, to: sent}"},
      {"only-if: {setup: approve-sending, present: checker, count: {rounds: 0}}",
       "only-if: [{setup: approve-sending}, {not: {setup: approve-sending}}]"},
      {"needs: coordinator, ", ""},
      {"of: asker, kind: request, role: referral-handler}", "of: asker, kind: request, else: asker}"}}},
};

} // namespace

class EveryCode : public testing::TestWithParam<Fixture>
{
};

TEST_P(EveryCode, IsFoundAlone)
{
    const Fixture& fixture = GetParam();
    std::string yaml = changed(fixture.changes);
    std::vector<Diagnostic> findings;
    if (fixture.code == "WF-005") {
        Findings all;
        read_workflow(parse_yaml(document_check, "other.yaml"), "other.yaml", all);
        findings = all.sorted();
    } else {
        findings = findings_of(yaml);
    }
    std::string list;
    for (const Diagnostic& finding : findings)
        list += finding.text() + "\n";
    ASSERT_FALSE(findings.empty()) << yaml;
    for (const Diagnostic& finding : findings)
        EXPECT_EQ(finding.code, fixture.code) << list;
    if (!fixture.place.empty()) {
        EXPECT_EQ(std::to_string(findings.front().place.line) + ":" + std::to_string(findings.front().place.column),
                  fixture.place)
            << list;
    }
}

INSTANTIATE_TEST_SUITE_P(Check, EveryCode, testing::ValuesIn(fixtures), [](const testing::TestParamInfo<Fixture>& one) {
    return "WF" + one.param.code.substr(3) + "_" + std::to_string(one.index);
});

TEST(Check, SuggestsTheNearestName)
{
    const auto findings = findings_of(changed({{"{to: accepted, tells: asker}", "{to: acepted, tells: asker}"}}));
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings.front().message, "there is no state \"acepted\"");
    EXPECT_NE(findings.front().hint.find("accepted"), std::string::npos);
}

TEST(Check, ReportsAllThatIsWrongInOneRun)
{
    const auto findings = findings_of(changed({{"version: 1.0", "version: one"},
                                               {"milestone: sent\n", "milstone: sent\n"},
                                               {"after: 14 days", "after: a fortnight"}}));
    ASSERT_EQ(findings.size(), 3U);
    EXPECT_EQ(findings[0].code, "WF-006");
    EXPECT_EQ(findings[1].code, "WF-002");
    EXPECT_EQ(findings[2].code, "WF-008");
}

TEST(Check, SaysWhereTheWalkWasEnded)
{
    const auto findings = findings_of(document_check, {2});
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings.front().code, "WF-064");
    EXPECT_EQ(findings.front().severity, Severity::warning);
}

TEST(Check, RefusesPersonalFieldsInMails)
{
    Findings findings;
    const Workflow workflow = read_sound(document_check);
    check_mail(workflow, known_forms(), {{"verdict.genuine", {3, 1}}, {"verdict.who", {4, 1}}, {"case", {5, 1}}},
               "mail/document-check/accept.txt", findings);
    ASSERT_EQ(findings.sorted().size(), 1U);
    EXPECT_EQ(findings.sorted().front().text().substr(0, 35), "mail/document-check/accept.txt:4:1:");
}

TEST(Check, RefusesADamagedCompiledWorkflow)
{
    for (const char* text : {"", "[]", "{}", "{\"workflow\":\"a\"}", "{\"workflow\":\"a\",\"forms\":[{}]}"}) {
        try {
            read_compiled(text);
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.id(), "WF-070") << text;
        }
    }
}

TEST(Codes, TheTableHoldsWhatTheModuleGives)
{
    std::set<std::string> listed;
    for (const CodeRow& row : workflow_codes()) {
        EXPECT_TRUE(listed.insert(std::string{row.id}).second) << row.id;
        EXPECT_FALSE(explanation(row.id).empty()) << row.id;
    }
    std::set<std::string> given;
    const std::regex code{"\"(WF-[0-9]{3})\""};
    for (const auto& entry :
         std::filesystem::directory_iterator{std::filesystem::path{IMI_SOURCE_DIR} / "lib/workflow"}) {
        if (entry.path().filename() == "codes.cpp")
            continue;
        std::ifstream in{entry.path()};
        for (std::string line; std::getline(in, line);)
            for (std::sregex_iterator match{line.begin(), line.end(), code}, end; match != end; ++match)
                if (line.find("///") == std::string::npos)
                    given.insert((*match)[1]);
    }
    EXPECT_EQ(given, listed);
}

} // namespace imi::workflow
