// SPDX-License-Identifier: EUPL-1.2
#include "workflow/bundle.hpp"
#include "workflow/diff.hpp"

#include "support/small_workflow.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace imi::workflow
{

namespace
{

constexpr const char* area_file = R"(area: law
format: 1
short: la
title: A law
law: {directive: 32005L0036}
workflows: {document-check: {document: paper}}
retention: {block: 6 months after end, purge: 3 years after end, law: art. 14}
)";

constexpr const char* set_file = R"(set: paper
version: 1.0
title: Papers
questions:
  papers:
    title: Papers
    items:
      valid: {ask: "Is the document valid?", cannot-answer: never}
)";

/// The example workflow in an area of its own, with the file of the area or of the workflow changed.
std::vector<PackageFolder> folders(std::string area = area_file, std::string workflow = document_check)
{
    PackageFolder folder{"law", "law", {}};
    folder.files = {{"area.yaml", "law/area.yaml", std::move(area)},
                    {"paper.yaml", "law/paper.yaml", set_file},
                    {"workflows/document-check.yaml", "law/workflows/document-check.yaml", std::move(workflow)}};
    return {folder};
}

std::vector<Diagnostic> findings_of(const std::vector<PackageFolder>& packages)
{
    Findings findings;
    const Bundle bundle = read_bundle(packages, findings);
    check_bundle(bundle, {{"law"}, false}, findings);
    return findings.sorted();
}

std::string codes_of(const std::vector<PackageFolder>& packages)
{
    std::string codes;
    for (const Diagnostic& finding : findings_of(packages))
        codes += finding.code + " ";
    return codes;
}

std::string replaced(std::string text, const std::string& what, const std::string& with)
{
    return text.replace(text.find(what), what.size(), with);
}

} // namespace

TEST(Bundle, AnAreaWithASetAndAWorkflowHasNoFindings) { EXPECT_EQ(codes_of(folders()), ""); }

TEST(Bundle, CompilesSmallFormsAndHandsOverTheirTexts)
{
    Findings findings;
    const Bundle bundle = read_bundle(folders(), findings);
    const PackagedWorkflow* one = bundle.workflow("document-check", "law");
    ASSERT_NE(one, nullptr);
    ASSERT_EQ(one->small_forms.size(), 1U);
    EXPECT_EQ(one->small_forms.front().id, "verdict");
    EXPECT_FALSE(one->workflow.form("verdict")->compiled.empty());
    const auto& texts = bundle.library.package("law")->texts;
    EXPECT_TRUE(std::any_of(texts.begin(), texts.end(), [](const Text& text) {
        return text.path == "document-check/form/verdict/genuine" && text.source == "Is it genuine?";
    }));
}

TEST(Bundle, HoldsTheAreaToItsWorkflows)
{
    EXPECT_EQ(codes_of(folders(replaced(area_file, "document-check: {", "document-chek: {"))), "WF-019 ");
    EXPECT_EQ(codes_of(folders(replaced(area_file, "document: paper", "documents: paper"))), "WF-012 WF-012 ");
    EXPECT_EQ(codes_of(folders(replaced(
                  area_file, "retention:", "deadlines: {document-check: {not-accepted: 2 days}}\nretention:"))),
              "");
    EXPECT_EQ(codes_of(folders(
                  replaced(area_file, "retention:", "deadlines: {document-check: {not-acepted: 2 days}}\nretention:"))),
              "WF-015 ");
}

TEST(Bundle, HoldsTheSetsOfTheAreaToWhatTheWorkflowReads)
{
    const std::string uses =
        replaced(document_check, "document: {from: area}", "document: {from: area, uses: [valid]}");
    const std::string by_answer =
        replaced(uses, "accept: {", "hold: {if: {answer: {document.valid: yes}}}\n      accept: {");
    EXPECT_EQ(codes_of(folders(area_file, by_answer)), "");
    EXPECT_EQ(codes_of(folders(area_file, replaced(uses, "[valid]", "[expiry]"))), "QS-081 ");
    const auto of_code = findings_of(folders(area_file, replaced(by_answer, "valid: yes", "valid: expired")));
    ASSERT_EQ(of_code.size(), 1U);
    EXPECT_EQ(of_code.front().text(), "law/area.yaml:6:40: error: \"paper\": there is no answer \"expired\" "
                                      "(law/workflows/document-check.yaml:32:44) [WF-013]");
    const std::string as_date = replaced(uses, "names: checker,", "names: checker, set: {expiry: document.valid},");
    EXPECT_EQ(codes_of(folders(area_file, as_date)), "WF-049 ");
    const std::string as_days =
        replaced(uses, "names: checker,", "names: checker, set: {expiry: {days: document.valid}},");
    EXPECT_EQ(codes_of(folders(area_file, as_days)), "WF-049 ");
    // The answers to a form are those to its set.
    const std::string of_reply =
        replaced(replaced(as_date, "  verdict:  {", "  paper-reply: {answers: document, uses: [valid]}\n  verdict:  {"),
                 "document.valid", "paper-reply.valid");
    EXPECT_EQ(codes_of(folders(area_file, replaced(of_reply, "form: verdict", "form: [verdict, paper-reply]"))),
              "WF-049 ");
}

