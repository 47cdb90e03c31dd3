// SPDX-License-Identifier: EUPL-1.2
#include "audit/audit_log.hpp"
#include "support/directory_fixture.hpp"

namespace imi
{
namespace
{

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

TEST_F(Directory, WhatGivesRightsIsHeldAgainstTheRecords)
{
    import("id,country,name,area,role,coordinator,professions\na,DE,A,pq,authority,N,doctor\nN,DE,N,pq,nimic,,\n");
    import("login,authority,roles\nx,DE:a,request-handler@pq\n");
    expect_sound();
    const auto objects_after = [&](const std::string& sql) {
        const Transaction undone{store_->db(), Transaction::Kind::write};
        store_->db().execute(sql);
        std::string objects;
        for (const Diagnostic& finding : verify_records(store_->db()))
            objects += finding.code + " " + finding.field + ";";
        return objects;
    };
    EXPECT_EQ(objects_after("INSERT INTO user_role SELECT u.id, a.id, 'data-administrator', '' FROM imi_user u, "
                            "authority a WHERE u.login = 'x' AND a.code = 'N'"),
              "AUD-002 user x;");
    EXPECT_EQ(objects_after("UPDATE authority_area SET role = 'nimic'"), "AUD-002 DE:a;");
    EXPECT_EQ(objects_after("UPDATE authority_area SET rights = 'send'"), "AUD-002 DE:a;AUD-002 DE:N;");
    EXPECT_EQ(objects_after("DELETE FROM coordination WHERE kind = 'alert'"), "AUD-002 DE:a;");
    EXPECT_EQ(objects_after("INSERT INTO authority_profession SELECT id, 'nurse' FROM authority WHERE code = 'N'"),
              "AUD-002 DE:N;");
    EXPECT_EQ(objects_after("UPDATE authority SET code_folded = 'b' WHERE code = 'a'"), "AUD-002 DE:a;AUD-002 user x;");
}

TEST_F(Directory, TwoNationalCoordinatorsAreAFinding)
{
    import("id,country,name,area,role\na,DE,A,pq,nimic\nb,DE,B,pq,authority\n");
    store_->db().execute("UPDATE authority_area SET role = 'nimic'");
    bool found = false;
    for (const Diagnostic& finding : check_store(*store_))
        found = found || (finding.code == "REG-028" && finding.field == "DE:b");
    EXPECT_TRUE(found);
}

} // namespace
} // namespace imi
