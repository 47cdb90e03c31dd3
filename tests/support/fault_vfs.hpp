// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3_vfs;

namespace imi
{

/// What SQLite asks of a file system, as far as it can fail.
enum class FileOperation { open, read, write, sync, truncate, remove, size, lock, shm_map, shm_lock };
inline constexpr std::size_t file_operations = 10;
std::string_view to_string(FileOperation operation);

/// How an operation fails.
enum class Failure { io_error, disk_full, short_write };
std::string_view to_string(Failure failure);

/// A SQLite VFS around the system's that fails at a chosen call, or loses power at a chosen write. There is one for the
/// process; while it is the default, every store that is opened goes through it.
class FaultVfs
{
public:
    static FaultVfs& instance();

    void use(bool on);
    /// Forgets counts and files; nothing fails.
    void disarm();
    /// The `nth` call (from 0) of `operation` fails, or that one and all later ones.
    void fail(FileOperation operation, int nth, bool for_ever, Failure failure);
    /// Before the `nth` change of a file (write, truncate, sync, removal; from 0) power is lost: nothing later happens.
    void lose_power(int nth);
    void lose_power_now() { power_is_off_ = true; }

    bool struck() const { return struck_; }
    bool power_is_off() const { return power_is_off_; }
    int changes() const { return changes_; }

    /// Writes what a disk may hold after the loss of power: each file as at its last sync, and of what was written
    /// since any part, torn at sectors, one in eight of them garbage. `new_path` replaces the store's path.
    void write_remains(const std::string& path, const std::string& new_path, std::mt19937& random) const;

    // For the functions that SQLite calls.
    bool fails(FileOperation operation);
    Failure failure() const { return failure_; }
    bool change_is_lost();
    void opened(const std::string& path, bool is_there);
    void wrote(const std::string& path, std::int64_t offset, std::string_view bytes);
    void truncated(const std::string& path, std::int64_t size);
    void synced(const std::string& path);
    void removed(const std::string& path);
    sqlite3_vfs* system() { return system_; }

private:
    FaultVfs();
    struct Change {
        std::int64_t offset = 0; ///< of a write; the new size of a truncation
        std::string bytes;
        bool is_truncation = false;
    };
    struct File {
        std::string durable;
        bool is_durable = false; ///< its entry in the folder
        bool is_removed = false;
        std::vector<Change> later;
    };
    static void apply(std::string& content, const Change& change);

    sqlite3_vfs* system_;
    std::array<int, file_operations> counts_{};
    FileOperation operation_ = FileOperation::open;
    Failure failure_ = Failure::io_error;
    int nth_ = -1, power_nth_ = -1, changes_ = 0;
    bool for_ever_ = false, struck_ = false, tracks_power_ = false, power_is_off_ = false;
    std::map<std::string, File> files_;
};

} // namespace imi
