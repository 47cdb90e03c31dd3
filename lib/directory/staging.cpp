// SPDX-License-Identifier: EUPL-1.2
#include "directory/staging.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace imi
{

namespace
{

constexpr std::size_t block = std::size_t{1} << 20;
constexpr std::size_t ahead = std::size_t{256} << 10;

[[noreturn]] void fail(const char* doing)
{
    throw Error{Status::store, "STO-012",
                std::string{"the temporary file cannot be "} + doing + ": " + std::strerror(errno) +
                    "; nothing was changed",
                "make room in TMPDIR, or set it to another folder"};
}

void write_whole(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            fail("written");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace

RecordFile::RecordFile()
{
    const char* folder = std::getenv("TMPDIR");
    std::string path = folder != nullptr && *folder != '\0' ? folder : "/tmp";
    // Nameless from the first instant, so that a killed program leaves nothing; not every file system can do it.
    descriptor_ = open(path.c_str(), O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor_ >= 0)
        return;
    path += "/imi-stage-XXXXXX";
    descriptor_ = mkostemp(path.data(), O_CLOEXEC);
    if (descriptor_ < 0)
        fail("made");
    unlink(path.c_str());
}

RecordFile::~RecordFile() { close(descriptor_); }

std::uint64_t RecordFile::append(std::string_view record)
{
    const std::uint64_t place = size_;
    const auto length = static_cast<std::uint32_t>(record.size());
    unwritten_.append(reinterpret_cast<const char*>(&length), sizeof length).append(record);
    size_ += sizeof length + record.size();
    if (unwritten_.size() >= block) {
        write_whole(descriptor_, unwritten_);
        unwritten_.clear();
    }
    return place;
}

void RecordFile::flush()
{
    write_whole(descriptor_, unwritten_);
    unwritten_ = {};
}

void RecordFile::fill(std::uint64_t offset, std::size_t size)
{
    if (offset >= buffer_begin_ && offset + size <= buffer_end_)
        return;
    // Ahead only where reading goes on where it stopped; a jump takes little more than the record.
    const bool sequential = offset >= buffer_begin_ && offset <= buffer_end_;
    const std::size_t wanted = std::max(size, sequential ? ahead : std::size_t{1} << 10);
    if (wanted > capacity_) {
        buffer_ = std::make_unique_for_overwrite<char[]>(std::max(wanted, ahead));
        capacity_ = std::max(wanted, ahead);
    }
    std::size_t have = 0;
    while (have < size) {
        const ssize_t got = pread(descriptor_, buffer_.get() + have, wanted - have, static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            fail("read");
        have += static_cast<std::size_t>(got);
    }
    buffer_begin_ = offset;
    buffer_end_ = offset + have;
}

std::string_view RecordFile::read(std::uint64_t place)
{
    std::uint32_t length = 0;
    fill(place, sizeof length);
    std::memcpy(&length, buffer_.get() + (place - buffer_begin_), sizeof length);
    fill(place, sizeof length + length);
    return {buffer_.get() + (place - buffer_begin_) + sizeof length, length};
}

void StagedRows::add(std::string_view key_text, std::string_view record, std::size_t file, std::size_t line, bool json)
{
    Row row{};
    row.place = records_.append(record);
    row.key_begin = keys_.size();
    row.key_length = static_cast<std::uint32_t>(key_text.size());
    keys_ += key_text;
    row.line = static_cast<std::uint32_t>(line);
    row.file = static_cast<std::uint32_t>(file);
    row.json = json;
    sorted_ = sorted_ && (rows_.empty() || key(rows_.back()) <= key(row));
    rows_.push_back(row);
}

void StagedRows::sort()
{
    records_.flush();
    if (!sorted_)
        std::stable_sort(rows_.begin(), rows_.end(), [this](const Row& a, const Row& b) { return key(a) < key(b); });
    sorted_ = true;
}

std::size_t StagedRows::find(std::string_view wanted) const
{
    const auto found = std::lower_bound(rows_.begin(), rows_.end(), wanted,
                                        [this](const Row& row, std::string_view value) { return key(row) < value; });
    return found != rows_.end() && key(*found) == wanted ? static_cast<std::size_t>(found - rows_.begin())
                                                         : rows_.size();
}

std::size_t StagedRows::same_key(std::size_t first) const
{
    std::size_t end = first + 1;
    while (end < rows_.size() && key(rows_[end]) == key(rows_[first]))
        ++end;
    return end - first;
}

} // namespace imi
