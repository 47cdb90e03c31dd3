// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
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
    std::string buffer_; ///< of what is appended and not written yet; then of what was read
    std::uint64_t buffer_begin_ = 0;
};

} // namespace imi
