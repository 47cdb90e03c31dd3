// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "index/index_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

namespace imi
{

/// The postings of one term, by chunk, for one query. Of a term with few documents all are read at once and kept; of
/// others the chunks that are asked for.
class TermCursor
{
public:
    TermCursor(IndexReader& index, const IndexTerm& term) : index_{index}, term_{term} {}

    /// Numbers of the chunks that the term has, in order.
    const std::vector<std::uint32_t>& chunks();

    /// Calls `visit(place, payload)` for each posting of the chunk, in order.
    template <class Visit> void read(std::uint32_t chunk, Visit visit)
    {
        if (!is_short()) {
            index_.read_chunk(term_, chunk, visit);
            return;
        }
        for (const Posting& posting : kept(chunk))
            visit(posting.place, posting.payload);
    }

    /// Calls `visit(i, payload)` for those of `places` (ascending) that the chunk has.
    template <class Visit> void find(std::uint32_t chunk, std::span<const std::uint16_t> places, Visit visit)
    {
        if (!is_short()) {
            index_.find_in_chunk(term_, chunk, places, visit);
            return;
        }
        for (const Posting& posting : kept(chunk)) {
            const auto found = std::lower_bound(places.begin(), places.end(), posting.place);
            if (found != places.end() && *found == posting.place)
                visit(static_cast<std::size_t>(found - places.begin()), posting.payload);
        }
    }

private:
    static constexpr std::int64_t few_documents = 256;

    bool is_short() const { return term_.documents < few_documents; }
    void load();
    std::span<const Posting> kept(std::uint32_t chunk);

    IndexReader& index_;
    IndexTerm term_;
    bool is_loaded_ = false;
    std::vector<std::uint32_t> chunks_;
    std::vector<std::uint32_t> starts_; ///< of each chunk in `postings_`, and their end
    std::vector<Posting> postings_;
};

/// The cursors of one query, so that each term is read once.
class CursorPool
{
public:
    explicit CursorPool(IndexReader& index) : index_{index} {}
    TermCursor& cursor(const IndexTerm& term);

private:
    IndexReader& index_;
    std::unordered_map<std::int64_t, std::unique_ptr<TermCursor>> cursors_; ///< by id of the term
};

} // namespace imi
