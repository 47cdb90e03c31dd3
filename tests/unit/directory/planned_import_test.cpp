// SPDX-License-Identifier: EUPL-1.2
#include "directory/planned_import.hpp"

#include "audit/audit_log.hpp"
#include "directory/authority_repository.hpp"
#include "support/directory_fixture.hpp"

#include <nlohmann/json.hpp>

namespace imi
{
namespace
{

class PlannedImport : public Directory
{
protected:
    ImportResult plan(const std::string& text, const std::string& name = "plan.json")
    {
        ImportOptions options;
        options.dry_run = true;
        options.plan = folder_ / name;
        options.overwrite_plan = true;
        return import(text, options);
    }
    ImportResult apply(const std::string& name = "plan.json", const std::string& as = {})
    {
        return apply_plan(*store_, folder_ / name, {}, context(as));
    }
    ImportResult revert(std::int64_t batch) { return revert_batch(*store_, batch, {}, context()); }
    std::int64_t last_batch() { return AuditLog{store_->db()}.next_number() - 1; }
    bool exists(const std::string& key)
    {
        return error_of([&] { find_authority(store_->db(), key); }).empty();
    }
};

TEST_F(PlannedImport, APlanHoldsWhatApplyDoes)
{
    import("id,country,name,lang,city\na,DE,A,de,Köln\nb,DE,B,de,Bonn\n");
    const std::string change = "id,country,name,lang,city\na,DE,Aa,de,Köln\nb,DE,B,de,Bonn\nc,DE,C,de,\n";
    plan(change);
    EXPECT_EQ(names("DE:a").front(), "official.de=A");
    std::vector<std::string> actions;
    const auto head = read_plan(folder_ / "plan.json", [&](const nlohmann::ordered_json& row) {
        actions.push_back(row.at("object").get<std::string>() + " " + row.at("action").get<std::string>());
    });
    EXPECT_EQ(actions, (std::vector<std::string>{"DE:a update", "DE:c create"}));
    EXPECT_EQ(head.at("made_by"), "operator");
    EXPECT_EQ(head.at("files")[0].at("sha256").get<std::string>(), to_hex(Bytes{sha256(change)}));
    const ImportResult applied = apply();
    EXPECT_EQ(applied.create, 1U);
    EXPECT_EQ(applied.update, 1U);
    EXPECT_EQ(names("DE:a"), (std::vector<std::string>{"official.de=Aa", "former.de=A"}));
    const std::int64_t batch = last_batch();
    const ImportResult again = apply();
    EXPECT_EQ(again.unchanged, 2U);
    EXPECT_EQ(last_batch(), batch);
    EXPECT_EQ(import(change).unchanged, 3U);
    expect_sound();
}

TEST_F(PlannedImport, ARecordChangedSinceRefusesTheWholePlan)
{
    import("id,country,name\na,DE,A\nb,DE,B\n");
    plan("id,country,name,city\na,DE,A,Köln\nb,DE,B,Bonn\n");
    import("id,country,city\nb,DE,Kiel\n");
    const ImportResult result = apply();
    EXPECT_TRUE(result.is_stale);
    EXPECT_EQ(result.conflict, 1U);
    EXPECT_EQ(code(result), "REG-066");
    EXPECT_EQ(authority("DE:a").city, "");
    // Another record that changed is none of its business.
    plan("id,country,city\na,DE,Köln\n");
    import("id,country,city\nb,DE,Bonn\n");
    EXPECT_EQ(apply().update, 1U);
    expect_sound();
}

TEST_F(PlannedImport, AnEditedOrCutPlanIsRefused)
{
    plan("id,country,name\na,DE,A\nb,DE,B\n");
    const std::string whole = file("plan.json");
    const auto refused = [&](std::string text) {
        std::ofstream{folder_ / "other.json"} << text;
        return error_of([&] { apply("other.json"); });
    };
    std::string edited = whole;
    edited.replace(edited.find("\"new\":\"A\""), 9, "\"new\":\"X\"");
    EXPECT_EQ(refused(edited), "REG-065");
    for (std::size_t cut = 0; cut < whole.size() - 1; cut += 7)
        EXPECT_NE(refused(whole.substr(0, cut)), "") << cut;
    EXPECT_EQ(refused(whole + whole), "REG-065");
    // Refused where it stands, whatever its hash says.
    for (const char* part : {"\"cells\":", "\"object\":", "\"action\":", "\"record\":", "\"made_by\":", "\"create\":",
                             "\"kind\":", "\"member\":", "\"old_hash\":"}) {
        std::string without = whole;
        without.replace(without.find(part), 2, "\"_");
        EXPECT_EQ(refused(without), "REG-065") << part;
        EXPECT_EQ(error_of([&] { read_plan(folder_ / "other.json", [](const nlohmann::ordered_json&) {}); }),
                  "REG-065");
    }
    EXPECT_FALSE(exists("DE:a"));
    EXPECT_EQ(apply().create, 2U);
}

TEST_F(PlannedImport, RightsAreAskedOfWhoeverAppliesIt)
{
    import("id,country,name,area,role\nn,DE,N,pq,nimic\na,PL,A,pq,authority\n");
    import("login,authority,roles\nde,DE:n,data-administrator\n");
    plan("id,country,city\na,PL,Gdynia\n");
    const ImportResult result = apply("plan.json", "de");
    EXPECT_TRUE(result.not_permitted);
    EXPECT_EQ(code(result), "RGT-010");
    EXPECT_EQ(authority("PL:a").city, "");
}

TEST_F(PlannedImport, TheInverseOfABatchIsAsBefore)
{
    import("id,country,name,lang,city,area\na,DE,A,de,Köln,pq\n");
    const std::string before = export_csv();
    import("id,country,name,lang,city,area,role,coordinator\na,DE,Neu,de,,pq,dimic,\nb,DE,B,de,Bonn,pq,authority,a\n");
    const std::int64_t batch = last_batch();
    EXPECT_TRUE(exists("DE:b"));
    const ImportResult reverted = revert(batch);
    EXPECT_EQ(reverted.error, 0U) << code(reverted);
    EXPECT_EQ(export_csv(), before);
    EXPECT_FALSE(exists("DE:b"));
    EXPECT_EQ(revert(batch).unchanged, 2U);
    expect_sound();
    // And the inverse of the inverse.
    EXPECT_EQ(revert(last_batch()).error, 0U);
    EXPECT_TRUE(exists("DE:b"));
    EXPECT_EQ(names("DE:a").front(), "official.de=Neu");
    expect_sound();
}

TEST_F(PlannedImport, AWithdrawnBodyCanBeRegisteredAgain)
{
    const std::string rows = "id,country,name,area\na,DE,A,pq\n";
    import(rows);
    revert(last_batch());
    EXPECT_FALSE(exists("DE:a"));
    EXPECT_EQ(export_csv(), "id,country,name,lang,state\n");
    ImportOptions insert;
    insert.mode = ImportMode::insert;
    EXPECT_EQ(import(rows, insert).create, 1U);
    EXPECT_TRUE(exists("DE:A"));
    EXPECT_EQ(import(rows).unchanged, 1U);
    expect_sound();
    plan("id,country,name\nb,DE,B\n");
    import("id,country,name\nb,DE,B\n");
    revert(last_batch());
    EXPECT_EQ(apply().create, 1U);
    expect_sound();
}

TEST_F(PlannedImport, WhatIsInUseOrChangedSinceIsNotTakenBack)
{
    import("id,country,name,area\na,DE,A,pq\n");
    const std::int64_t made = last_batch();
    import("id,country,name,area,coordinator\nb,DE,B,pq,a\n");
    const std::int64_t coordinated = last_batch();
    EXPECT_EQ(code(revert(made)), "REG-066");
    revert(coordinated);
    import("login,authority,roles\nx,DE:a,request-handler\n");
    const std::int64_t users = last_batch();
    EXPECT_TRUE(revert(made).is_stale);
    EXPECT_EQ(revert(users).update, 1U);
    import("id,country,city\na,DE,Bonn\n");
    EXPECT_EQ(code(revert(made)), "REG-066");
    revert(last_batch());
    EXPECT_EQ(revert(made).error, 0U);
    EXPECT_FALSE(exists("DE:a"));
    EXPECT_EQ(error_of([&] { revert(1); }), "REG-067");
    EXPECT_EQ(error_of([&] { revert(999); }), "REG-067");
    expect_sound();
}

TEST_F(PlannedImport, SyncSuspendsWhatItsScopeNoLongerNames)
{
    import("id,country,name,area\na,DE,A,pq\nb,DE,B,pq\nc,DE,C,\nd,PL,D,pq\n");
    ImportOptions sync;
    sync.mode = ImportMode::sync;
    sync.scope = parse_sync_scope(store_->db(), "country=DE,area=pq");
    EXPECT_EQ(error_of([&] { import("id,country,name,area\na,DE,A,pq\n", sync); }), "REG-062");
    sync.max_suspend = parse_suspend_limit("50%");
    const ImportResult result = import("id,country,name,area\na,DE,A,pq\n", sync);
    EXPECT_EQ(result.suspend, 1U);
    EXPECT_EQ(result.unchanged, 1U);
    EXPECT_EQ(authority("DE:b").state, AuthorityState::suspended);
    EXPECT_EQ(authority("DE:c").state, AuthorityState::active);
    EXPECT_EQ(authority("PL:d").state, AuthorityState::active);
    EXPECT_EQ(import("id,country,name,area\na,DE,A,pq\nb,DE,B,pq\n", sync).update, 1U);
    EXPECT_EQ(authority("DE:b").state, AuthorityState::active);
    EXPECT_EQ(code(import("id,country,name,area\na,DE,A,pq\nb,DE,B,pq\nd,PL,D,pq\n", sync)), "REG-064");
    EXPECT_EQ(error_of([&] { import("id,country,name,area\n", sync); }), "REG-061");
    // A row with an error is not one that is missing.
    const ImportResult faulty = import("id,country,name,area\na,DE,A,pq\nb,DE,B,nowhere\n", sync);
    EXPECT_EQ(faulty.error, 1U);
    EXPECT_EQ(authority("DE:b").state, AuthorityState::active);
    expect_sound();
}

} // namespace
} // namespace imi
