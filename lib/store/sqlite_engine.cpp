// SPDX-License-Identifier: EUPL-1.2
#include "store/sqlite_engine.hpp"

#include "base/error.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace imi
{

namespace
{

/// " /path/of/store", or nothing where there is no file: an operator may have several stores.
std::string file_of(sqlite3* db)
{
    const char* file = db != nullptr ? sqlite3_db_filename(db, "main") : nullptr;
    return file != nullptr && *file != '\0' ? " " + std::string{file} : std::string{};
}

[[noreturn]] void fail(sqlite3* db, int code, const std::string& doing)
{
    const std::string reason = db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        throw Error{Status::conflict, "STO-020", "the store refuses this: " + reason};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw Error{Status::store, "STO-010", "the store is busy (" + doing + ")", "try again, or give --timeout"};
    case SQLITE_FULL:
        throw Error{Status::store, "STO-011", "the disk is full; nothing was changed", "make room and run again"};
    case SQLITE_IOERR:
        if (sqlite3_system_errno(db) == ENOSPC)
            throw Error{Status::store, "STO-011", "the disk is full; nothing was changed", "make room and run again"};
        throw Error{Status::store, "STO-012", "reading or writing the store failed (" + reason + ")",
                    "run the command again: what was in is found unchanged"};
    case SQLITE_CORRUPT:
        throw Error{Status::store, "STO-003", "the store" + file_of(db) + " is damaged: " + reason,
                    "run imi-store check, and restore a backup"};
    case SQLITE_NOTADB:
        throw Error{Status::store, "STO-002", "not an IMI store: the file" + file_of(db) + " is no database"};
    case SQLITE_CANTOPEN:
        throw Error{Status::store, "STO-004", "the store" + file_of(db) + " cannot be opened (" + reason + ")"};
    case SQLITE_READONLY:
        throw Error{Status::store, "STO-005", "the store cannot be written (" + reason + ")"};
    case SQLITE_NOMEM:
        throw Error{Status::store, "STO-013", "out of memory"};
    case SQLITE_INTERRUPT:
        throw Error{Status::store, "STO-014", "interrupted; nothing was changed"};
    case SQLITE_ERROR:
        // Every statement of ours prepares on a sound store (a test holds them all).
        if (reason.starts_with("no such"))
            throw Error{Status::store, "STO-003", "the store" + file_of(db) + " is damaged: " + reason,
                        "run imi-store check, and restore a backup"};
        [[fallthrough]];
    default:
        throw Error{Status::bug, "STO-090", doing + " failed: " + reason};
    }
}

/// Statements that are not in use, by their text: parsing one costs more than running it.
class IdleStatements
{
public:
    ~IdleStatements()
    {
        for (const auto& [sql, statement] : idle_)
            sqlite3_finalize(statement);
    }
    sqlite3_stmt* take(std::string_view sql)
    {
        const auto found = idle_.find(sql);
        if (found == idle_.end())
            return nullptr;
        sqlite3_stmt* statement = found->second;
        idle_.erase(found);
        return statement;
    }
    void put(sqlite3_stmt* statement)
    {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        if (idle_.size() < most)
            idle_.emplace(sqlite3_sql(statement), statement);
        else
            sqlite3_finalize(statement);
    }

private:
    static constexpr std::size_t most = 256;
    std::multimap<std::string, sqlite3_stmt*, std::less<>> idle_;
};

class SqliteStatement final : public EngineStatement
{
public:
    /// Taken from `idle` and put back there; without one it is made and unmade.
    SqliteStatement(sqlite3* db, std::string_view sql, IdleStatements* idle = nullptr) : db_{db}, idle_{idle}
    {
        statement_ = idle == nullptr ? nullptr : idle->take(sql);
        if (statement_ != nullptr)
            return;
        const int code = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                            &statement_, nullptr);
        if (code != SQLITE_OK)
            fail(db, code, "preparing a statement");
    }
    ~SqliteStatement() override
    {
        if (idle_ != nullptr && statement_ != nullptr)
            idle_->put(statement_);
        else
            sqlite3_finalize(statement_);
    }

    int parameter(std::string_view name) override
    {
        const std::string with_end{name};
        const int index = sqlite3_bind_parameter_index(statement_, with_end.c_str());
        if (index == 0)
            throw Error{Status::bug, "STO-091", "a statement has no parameter " + with_end};
        return index;
    }
    void bind_null(int parameter) override { check(sqlite3_bind_null(statement_, parameter)); }
    void bind_integer(int parameter, std::int64_t value) override
    {
        check(sqlite3_bind_int64(statement_, parameter, value));
    }
    void bind_real(int parameter, double value) override { check(sqlite3_bind_double(statement_, parameter, value)); }
    void bind_text(int parameter, std::string_view value) override
    {
        const std::string& own = copy_of(parameter, value);
        check(sqlite3_bind_text64(statement_, parameter, own.data(), own.size(), SQLITE_STATIC, SQLITE_UTF8));
    }
    void bind_blob(int parameter, Bytes value) override
    {
        const std::string& own = copy_of(parameter, as_text(value));
        check(sqlite3_bind_blob64(statement_, parameter, own.data(), own.size(), SQLITE_STATIC));
    }
    bool step() override
    {
        const int code = sqlite3_step(statement_);
        if (code == SQLITE_ROW)
            return true;
        if (code == SQLITE_DONE)
            return false;
        // Finalising later must not hide the reason, and a failed statement must not hold a lock.
        try {
            fail(db_, code, "running a statement");
        } catch (...) {
            sqlite3_reset(statement_);
            throw;
        }
    }
    void reset() override { sqlite3_reset(statement_); }
    bool is_null(int column) override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) override { return sqlite3_column_int64(statement_, column); }
    double real(int column) override { return sqlite3_column_double(statement_, column); }
    std::string_view text(int column) override
    {
        const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return {data == nullptr ? "" : data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }
    Bytes blob(int column) override
    {
        const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
        return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

private:
    void check(int code)
    {
        if (code != SQLITE_OK)
            fail(db_, code, "binding a value");
    }
    /// A copy of ours instead of the engine's: the next row uses its memory again. It stays until it is bound anew.
    const std::string& copy_of(int parameter, std::string_view value)
    {
        const auto at = static_cast<std::size_t>(parameter);
        if (at >= bound_.size())
            bound_.resize(static_cast<std::size_t>(sqlite3_bind_parameter_count(statement_)) + 1);
        return bound_.at(at).assign(value);
    }
    std::vector<std::string> bound_; ///< texts and blobs, by parameter
    sqlite3* db_;
    IdleStatements* idle_;
    sqlite3_stmt* statement_ = nullptr;
};

class SqliteEngine final : public Engine
{
public:
    explicit SqliteEngine(sqlite3* db) : db_{db} {}
    ~SqliteEngine() override
    {
        idle_.reset();
        sqlite3_close(db_);
    }

    std::unique_ptr<EngineStatement> prepare(std::string_view sql) override
    {
        return std::make_unique<SqliteStatement>(db_, sql, idle_.get());
    }
    void execute(std::string_view sql) override
    {
        const std::string text{sql};
        const int code = sqlite3_exec(db_, text.c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK)
            fail(db_, code, "running a statement");
    }
    void begin_read() override { execute("BEGIN"); }
    // IMMEDIATE: a reader that upgrades would be refused at once, whatever the timeout.
    void begin_write() override { execute("BEGIN IMMEDIATE"); }
    void commit() override { execute("COMMIT"); }
    void rollback() noexcept override { sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr); }
    void checkpoint() override
    {
        // Readers of an older state may hold part of it back; the next checkpoint takes the rest.
        sqlite3_wal_checkpoint_v2(db_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    }
    sqlite3* handle() { return db_; }

private:
    sqlite3* db_;
    std::unique_ptr<IdleStatements> idle_ = std::make_unique<IdleStatements>();
};

sqlite3* handle_of(Engine& engine) { return static_cast<SqliteEngine&>(engine).handle(); }

void require_regular_file(const std::string& path)
{
    struct stat status {
    };
    if (stat(path.c_str(), &status) != 0)
        throw Error{Status::store, "STO-001", "there is no store at " + path,
                    "create one: imi-store init --store " + path};
    if (!S_ISREG(status.st_mode))
        throw Error{Status::store, "STO-002", path + " is not an IMI store: it is not a regular file"};
    if (status.st_size < 512)
        throw Error{Status::store, "STO-002", path + " is not an IMI store: it is too short for a database"};
    char magic[16] = {};
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        throw Error{Status::store, "STO-004", "the store " + path + " cannot be opened: " + std::strerror(errno)};
    const ssize_t got = pread(descriptor, magic, sizeof magic, 0);
    close(descriptor);
    // A loss of power may have spoilt the page that a checkpoint was writing; the log still has it, the engine mends
    // it.
    if (stat((path + "-wal").c_str(), &status) == 0 && status.st_size > 0)
        return;
    if (got != sizeof magic || std::memcmp(magic, "SQLite format 3", 16) != 0)
        throw Error{Status::store, "STO-002", path + " is not an IMI store: it is not a database"};
}

void create_file(const std::string& path)
{
    // The engine would make it with the rights of the umask; a store holds personal data.
    const int descriptor = open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0 && errno == EEXIST)
        throw Error{Status::conflict, "STO-006", path + " exists already", "give another --store"};
    if (descriptor < 0)
        throw Error{Status::store, "STO-004", "the store " + path + " cannot be created: " + std::strerror(errno)};
    close(descriptor);
}

