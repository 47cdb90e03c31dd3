// SPDX-License-Identifier: EUPL-1.2
#include "store/store.hpp"

#include "base/error.hpp"
#include "formats/output_file.hpp"
#include "store/migrations.hpp"
#include "store/sqlite_engine.hpp"
#include "text/fold.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace imi
{

namespace
{

constexpr std::string_view select_property = "SELECT value FROM store_property WHERE name = :name";
constexpr std::string_view upsert_property = "INSERT INTO store_property (name, value) VALUES (:name, :value) "
                                             "ON CONFLICT (name) DO UPDATE SET value = excluded.value";

void sync_file(const std::string& path)
{
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = descriptor >= 0 && fsync(descriptor) == 0;
    if (descriptor >= 0)
        close(descriptor);
    if (!done)
        throw Error{Status::store, "STO-012", path + " could not be flushed to disk: " + std::strerror(errno)};
}

} // namespace

Store::Store(std::string path, Database db) : path_{std::move(path)}, db_{std::make_unique<Database>(std::move(db))} {}

Store::~Store()
{
    if (!db_)
        return;
    // The last one to close merges the log into the file, but only as a writer would: under the lock.
    try {
        const std::optional<StoreLock> lock = StoreLock::try_now(path_);
        allow_checkpoint_on_close(db_->engine(), lock.has_value());
        db_.reset();
    } catch (const Error&) {
        db_.reset();
    }
}

Store Store::create(const std::string& path, Instant now, bool training)
{
    const bool existed = access(path.c_str(), F_OK) == 0;
    try {
        const StoreLock lock = StoreLock::wait(path, {"imi-store", "init"}, 5);
        Store store{path, Database{open_sqlite(path, SqliteMode::create)}};
        migrate(store.db(), now);
        store.set_property("created_at", format_instant(now));
        store.set_property("training", training ? "yes" : "no");
        store.set_property("fold_version", std::to_string(fold_version));
        return store;
    } catch (...) {
        if (!existed) {
            for (const char* tail : {"", "-wal", "-shm", ".lock"})
                unlink((path + tail).c_str());
        }
        throw;
    }
}

Store Store::open_unchecked(const std::string& path, StoreAccess access)
{
    const SqliteMode mode = access == StoreAccess::write ? SqliteMode::write : SqliteMode::read;
    return Store{path, Database{open_sqlite(path, mode)}};
}

Store Store::open(const std::string& path, StoreAccess access)
{
    Store store = open_unchecked(path, access);
    const int version = schema_version(store.db());
    if (version < static_cast<int>(migrations().size()))
        throw Error{Status::store, "STO-008",
                    "the store " + path + " has an older schema (" + std::to_string(version) + ", this program needs " +
                        std::to_string(migrations().size()) + ")",
                    "run: imi-store migrate --store " + path};
    if (const std::int64_t folding = store.folding(); folding < fold_version)
        throw Error{Status::store, "STO-008",
                    "the search index of " + path + " was made by an older program (" + std::to_string(folding) +
                        ", this program makes " + std::to_string(fold_version) + ")",
                    "run: imi-store migrate --store " + path};
    return store;
}

std::int64_t Store::folding()
{
    const std::int64_t version = std::atoll(property("fold_version").value_or("0").c_str());
    if (version > fold_version)
        throw Error{Status::store, "STO-007",
                    "a newer program made the search index of " + path_ + " (" + std::to_string(version) +
                        ", this program knows " + std::to_string(fold_version) + ")",
                    "install that version of imi"};
    return version;
}

std::uint32_t Store::owner() const
{
    struct stat status {
    };
    if (stat(path_.c_str(), &status) != 0)
        throw Error{Status::store, "STO-001", "there is no store at " + path_};
    return status.st_uid;
}

bool Store::is_training() { return property("training") == "yes"; }

std::optional<std::string> Store::property(std::string_view name)
{
    Statement statement = db_->prepare(select_property);
    statement.bind(":name", name);
    if (!statement.step())
        return std::nullopt;
    return std::string{statement.text(0)};
}

void Store::set_property(std::string_view name, std::string_view value)
{
    db_->prepare(upsert_property).bind(":name", name).bind(":value", value).run();
}

WriteTransaction::WriteTransaction(Store& store, const LockHolder& holder, std::int64_t timeout_seconds)
    : store_{store}, lock_{StoreLock::wait(store.path(), holder, timeout_seconds)}, transaction_{
                                                                                        store.db(),
                                                                                        Transaction::Kind::write}
{
}

void WriteTransaction::commit() { transaction_.commit(); }

void WriteTransaction::commit_and_checkpoint()
{
    transaction_.commit();
    store_.db().engine().checkpoint();
}

void backup_store(Store& store, const std::string& to)
{
    struct stat status {
    };
    if (lstat(to.c_str(), &status) == 0)
        throw Error{Status::conflict, "STO-006", to + " exists already", "give another file"};
    const FolderBeside folder{to};
    const std::string made = folder.file("store.db");
    {
        const std::unique_ptr<Engine> target = open_sqlite(made, SqliteMode::create);
        copy_sqlite(store.db().engine(), *target);
        // The copy says of itself that it has a log, as the store has; as a file alone it can be read where nothing
        // can be written.
        target->execute("PRAGMA journal_mode = DELETE");
    }
    sync_file(made);
    if (!move_into_place(made, to))
        throw Error{Status::conflict, "STO-006", to + " exists already", "give another file"};
}

namespace
{

Database open_backup(const std::string& from)
{
    Database backup{open_sqlite(from, SqliteMode::read)};
    // Nobody writes a backup: what opening it lays beside it goes away again.
    allow_checkpoint_on_close(backup.engine(), true);
    schema_version(backup);
    const std::string findings = check_sqlite(backup.engine());
    if (!findings.empty())
        throw Error{Status::store, "STO-003", "the backup " + from + " is damaged: " + findings};
    return backup;
}

} // namespace

void require_backup(const std::string& from) { open_backup(from); }

void restore_store(Store& store, const std::string& from, const LockHolder& holder, std::int64_t timeout_seconds,
                   const std::function<void(Database&)>& before)
{
    const StoreLock lock = StoreLock::wait(store.path(), holder, timeout_seconds);
    const FolderBeside folder{store.path()};
    Database prepared{open_sqlite(folder.file("store.db"), SqliteMode::create)};
    {
        Database backup = open_backup(from);
        copy_sqlite(backup.engine(), prepared.engine());
    }
    before(prepared);
    copy_sqlite(prepared.engine(), store.db().engine());
    store.db().engine().checkpoint();
}

} // namespace imi
