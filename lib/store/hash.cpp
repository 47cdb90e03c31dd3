// SPDX-License-Identifier: EUPL-1.2
#include "store/hash.hpp"

#include <sodium.h>

#include <cstring>

namespace imi
{

Hash sha256(Bytes bytes)
{
    Hash hash;
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return hash;
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
    crypto_hash_sha256_state sha;
};

PartHash::PartHash() : state_{std::make_unique<State>()} { crypto_hash_sha256_init(&state_->sha); }
PartHash::~PartHash() = default;

PartHash& PartHash::add(Bytes part)
{
    unsigned char length[8];
    for (int i = 0; i < 8; ++i)
        length[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(part.size()) >> (56 - 8 * i));
    crypto_hash_sha256_update(&state_->sha, length, sizeof length);
    crypto_hash_sha256_update(&state_->sha, reinterpret_cast<const unsigned char*>(part.data()), part.size());
    return *this;
}

PartHash& PartHash::add(std::int64_t number) { return add(std::to_string(number)); }

Hash PartHash::finish()
{
    Hash hash;
    crypto_hash_sha256_final(&state_->sha, reinterpret_cast<unsigned char*>(hash.data()));
    return hash;
}

Hash random_salt()
{
    Hash salt;
    randombytes_buf(salt.data(), salt.size());
    return salt;
}

} // namespace imi
