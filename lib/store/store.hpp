// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "store/database.hpp"
#include "store/lock.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace imi
{

enum class StoreAccess { none, read, write };

/// An opened store. Closing it merges what was committed when nobody else has it open, so that one file is left.
class Store
{
public:
    /// Makes a new store with the whole schema. Throws Error(conflict, "STO-006") when the file exists.
    static Store create(const std::string& path, Instant now, bool training);
    /// Throws Error(store): STO-001 to STO-008; STO-008 names `imi-store migrate` for an older schema.
    static Store open(const std::string& path, StoreAccess access);
    /// The same, whatever its schema: for migrate and check.
    static Store open_unchecked(const std::string& path, StoreAccess access);

    Store(Store&&) noexcept = default;
    Store& operator=(Store&&) = delete;
    ~Store();

    Database& db() { return *db_; }
    const std::string& path() const { return path_; }
    /// uid that owns the store's file.
    std::uint32_t owner() const;
    bool is_training();
    std::optional<std::string> property(std::string_view name);
    /// By which version of text/fold.hpp the words of the index were folded. Throws Error(store, "STO-007") for a newer
    /// one.
    std::int64_t folding();
    void set_property(std::string_view name, std::string_view value);

private:
    Store(std::string path, Database db);
    std::string path_;
    std::unique_ptr<Database> db_; ///< empty when moved from
};

/// One user action: the store's lock, then a transaction. Not committed means rolled back.
class WriteTransaction
{
public:
    WriteTransaction(Store& store, const LockHolder& holder, std::int64_t timeout_seconds);
    void commit();
    /// For bulk work: also moves what was written to its final place, while others still wait.
    void commit_and_checkpoint();

private:
    Store& store_;
    StoreLock lock_;
    Transaction transaction_;
};

/// Copies the store into a new file, whole or not at all, consistent while others write.
/// Throws Error(conflict, "STO-006") when `to` exists.
void backup_store(Store& store, const std::string& to);
/// Throws Error(store) when the file is no sound backup of a store.
void require_backup(const std::string& from);
/// Replaces the content of the store by that of a backup, whole or not at all, under the lock. What `before` writes
/// into the copy that is to take the place comes with it; where it throws, nothing was changed. Throws Error(store)
/// when `from` is no backup.
void restore_store(Store& store, const std::string& from, const LockHolder& holder, std::int64_t timeout_seconds,
                   const std::function<void(Database&)>& before);

} // namespace imi
