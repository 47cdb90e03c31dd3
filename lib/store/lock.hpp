// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace imi
{

/// Who wants to write, for others to be told.
struct LockHolder {
    std::string tool;
    std::string login;
};

/// The store's write lock: a queue in the kernel (flock) on STORE.lock, taken before a transaction begins and held
/// until it is committed and checkpointed. It keeps two processes from committing or checkpointing at one instant,
/// which Debian's SQLite does not survive for certain (WAL-reset bug, fixed in 3.51.3), and serves waiters in their
/// order.
class StoreLock
{
public:
    /// Waits in the queue. Throws Error(store, "STO-010") after `timeout_seconds`, naming who holds the lock.
    static StoreLock wait(const std::string& store_path, const LockHolder& holder, std::int64_t timeout_seconds);
    /// Takes the lock if nobody has it.
    static std::optional<StoreLock> try_now(const std::string& store_path);

    StoreLock(StoreLock&& other) noexcept;
    StoreLock& operator=(StoreLock&&) = delete;
    ~StoreLock();

private:
    explicit StoreLock(int descriptor) : descriptor_{descriptor} {}
    int descriptor_;
};

} // namespace imi
