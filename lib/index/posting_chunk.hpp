// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "index/payload.hpp"
#include "index/varint.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace imi
{

/// A chunk holds the documents of a term whose numbers differ in the last 12 bits only.
inline constexpr unsigned chunk_bits = 12;
inline constexpr std::uint32_t chunk_size = 1U << chunk_bits;
/// Chunks have numbers below 2^24: documents have numbers below 2^36.
inline constexpr unsigned chunk_number_bits = 24;
inline constexpr std::int64_t most_documents = std::int64_t{1} << (chunk_bits + chunk_number_bits);

struct Posting {
    std::uint16_t place; ///< number of the document within the chunk
    Payload payload;
    friend bool operator==(const Posting&, const Posting&) = default;
};

/// The chunk as stored. `postings` are in order and not empty; a code has no payloads.
std::string encode_chunk(const std::vector<Posting>& postings, bool is_code);

[[noreturn]] void throw_damaged_chunk();

/// Calls `visit(place, payload)` for each posting of a stored chunk, in order. Throws Error(store, "STO-003") for bytes
/// that are no chunk.
template <class Visit> void for_each_posting(Bytes entries, Visit visit)
{
    const auto* at = reinterpret_cast<const unsigned char*>(entries.data());
    const auto* const end = at + entries.size();
    if (at == end)
        throw_damaged_chunk();
    const unsigned form = *at++;
    if (form == 2) {
        if (end - at != chunk_size / 8)
            throw_damaged_chunk();
        for (std::uint32_t byte = 0; byte < chunk_size / 8; ++byte) {
            for (unsigned bits = at[byte]; bits != 0; bits &= bits - 1)
                visit(static_cast<std::uint16_t>(byte * 8 + static_cast<unsigned>(__builtin_ctz(bits))), Payload{0});
        }
        return;
    }
    if (form > 2)
        throw_damaged_chunk();
    std::uint64_t next = 0;
    while (at != end) {
        std::uint64_t gap = *at;
        if (gap < 0x80)
            ++at;
        else if (!read_varint(at, end, gap))
            throw_damaged_chunk();
        next += gap;
        if (next >= chunk_size || (form == 0 && at == end))
            throw_damaged_chunk();
        visit(static_cast<std::uint16_t>(next), form == 0 ? *at : Payload{0});
        at += form == 0 ? 1 : 0;
        ++next;
    }
}

/// Calls `visit(i, payload)` for those of `places` (ascending) that a stored chunk has. Throws as for_each_posting(),
/// but does not look behind the last place.
template <class Visit> void find_postings(Bytes entries, std::span<const std::uint16_t> places, Visit visit)
{
    const auto* at = reinterpret_cast<const unsigned char*>(entries.data());
    const auto* const end = at + entries.size();
    if (at == end)
        throw_damaged_chunk();
    const unsigned form = *at++;
    if (form > 2 || (form == 2 && end - at != chunk_size / 8))
        throw_damaged_chunk();
    if (form == 2) {
        for (std::size_t i = 0; i < places.size(); ++i) {
            if ((at[places[i] / 8U] >> places[i] % 8U & 1U) != 0)
                visit(i, Payload{0});
        }
        return;
    }
    std::uint64_t next = 0;
    for (std::size_t i = 0; i < places.size() && at != end; ++next) {
        std::uint64_t gap = *at;
        if (gap < 0x80)
            ++at;
        else if (!read_varint(at, end, gap))
            throw_damaged_chunk();
        next += gap;
        if (next >= chunk_size || (form == 0 && at == end))
            throw_damaged_chunk();
        const Payload payload = form == 0 ? *at++ : Payload{0};
        while (i < places.size() && places[i] < next)
            ++i;
        if (i < places.size() && places[i] == next)
            visit(i, payload);
    }
}

} // namespace imi
