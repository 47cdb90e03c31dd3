// SPDX-License-Identifier: EUPL-1.2
#include "formats/input.hpp"

#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/limits.hpp"
#include "formats/encoding.hpp"
#include "text/escape.hpp"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace imi
{

namespace
{

constexpr std::size_t block = std::size_t{256} << 10;
constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

} // namespace

struct Input::State {
    std::string name;
    int descriptor = -1;
    std::string_view memory;
    std::uint64_t total = 0;
    std::uint64_t consumed = 0; ///< raw bytes
    std::uint64_t given = 0;    ///< bytes after decompression
    std::vector<char> raw;
    std::size_t raw_begin = 0, raw_end = 0;
    bool raw_ended = false;
    bool started = false;
    bool may_be_compressed = true;
    bool compressed = false;
    bool inflating = false;
    z_stream stream{};
    std::optional<StreamHash> hash;
    std::string ahead; ///< taken by peek(), not yet given
    std::optional<Decoder> decoder;
    std::string decoded; ///< and not yet given
    bool decoded_all = false;

    ~State()
    {
        if (inflating)
            inflateEnd(&stream);
        if (descriptor > 0)
            close(descriptor);
    }

    [[noreturn]] void refuse(const char* code, const std::string& message, const std::string& hint = {}) const
    {
        throw Error{Status::input, code, message, hint, name};
    }

    std::size_t raw_read(char* to, std::size_t size)
    {
        if (descriptor < 0) {
            const std::size_t got = std::min(size, memory.size());
            std::copy_n(memory.data(), got, to);
            memory.remove_prefix(got);
            consumed += got;
            if (hash)
                hash->add(std::string_view{to, got});
            return got;
        }
        for (;;) {
            const ssize_t got = ::read(descriptor, to, size);
            if (got < 0 && errno == EINTR) {
                throw_if_interrupted();
                continue;
            }
            if (got < 0)
                refuse("FMT-004", std::string{"cannot be read: "} + std::strerror(errno));
            consumed += static_cast<std::uint64_t>(got);
            if (hash)
                hash->add(std::string_view{to, static_cast<std::size_t>(got)});
            return static_cast<std::size_t>(got);
        }
    }

    /// Makes sure that at least `wanted` raw bytes are there, unless the input ends before.
    void fill(std::size_t wanted)
    {
        if (raw.empty())
            raw.resize(block);
        while (raw_end - raw_begin < wanted && !raw_ended) {
            if (raw_begin > 0) {
                std::memmove(raw.data(), raw.data() + raw_begin, raw_end - raw_begin);
                raw_end -= raw_begin;
                raw_begin = 0;
            }
            const std::size_t got = raw_read(raw.data() + raw_end, raw.size() - raw_end);
            raw_ended = got == 0;
            raw_end += got;
        }
    }

    bool at_magic() const
    {
        return raw_end - raw_begin >= 2 && static_cast<unsigned char>(raw[raw_begin]) == 0x1f &&
               static_cast<unsigned char>(raw[raw_begin + 1]) == 0x8b;
    }

    void start()
    {
        started = true;
        fill(2);
        compressed = may_be_compressed && at_magic();
        if (!compressed)
            return;
        constexpr int gzip_only = 16 + MAX_WBITS;
        if (inflateInit2(&stream, gzip_only) != Z_OK)
            throw std::bad_alloc{};
        inflating = true;
    }

    std::size_t plain(std::span<char> buffer)
    {
        if (raw_end > raw_begin) {
            const std::size_t got = std::min(buffer.size(), raw_end - raw_begin);
            std::memcpy(buffer.data(), raw.data() + raw_begin, got);
            raw_begin += got;
            return got;
        }
        return raw_ended ? 0 : raw_read(buffer.data(), buffer.size());
    }

    std::size_t inflated(std::span<char> buffer)
    {
        std::size_t have = 0;
        while (have < buffer.size() && inflating) {
            fill(1);
            if (raw_begin == raw_end)
                refuse("FMT-002", "the archive is truncated", "copy the file again");
            stream.next_in = reinterpret_cast<unsigned char*>(raw.data() + raw_begin);
            stream.avail_in = static_cast<unsigned>(raw_end - raw_begin);
            stream.next_out = reinterpret_cast<unsigned char*>(buffer.data() + have);
            stream.avail_out = static_cast<unsigned>(buffer.size() - have);
            const int code = inflate(&stream, Z_NO_FLUSH);
            raw_begin = raw_end - stream.avail_in;
            have = buffer.size() - stream.avail_out;
            if (code == Z_STREAM_END)
                next_member();
            else if (code == Z_MEM_ERROR)
                throw std::bad_alloc{};
            else if (code != Z_OK && code != Z_BUF_ERROR)
                refuse("FMT-002", "the archive is damaged", "copy the file again");
            check_expansion(have);
        }
        return have;
    }

    void next_member()
    {
        fill(2);
        if (raw_begin == raw_end) {
            inflateEnd(&stream);
            inflating = false;
        } else if (at_magic()) {
            inflateReset(&stream);
        } else {
            refuse("FMT-002", "the archive has bytes after its end", "copy the file again");
        }
    }

    void check_expansion(std::size_t have) const
    {
        const std::uint64_t out = given + have;
        const std::uint64_t in = consumed - (raw_end - raw_begin);
        if (out > limits::expansion_free_bytes && out > in * limits::expansion_ratio)
            refuse("FMT-003",
                   "the archive expands to more than " + std::to_string(limits::expansion_ratio) +
                       " times its size, which is the limit",
                   "give the file uncompressed if it is what it should be");
    }

    std::size_t read(std::span<char> buffer)
    {
        if (!started)
            start();
        std::size_t got = 0;
        if (!ahead.empty()) {
            got = std::min(buffer.size(), ahead.size());
            std::copy_n(ahead.data(), got, buffer.data());
            ahead.erase(0, got);
            return got;
        }
        return decoder ? decode(buffer) : bytes(buffer);
    }

    std::size_t bytes(std::span<char> buffer)
    {
        const std::size_t got = compressed ? inflated(buffer) : plain(buffer);
        given += got;
        if (given > limits::bulk_file_bytes)
            refuse("FMT-003",
                   "is larger than the limit of " + std::to_string(limits::bulk_file_bytes / mebibyte) + " MiB",
                   "split it");
        return got;
    }

    std::size_t decode(std::span<char> buffer)
    {
        std::string piece(block, '\0');
        while (decoded.empty() && !decoded_all) {
            const std::size_t got = bytes(piece);
            decoded_all = got == 0;
            decoder->decode(std::string_view{piece}.substr(0, got), decoded_all, decoded, name);
        }
        const std::size_t got = std::min(buffer.size(), decoded.size());
        std::copy_n(decoded.data(), got, buffer.data());
        decoded.erase(0, got);
        return got;
    }
};

Input::Input(std::unique_ptr<State> state) : state_{std::move(state)} {}
Input::Input(Input&&) noexcept = default;
Input::~Input() = default;

Input Input::open(const std::string& path, As as)
{
    auto state = std::make_unique<State>();
    state->name = path == "-" ? "standard input" : path;
    state->may_be_compressed = as == As::text;
    state->descriptor = path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (state->descriptor < 0)
        throw Error{Status::input, "FMT-001",
                    escape_for_message(path, 255) + " cannot be opened: " + std::strerror(errno)};
    struct stat status {
    };
    if (fstat(state->descriptor, &status) == 0) {
        if (S_ISDIR(status.st_mode))
            throw Error{Status::input, "FMT-001", escape_for_message(path, 255) + " is a folder", "give a file"};
        state->total = static_cast<std::uint64_t>(status.st_size);
    }
    return Input{std::move(state)};
}

Input Input::of_memory(std::string_view bytes, std::string name)
{
    auto state = std::make_unique<State>();
    state->name = std::move(name);
    state->memory = bytes;
    state->total = bytes.size();
    return Input{std::move(state)};
}

void Input::decode_from(const std::string& encoding)
{
    if (!is_utf8_name(encoding))
        state_->decoder.emplace(encoding);
}

const std::string& Input::name() const { return state_->name; }

std::size_t Input::read(std::span<char> buffer)
{
    std::size_t have = 0;
    while (have < buffer.size()) {
        const std::size_t got = state_->read(buffer.subspan(have));
        if (got == 0)
            break;
        have += got;
    }
    return have;
}

char Input::peek()
{
    std::string taken(4096, '\0');
    taken.resize(state_->read(taken));
    state_->ahead = taken;
    std::string_view text = taken;
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? '\0' : text[first];
}

void Input::keep_hash() { state_->hash.emplace(); }
Hash Input::hash() { return state_->hash->finish(); }

std::string_view Input::ahead() const { return state_->ahead; }

bool Input::is_compressed()
{
    if (!state_->started)
        state_->start();
    return state_->compressed;
}

std::uint64_t Input::consumed_bytes() const { return state_->consumed; }
std::uint64_t Input::total_bytes() const { return state_->total; }

std::string read_all(Input& input, std::uint64_t limit)
{
    std::string text;
    for (;;) {
        const std::size_t have = text.size();
        text.resize(have + block);
        const std::size_t got = input.read(std::span{text}.subspan(have));
        text.resize(have + got);
        if (text.size() > limit)
            throw Error{Status::input,
                        "FMT-003",
                        "is larger than the limit of " + std::to_string(limit) + " bytes",
                        {},
                        input.name()};
        if (got < block)
            return text;
    }
}

} // namespace imi
