// SPDX-License-Identifier: EUPL-1.2
#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "store/migrations.hpp"
#include "store/sqlite_engine.hpp"
#include "store/store.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

namespace imi
{

namespace
{

class StoreTest : public testing::Test
{
protected:
    void SetUp() override
    {
        folder_ = std::filesystem::path{testing::TempDir()} /
                  (std::string{"imi-store-"} + testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directory(folder_);
        path_ = folder_ / "store.db";
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    static std::string code_of(const std::function<void()>& act)
    {
        try {
            act();
        } catch (const Error& error) {
            return error.id();
        }
        return "done";
    }

    std::filesystem::path folder_;
    std::string path_;
};

} // namespace

TEST_F(StoreTest, IsOneFileBesideItsLockWhenNobodyHasItOpen)
{
    {
        Store store = Store::create(path_, 0, true);
        EXPECT_TRUE(store.is_training());
        WriteTransaction transaction{store, {"test", "test"}, 1};
        store.set_property("a", "b");
        transaction.commit();
    }
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator{folder_})
        ++files;
    EXPECT_EQ(files, 2U);
    EXPECT_EQ(Store::open(path_, StoreAccess::read).property("a"), "b");
    EXPECT_EQ(std::filesystem::status(path_).permissions() & std::filesystem::perms::all,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(StoreTest, AnUncommittedChangeIsGone)
{
    Store store = Store::create(path_, 0, false);
    {
        WriteTransaction transaction{store, {"test", "test"}, 1};
        store.set_property("a", "b");
    }
    EXPECT_EQ(store.property("a"), std::nullopt);
}

TEST_F(StoreTest, WhoWaitsTooLongIsToldForWhom)
{
    Store store = Store::create(path_, 0, false);
    WriteTransaction holds{store, {"imi-register", "anna"}, 1};
    Store other = Store::open(path_, StoreAccess::write);
    try {
        WriteTransaction waits{other, {"imi-store", "peter"}, 1};
        FAIL() << "two writers at once";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "STO-010");
        EXPECT_NE(std::string{error.what()}.find("imi-register, anna"), std::string::npos);
    }
    // Readers do not wait.
    EXPECT_NE(Store::open(path_, StoreAccess::read).property("training"), std::nullopt);
}

TEST_F(StoreTest, OpensOnlyWhatIsAStore)
{
    EXPECT_EQ(code_of([&] { Store::open(path_, StoreAccess::read); }), "STO-001");
    std::ofstream{path_} << std::string(4096, 'x');
    EXPECT_EQ(code_of([&] { Store::open(path_, StoreAccess::read); }), "STO-002");
    EXPECT_EQ(code_of([&] { Store::create(path_, 0, false); }), "STO-006");
    EXPECT_EQ(std::filesystem::file_size(path_), 4096U);
}

TEST_F(StoreTest, AStoreOfAnotherSchemaIsRefused)
{
    {
        Store store = Store::create(path_, 0, false);
        store.db().execute("DELETE FROM schema_migration WHERE number > 2");
    }
    EXPECT_EQ(code_of([&] { Store::open(path_, StoreAccess::read); }), "STO-008");
    {
        Store store = Store::open_unchecked(path_, StoreAccess::write);
        store.db().execute("INSERT INTO schema_migration (number, name, ran_at) VALUES (99, 'later', 0)");
    }
    EXPECT_EQ(code_of([&] { Store::open(path_, StoreAccess::read); }), "STO-007");
}

TEST_F(StoreTest, EveryEarlierSchemaIsBroughtToThePresentOne)
{
    Database present{open_sqlite(":memory:", SqliteMode::create)};
    EXPECT_EQ(migrate(present, 0), static_cast<int>(migrations().size()));
    for (std::size_t have = 1; have < migrations().size(); ++have) {
        Database db{open_sqlite(":memory:", SqliteMode::create)};
        db.execute("CREATE TABLE schema_migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
                   "ran_at INTEGER NOT NULL) STRICT");
        for (const Migration& step : migrations().first(have)) {
            db.execute(step.sql);
            db.execute("INSERT INTO schema_migration VALUES (" + std::to_string(step.number) + ", 'step', 0)");
        }
        EXPECT_EQ(migrate(db, 0), static_cast<int>(migrations().size() - have));
        EXPECT_EQ(schema_version(db), static_cast<int>(migrations().size()));
        Statement count = db.prepare("SELECT COUNT(*) FROM sqlite_schema");
        Statement expected = present.prepare("SELECT COUNT(*) FROM sqlite_schema");
        ASSERT_TRUE(count.step() && expected.step());
        EXPECT_EQ(count.integer(0), expected.integer(0));
    }
}

TEST_F(StoreTest, ABackupIsWholeAndRestores)
{
    Store store = Store::create(path_, 0, false);
    store.set_property("a", "before");
    const std::string copy = folder_ / "copy.db";
    backup_store(store, copy);
    EXPECT_EQ(code_of([&] { backup_store(store, copy); }), "STO-006");
    store.set_property("a", "after");
    restore_store(store, copy, {"test", "test"}, 1, [](Database&) {});
    EXPECT_EQ(store.property("a"), "before");
    EXPECT_EQ(code_of([&] {
                  restore_store(store, path_ + ".lock", {"test", "test"}, 1, [](Database&) {});
              }),
              "STO-002");
    EXPECT_FALSE(std::filesystem::exists(copy + "-wal"));
}

TEST_F(StoreTest, TheChainNamesTheEntryThatWasChanged)
{
    Store store = Store::create(path_, 0, false);
    AuditLog log{store.db()};
    for (int i = 0; i < 5; ++i) {
        AuditEvent event;
        event.login = "anna";
        event.verb = "set";
        log.append(event, 100 + i);
    }
    EXPECT_TRUE(log.verify().empty());
    store.db().execute("UPDATE audit_entry SET at = 7 WHERE number = 3");
    ASSERT_EQ(log.verify().size(), 1U);
    EXPECT_EQ(log.verify()[0].field, "audit entry 3");
    store.db().execute("DELETE FROM audit_entry WHERE number = 2");
    EXPECT_EQ(log.verify()[0].message, "is missing");
}

} // namespace imi