std::int64_t pragma(sqlite3* db, const char* sql)
{
    SqliteStatement statement{db, sql};
    return statement.step() ? statement.integer(0) : 0;
}

void configure(sqlite3* db)
{
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, 10'000);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

} // namespace

std::unique_ptr<Engine> open_sqlite(const std::string& path, SqliteMode mode, const char* vfs)
{
    const bool in_memory = path == ":memory:";
    if (mode == SqliteMode::create && !in_memory)
        create_file(path);
    else if (!in_memory)
        require_regular_file(path);

    // Counting its memory would lock a mutex at each piece. Refused once the library is in use, which does no harm.
    static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(uncounted);

    sqlite3* db = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(path.c_str(), &db, flags, vfs);
    auto engine = std::make_unique<SqliteEngine>(db);
    if (code != SQLITE_OK)
        fail(db, code, "opening the store");
    configure(db);
    if (mode == SqliteMode::create) {
        // Twice the usual: half the calls in bulk import, and a single change still writes little.
        engine->execute("PRAGMA page_size = 8192; PRAGMA application_id = " + std::to_string(sqlite_application_id));
        if (!in_memory)
            engine->execute("PRAGMA journal_mode = WAL");
    } else if (pragma(db, "PRAGMA application_id") != sqlite_application_id) {
        throw Error{Status::store, "STO-002", path + " is not an IMI store: its application mark is another one"};
    }
    engine->execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
    if (mode == SqliteMode::read)
        engine->execute("PRAGMA query_only = 1");
    return engine;
}

void copy_sqlite(Engine& from, Engine& to)
{
    sqlite3_backup* backup = sqlite3_backup_init(handle_of(to), "main", handle_of(from), "main");
    if (backup == nullptr)
        fail(handle_of(to), sqlite3_errcode(handle_of(to)), "copying the store");
    sqlite3_backup_step(backup, -1);
    const int code = sqlite3_backup_finish(backup);
    if (code != SQLITE_OK)
        fail(handle_of(to), code, "copying the store");
}

std::string check_sqlite(Engine& engine)
{
    SqliteStatement statement{handle_of(engine), "PRAGMA integrity_check(20)"};
    std::string findings;
    while (statement.step()) {
        if (statement.text(0) != "ok")
            findings.append(findings.empty() ? "" : "; ").append(statement.text(0));
    }
    return findings;
}

void allow_checkpoint_on_close(Engine& engine, bool allowed)
{
    sqlite3_db_config(handle_of(engine), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, allowed ? 0 : 1, nullptr);
}

std::int64_t size_of_sqlite(Engine& engine)
{
    return pragma(handle_of(engine), "PRAGMA page_count") * pragma(handle_of(engine), "PRAGMA page_size");
}

} // namespace imi
