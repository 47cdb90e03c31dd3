// SPDX-License-Identifier: EUPL-1.2
#include "search/term_cursor.hpp"

namespace imi
{

void TermCursor::load()
{
    is_loaded_ = true;
    if (!is_short()) {
        chunks_ = index_.chunks(term_);
        return;
    }
    index_.read_postings(term_, [this](std::int64_t document, Payload payload) {
        const auto chunk = static_cast<std::uint32_t>(document >> chunk_bits);
        if (chunks_.empty() || chunks_.back() != chunk) {
            chunks_.push_back(chunk);
            starts_.push_back(static_cast<std::uint32_t>(postings_.size()));
        }
        postings_.push_back({static_cast<std::uint16_t>(document & (chunk_size - 1)), payload});
    });
    starts_.push_back(static_cast<std::uint32_t>(postings_.size()));
}

const std::vector<std::uint32_t>& TermCursor::chunks()
{
    if (!is_loaded_)
        load();
    return chunks_;
}

std::span<const Posting> TermCursor::kept(std::uint32_t chunk)
{
    const std::vector<std::uint32_t>& all = chunks();
    const auto found = std::lower_bound(all.begin(), all.end(), chunk);
    if (found == all.end() || *found != chunk)
        return {};
    const auto place = static_cast<std::size_t>(found - all.begin());
    return std::span{postings_}.subspan(starts_[place], starts_[place + 1] - starts_[place]);
}

TermCursor& CursorPool::cursor(const IndexTerm& term)
{
    std::unique_ptr<TermCursor>& cursor = cursors_[term.id];
    if (!cursor)
        cursor = std::make_unique<TermCursor>(index_, term);
    return *cursor;
}

} // namespace imi
