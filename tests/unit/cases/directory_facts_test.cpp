// SPDX-License-Identifier: EUPL-1.2
#include "cases/directory_facts.hpp"

#include "directory/rights.hpp"
#include "directory/succession.hpp"
#include "support/directory_fixture.hpp"

#include <algorithm>

namespace imi
{
namespace
{

class FactsAfterAnEnd : public Directory
{
protected:
    void SetUp() override
    {
        Directory::SetUp();
        import("id,country,name,area,role,coordinator\n"
               "nimic,DE,Nimic,pq,nimic,\n"
               "old,DE,Old,pq,dimic,\n"
               "new,DE,New,pq,authority,\n"
               "third,DE,Third,pq,authority,\n"
               "ward,DE,Ward,pq,authority,old\n");
        import("login,name,authority,roles\n"
               "at-new,N,DE:new,data-administrator|request-handler\n"
               "at-old,O,DE:old,data-administrator|request-handler\n");
    }
    void end(const std::vector<std::string>& following, const std::string& on = {})
    {
        end_authorities(*store_, {{"DE:old"}, following, on, false}, "merge", {}, context());
    }
    /// On a civil date.
    DirectoryFacts facts(const std::string& date = "2008-01-10")
    {
        return {store_->db(), "professional-qualifications", {}, "information-request", end_of_day(date)};
    }
};

TEST_F(FactsAfterAnEnd, NoNewCasesButOpenOnes)
{
    EXPECT_TRUE(facts().is_active("DE:old"));
    EXPECT_EQ(facts().place_taken("DE:old"), "");
    end({"DE:new"}, "2008-02-01");
    EXPECT_TRUE(facts("2008-01-31").is_active("DE:old"));
    EXPECT_FALSE(facts("2008-02-01").is_active("DE:old")) << "its day came by itself";
    EXPECT_TRUE(facts("2008-02-01").may_finish("DE:old"));
    EXPECT_EQ(facts("2008-02-01").place_taken("DE:old"), "DE:old has ended on 2008-01-31; it is followed by DE:new");
    set_authority_state(*store_, "DE:old", AuthorityState::suspended, {}, context());
    EXPECT_FALSE(facts("2008-02-01").may_finish("DE:old"));
}

TEST_F(FactsAfterAnEnd, WhoAloneFollowsActsForIt)
{
    EXPECT_FALSE(facts().has_role("at-new", "DE:old", "request-handler"));
    end({"DE:new"});
    EXPECT_TRUE(facts().has_role("at-new", "DE:old", "request-handler"));
    EXPECT_TRUE(facts().has_role("at-old", "DE:old", "request-handler"));
    EXPECT_FALSE(facts().has_role("at-old", "DE:new", "request-handler"));
    const Actor actor = context("at-new").actor(store_->db());
    EXPECT_EQ(std::count_if(actor.grants.begin(), actor.grants.end(), [](const Grant& grant) { return grant.ended; }),
              2);
}

TEST_F(FactsAfterAnEnd, OfSeveralNobodyActsForIt)
{
    end({"DE:new", "DE:third"});
    EXPECT_FALSE(facts().has_role("at-new", "DE:old", "request-handler"));
    EXPECT_EQ(context("at-new").actor(store_->db()).grants.size(), 2U);
    const Actor old = context("at-old").actor(store_->db());
    EXPECT_EQ(old.grants.size(), 2U) << "its own users finish its cases";
    EXPECT_FALSE(may(old, "users", {1, "DE", {}, {}, "authority"}));
    EXPECT_TRUE(may(old, "search", {}));
}

TEST_F(FactsAfterAnEnd, ACoordinatorIsReplaced)
{
    EXPECT_EQ(facts().coordinator("request", "DE:ward"), "DE:old");
    end({"DE:new"});
    EXPECT_EQ(facts().coordinator("request", "DE:ward"), "DE:nimic") << "who follows coordinates nothing";
    set_authority(*store_, "DE:new", {{"area", "pq"}, {"role", "dimic"}}, {}, context());
    EXPECT_EQ(facts().coordinator("request", "DE:ward"), "DE:new");
    set_authority_state(*store_, "DE:new", AuthorityState::suspended, {}, context());
    EXPECT_EQ(facts().coordinator("request", "DE:ward"), "DE:nimic");
    set_authority(*store_, "DE:nimic", {{"valid_to", "2008-01-09"}}, {}, context());
    EXPECT_EQ(facts().coordinator("request", "DE:ward"), "") << "an absent coordinator is skipped";
}

} // namespace
} // namespace imi
