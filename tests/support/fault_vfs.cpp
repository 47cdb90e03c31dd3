// SPDX-License-Identifier: EUPL-1.2
#include "support/fault_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <new>
#include <sstream>

namespace imi
{

namespace
{

constexpr std::size_t sector = 512;

/// What SQLite holds for an open file; the system's own follows it.
struct FaultFile {
    sqlite3_file base;
    std::string* path;
    sqlite3_file* real;
};

FaultVfs& vfs() { return FaultVfs::instance(); }
FaultFile& of(sqlite3_file* file) { return *reinterpret_cast<FaultFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return of(file).real; }

int close_file(sqlite3_file* file)
{
    const int code = real(file)->pMethods->xClose(real(file));
    delete of(file).path;
    return code;
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 offset)
{
    if (vfs().fails(FileOperation::read))
        return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), to, size, offset);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset)
{
    const bool fails = vfs().fails(FileOperation::write);
    if (fails && vfs().failure() == Failure::short_write)
        size /= 2;
    else if (fails)
        return vfs().failure() == Failure::disk_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    const bool lost = vfs().change_is_lost();
    vfs().wrote(*of(file).path, offset, {static_cast<const char*>(from), static_cast<std::size_t>(size)});
    if (lost)
        return SQLITE_IOERR_WRITE;
    const int code = real(file)->pMethods->xWrite(real(file), from, size, offset);
    return fails ? SQLITE_FULL : code;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size)
{
    if (vfs().fails(FileOperation::truncate))
        return SQLITE_IOERR_TRUNCATE;
    const bool lost = vfs().change_is_lost();
    vfs().truncated(*of(file).path, size);
    return lost ? SQLITE_IOERR_TRUNCATE : real(file)->pMethods->xTruncate(real(file), size);
}

int sync_file(sqlite3_file* file, int)
{
    if (vfs().fails(FileOperation::sync))
        return vfs().failure() == Failure::disk_full ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
    if (vfs().change_is_lost())
        return SQLITE_IOERR_FSYNC;
    vfs().synced(*of(file).path);
    // The disk is played by this class; the true one would only cost time.
    return SQLITE_OK;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size)
{
    if (vfs().fails(FileOperation::size))
        return SQLITE_IOERR_FSTAT;
    return real(file)->pMethods->xFileSize(real(file), size);
}

int lock_file(sqlite3_file* file, int level)
{
    if (vfs().fails(FileOperation::lock))
        return SQLITE_IOERR_LOCK;
    return real(file)->pMethods->xLock(real(file), level);
}

int unlock_file(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }

int check_reserved_lock(sqlite3_file* file, int* held)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), held);
}

int control_file(sqlite3_file* file, int what, void* argument)
{
    return real(file)->pMethods->xFileControl(real(file), what, argument);
}

int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }

