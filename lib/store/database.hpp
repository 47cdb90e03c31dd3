// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/hash.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace imi
{

/// What an engine must do for a statement. Implemented in `*_engine.cpp` only.
class EngineStatement
{
public:
    virtual ~EngineStatement() = default;
    virtual int parameter(std::string_view name) = 0;
    virtual void bind_null(int parameter) = 0;
    virtual void bind_integer(int parameter, std::int64_t value) = 0;
    virtual void bind_real(int parameter, double value) = 0;
    virtual void bind_text(int parameter, std::string_view value) = 0;
    virtual void bind_blob(int parameter, Bytes value) = 0;
    virtual bool step() = 0;
    virtual void reset() = 0;
    virtual bool is_null(int column) = 0;
    virtual std::int64_t integer(int column) = 0;
    virtual double real(int column) = 0;
    virtual std::string_view text(int column) = 0;
    virtual Bytes blob(int column) = 0;
};

/// A prepared statement. Values are bound by name and copied; columns are read by position, from 0. Views into a row
/// live until the next step(), reset() or run(). Throws Error(store) where the database fails, Error(conflict,
/// "STO-020") where a named constraint refuses.
class Statement
{
public:
    /// Position of `:name`, for loops that bind often. Throws Error(bug) when the statement has no such parameter.
    int parameter(std::string_view name) { return statement_->parameter(name); }

    Statement& bind(int parameter, std::int64_t value) { return statement_->bind_integer(parameter, value), *this; }
    Statement& bind(int parameter, std::string_view value) { return statement_->bind_text(parameter, value), *this; }
    Statement& bind(int parameter, Bytes value) { return statement_->bind_blob(parameter, value), *this; }
    Statement& bind(int parameter, std::nullopt_t) { return statement_->bind_null(parameter), *this; }
    Statement& bind_real(int parameter, double value) { return statement_->bind_real(parameter, value), *this; }
    template <class Value> Statement& bind(int parameter, const std::optional<Value>& value)
    {
        return value ? bind(parameter, *value) : bind(parameter, std::nullopt);
    }
    template <class Value> Statement& bind(std::string_view name, const Value& value)
    {
        return bind(parameter(name), value);
    }

    /// True when a row is there to read.
    bool step() { return statement_->step(); }
    /// Makes the statement ready to run again; bound values stay.
    void reset() { statement_->reset(); }
    /// Runs a statement that gives no rows, and resets it.
    void run()
    {
        while (statement_->step()) {
        }
        statement_->reset();
    }

    bool is_null(int column) { return statement_->is_null(column); }
    std::int64_t integer(int column) { return statement_->integer(column); }
    double real(int column) { return statement_->real(column); }
    std::string_view text(int column) { return statement_->text(column); }
    Bytes blob(int column) { return statement_->blob(column); }
    std::optional<std::int64_t> optional_integer(int column)
    {
        return is_null(column) ? std::nullopt : std::optional{integer(column)};
    }
    std::optional<std::string> optional_text(int column)
    {
        return is_null(column) ? std::nullopt : std::optional{std::string{text(column)}};
    }

    explicit Statement(std::unique_ptr<EngineStatement> statement) : statement_{std::move(statement)} {}

private:
    std::unique_ptr<EngineStatement> statement_;
};

/// What an engine must do for a connection.
class Engine
{
public:
    virtual ~Engine() = default;
    virtual std::unique_ptr<EngineStatement> prepare(std::string_view sql) = 0;
    /// Runs one or several statements without parameters. Schema tails such as STRICT are the engine's to map.
    virtual void execute(std::string_view sql) = 0;
    virtual void begin_read() = 0;
    virtual void begin_write() = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    /// Moves what was committed to its final place; after bulk work, under the store's lock.
    virtual void checkpoint() = 0;
};

/// One connection. SQL is written once, in the dialect that SQLite and PostgreSQL share (DESIGN 6).
class Database
{
public:
    explicit Database(std::unique_ptr<Engine> engine) : engine_{std::move(engine)} {}
    Statement prepare(std::string_view sql) { return Statement{engine_->prepare(sql)}; }
    void execute(std::string_view sql) { engine_->execute(sql); }
    Engine& engine() { return *engine_; }

private:
    std::unique_ptr<Engine> engine_;
};

/// A transaction without the store's lock: for readers, and for the store's own code. Not committed means rolled back.
class Transaction
{
public:
    enum class Kind { read, write };
    Transaction(Database& db, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& db_;
    bool open_ = true;
};

/// A private database in memory with the whole schema: for tests.
Database open_memory_database();

} // namespace imi
