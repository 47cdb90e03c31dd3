// SPDX-License-Identifier: EUPL-1.2
#include "workflow/check.hpp"
#include "workflow/compiled.hpp"

#include "formats/package_folder.hpp"
#include "support/small_workflow.hpp"
#include "workflow/forms.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

namespace imi::workflow
{

namespace
{

/// The shared folders and the area of the examples.
Library read_packages(Findings& findings)
{
    std::vector<PackageFolder> folders;
    for (const char* name : {"shared", "forms", "surveys", "services", "workflows"})
        folders.push_back(read_package_folder(std::string{IMI_SOURCE_DIR} + "/tests/data/packages/" + name));
    return Library::read(folders, findings);
}

} // namespace

TEST(Examples, TheOnlyFindingsAreFormsThatNoExampleDefines)
{
    std::set<std::string> found;
    Findings packages;
    const Library library = read_packages(packages);
    for (const std::string& id : example_ids()) {
        Findings findings;
        Workflow workflow = read_example(id, findings);
        const WorkflowForms forms = read_forms(workflow, library, "workflows", findings);
        check(workflow, forms.known, findings);
        for (const Diagnostic& finding : findings.sorted()) {
            EXPECT_EQ(finding.code, "WF-012") << finding.text();
            found.insert(finding.message.substr(finding.message.find('"')));
        }
    }
    EXPECT_EQ(found, (std::set<std::string>{"\"alert-information\"", "\"derogation-decision\"",
                                            "\"derogation-intention\"", "\"derogation-measures\""}));
}

TEST(Examples, EveryTransitionIsReachedAndRehearsed)
{
    std::size_t all = 0;
    std::size_t rehearsed = 0;
    for (const std::string& id : example_ids()) {
        Findings findings;
        const Workflow workflow = read_example(id, findings);
        const WalkResult result = walk(workflow, findings);
        EXPECT_TRUE(result.is_whole);
        EXPECT_TRUE(result.unreached.empty());
        std::size_t good = 0;
        for (const Path& path : result.paths) {
            const std::string otherwise = rehearse(workflow, path);
            EXPECT_EQ(otherwise, "") << id << ": " << path.transition.text() << " by " << path.text();
            good += otherwise.empty();
        }
        const std::size_t size = transitions(workflow).size();
        std::cout << id << ": " << good << " of " << size << " transitions, " << result.set_ups << " set-ups, "
                  << result.cases << " cases\n";
        all += size;
        rehearsed += good;
    }
    std::cout << "coverage " << rehearsed << " of " << all << ": " << 100 * rehearsed / all << " %\n";
    EXPECT_EQ(all, 279U);
    EXPECT_EQ(rehearsed, all);
}

TEST(Examples, TheCompiledFormHoldsAllThatRuns)
{
    for (const std::string& id : example_ids()) {
        Findings findings;
        const Workflow workflow = read_example(id, findings);
        const std::string compiled = compile(workflow);
        const Workflow back = read_compiled(compiled);
        EXPECT_EQ(compile(back), compiled) << id;
        EXPECT_EQ(transitions(back), transitions(workflow)) << id;
        EXPECT_EQ(back.reads, workflow.reads) << id;
        EXPECT_EQ(fingerprint(compiled).size(), 64U);
    }
}

TEST(Examples, SmallFormsAreCompiledIntoTheWorkflow)
{
    Findings findings;
    const Library library = read_packages(findings);
    Workflow workflow = read_example("information-request", findings);
    const WorkflowForms forms = read_forms(workflow, library, "workflows", findings);
    const FormQuestion* days = forms.known.in_place.at("acceptance").question("days");
    ASSERT_NE(days, nullptr);
    EXPECT_EQ(days->kind, "number");
    EXPECT_TRUE(forms.known.in_place.at("message").question("text")->personal);
    EXPECT_TRUE(forms.known.outside->contains("end-user-feedback"));
    const auto text = std::find_if(forms.texts.begin(), forms.texts.end(), [](const Text& other) {
        return other.path == "information-request/form/acceptance/days";
    });
    ASSERT_NE(text, forms.texts.end());
    EXPECT_EQ(text->source, "In how many calendar days do you expect to answer?");
    EXPECT_TRUE(std::is_sorted(forms.texts.begin(), forms.texts.end(),
                               [](const Text& a, const Text& b) { return a.place.line < b.place.line; }));
    const Workflow back = read_compiled(compile(workflow));
    EXPECT_EQ(back.form("acceptance")->compiled, workflow.form("acceptance")->compiled);
    EXPECT_NE(back.form("acceptance")->compiled.find("\"days\""), std::string::npos);
    EXPECT_EQ(compile(back), compile(workflow));
}

TEST(Examples, ACaseRunsFromTheCompiledFormAlone)
{
    Findings findings;
    const Workflow workflow = read_example("information-request", findings);
    const Workflow back = read_compiled(compile(workflow));
    for (const Path& path : walk(back, findings).paths) {
        EXPECT_EQ(rehearse(back, path), "") << path.transition.text();
        EXPECT_EQ(rehearsed_events(back, path), rehearsed_events(workflow, path));
    }
}

} // namespace imi::workflow
