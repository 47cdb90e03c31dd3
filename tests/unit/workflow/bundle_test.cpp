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

/// The example workflow in an area of its own, with the file of the area changed.
std::vector<PackageFolder> folders(std::string area = area_file)
{
    PackageFolder folder{"law", "law", {}};
    folder.files = {{"area.yaml", "law/area.yaml", std::move(area)},
                    {"paper.yaml", "law/paper.yaml", set_file},
                    {"workflows/document-check.yaml", "law/workflows/document-check.yaml", document_check}};
    return {folder};
}

std::string codes_of(const std::vector<PackageFolder>& packages)
{
    Findings findings;
    const Bundle bundle = read_bundle(packages, findings);
    check_bundle(bundle, {{"law"}, false}, findings);
    std::string codes;
    for (const Diagnostic& finding : findings.sorted())
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
}

} // namespace imi::workflow
