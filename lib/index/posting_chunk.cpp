// SPDX-License-Identifier: EUPL-1.2
#include "index/posting_chunk.hpp"

#include "base/error.hpp"

namespace imi
{

namespace
{

/// More numbers than this take more room than one bit for each that there can be.
constexpr std::size_t dense = chunk_size / 8;

} // namespace

std::string encode_chunk(const std::vector<Posting>& postings, bool is_code)
{
    std::string entries;
    if (is_code && postings.size() > dense) {
        entries.assign(1 + chunk_size / 8, '\0');
        entries[0] = 2;
        for (const Posting& posting : postings) {
            char& byte = entries[1 + posting.place / 8U];
            byte = static_cast<char>(static_cast<unsigned char>(byte) | 1U << posting.place % 8U);
        }
        return entries;
    }
    entries.reserve(1 + 2 * postings.size());
    entries += static_cast<char>(is_code ? 1 : 0);
    std::uint32_t next = 0;
    for (const Posting& posting : postings) {
        append_varint(entries, posting.place - next);
        if (!is_code)
            entries += static_cast<char>(posting.payload);
        next = posting.place + 1U;
    }
    return entries;
}

void throw_damaged_chunk()
{
    throw Error{Status::store, "STO-003", "the store is damaged: a chunk of the search index cannot be read",
                "run imi-store check, and restore a backup"};
}

} // namespace imi
