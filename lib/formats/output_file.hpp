// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace imi
{

/// A file that is there whole or not at all: written beside its place under a temporary name, flushed to disk, and
/// renamed by commit(). Without commit() nothing is left.
class OutputFile
{
public:
    /// Throws Error(conflict, "FMT-050") when `path` exists and `overwrite` is not set, Error(store, "FMT-051") when it
    /// cannot be created. `mode` are its permission bits (before umask).
    explicit OutputFile(std::string path, bool overwrite, unsigned mode = 0666);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// Throws Error(store, "FMT-052") when the disk is full or fails.
    void write(std::string_view bytes);
    void commit();

private:
    std::string path_;
    std::string temporary_;
    std::string buffer_;
    int descriptor_ = -1;
    bool overwrite_;
};

} // namespace imi
