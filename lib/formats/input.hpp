// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/hash.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace imi
{

/// Bytes of a file, of standard input ("-") or of memory, decompressed where they are gzip, never more than
/// limits::bulk_file_bytes. Reads forward once.
class Input
{
public:
    enum class As { text, is }; ///< whether gzip is undone
    /// Opens `path`. Throws Error(input, "FMT-001") when there is no such file, or it is a folder or cannot be read.
    static Input open(const std::string& path, As as = As::text);
    /// Reads text in another encoding as UTF-8 from here on. Before the first read(). Throws what Decoder throws; so
    /// does read() then.
    void decode_from(const std::string& encoding);
    /// Over a text that the caller keeps alive.
    static Input of_memory(std::string_view bytes, std::string name);
    Input(Input&&) noexcept;
    ~Input();

    /// What messages call it: the path as given, "standard input" for "-".
    const std::string& name() const;
    /// Fills `buffer`; fewer bytes than asked only at the end. Throws Error(input): FMT-002 truncated or damaged
    /// archive, or bytes after its end; FMT-003 over the size limit or expanding too much; FMT-004 read error.
    std::size_t read(std::span<char> buffer);
    /// First byte that is neither white space nor a byte order mark, without taking it; 0 for an empty input. Before
    /// the first read().
    char peek();
    /// From here on the bytes are hashed as they stand in the file. Before the first read() and peek().
    void keep_hash();
    /// Of what was read since, when all was read.
    Hash hash();
    /// What peek() has looked at.
    std::string_view ahead() const;
    /// Whether gzip is undone. Reads the beginning, if nothing was read yet.
    bool is_compressed();
    /// Bytes given so far, and the size of the (compressed) file where known, else 0: for progress.
    std::uint64_t consumed_bytes() const;
    std::uint64_t total_bytes() const;

private:
    struct State;
    explicit Input(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// The whole input as text. Throws Error(input, "FMT-003") above `limit` bytes.
std::string read_all(Input& input, std::uint64_t limit);

} // namespace imi
