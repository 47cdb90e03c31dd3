// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace imi
{

using Bytes = std::span<const std::byte>;

inline Bytes as_bytes(std::string_view text) { return {reinterpret_cast<const std::byte*>(text.data()), text.size()}; }
inline std::string_view as_text(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// SHA-256, as `sha256sum` computes it.
using Hash = std::array<std::byte, 32>;

Hash sha256(std::string_view bytes);
Hash sha256(Bytes bytes);
std::string to_hex(Bytes bytes);
/// A stored hash; of no bytes zeros. Throws Error(store, "STO-003") for another length.
Hash to_hash(Bytes bytes);

/// SHA-256 of bytes that come piece by piece.
class StreamHash
{
public:
    StreamHash();
    ~StreamHash();
    StreamHash(StreamHash&&) noexcept;
    void add(Bytes bytes);
    void add(std::string_view bytes) { add(as_bytes(bytes)); }
    /// The hash of all of them; the object must not be used afterwards.
    Hash finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// SHA-256 over parts, each preceded by its length (8 bytes, big endian), so that parts cannot run into one another.
class PartHash
{
public:
    PartHash& add(Bytes part);
    PartHash& add(std::string_view part) { return add(as_bytes(part)); }
    PartHash& add(std::int64_t number);
    /// The hash of all parts; the object must not be used afterwards.
    Hash finish();

private:
    StreamHash hash_;
};

} // namespace imi
