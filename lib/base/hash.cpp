// SPDX-License-Identifier: EUPL-1.2
#include "base/hash.hpp"

#include "base/error.hpp"

#include <nettle/sha2.h>

#include <algorithm>
#include <cstring>

namespace imi
{

namespace
{

void update(sha256_ctx& sha, Bytes bytes)
{
    sha256_update(&sha, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

Hash digest(sha256_ctx& sha)
{
    Hash hash;
    sha256_digest(&sha, hash.size(), reinterpret_cast<std::uint8_t*>(hash.data()));
    return hash;
}

} // namespace

Hash sha256(Bytes bytes)
{
    sha256_ctx sha;
    sha256_init(&sha);
    update(sha, bytes);
    return digest(sha);
}

Hash sha256(std::string_view bytes) { return sha256(as_bytes(bytes)); }

std::string to_hex(Bytes bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const std::byte byte : bytes) {
        text += digits[std::to_integer<unsigned>(byte) >> 4];
        text += digits[std::to_integer<unsigned>(byte) & 15];
    }
    return text;
}

Hash to_hash(Bytes bytes)
{
    Hash hash{};
    if (bytes.empty())
        return hash;
    if (bytes.size() != hash.size())
        throw Error{Status::store, "STO-003", "the store is damaged: a hash has another length",
                    "run imi-store check, and restore a backup"};
    std::memcpy(hash.data(), bytes.data(), hash.size());
    return hash;
}

struct StreamHash::State {
    sha256_ctx sha;
};

StreamHash::StreamHash() : state_{std::make_unique<State>()} { sha256_init(&state_->sha); }
StreamHash::~StreamHash() = default;
StreamHash::StreamHash(StreamHash&&) noexcept = default;

void StreamHash::add(Bytes bytes) { update(state_->sha, bytes); }

Hash StreamHash::finish() { return digest(state_->sha); }

PartHash& PartHash::add(Bytes part)
{
    std::array<std::byte, 8> length;
    for (std::size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<std::byte>(static_cast<std::uint64_t>(part.size()) >> (56 - 8 * i));
    hash_.add(length);
    hash_.add(part);
    return *this;
}

PartHash& PartHash::add(std::int64_t number) { return add(std::to_string(number)); }

Hash PartHash::finish() { return hash_.finish(); }

} // namespace imi