int characteristics(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

int map_shm(sqlite3_file* file, int page, int size, int extend, void volatile** memory)
{
    if (vfs().fails(FileOperation::shm_map))
        return SQLITE_IOERR_SHMMAP;
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}

int lock_shm(sqlite3_file* file, int offset, int count, int flags)
{
    // Giving a lock back cannot fail.
    if ((flags & SQLITE_SHM_LOCK) != 0 && vfs().fails(FileOperation::shm_lock))
        return SQLITE_IOERR_SHMLOCK;
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

int unmap_shm(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

constexpr sqlite3_io_methods methods{
    2,         close_file,  read_file,           write_file,   truncate_file, sync_file,       size_of_file,
    lock_file, unlock_file, check_reserved_lock, control_file, sector_size,   characteristics, map_shm,
    lock_shm,  shm_barrier, unmap_shm,           nullptr,      nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags)
{
    FaultFile& opened = of(file);
    opened.base.pMethods = nullptr;
    if (vfs().fails(FileOperation::open))
        return vfs().failure() == Failure::disk_full ? SQLITE_FULL : SQLITE_CANTOPEN;
    const std::string path = name != nullptr ? name : "";
    const bool is_there = !path.empty() && std::ifstream{path}.good();
    if (!is_there && vfs().power_is_off())
        return SQLITE_CANTOPEN;
    opened.real = reinterpret_cast<sqlite3_file*>(&opened + 1);
    sqlite3_vfs* system = vfs().system();
    const int code = system->xOpen(system, name, opened.real, flags, out_flags);
    if (code != SQLITE_OK) {
        if (opened.real->pMethods != nullptr)
            opened.real->pMethods->xClose(opened.real);
        return code;
    }
    vfs().opened(path, is_there);
    opened.path = new std::string{path};
    opened.base.pMethods = &methods;
    return SQLITE_OK;
}

int remove_file(sqlite3_vfs*, const char* name, int sync_folder)
{
    if (vfs().fails(FileOperation::remove))
        return SQLITE_IOERR_DELETE;
    if (vfs().change_is_lost())
        return SQLITE_IOERR_DELETE;
    vfs().removed(name);
    return vfs().system()->xDelete(vfs().system(), name, sync_folder);
}

sqlite3_vfs& shim()
{
    static sqlite3_vfs made = [] {
        sqlite3_vfs copy = *FaultVfs::instance().system();
        copy.zName = "imi-faults";
        copy.szOsFile += static_cast<int>(sizeof(FaultFile));
        copy.pNext = nullptr;
        copy.xOpen = open_file;
        copy.xDelete = remove_file;
        return copy;
    }();
    return made;
}

} // namespace

std::string_view to_string(FileOperation operation)
{
    constexpr std::array<std::string_view, file_operations> names{"open",   "read", "write", "sync",    "truncate",
                                                                  "remove", "size", "lock",  "shm map", "shm lock"};
    return names[static_cast<std::size_t>(operation)];
}

std::string_view to_string(Failure failure)
{
    switch (failure) {
    case Failure::io_error:
        return "I/O error";
    case Failure::disk_full:
        return "disk full";
    case Failure::short_write:
        return "short write";
    }
    return {};
}

FaultVfs::FaultVfs() : system_{sqlite3_vfs_find(nullptr)} {}

FaultVfs& FaultVfs::instance()
{
    static FaultVfs vfs;
    return vfs;
}

void FaultVfs::use(bool on) { sqlite3_vfs_register(on ? &shim() : system_, 1); }

void FaultVfs::disarm()
{
    counts_ = {};
    nth_ = power_nth_ = -1;
    changes_ = 0;
    for_ever_ = struck_ = tracks_power_ = power_is_off_ = false;
    files_.clear();
}

void FaultVfs::fail(FileOperation operation, int nth, bool for_ever, Failure failure)
{
    disarm();
    operation_ = operation;
    nth_ = nth;
    for_ever_ = for_ever;
    failure_ = failure;
}

void FaultVfs::lose_power(int nth)
{
    disarm();
    power_nth_ = nth;
    tracks_power_ = true;
}

bool FaultVfs::fails(FileOperation operation)
{
    const int count = counts_[static_cast<std::size_t>(operation)]++;
    const bool now = nth_ >= 0 && operation == operation_ && (count == nth_ || (for_ever_ && count > nth_));
    struck_ = struck_ || now;
    return now;
}

bool FaultVfs::change_is_lost()
{
    if (tracks_power_ && changes_++ == power_nth_)
        power_is_off_ = struck_ = true;
    return power_is_off_;
}

void FaultVfs::opened(const std::string& path, bool is_there)
{
    if (!tracks_power_ || path.empty())
        return;
    const auto [entry, is_new] = files_.try_emplace(path);
    if (!is_new && !entry->second.is_removed)
        return;
    entry->second = {};
    if (is_there) {
        std::ostringstream content;
        content << std::ifstream{path, std::ios::binary}.rdbuf();
        entry->second.durable = content.str();
        entry->second.is_durable = true;
    }
}

void FaultVfs::apply(std::string& content, const Change& change)
{
    const auto offset = static_cast<std::size_t>(change.offset);
    if (change.is_truncation) {
        content.resize(std::min(content.size(), offset));
        return;
    }
    if (content.size() < offset + change.bytes.size())
        content.resize(offset + change.bytes.size());
    std::memcpy(content.data() + offset, change.bytes.data(), change.bytes.size());
}

void FaultVfs::wrote(const std::string& path, std::int64_t offset, std::string_view bytes)
{
    // What was asked for at the very loss of power may have begun; nothing after it.
    if (tracks_power_ && (!power_is_off_ || changes_ - 1 == power_nth_))
        files_[path].later.push_back({offset, std::string{bytes}, false});
}

void FaultVfs::truncated(const std::string& path, std::int64_t size)
{
    if (tracks_power_ && (!power_is_off_ || changes_ - 1 == power_nth_))
        files_[path].later.push_back({size, {}, true});
}

void FaultVfs::synced(const std::string& path)
{
    if (!tracks_power_)
        return;
    File& file = files_[path];
    for (const Change& change : file.later)
        apply(file.durable, change);
    file.later.clear();
    file.is_durable = true;
}

void FaultVfs::removed(const std::string& path)
{
    if (tracks_power_)
        files_[path].is_removed = true;
}

void FaultVfs::write_remains(const std::string& path, const std::string& new_path, std::mt19937& random) const
{
    const auto one_in = [&random](unsigned n) { return random() % n == 0; };
    for (const auto& [name, file] : files_) {
        if (!name.starts_with(path) || (file.is_removed && one_in(2)) || (!file.is_durable && one_in(2)))
            continue;
        std::string content = file.durable;
        for (const Change& change : file.later) {
            if (change.is_truncation) {
                if (one_in(2))
                    apply(content, change);
                continue;
            }
            for (std::size_t begin = 0; begin < change.bytes.size();) {
                const std::size_t offset = static_cast<std::size_t>(change.offset) + begin;
                const std::size_t length = std::min(sector - offset % sector, change.bytes.size() - begin);
                Change part{static_cast<std::int64_t>(offset), change.bytes.substr(begin, length), false};
                if (one_in(8))
                    std::generate(part.bytes.begin(), part.bytes.end(),
                                  [&random] { return static_cast<char>(random()); });
                if (one_in(2))
                    apply(content, part);
                begin += length;
            }
        }
        std::ofstream{new_path + name.substr(path.size()), std::ios::binary} << content;
    }
}

} // namespace imi
