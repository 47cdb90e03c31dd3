// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Records put aside in a private temporary file (nameless, in TMPDIR) and given back in another order, so that input
/// of any size is sorted in little memory.
class RecordFile
{
public:
    /// Throws Error(store, "STO-012") when the temporary file cannot be made or the disk is full.
    RecordFile();
    ~RecordFile();
    RecordFile(const RecordFile&) = delete;
    RecordFile& operator=(const RecordFile&) = delete;

    /// Appends; returns where the record begins.
    std::uint64_t append(std::string_view record);
    /// Call once between appending and reading.
    void flush();
    /// The record at a place that append() returned. The view lives until the next call. Reading in the order of
    /// appending is fastest.
    std::string_view read(std::uint64_t place);

private:
    void fill(std::uint64_t offset, std::size_t size);

    int descriptor_ = -1;
    std::uint64_t size_ = 0;
    std::string unwritten_;
    std::unique_ptr<char[]> buffer_; ///< of what was read
    std::size_t capacity_ = 0;
    std::uint64_t buffer_begin_ = 0, buffer_end_ = 0;
};

/// Rows of input, put aside and sorted by a key; rows of one key keep their order.
class StagedRows
{
public:
    struct Row {
        std::uint64_t place;     ///< in the records
        std::uint64_t key_begin; ///< in the arena of keys
        std::uint32_t key_length;
        std::uint32_t line;
        std::uint32_t file;
        bool json;
    };

    void add(std::string_view key, std::string_view record, std::size_t file, std::size_t line, bool json);
    /// Call once between adding and asking.
    void sort();
    std::size_t size() const { return rows_.size(); }
    const Row& operator[](std::size_t number) const { return rows_[number]; }
    std::string_view key(const Row& row) const { return std::string_view{keys_}.substr(row.key_begin, row.key_length); }
    /// Number of the first row with the key; size() when there is none.
    std::size_t find(std::string_view key) const;
    bool has_key(std::string_view key) const { return find(key) != size(); }
    /// How many rows from `first` on have the same key.
    std::size_t same_key(std::size_t first) const;
    /// As added. The view lives until the next call.
    std::string_view record(const Row& row) { return records_.read(row.place); }

private:
    RecordFile records_;
    std::string keys_;
    std::vector<Row> rows_;
    bool sorted_ = true;
};

} // namespace imi
