// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace imi
{

/// A file that is there whole or not at all: written beside its place under a temporary name, flushed to disk, and
/// renamed by commit(). Without commit() nothing is left. A device or pipe is written to as it stands; of a symbolic
/// link the file that it leads to is replaced.
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

/// Gives a finished file its name, so that it is there whole, also after a loss of power, and takes it from `from`.
/// False, and nothing done, when something of that name is there. Throws Error(store, "FMT-051") where the file system
/// refuses.
bool move_into_place(const std::string& from, const std::string& to);

/// A private folder beside the place of a file to be made, with the file's own name in it; gone with its content at the
/// end. Throws Error(store, "FMT-051") when it cannot be made.
class FolderBeside
{
public:
    explicit FolderBeside(const std::string& file);
    ~FolderBeside();
    FolderBeside(const FolderBeside&) = delete;
    FolderBeside& operator=(const FolderBeside&) = delete;
    std::string file(std::string_view name) const { return folder_ + "/" + std::string{name}; }

private:
    std::string folder_;
};

} // namespace imi
