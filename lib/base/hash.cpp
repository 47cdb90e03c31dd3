// SPDX-License-Identifier: EUPL-1.2
#include "base/hash.hpp"

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
    if (!bytes.empty())
        std::memcpy(hash.data(), bytes.data(), std::min(bytes.size(), hash.size()));
    return hash;
}

struct PartHash::State {
    sha256_ctx sha;
};

PartHash::PartHash() : state_{std::make_unique<State>()} { sha256_init(&state_->sha); }
PartHash::~PartHash() = default;

PartHash& PartHash::add(Bytes part)
{
    std::array<std::byte, 8> length;
    for (std::size_t i = 0; i < length.size(); ++i)
        length[i] = static_cast<std::byte>(static_cast<std::uint64_t>(part.size()) >> (56 - 8 * i));
    update(state_->sha, length);
    update(state_->sha, part);
    return *this;
}

PartHash& PartHash::add(std::int64_t number) { return add(std::to_string(number)); }

Hash PartHash::finish() { return digest(state_->sha); }

} // namespace imi
