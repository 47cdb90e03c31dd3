// SPDX-License-Identifier: EUPL-1.2
#include "cases/what_if.hpp"

#include "cases/case_desk.hpp"
#include "directory/authority_service.hpp"
#include "support/case_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imi
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* approve = "country: DE\nsetup: {inquiry: {approve: yes}}\n";

class WhatIfTest : public testing::Test
{
protected:
    WhatIfTest() : store_{std::string{"what-if-"} + testing::UnitTest::GetInstance()->current_test_info()->name()}
    {
        store_.install_inquiry();
    }
    std::string sent_by(const std::string& login, const std::string& to)
    {
        CaseDesk desk{store_.store(), store_.as(login), {{}, "en"}};
        StartInput input;
        input.area = "lw";
        input.questionset = "general";
        input.form = nlohmann::ordered_json::parse(
            R"({"data": {"name": "Marek Kowalski", "needed-by": "2008-04-30"}, "questions": {"genuine": {}}})");
        input.to = {to};
        const std::string id = desk.start(input).id;
        desk.act(id, "send", {});
        return id;
    }
    void apply(const std::string& text) { apply_setups(store_.store(), {{"s.yaml", text}}, {}, store_.as("op")); }
    WhatIf compare(const std::string& text, const std::string& against = {}, const std::string& login = "op")
    {
        std::vector<SetupFile> other;
        if (!against.empty())
            other.push_back({"a.yaml", against});
        return what_if(store_.store(), {{"s.yaml", text}}, other, store_.as(login));
    }
    /// "AUTHORITY STATE BEFORE>AFTER CASES".
    static std::vector<std::string> counts(const WhatIf& result)
    {
        std::vector<std::string> texts;
        for (const WhatIfCount& count : result.counts)
            texts.push_back(count.authority + " " + count.state + " " + std::to_string(count.before) + ">" +
                            std::to_string(count.after) + " " + std::to_string(count.cases.size()));
        return texts;
    }

    test::CaseStore store_;
};

TEST_F(WhatIfTest, TellsWhoWouldHaveApprovedWhat)
{
    const std::string first = sent_by("de-sued", "RO:one");
    sent_by("pl-ask", "RO:one");
    const WhatIf result = compare(approve);
    EXPECT_EQ(result.cases, 1) << "the case without Germany is not looked at";
    EXPECT_THAT(counts(result), ElementsAre("DE:region approval 0>1 1"));
    ASSERT_EQ(result.steps.size(), 1U);
    const WhatIfStep& step = result.steps.front();
    EXPECT_EQ(step.number, first);
    EXPECT_EQ(step.action, "send");
    EXPECT_EQ(step.before.state, "sent");
    EXPECT_EQ(step.after.state, "approval");
    // Nothing is changed by asking.
    EXPECT_TRUE(SetupRepository{store_.db()}.all().empty());
}

TEST_F(WhatIfTest, AnotherCoordinatorAnotherApproval)
{
    apply(approve);
    sent_by("de-sued", "RO:one");
    const std::string by_nimic = std::string{approve} + "---\ncountry: DE\nregion: DE2\ncoordinators: nimic\n";
    EXPECT_THAT(counts(compare(by_nimic)), ElementsAre("DE:nimic approval 0>1 1", "DE:region approval 1>0 1"));
    EXPECT_THAT(counts(compare("country: DE\nsetup: {}\n")), ElementsAre("DE:region approval 1>0 1"));
    EXPECT_THAT(counts(compare("country: DE\nsetup: {}\n", by_nimic)), ElementsAre("DE:nimic approval 1>0 1"));
    // An absent coordinator is passed over: then nothing differs.
    set_authority_state(store_.store(), "DE:nimic", AuthorityState::suspended, {}, store_.as("op"));
    EXPECT_THAT(counts(compare(by_nimic)), IsEmpty());
}

TEST_F(WhatIfTest, WhatLeadsTheSameWayIsNotTold)
{
    apply(approve);
    const std::string id = sent_by("de-sued", "RO:one");
    CaseDesk{store_.store(), store_.as("de-region"), {{}, "en"}}.act(id, "approve", {});
    EXPECT_THAT(compare(approve).steps, IsEmpty());
    EXPECT_THAT(compare(approve).counts, IsEmpty());
    EXPECT_EQ(compare("country: DE\nsetup: {}\n").steps.size(), 1U) << "the approval itself leads to the same";
}

TEST_F(WhatIfTest, TellsWhoCouldNotHaveBeenAsked)
{
    sent_by("pl-ask", "RO:one");
    const WhatIf result = compare("country: RO\nsend-only: yes\n");
    ASSERT_EQ(result.steps.size(), 1U);
    EXPECT_EQ(result.steps.front().action, "new");
    EXPECT_THAT(result.steps.front().before.barred, IsEmpty());
    EXPECT_THAT(result.steps.front().after.barred, ElementsAre("RO:one"));
}

TEST_F(WhatIfTest, IsForThoseWhoMaySetUp)
{
    EXPECT_TRUE(compare(approve, {}, "de-sued").not_permitted);
    EXPECT_FALSE(compare(approve, {}, "de-nimic").not_permitted);
    EXPECT_FALSE(compare("country: DE\nsetup: {inqury: {}}\n").diagnostics.empty());
}

} // namespace

} // namespace imi
