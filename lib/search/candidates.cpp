// SPDX-License-Identifier: EUPL-1.2
#include "search/candidates.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace imi
{

namespace
{

/// Terms with fewer documents are read at once; of others only the chunks that matter.
constexpr std::int64_t few_documents = 256;

/// The postings of one term, by chunk.
class TermCursor
{
public:
    TermCursor(IndexReader& index, const Alternative& alternative) : index_{index}, alternative_{alternative}
    {
        if (alternative.term.documents < few_documents) {
            index_.read_postings(alternative.term, [this](std::int64_t document, Payload payload) {
                const auto chunk = static_cast<std::uint32_t>(document >> chunk_bits);
                if (chunks_.empty() || chunks_.back() != chunk) {
                    chunks_.push_back(chunk);
                    starts_.push_back(static_cast<std::uint32_t>(postings_.size()));
                }
                postings_.push_back({static_cast<std::uint16_t>(document & (chunk_size - 1)), payload});
            });
            starts_.push_back(static_cast<std::uint32_t>(postings_.size()));
        } else {
            chunks_ = index_.chunks(alternative.term);
        }
    }
    const std::vector<std::uint32_t>& chunks() const { return chunks_; }
    float quality() const { return alternative_.quality; }

    template <class Visit> void read(std::uint32_t chunk, Visit visit)
    {
        const auto found = std::lower_bound(chunks_.begin(), chunks_.end(), chunk);
        if (found == chunks_.end() || *found != chunk)
            return;
        if (starts_.empty()) {
            index_.read_chunk(alternative_.term, chunk, visit);
            return;
        }
        const auto place = static_cast<std::size_t>(found - chunks_.begin());
        for (std::uint32_t i = starts_[place]; i < starts_[place + 1]; ++i)
            visit(postings_[i].place, postings_[i].payload);
    }

private:
    IndexReader& index_;
    const Alternative& alternative_;
    std::vector<std::uint32_t> chunks_;
    std::vector<std::uint32_t> starts_; ///< of each chunk in `postings_`, when all were read
    std::vector<Posting> postings_;
};

/// The alternatives of a word or a filter; their postings put together.
struct Group {
    std::vector<TermCursor> cursors;
    std::int64_t documents = 0;
    float weight = 0;

    Group(IndexReader& index, const std::vector<Alternative>& alternatives, double rarity)
        : weight{static_cast<float>(rarity)}
    {
        cursors.reserve(alternatives.size());
        for (const Alternative& alternative : alternatives) {
            cursors.emplace_back(index, alternative);
            documents += alternative.term.documents;
        }
    }
};

/// Scores of the documents of one chunk; emptied by what was touched.
class ChunkScores
{
public:
    ChunkScores()
    {
        values_.fill(0);
        variants_.fill(0);
    }
    const std::vector<std::uint16_t>& touched() const { return touched_; }
    float operator[](std::uint16_t place) const { return values_[place]; }
    bool is_variant(std::uint16_t place) const { return variants_[place] != 0; }
    /// Puts in the group's best posting of each document of the chunk.
    void load(Group& group, std::uint32_t chunk)
    {
        for (TermCursor& cursor : group.cursors) {
            const float quality = cursor.quality();
            cursor.read(chunk, [&](std::uint16_t place, Payload payload) {
                float& value = values_[place];
                if (value == 0)
                    touched_.push_back(place);
                value = std::max(value, quality * payload_weight(payload));
                variants_[place] |= static_cast<std::uint8_t>(payload_is_variant(payload) ? 1 : 0);
            });
        }
    }
    void add(std::uint16_t place, float value, bool is_variant)
    {
        if (values_[place] == 0)
            touched_.push_back(place);
        values_[place] += value;
        variants_[place] |= static_cast<std::uint8_t>(is_variant ? 1 : 0);
    }
    void clear()
    {
        for (const std::uint16_t place : touched_) {
            values_[place] = 0;
            variants_[place] = 0;
        }
        touched_.clear();
    }

private:
    std::array<float, chunk_size> values_;
    std::array<std::uint8_t, chunk_size> variants_;
    std::vector<std::uint16_t> touched_;
};

bool is_better(const Candidate& a, const Candidate& b)
{
    return a.score != b.score ? a.score > b.score : a.document < b.document;
}

/// The best so far, in bounded memory.
class Best
{
public:
    explicit Best(std::size_t most) : most_{most} {}
    void add(const Candidate& candidate)
    {
        if (is_full_ && !is_better(candidate, worst_))
            return;
        candidates_.push_back(candidate);
        if (candidates_.size() >= 4 * most_ + 64)
            shrink();
    }
    std::vector<Candidate> take()
    {
        shrink();
        std::sort(candidates_.begin(), candidates_.end(), is_better);
        return std::move(candidates_);
    }

private:
    void shrink()
    {
        if (candidates_.size() <= most_)
            return;
        const auto last = candidates_.begin() + static_cast<std::ptrdiff_t>(most_ - 1);
        std::nth_element(candidates_.begin(), last, candidates_.end(), is_better);
        candidates_.resize(most_);
        worst_ = candidates_.back();
        is_full_ = true;
    }

    std::size_t most_;
    std::vector<Candidate> candidates_;
    Candidate worst_{};
    bool is_full_ = false;
};

std::vector<std::uint32_t> chunks_of(const std::vector<Group*>& groups)
{
    std::vector<std::uint32_t> chunks;
    for (const Group* group : groups) {
        for (const TermCursor& cursor : group->cursors)
            chunks.insert(chunks.end(), cursor.chunks().begin(), cursor.chunks().end());
    }
    std::sort(chunks.begin(), chunks.end());
    chunks.erase(std::unique(chunks.begin(), chunks.end()), chunks.end());
    return chunks;
}

std::vector<Group> groups_of(IndexReader& index, const Interpretation& interpretation, bool with_filters)
{
    std::vector<Group> groups;
    if (with_filters) {
        for (const std::vector<Alternative>& filter : interpretation.filters)
            groups.emplace_back(index, filter, 0);
    }
    for (const Slot& slot : interpretation.slots)
        groups.emplace_back(index, slot.alternatives, slot.rarity);
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.documents < b.documents; });
    return groups;
}