TEST(Bundle, ChecksHowLongIsKept)
{
    const auto with = [](const std::string& what, const std::string& to) {
        return codes_of(folders(replaced(area_file, what, to)));
    };
    // Said of the area, though its only workflow has times of its own.
    EXPECT_EQ(with("6 months after end", "for ever"), "WF-008 ");
    EXPECT_EQ(with("3 years after end", "0 days after end"), "WF-008 WF-051 ");
    EXPECT_EQ(with("3 years after end", "5 months after end"), "WF-051 ");
    EXPECT_EQ(with("3 years after end", "180 days after end"), "WF-051 ");
    EXPECT_EQ(with("3 years after end", "6 months after end"), "");
    EXPECT_EQ(with("block:", "blok:"), "WF-019 ");
    // Of a workflow.
    const auto of_workflow = [&](const std::string& times) {
        return with("law: art. 14}", "law: art. 14, document-check: {" + times + "}}");
    };
    EXPECT_EQ(of_workflow("purge: 1 year after end"), "");
    EXPECT_EQ(of_workflow("purge: 5 months after end"), "WF-051 ");
    EXPECT_EQ(of_workflow("block: 4 years after end"), "WF-051 ");
    EXPECT_EQ(of_workflow("purge: 1 year after expiry"), "WF-038 ");
    EXPECT_EQ(of_workflow("purged: 1 year after end"), "WF-002 ");
    EXPECT_EQ(codes_of(folders(area_file, replaced(document_check, "3 years after end", "5 months after end"))),
              "WF-051 ");
}

TEST(WorkflowDiff, ClassesEveryChange)
{
    const auto compare = [](const std::string& what, const std::string& with) {
        Findings findings;
        const Workflow before = read_small(document_check, findings);
        const Workflow after = read_small(replaced(document_check, what, with), findings);
        return diff_workflows(before, after);
    };
    EXPECT_EQ(compare("version: 1.0", "version: 1.0").highest, ChangeClass::none);
    EXPECT_EQ(compare("title: Document check", "title: Check of a document").highest, ChangeClass::wording);
    const FormDiff added =
        compare("      accept: {to: accepted", "      hold: {comment: required}\n      accept: {to: accepted");
    EXPECT_EQ(added.highest, ChangeClass::additive);
    EXPECT_EQ(added.needed.text(), "1.1");
    EXPECT_FALSE(added.version_is_enough);
    const FormDiff later = compare("after: 14 days", "after: 21 days");
    EXPECT_EQ(later.highest, ChangeClass::breaking);
    EXPECT_EQ(later.needed.text(), "2.0");
    EXPECT_EQ(compare("coordinator: {else: questions}", "coordinator: {else: content}").highest, ChangeClass::breaking);
    EXPECT_EQ(compare("coordinator: {else: questions}", "coordinator: {else: trace}").highest, ChangeClass::additive);
    EXPECT_EQ(compare("{from: area}", "{from: area, own: yes}").highest, ChangeClass::additive);
    EXPECT_EQ(compare("only-if: {setup: approve-sending}", "only-if: {present: coordinator}").changes.front().text,
              "state approval: only-if: set-up approve-sending became coordinator is there");
    EXPECT_EQ(compare("comment: required, to: closed, tells: asker",
                      "comment: required, to: closed, tells: [asker, coordinator]")
                  .changes.front()
                  .text,
              "action reject: tells: asker became asker, coordinator");
}

TEST(WorkflowDiff, FormsInPlaceAreComparedAsSetsAre)
{
    const auto compare = [](const std::string& what, const std::string& with) {
        Findings findings;
        const Bundle before = read_bundle(folders(), findings);
        const Bundle after = read_bundle(folders(area_file, replaced(document_check, what, with)), findings);
        return diff_workflows(before.workflow("document-check", "law")->workflow,
                              after.workflow("document-check", "law")->workflow);
    };
    const FormDiff retired = compare("forged: Forged", "forged: {label: Forged, retired: yes}");
    ASSERT_EQ(retired.changes.size(), 1U);
    EXPECT_EQ(retired.changes.front().item, "verdict/genuine/forged");
    EXPECT_EQ(retired.changes.front().text, "is retired");
    EXPECT_EQ(retired.changes.front().place.line, 13U);
    EXPECT_EQ(retired.needed.text(), "1.1");
    EXPECT_EQ(compare("Is it genuine?", "Is it a genuine one?").highest, ChangeClass::wording);
    EXPECT_EQ(compare(", forged: Forged", "").highest, ChangeClass::breaking);
}

} // namespace imi::workflow
