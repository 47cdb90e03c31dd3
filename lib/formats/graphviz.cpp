// SPDX-License-Identifier: EUPL-1.2
#include "formats/graphviz.hpp"

#include "base/error.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace imi
{

namespace
{

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void fail(const std::string& why)
{
    throw Error{Status::store, "FMT-091", "dot of Graphviz could not draw: " + why, "take --format dot"};
}

/// What the child reads stands in a file without a name: neither side can wait for the other.
File input_of(const std::string& text)
{
    File file{std::tmpfile(), std::fclose};
    if (file == nullptr || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() ||
        std::fflush(file.get()) != 0 || lseek(fileno(file.get()), 0, SEEK_SET) != 0)
        fail(std::strerror(errno));
    return file;
}

} // namespace

std::string svg_of_dot(const std::string& dot)
{
    const File input = input_of(dot);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        fail(std::strerror(errno));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(input.get()), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::array<char, 4> name{"dot"};
    std::array<char, 6> format{"-Tsvg"};
    std::array<char*, 3> arguments{name.data(), format.data(), nullptr};
    pid_t child = 0;
    const int failed = posix_spawnp(&child, name.data(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (failed != 0) {
        close(ends[0]);
        if (failed == ENOENT)
            throw Error{Status::store, "FMT-090", "the program dot of Graphviz, which draws SVG, is not installed",
                        "install the package graphviz, or take --format dot"};
        fail(std::strerror(failed));
    }
    std::string svg;
    std::array<char, 65536> buffer{};
    ssize_t count = 0;
    while ((count = read(ends[0], buffer.data(), buffer.size())) > 0 || (count < 0 && errno == EINTR))
        if (count > 0)
            svg.append(buffer.data(), static_cast<std::size_t>(count));
    close(ends[0]);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || svg.empty())
        fail(WIFEXITED(status) ? "it ended with status " + std::to_string(WEXITSTATUS(status)) : "it was ended");
    return svg;
}

} // namespace imi
