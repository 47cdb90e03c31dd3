// SPDX-License-Identifier: EUPL-1.2
#include "workflow/check.hpp"
#include "workflow/compiled.hpp"

#include "support/small_workflow.hpp"

#include <gtest/gtest.h>

#include <iostream>

namespace imi::workflow
{

namespace
{

/// Forms as the packages have them, without those that no example defines.
KnownForms known_forms()
{
    KnownForms forms;
    forms.workflows = example_ids();
    const auto form = [](std::vector<FormQuestion> questions) { return FormOutline{std::move(questions)}; };
    forms.outside.emplace();
    (*forms.outside)["end-user-feedback"] = form({});
    (*forms.outside)["registration"] = form({{"email", "text", {}, {}, true},
                                             {"country", "one", "countries", {}, false},
                                             {"region", "text", {}, {}, false}});
    return forms;
}

} // namespace

TEST(Examples, TheOnlyFindingsAreFormsThatNoExampleDefines)
{
    std::set<std::string> found;
    for (const std::string& id : example_ids()) {
        Findings findings;
        const Workflow workflow = read_example(id, findings);
        check(workflow, known_forms(), findings);
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
