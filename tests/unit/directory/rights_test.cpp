// SPDX-License-Identifier: EUPL-1.2
#include "directory/history.hpp"
#include "support/directory_fixture.hpp"

#include <nlohmann/json.hpp>

namespace imi
{
namespace
{

TEST_F(Directory, RightsFollowTheCountryAndTheRole)
{
    import("id,country,name,area,role,region\nN,DE,N,pq,nimic,DE\nS,DE,S,pq,sdimic,DE2\nD,DE,D,pq,dimic,DE\na,DE,A,pq,"
           "authority,DE2\n");
    import("login,authority,roles\nn,DE:N,data-administrator\ns,DE:S,data-administrator\nd,DE:D,data-administrator\na,"
           "DE:a,data-administrator\nh,DE:N,request-handler\n");
    const auto may_import = [&](const std::string& as, const std::string& row) {
        ImportOptions preview;
        preview.dry_run = true;
        const ImportResult result = import("id,country,name,area,role,region\n" + row + "\n", preview, as);
        EXPECT_EQ(result.not_permitted, result.error != 0);
        return result.error == 0;
    };
    EXPECT_TRUE(may_import("n", "x,DE,X,pq,sdimic,DE1"));
    EXPECT_FALSE(may_import("n", "x,FR,X,pq,authority,"));
    EXPECT_TRUE(may_import("s", "x,DE,X,pq,dimic,DE21"));
    EXPECT_FALSE(may_import("s", "x,DE,X,pq,dimic,DE1"));
    EXPECT_FALSE(may_import("s", "x,DE,X,pq,sdimic,DE2"));
    EXPECT_TRUE(may_import("d", "x,DE,X,pq,authority,DE1"));
    EXPECT_FALSE(may_import("d", "x,DE,X,pq,dimic,DE1"));
    EXPECT_FALSE(may_import("a", "x,DE,X,pq,authority,DE2"));
    EXPECT_FALSE(may_import("h", "x,DE,X,pq,authority,DE2"));
    EXPECT_THROW(set_authority(*store_, "DE:N", {{"phone", "1"}}, {}, context("a")), Error);
    EXPECT_TRUE(set_authority(*store_, "DE:a", {{"phone", "1"}}, {}, context("a")).changed);
    EXPECT_THROW(set_authority(*store_, "DE:a", {{"name", "B"}}, {}, context("a")), Error);
}

TEST_F(Directory, TheLastAdministratorStays)
{
    import("id,country,name\na,DE,A\n");
    import("login,authority,roles\nx,DE:a,data-administrator\ny,DE:a,request-handler\n");
    EXPECT_THROW(set_user_state(*store_, "x", true, {}, context()), Error);
    set_user(*store_, "y", {{"authority", "DE:a"}, {"roles", "data-administrator"}}, {}, context());
    EXPECT_TRUE(set_user_state(*store_, "x", true, {}, context()).changed);
    EXPECT_THROW(resolve_actor(store_->db(), 1, "op", "x", 1'200'000'001), Error);
    expect_sound();
}

TEST_F(Directory, AnImportOfUsersAsksAsASingleChangeDoes)
{
    import("id,country,name\na,DE,A\nb,FR,B\n");
    import("login,name,authority,roles\na,A,DE:a,data-administrator\nb,B,FR:b,data-administrator\nnone,N,DE:a,basic-"
           "user\n");
    import("login,authority,roles\nnone,DE:a,\n");
    const auto refused = [&](const std::string& text, const std::string& as) {
        const ImportResult result = import("login,email,authority,roles\n" + text + "\n", {}, as);
        EXPECT_EQ(result.not_permitted, result.error != 0);
        return code(result);
    };
    // An operator of the store, a user of another body, a user of nobody, without and with a row that names an
    // authority.
    EXPECT_EQ(refused("operator,evil@x.example,,", "a"), "RGT-010");
    EXPECT_EQ(refused("b,evil@x.example,,", "a"), "RGT-010");
    EXPECT_EQ(refused("b,evil@x.example,DE:a,request-handler", "a"), "RGT-010");
    EXPECT_EQ(refused("none,evil@x.example,,", "a"), "RGT-010");
    EXPECT_EQ(refused("new,new@x.example,FR:b,request-handler", "a"), "RGT-010");
    EXPECT_EQ(refused("new,new@x.example,DE:a,request-handler", "a"), "");
    EXPECT_EQ(refused("a,a@x.example,,", "a"), "");
    EXPECT_EQ(error_of([&] { set_user(*store_, "b", {{"email", "evil@x.example"}}, {}, context("a")); }), "REG-041");
    expect_sound();
}

TEST_F(Directory, AnOperatorWithARoleAtAnAuthorityIsNotItsAdministrators)
{
    import("id,country,name\na,DE,A\n");
    import("login,authority,roles\noperator,DE:a,request-handler\na,DE:a,data-administrator\n");
    EXPECT_EQ(error_of([&] { set_user_state(*store_, "operator", true, {}, context("a")); }), "RGT-010");
    EXPECT_EQ(code(import("login,email\noperator,evil@x.example\n", {}, "a")), "RGT-010");
}

TEST_F(Directory, TheLastAdministratorIsCountedOnTheWholeBatch)
{
    import("id,country,name\na,DE,A\n");
    import("login,authority,roles\nx,DE:a,data-administrator\n");
    const std::string gives_up = "login,authority,roles\nx,DE:a,request-handler\n";
    EXPECT_EQ(code(import(gives_up)), "REG-038");
    EXPECT_EQ(code(import("login,authority,roles\nx,DE:a,\n")), "REG-038");
    // The one who takes over is left out, so the other must stay.
    const ImportResult left = import(gives_up + "y,DE:a,data-administrator|no role\n", partial());
    EXPECT_EQ(left.error, 2U);
    EXPECT_EQ(left.update, 0U);
    EXPECT_EQ(import(gives_up + "y,DE:a,data-administrator\n").error, 0U);
    expect_sound();
}

TEST_F(Directory, TheSameChangeNeedsTheSameRightsHoweverItIsMade)
{
    import(
        "id,country,name,lang,area,role,region\nN,DE,N,de,pq,nimic,DE\nL,DE,L,de,pq,limic,DE\nD,DE,D,de,pq,dimic,DE\n"
        "S,DE,S,de,pq,sdimic,DE2\n"
        "a,DE,A,de,pq,authority,DE2\n");
    import(
        "login,authority,roles\nn,DE:N,data-administrator\nl,DE:L,data-administrator@pq\nd,DE:D,data-administrator@pq\n"
        "s,DE:S,data-administrator\na,DE:a,data-administrator\n");
    const auto may = [&](const std::string& as, const std::string& column, const std::string& value) {
        ChangeOptions preview;
        preview.dry_run = true;
        const bool by_set = error_of([&] {
                                set_authority(*store_, "DE:a", {{column, value}}, preview, context(as));
                            }).empty();
        ImportOptions import_preview;
        import_preview.dry_run = true;
        const ImportResult result = import("id,country," + column + "\na,DE," + value + "\n", import_preview, as);
        EXPECT_EQ(result.error == 0, by_set) << as << " " << column;
        EXPECT_TRUE(code(result).empty() || code(result) == "RGT-010") << code(result);
        return by_set;
    };
    for (const char* as : {"n", "l", "d", "a"}) {
        EXPECT_TRUE(may(as, "phone", "1")) << as;
        EXPECT_TRUE(may(as, "alias", "x")) << as;
        EXPECT_TRUE(may(as, "keywords", "")) << as;
    }
    // Names are the NIMIC's and the SDIMIC's; what a body is competent for, any coordinator's, never its own.
    for (const char* column : {"former.de", "name"}) {
        for (const char* as : {"l", "d", "a"})
            EXPECT_FALSE(may(as, column, "x")) << as;
        EXPECT_TRUE(may("n", column, "x"));
    }
    for (const auto& [column, value] : {std::pair{"professions", "doctor"}, {"type", "ministry"}, {"ext.x", "1"}}) {
        for (const char* as : {"n", "l", "d", "s"})
            EXPECT_TRUE(may(as, column, value)) << as;
        EXPECT_FALSE(may("a", column, value));
    }
    EXPECT_TRUE(may("s", "region", "DE21"));
    EXPECT_FALSE(may("s", "region", "DE1"));
    EXPECT_FALSE(may("a", "region", "DE1"));
}

TEST_F(Directory, AUserIsSeenByItselfAndItsAdministrators)
{
    import("id,country,name\na,DE,A\nb,FR,B\n");
    import("login,authority,roles\nx,DE:a,data-administrator\ny,DE:a,request-handler\nz,FR:b,request-handler\n");
    const auto sees = [&](const std::string& as, const std::string& login) {
        return error_of([&] { find_user(store_->db(), context(as).actor(store_->db()), login); }).empty();
    };
    EXPECT_TRUE(sees("x", "y"));
    EXPECT_TRUE(sees("y", "y"));
    EXPECT_FALSE(sees("y", "x"));
    EXPECT_FALSE(sees("x", "z"));
    EXPECT_FALSE(sees("x", "operator"));
    EXPECT_TRUE(sees("", "z"));
}

TEST_F(Directory, TheLogShowsWhatTheActorMaySee)
{
    import("id,country,name\na,DE,A\nb,FR,B\n");
    import("login,authority,roles\nx,DE:a,data-administrator\n");
    set_authority(*store_, "DE:a", {{"phone", "1"}}, {}, context());
    set_authority(*store_, "FR:b", {{"phone", "1"}}, {}, context());
    import("login,email\nx,x@a.example\n", {}, "x");
    const auto objects = [&](const std::string& as, std::int64_t limit) {
        std::vector<std::string> result;
        for (const AuditEntry& entry :
             visible_log(store_->db(), context(as).actor(store_->db()), "imi-register", limit))
            result.push_back(entry.event.object);
        return result;
    };
    EXPECT_EQ(objects("x", 10), (std::vector<std::string>{"users", "DE:a"}));
    EXPECT_EQ(objects("x", 1), (std::vector<std::string>{"users"}));
    EXPECT_EQ(objects("", 10).size(), 5U);
}

} // namespace
} // namespace imi
