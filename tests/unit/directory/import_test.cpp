// SPDX-License-Identifier: EUPL-1.2
#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "directory/authority_export.hpp"
#include "directory/service.hpp"
#include "directory/store_service.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace imi
{

namespace
{

/// A store in a folder of its own, with the shipped packages and one operator.
class Directory : public testing::Test
{
protected:
    void SetUp() override
    {
        folder_ = std::filesystem::path{testing::TempDir()} /
                  (std::string{"imi-"} + testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directory(folder_);
        InitOptions options;
        options.path = folder_ / "store.db";
        options.areas = std::string{IMI_SOURCE_DIR} + "/questionsets";
        options.admin = "operator";
        options.uid = 1;
        options.account = "op";
        init_store(options, Clock{1'200'000'000});
        store_ = std::make_unique<Store>(Store::open(options.path, StoreAccess::write));
    }
    void TearDown() override
    {
        store_.reset();
        std::filesystem::remove_all(folder_);
    }

    ActContext context(const std::string& as = {})
    {
        ActContext context;
        context.actor = [as](Database& db) { return resolve_actor(db, 1, "op", as, 1'200'000'001); };
        context.tool = "imi-register";
        context.clock = Clock{1'200'000'001};
        context.timeout_seconds = 5;
        return context;
    }
    ImportResult import(const std::string& text, ImportOptions options = {}, const std::string& as = {})
    {
        std::ofstream{folder_ / "in"} << text;
        options.files = {folder_ / "in"};
        return import_directory(*store_, options, context(as));
    }
    Authority authority(const std::string& key) { return find_authority(store_->db(), key).authority; }
    std::vector<std::string> names(const std::string& key)
    {
        std::vector<std::string> result;
        for (const Name& name : authority(key).names)
            result.push_back(std::string{to_string(name.kind)} + "." + name.lang.value_or("-") + "=" + name.text);
        return result;
    }
    std::string export_csv()
    {
        std::string text;
        export_authorities_csv(store_->db(), {}, [&](std::string_view part) { text += part; });
        return text;
    }
    void expect_sound()
    {
        for (const Diagnostic& finding : check_store(*store_))
            ADD_FAILURE() << finding.text();
    }

    std::filesystem::path folder_;
    std::unique_ptr<Store> store_;
};

std::string code(const ImportResult& result)
{
    return result.diagnostics.empty() ? "" : result.diagnostics.front().code;
}

} // namespace

TEST_F(Directory, ColumnsThatAreAbsentLeaveAndEmptyOnesClear)
{
    import("id,country,name,lang,city,phone\na,DE,Kammer,de,Köln,+49 1\n");
    import("id,country,city\na,DE,Bonn\n");
    EXPECT_EQ(authority("DE:a").phone, "+49 1");
    const ImportResult cleared = import("id,country,phone\na,DE,\n");
    EXPECT_EQ(cleared.clear, 1U);
    EXPECT_EQ(authority("DE:a").phone, "");
    ImportOptions keep;
    keep.input.keep_empty = true;
    EXPECT_EQ(import("id,country,city\na,DE,\n", keep).unchanged, 1U);
    EXPECT_EQ(authority("DE:A").city, "Bonn");
    expect_sound();
}

TEST_F(Directory, OfficialNamesThatAreReplacedBecomeFormer)
{
    import("id,country,name,lang,alias\na,DE,Alt,de,x|y\n");
    import("id,country,name,lang\na,DE,Neu,de\n");
    EXPECT_EQ(names("DE:a"), (std::vector<std::string>{"official.de=Neu", "alias.-=x", "alias.-=y", "former.de=Alt"}));
    import("id,country,name,lang\na,DE,Alt,de\n");
    EXPECT_EQ(names("DE:a"), (std::vector<std::string>{"official.de=Alt", "alias.-=x", "alias.-=y", "former.de=Neu"}));
    EXPECT_EQ(import("id,country,name,lang\na,DE,Alt,de\n").unchanged, 1U);
    import("{\"id\":\"a\",\"country\":\"DE\",\"names\":[{\"lang\":\"de\",\"text\":\"Ganz "
           "neu\",\"kind\":\"official\"}]}\n");
    EXPECT_EQ(names("DE:a"), (std::vector<std::string>{"official.de=Ganz neu", "former.de=Alt", "former.de=Neu"}));
    expect_sound();
}

TEST_F(Directory, RowsOfOneAuthorityMayLieApartAndMustAgree)
{
    EXPECT_EQ(code(import("id,country,name,city\na,DE,A,Köln\na,DE,A,Bonn\n")), "REG-022");
    EXPECT_EQ(code(import("id,country,name,city,area\na,DE,A,Köln,pq\na,DE,A,Bonn,pq\n")), "REG-021");
    EXPECT_EQ(code(import("id,country,name,area\na,DE,A,pq\nA,DE,A,pq\n")), "REG-021");
    EXPECT_EQ(code(import("id,country,name,area\na,DE,A,pq\na,DE,A,pq\n")), "REG-020");
    EXPECT_EQ(import("id,country,name\nb,DE,A\n").create, 1U);
}

TEST_F(Directory, CoordinatorsMayStandLaterInTheFile)
{
    const ImportResult result =
        import("id,country,name,area,role,coordinator\na,DE,A,pq,authority,request=N|DE:N\nN,DE,N,pq,nimic,\n");
    EXPECT_EQ(result.create, 2U) << (result.diagnostics.empty() ? "" : result.diagnostics[0].text());
    EXPECT_EQ(authority("DE:a").areas[0].coordinators.size(), 4U);
    EXPECT_EQ(code(import("id,country,name,area,coordinator\nb,DE,B,pq,nobody\n")), "REG-017");
    EXPECT_EQ(code(import("id,country,name,area,role\nM,DE,M,pq,nimic\n")), "REG-028");
    // Under partial, a row left out takes with it those that name it.
    ImportOptions partial;
    partial.partial = true;
    const ImportResult left =
        import("id,country,name,area,coordinator\nc,DE,C,pq,d\nd,DE,D,pq,nobody\ne,DE,E,pq,N\n", partial);
    EXPECT_EQ(left.error, 2U);
    EXPECT_EQ(left.create, 1U);
    expect_sound();
}

TEST_F(Directory, NothingIsChangedByAFileWithOneBadRow)
{
    const std::string before = export_csv();
    EXPECT_EQ(import("id,country,name\na,DE,A\nb,XX,B\n").error, 1U);
    EXPECT_EQ(export_csv(), before);
    EXPECT_EQ(AuditLog{store_->db()}.next_number(), 2);
}

TEST_F(Directory, ExportIsImportedAsUnchanged)
{
    import("id,country,name,lang,official.nl,name.en,alias,former.de,ext.wikidata,type,region,languages,area,rights,"
           "coordinator,professions\n"
           "a,BE,'=Orde|en,fr,'@Orde|Kamer,\"Order, "
           "of\",x\\|y|z,Alt,Q1,professional-body,BE1,fr|nl,pq,send,,doctor|nurse\n"
           "'s-x,NL,'s-Gravenhage,nl,,,,,,,,,,,,\n");
    const std::string csv = export_csv();
    EXPECT_EQ(import(csv).unchanged, 2U) << csv;
    std::string jsonl;
    export_authorities_jsonl(store_->db(), {}, [&](std::string_view part) { jsonl += part; });
    EXPECT_EQ(import(jsonl).unchanged, 2U) << jsonl;
    EXPECT_EQ(export_csv(), csv);
}

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

TEST_F(Directory, WhatWasChangedBehindTheLogIsNamed)
{
    import("id,country,name\na,DE,A\nb,DE,B\n");
    set_authority(*store_, "DE:a", {{"city", "Köln"}}, {}, context());
    expect_sound();
    store_->db().execute("UPDATE authority SET content = replace(content, 'Köln', 'Bonn') WHERE code = 'a'");
    const auto findings = verify_records(store_->db());
    ASSERT_FALSE(findings.empty());
    EXPECT_EQ(findings[0].code, "AUD-002");
    store_->db().execute("UPDATE audit_entry SET login = 'other' WHERE number = 2");
    EXPECT_EQ(AuditLog{store_->db()}.verify().at(0).code, "AUD-001");
}

TEST_F(Directory, AnImportPlannedBeforeAnothersChangeIsPlannedAnew)
{
    import("id,country,name,city\na,DE,A,Köln\n");
    // The second connection commits while the first has read but not yet written.
    ActContext slow = context();
    Store other = Store::open(store_->path(), StoreAccess::write);
    std::ofstream{folder_ / "in2"} << "id,country,phone\na,DE,+49 1\n";
    ImportOptions options;
    options.files = {folder_ / "in2"};
    int calls = 0;
    slow.actor = [&](Database& db) {
        if (++calls == 2)
            set_authority(other, "DE:a", {{"city", "Bonn"}}, {}, context());
        return resolve_actor(db, 1, "op", "", 1'200'000'001);
    };
    EXPECT_EQ(import_directory(*store_, options, slow).update, 1U);
    EXPECT_EQ(authority("DE:a").city, "Bonn");
    EXPECT_EQ(authority("DE:a").phone, "+49 1");
    expect_sound();
}

TEST_F(Directory, ALargeImportNamesThePlaceOfEachFault)
{
    // More rows than any batch that one thread passes to another.
    std::string text = "id,country,name,city,email\n";
    for (int row = 0; row < 6000; ++row) {
        const bool bad = row % 1500 == 1499;
        text +=
            "a" + std::to_string(row) + ",DE,Ärztekammer " + std::to_string(row) + ",Köln," + (bad ? "ä@" : "") + "\n";
    }
    ImportOptions options;
    options.partial = true;
    const ImportResult result = import(text, options);
    EXPECT_EQ(result.rows, 6000U);
    EXPECT_EQ(result.create, 5996U);
    ASSERT_EQ(result.diagnostics.size(), 4U);
    EXPECT_EQ(result.diagnostics[0].place.line, 1501U);
    EXPECT_EQ(result.diagnostics[3].place.line, 6001U);
    EXPECT_EQ(result.diagnostics[3].place.column, std::string{"a5999,DE,Arztekammer 5999,Koln,"}.size() + 1);
    expect_sound();
}

TEST_F(Directory, AnIndexOfOlderFoldingIsMadeAnewByMigrateOnly)
{
    import("id,country,name\na,DE,Ärztekammer\n");
    const std::string path = store_->path();
    const auto code_of_opening = [&] {
        try {
            Store::open(path, StoreAccess::read);
        } catch (const Error& error) {
            return error.id();
        }
        return std::string{"opened"};
    };
    store_->set_property("fold_version", "9999");
    EXPECT_EQ(code_of_opening(), "STO-007");
    store_->set_property("fold_version", "0");
    store_->db().execute("DELETE FROM index_term; DELETE FROM index_posting; DELETE FROM index_words;"
                         "UPDATE vocabulary_label SET folded = 'old'");
    EXPECT_EQ(code_of_opening(), "STO-008");
    EXPECT_TRUE(migrate_store(*store_, "test", {}, context()).new_index);
    EXPECT_EQ(code_of_opening(), "opened");
    EXPECT_FALSE(migrate_store(*store_, "test", {}, context()).new_index);
    Statement labels = store_->db().prepare("SELECT COUNT(*) FROM vocabulary_label WHERE folded = 'old'");
    labels.step();
    EXPECT_EQ(labels.integer(0), 0);
    labels.reset();
    expect_sound();
}

} // namespace imi
