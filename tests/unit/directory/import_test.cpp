// SPDX-License-Identifier: EUPL-1.2
#include "audit/audit_log.hpp"
#include "directory/package_repository.hpp"
#include "support/directory_fixture.hpp"
#include "support/small_workflow.hpp"
#include "workflow/compiled.hpp"

#include <nlohmann/json.hpp>

namespace imi
{
namespace
{

/// The workflow document-check with another role and right in it.
std::string workflow_naming(const std::string& role, const std::string& right)
{
    std::string yaml = workflow::document_check;
    const std::string old_role = "referral-handler";
    const std::string old_right = "right: send";
    yaml.replace(yaml.find(old_role), old_role.size(), role);
    yaml.replace(yaml.find(old_right), old_right.size(), "right: " + right);
    return workflow::compile(workflow::read_sound(yaml));
}

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
    EXPECT_EQ(code(import("id,country,name,area,coordinator\nb,DE,B,pq,alert=B\n")), "REG-029");
    EXPECT_EQ(code(import("id,country,area,coordinator\na,DE,pq,DE:a\n")), "REG-029");
    EXPECT_EQ(error_of([&] {
                  set_authority(*store_, "DE:a", {{"area", "pq"}, {"coordinator", "A"}}, {}, context());
              }),
              "REG-029");
    const ImportResult abroad = import("id,country,name,area,coordinator\nb,PL,B,pq,N\n");
    ASSERT_EQ(code(abroad), "REG-017");
    EXPECT_NE(abroad.diagnostics[0].hint.find("write DE:N"), std::string::npos) << abroad.diagnostics[0].hint;
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
    export_authorities(store_->db(), {}, [&](const Authority& each) { jsonl += to_json(each).dump() + "\n"; });
    EXPECT_EQ(import(jsonl).unchanged, 2U) << jsonl;
    EXPECT_EQ(export_csv(), csv);
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

TEST_F(Directory, SeveralFilesAreReadAsOne)
{
    // Larger than what a reader reads at once; a ragged row in the first is told by the name of its file.
    const std::string name = "Körperschaft des öffentlichen Rechts " + std::string(200, 'x');
    std::vector<std::string> texts;
    for (const char file : {'a', 'b', 'c'}) {
        std::string text = "id,country,name\n";
        for (int row = 0; text.size() < std::size_t{5} << 18; ++row)
            text += file + std::to_string(row) + ",DE," + name + std::to_string(row) + "\n";
        texts.push_back(std::move(text));
    }
    const ImportResult result = import_all(texts);
    EXPECT_EQ(result.error, 0U);
    EXPECT_EQ(result.create, result.rows);
    EXPECT_EQ(authority("DE:c9").display_name().text, name + "9");
    const ImportResult ragged = import_all({"id,country,name\nx,DE\n", "id,country,name\ny,DE,Y\n"});
    EXPECT_EQ(code(ragged), "FMT-016");
    EXPECT_EQ(ragged.diagnostics[0].place.text(), (folder_ / "in0").string() + ":2:3");
    expect_sound();
}

TEST_F(Directory, RejectsOfOtherColumnsAreRefusedBeforeARowIsRead)
{
    const auto refused = [&](const std::vector<std::string>& texts) {
        return error_of([&] { import_all(texts, partial("rejects")); });
    };
    EXPECT_EQ(refused({"id,country,name\na,DE,A\n", "id,country,city\nb,DE,B\n"}), "REG-034");
    EXPECT_EQ(refused({"id,country,name\na,DE,A\n", "{\"id\":\"b\",\"country\":\"XX\"}\n"}), "REG-034");
    EXPECT_EQ(refused({"{\"id\":\"b\",\"country\":\"XX\"}\n", "id,country,name\na,DE\n"}), "REG-034");
    EXPECT_EQ(import_all({"id,country,name\na,DE,A\n", "id,country,name,city\nb,DE,B,\n"}, partial()).create, 2U);
    EXPECT_EQ(import_all({"id,country,name\nx,XX,A\n", "id,country,_line,name\nc,DE,1,C\n"}, partial("rejects")).create,
              1U);
    EXPECT_EQ(file("rejects"), "id,country,name,_line,_column,_code,_message\n"
                               "x,XX,A,2,country,REG-004,\"\"\"XX\"\" is no country that takes part\"\n");
}

TEST_F(Directory, ARowThatAnothersChangeMakesAFaultIsCountedAndRejected)
{
    import("id,country,name,area,role\nN,DE,N,pq,authority\n");
    Store other = Store::open(store_->path(), StoreAccess::write);
    std::ofstream{folder_ / "in"}
        << "id,country,name,area,role\na,XX,A,pq,authority\nM,DE,M,pq,nimic\nb,DE,B,pq,authority\n";
    ImportOptions options = partial("rejects");
    options.files = {folder_ / "in"};
    ActContext slow = context();
    int calls = 0;
    slow.actor = [&](Database& db) {
        if (++calls == 2)
            set_authority(other, "DE:N", {{"area", "pq"}, {"role", "nimic"}}, {}, context());
        return resolve_actor(db, 1, "op", "", 1'200'000'001);
    };
    const ImportResult result = import_directory(*store_, options, slow);
    EXPECT_EQ(result.error, 2U);
    EXPECT_EQ(result.create, 1U);
    ASSERT_EQ(result.diagnostics.size(), 2U);
    EXPECT_EQ(result.diagnostics[0].code, "REG-004");
    EXPECT_EQ(result.diagnostics[1].code, "REG-028");
    EXPECT_NE(file("rejects").find("M,DE,M,pq,nimic,3,role,REG-028"), std::string::npos) << file("rejects");
    expect_sound();
}

TEST_F(Directory, ACountryHasOneNationalCoordinatorWhateverTheWay)
{
    const std::string stored = "id,country,name,area,role\nN,DE,N,pq,nimic\n";
    import(stored);
    // The same row again beside a second one; a second one alone; the first one rejected.
    EXPECT_EQ(code(import(stored + "M,DE,M,pq,nimic\n")), "REG-028");
    EXPECT_EQ(code(import("id,country,name,area,role\nA,DE,A,pq,nimic\n")), "REG-028");
    const ImportResult rejected =
        import("id,country,name,area,role,coordinator\nM,DE,M,pq,nimic,\nN,DE,N,pq,authority,nobody\n", partial());
    EXPECT_EQ(rejected.error, 2U);
    EXPECT_EQ(rejected.create, 0U);
    // One takes over from the other.
    EXPECT_EQ(import("id,country,name,area,role\nM,DE,M,pq,nimic\nN,DE,N,pq,authority\n").error, 0U);
    set_authority_state(*store_, "DE:M", AuthorityState::suspended, {}, context());
    set_authority(*store_, "DE:N", {{"area", "pq"}, {"role", "nimic"}}, {}, context());
    EXPECT_EQ(error_of([&] { set_authority_state(*store_, "DE:M", AuthorityState::active, {}, context()); }),
              "REG-028");
    EXPECT_EQ(code(import("id,country,state\nM,DE,active\n")), "REG-028");
    expect_sound();
}

TEST_F(Directory, ANameInAnotherLanguageStandsBesideTheOfficialOne)
{
    import("id,country,name,lang\na,BE,Orde,nl\nb,BE,Orde,\n");
    import("id,country,name,lang\na,BE,Ordre,fr\nb,BE,Ordre,fr\n");
    EXPECT_EQ(names("BE:a"), (std::vector<std::string>{"official.fr=Ordre", "official.nl=Orde"}));
    EXPECT_EQ(names("BE:b"), (std::vector<std::string>{"official.fr=Ordre", "former.-=Orde"}));
    // Without the column `lang` the language stays.
    import("id,country,name\nb,BE,Neu\n");
    EXPECT_EQ(names("BE:b"), (std::vector<std::string>{"official.fr=Neu", "former.fr=Ordre", "former.-=Orde"}));
    import("id,country,alias\nb,BE,x\n");
    EXPECT_EQ(import("id,country,alias\nb,BE,\n").clear, 1U);
    expect_sound();
}

TEST_F(Directory, MembersOfJsonAreClearedLeftOrIgnored)
{
    import("id,country,name,ext.a,ext.b,area,role,rights\na,DE,A,1,2,pq,dimic,send\n");
    const auto record = [](const std::string& members) {
        return "{\"id\":\"a\",\"country\":\"DE\"," + members + "}\n";
    };
    import(record("\"ext\":{\"a\":null,\"b\":\"2\"}"));
    EXPECT_EQ(authority("DE:a").ext, (std::map<std::string, std::string>{{"b", "2"}}));
    ImportOptions keep;
    keep.input.keep_empty = true;
    EXPECT_EQ(
        import(record("\"areas\":[{\"area\":\"pq\",\"role\":null,\"rights\":[],\"coordinators\":[]}]"), keep).unchanged,
        1U);
    const std::string unknown = record("\"areas\":[{\"area\":\"pq\",\"x\":1}],\"names\":[{\"text\":\"A\",\"y\":1}]");
    EXPECT_EQ(code(import(unknown)), "REG-002");
    ImportOptions ignoring;
    ignoring.input.ignore_unknown = true;
    const ImportResult ignored = import(unknown, ignoring);
    EXPECT_EQ(ignored.error, 0U);
    EXPECT_EQ(ignored.ignored, (std::map<std::string, std::uint64_t>{{"areas.x", 1}, {"names.y", 1}}));
}

TEST_F(Directory, UsersAreToldByAMemberNotByAText)
{
    EXPECT_EQ(import("{\"id\":\"a\",\"country\":\"DE\",\"names\":[{\"text\":\"\\\"login\\\"\"}]}\n").create, 1U);
    EXPECT_EQ(import("{\"login\":\"x\",\"authority\":\"DE:a\",\"roles\":[\"request-handler\"]}\n").create, 1U);
}

TEST_F(Directory, ALoginStandsOnceAtEachAuthority)
{
    import("id,country,name\na,DE,A\nb,DE,B\n");
    const std::string row = "x,DE:a,request-handler\n";
    const ImportResult twice =
        import_all({"login,authority,roles\n" + row, "login,authority,roles\nx,de:A,allocator\n"});
    ASSERT_EQ(code(twice), "REG-022");
    EXPECT_EQ(twice.diagnostics[0].place.text(), (folder_ / "in1").string() + ":2");
    EXPECT_NE(twice.diagnostics[0].message.find((folder_ / "in0").string() + ":2"), std::string::npos);
    EXPECT_EQ(import("login,authority,roles\n" + row + "x,DE:b,request-handler\n").create, 1U);
}

TEST_F(Directory, RolesAndRightsAreThoseOfEveryStoreAndOfWorkflows)
{
    import("id,country,name\na,DE,A\n");
    EXPECT_EQ(code(import("login,authority,roles\nx,DE:a,emperor\n")), "REG-015");
    EXPECT_EQ(code(import("id,country,area,rights\na,DE,pq,rule\n")), "REG-016");
    // A workflow that names others; an earlier version of it counts too.
    PackageRepository parts{store_->db()};
    for (const char* version : {"1", "2"}) {
        WriteTransaction transaction{*store_, {"test", "op"}, 5};
        parts.store({{PartKind::workflow, "professional-qualifications", "document-check", version},
                     "en",
                     workflow_naming(std::string{"inspector-"} + version, "rule"),
                     {}},
                    1);
        transaction.commit();
    }
    EXPECT_EQ(import("login,authority,roles\nx,DE:a,inspector-1|inspector-2@pq\n").create, 1U);
    EXPECT_EQ(import("id,country,area,rights\na,DE,pq,rule\n").update, 1U);
}

TEST_F(Directory, WhatWasExportedOfADayIsWhatItHeldThen)
{
    import("id,country,name\na,DE,A\n");
    import("id,country,name\nb,DE,B\n");
    const auto keys_at = [&](std::optional<Instant> day) {
        ExportFilter filter;
        filter.as_of = day;
        std::string keys;
        export_authorities(store_->db(), filter, [&](const Authority& each) { keys += each.key.id; });
        return keys;
    };
    EXPECT_EQ(keys_at({}), "ab");
    EXPECT_EQ(keys_at(1'200'000'001), "ab");
    EXPECT_EQ(keys_at(1'200'000'000), "");
}

TEST_F(Directory, WhatSetTakesAnImportTakesBack)
{
    import("id,country,name,valid_from\na,DE,A,2008-01-01\n");
    EXPECT_EQ(error_of([&] {
                  set_authority(*store_, "DE:a", {{"valid_to", "2007-01-01"}}, {}, context());
              }),
              "REG-018");
    EXPECT_EQ(error_of([&] { set_authority(*store_, "DE:a", {{"name", ""}}, {}, context()); }), "REG-024");
    EXPECT_EQ(error_of([&] { set_authority(*store_, "DE:a", {{"nmae", "B"}}, {}, context()); }), "REG-002");
}

} // namespace
} // namespace imi
