// SPDX-License-Identifier: EUPL-1.2
#include "formats/output_file.hpp"

#include "base/error.hpp"
#include "text/escape.hpp"

#include <cerrno>
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

std::string folder_of(const std::string& path)
{
    const std::string folder = std::filesystem::path{path}.parent_path();
    return folder.empty() ? "." : folder;
}

} // namespace

OutputFile::OutputFile(std::string path, bool overwrite, unsigned mode) : path_{std::move(path)}, overwrite_{overwrite}
{
    struct stat status {
    };
    if (!overwrite_ && lstat(path_.c_str(), &status) == 0)
        throw Error{Status::conflict, "FMT-050", escape_for_message(path_, 255) + " exists already",
                    "give --force, or another name"};
    temporary_ = path_ + ".XXXXXX";
    descriptor_ = mkostemp(temporary_.data(), O_CLOEXEC);
    if (descriptor_ < 0)
        throw Error{Status::store, "FMT-051",
                    escape_for_message(path_, 255) + " cannot be created: " + std::strerror(errno)};
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
    if (fsync(descriptor_) != 0)
        throw Error{Status::store, "FMT-052",
                    escape_for_message(path_, 255) + " cannot be written: " + std::strerror(errno)};
    // Without --force a file that came meanwhile must not be replaced: link refuses where rename would not.
    if (!overwrite_ && link(temporary_.c_str(), path_.c_str()) != 0)
        throw Error{Status::conflict, "FMT-050", escape_for_message(path_, 255) + " exists already",
                    "give --force, or another name"};
    if (overwrite_ && rename(temporary_.c_str(), path_.c_str()) != 0)
        throw Error{Status::store, "FMT-051",
                    escape_for_message(path_, 255) + " cannot be created: " + std::strerror(errno)};
    if (!overwrite_)
        unlink(temporary_.c_str());
    temporary_.clear();
    const int folder = open(folder_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        fsync(folder);
        close(folder);
    }
}

} // namespace imi
