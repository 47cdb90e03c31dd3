// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "index/index_repository.hpp"
#include "index/posting_chunk.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// A word of the dictionary close to one that was typed.
struct NearTerm {
    IndexTerm term;
    std::size_t distance; ///< 1 or 2 edits
};

/// Reads the search index within the caller's transaction. Must not outlive `db`.
class IndexReader
{
public:
    explicit IndexReader(Database& db) : repository_{db} {}

    /// The term, also one that no document has; nothing when it is not in the dictionary.
    std::optional<IndexTerm> find(std::string_view term) { return repository_.find(term); }

    /// Terms with documents that begin with `prefix` and are longer, in their order. Looks at `limit` terms at most.
    std::vector<IndexTerm> with_prefix(std::string_view prefix, std::int64_t limit);

    /// Words within `distance` (1 or 2) edits of `word`, itself left out: the nearest first, then those of more
    /// documents, then in their order; at most `limit`. Words of vocabularies that no document has are among them.
    std::vector<NearTerm> near(std::string_view word, std::size_t distance, std::size_t limit);

    /// Numbers of the chunks that the term has, in order.
    std::vector<std::uint32_t> chunks(const IndexTerm& term);

    /// Calls `visit(place, payload)` for each posting of a chunk of the term, in order.
    template <class Visit> void read_chunk(const IndexTerm& term, std::uint32_t chunk, Visit visit)
    {
        repository_.read_chunk(term.id << chunk_number_bits | chunk,
                               [&](Bytes entries) { for_each_posting(entries, visit); });
    }

    /// Calls `visit(i, payload)` for those of `places` (ascending) that the chunk of the term has.
    template <class Visit>
    void find_in_chunk(const IndexTerm& term, std::uint32_t chunk, std::span<const std::uint16_t> places, Visit visit)
    {
        repository_.read_chunk(term.id << chunk_number_bits | chunk,
                               [&](Bytes entries) { find_postings(entries, places, visit); });
    }

    /// Calls `visit(document, payload)` for each posting of the term, in order.
    template <class Visit> void read_postings(const IndexTerm& term, Visit visit)
    {
        if (term.id == 0)
            return;
        const std::int64_t first = term.id << chunk_number_bits;
        repository_.read_chunks(
            first, first | ((std::int64_t{1} << chunk_number_bits) - 1), [&](std::int64_t row, Bytes entries) {
                const std::int64_t base = (row - first) << chunk_bits;
                for_each_posting(entries, [&](std::uint16_t place, Payload payload) { visit(base + place, payload); });
            });
    }

private:
    /// Blocks of the words of one length; read once, so a long-lived reader does not see words that came later.
    const std::vector<std::string>& words(std::size_t length);

    IndexRepository repository_;
    std::map<std::size_t, std::vector<std::string>> words_;
};

} // namespace imi