/// A document of the chunk at hand.
struct Found {
    std::uint16_t place;
    bool has_variant;
    float score;
};

std::vector<Found> found_in(const ChunkScores& scores, float weight)
{
    std::vector<Found> found;
    found.reserve(scores.touched().size());
    for (const std::uint16_t place : scores.touched())
        found.push_back({place, scores.is_variant(place), weight * scores[place]});
    return found;
}

/// Keeps those that the group has, and adds its part to their scores.
void keep_those_in(Group& group, std::uint32_t chunk, std::vector<Found>& found, ChunkScores& scores)
{
    scores.clear();
    scores.load(group, chunk);
    std::size_t kept = 0;
    for (const Found& each : found) {
        if (scores[each.place] != 0)
            found[kept++] = {each.place, each.has_variant || scores.is_variant(each.place),
                             each.score + group.weight * scores[each.place]};
    }
    found.resize(kept);
}

} // namespace

std::vector<Candidate> CandidateFinder::with_all_words(const Interpretation& interpretation, std::size_t most)
{
    const auto is_unknown = [](const Slot& slot) { return slot.alternatives.empty(); };
    if (interpretation.is_impossible ||
        std::any_of(interpretation.slots.begin(), interpretation.slots.end(), is_unknown))
        return {};
    std::vector<Group> groups = groups_of(index_, interpretation, true);
    const auto scores = std::make_unique<ChunkScores>();
    Best best{most};
    for (const std::uint32_t chunk : chunks_of({&groups.front()})) {
        scores->clear();
        scores->load(groups.front(), chunk);
        std::vector<Found> found = found_in(*scores, groups.front().weight);
        for (std::size_t i = 1; i < groups.size() && !found.empty(); ++i)
            keep_those_in(groups[i], chunk, found, *scores);
        for (const Found& each : found)
            best.add({static_cast<std::int64_t>(chunk) << chunk_bits | each.place, each.score, each.has_variant});
    }
    return best.take();
}

std::vector<Candidate> CandidateFinder::with_some_words(const Interpretation& interpretation, std::size_t most,
                                                        std::int64_t most_postings)
{
    if (interpretation.is_impossible || interpretation.slots.empty())
        return {};
    std::vector<Group> groups = groups_of(index_, interpretation, false);
    std::vector<Group*> leading;
    std::int64_t postings = 0;
    for (Group& group : groups) {
        if (group.documents == 0)
            continue;
        postings += group.documents;
        if (!leading.empty() && postings > most_postings)
            break;
        leading.push_back(&group);
    }
    std::vector<Group> filters;
    for (const std::vector<Alternative>& filter : interpretation.filters)
        filters.emplace_back(index_, filter, 0);
    const auto sums = std::make_unique<ChunkScores>();
    const auto scores = std::make_unique<ChunkScores>();
    Best best{most};
    for (const std::uint32_t chunk : chunks_of(leading)) {
        sums->clear();
        for (Group* group : leading) {
            scores->clear();
            scores->load(*group, chunk);
            for (const std::uint16_t place : scores->touched())
                sums->add(place, group->weight * (*scores)[place], scores->is_variant(place));
        }
        std::vector<Found> found = found_in(*sums, 1);
        for (std::size_t i = 0; i < filters.size() && !found.empty(); ++i)
            keep_those_in(filters[i], chunk, found, *scores);
        for (const Found& each : found)
            best.add({static_cast<std::int64_t>(chunk) << chunk_bits | each.place, each.score, each.has_variant});
    }
    return best.take();
}

} // namespace imi
