// SPDX-License-Identifier: EUPL-1.2
#include "formats/output_file.hpp"

#include "base/error.hpp"
#include "text/escape.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace imi
{

namespace
{

constexpr std::size_t block = std::size_t{256} << 10;

void write_whole(int descriptor, std::string_view bytes, const std::string& path)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            throw Error{Status::store, "FMT-052",
                        escape_for_message(path, 255) + " cannot be written: " + std::strerror(errno)};
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

[[noreturn]] void refuse_to_create(const std::string& path)
{
    throw Error{Status::store, "FMT-051",
                escape_for_message(path, 255) + " cannot be created: " + std::strerror(errno)};
}

void sync_folder_of(const std::string& path)
{
    const std::string parent = std::filesystem::path{path}.parent_path();
    const int folder = open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    fsync(folder);
    close(folder);
}

} // namespace

OutputFile::OutputFile(std::string path, bool overwrite, unsigned mode) : path_{std::move(path)}, overwrite_{overwrite}
{
    struct stat status {
    };
    if (stat(path_.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
        // A device or a pipe is written to, never replaced.
        descriptor_ = open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
        if (descriptor_ < 0)
            refuse_to_create(path_);
        return;
    }
    if (!overwrite_ && lstat(path_.c_str(), &status) == 0)
        throw Error{Status::conflict, "FMT-050", escape_for_message(path_, 255) + " exists already",
                    "give --force, or another name"};
    // A link stays one: what it leads to is replaced.
    std::error_code ignored;
    if (std::filesystem::is_symlink(path_, ignored)) {
        const std::filesystem::path target = std::filesystem::canonical(path_, ignored);
        if (!target.empty())
            path_ = target;
    }
    temporary_ = path_ + ".XXXXXX";
    descriptor_ = mkostemp(temporary_.data(), O_CLOEXEC);
    if (descriptor_ < 0)
        refuse_to_create(path_);
    const mode_t mask = umask(0);
    umask(mask);
    fchmod(descriptor_, mode & ~mask);
}

OutputFile::~OutputFile()
{
    if (descriptor_ >= 0)
        close(descriptor_);
    if (!temporary_.empty())
        unlink(temporary_.c_str());
}

void OutputFile::write(std::string_view bytes)
{
    buffer_ += bytes;
    if (buffer_.size() < block)
        return;
    write_whole(descriptor_, buffer_, path_);
    buffer_.clear();
}

void OutputFile::commit()
{
    write_whole(descriptor_, buffer_, path_);
    buffer_.clear();
    if (temporary_.empty())
        return;
    if (fsync(descriptor_) != 0)
        throw Error{Status::store, "FMT-052",
                    escape_for_message(path_, 255) + " cannot be written: " + std::strerror(errno)};
    if (overwrite_) {
        if (rename(temporary_.c_str(), path_.c_str()) != 0)
            refuse_to_create(path_);
        sync_folder_of(path_);
    } else if (!move_into_place(temporary_, path_)) {
        throw Error{Status::conflict, "FMT-050", escape_for_message(path_, 255) + " exists already",
                    "give --force, or another name"};
    }
    temporary_.clear();
}

bool move_into_place(const std::string& from, const std::string& to)
{
    // Not rename alone: a file that came meanwhile must not be replaced.
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
        if (errno == EEXIST)
            return false;
        // A file system without that call has links, or neither, and then nothing better than a look.
        struct stat status {
        };
        if (link(from.c_str(), to.c_str()) == 0)
            unlink(from.c_str());
        else if (errno == EEXIST || lstat(to.c_str(), &status) == 0)
            return false;
        else if (rename(from.c_str(), to.c_str()) != 0)
            refuse_to_create(to);
    }
    sync_folder_of(to);
    return true;
}

FolderBeside::FolderBeside(const std::string& file) : folder_{file + ".XXXXXX"}
{
    if (mkdtemp(folder_.data()) == nullptr)
        refuse_to_create(file);
}

FolderBeside::~FolderBeside()
{
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

} // namespace imi
