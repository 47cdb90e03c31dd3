// SPDX-License-Identifier: EUPL-1.2
#include "search/candidates.hpp"

#include <algorithm>
#include <array>
#include <memory>

namespace imi
{

namespace
{

/// The alternatives of a word or a filter; their postings put together.
struct Group {
    struct Member {
        TermCursor* cursor;
        float quality;
    };
    std::vector<Member> members;
    std::int64_t documents = 0;
    float weight = 0;

    Group(CursorPool& pool, const std::vector<Alternative>& alternatives, double rarity)
        : weight{static_cast<float>(rarity)}
    {
        members.reserve(alternatives.size());
        for (const Alternative& alternative : alternatives) {
            members.push_back({&pool.cursor(alternative.term), alternative.quality});
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
        for (const Group::Member& member : group.members) {
            const float quality = member.quality;
            member.cursor->read(chunk, [&](std::uint16_t place, Payload payload) {
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
        for (const Group::Member& member : group->members) {
            const std::vector<std::uint32_t>& some = member.cursor->chunks();
            chunks.insert(chunks.end(), some.begin(), some.end());
        }
    }
    std::sort(chunks.begin(), chunks.end());
    chunks.erase(std::unique(chunks.begin(), chunks.end()), chunks.end());
    return chunks;
}

std::vector<Group> groups_of(CursorPool& pool, const Interpretation& interpretation, bool with_filters)
{
    std::vector<Group> groups;
    if (with_filters) {
        for (const std::vector<Alternative>& filter : interpretation.filters)
            groups.emplace_back(pool, filter, 0);
    }
    for (const Slot& slot : interpretation.slots)
        groups.emplace_back(pool, slot.alternatives, slot.rarity);
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.documents < b.documents; });
    return groups;
}

std::int64_t document_at(std::uint32_t chunk, std::uint16_t place)
{
    return static_cast<std::int64_t>(chunk) << chunk_bits | place;
}

/// The documents of the chunk at hand that are left, by place.
struct Left {
    std::vector<std::uint16_t> places;
    std::vector<float> scores;
    std::vector<std::uint8_t> variants; ///< one of its words is only another spelling

    void take(ChunkScores& chunk, float weight)
    {
        places = chunk.touched();
        std::sort(places.begin(), places.end());
        scores.clear();
        variants.clear();
        for (const std::uint16_t place : places) {
            scores.push_back(weight * chunk[place]);
            variants.push_back(chunk.is_variant(place) ? 1 : 0);
        }
    }
    /// Keeps those that the group has, and adds its part to their scores.
    void keep_those_in(Group& group, std::uint32_t chunk)
    {
        in_group_.assign(places.size(), 0);
        for (const Group::Member& member : group.members) {
            member.cursor->find(chunk, places, [&](std::size_t i, Payload payload) {
                in_group_[i] = std::max(in_group_[i], member.quality * payload_weight(payload));
                variants[i] |= static_cast<std::uint8_t>(payload_is_variant(payload) ? 1 : 0);
            });
        }
        std::size_t kept = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (in_group_[i] == 0)
                continue;
            places[kept] = places[i];
            scores[kept] = scores[i] + group.weight * in_group_[i];
            variants[kept++] = variants[i];
        }
        places.resize(kept);
        scores.resize(kept);
        variants.resize(kept);
    }
    void give(std::uint32_t chunk, Best& best) const
    {
        for (std::size_t i = 0; i < places.size(); ++i)
            best.add({document_at(chunk, places[i]), scores[i], variants[i] != 0});
    }

private:
    std::vector<float> in_group_;
};

/// Calls `visit(chunk, left)` for each chunk with the documents that have every word and pass every filter.
template <class Visit> void for_each_with_all_words(CursorPool& pool, const Interpretation& interpretation, Visit visit)
{
    const auto is_unknown = [](const Slot& slot) { return slot.alternatives.empty(); };
    if (interpretation.is_impossible ||
        std::any_of(interpretation.slots.begin(), interpretation.slots.end(), is_unknown))
        return;
    std::vector<Group> groups = groups_of(pool, interpretation, true);
    const auto scores = std::make_unique<ChunkScores>();
    Left left;
    for (const std::uint32_t chunk : chunks_of({&groups.front()})) {
        scores->clear();
        scores->load(groups.front(), chunk);
        left.take(*scores, groups.front().weight);
        for (std::size_t i = 1; i < groups.size() && !left.places.empty(); ++i)
            left.keep_those_in(groups[i], chunk);
        visit(chunk, left);
    }
}

} // namespace

std::vector<Candidate> CandidateFinder::with_all_words(const Interpretation& interpretation, std::size_t most)
{
    Best best{most};
    for_each_with_all_words(pool_, interpretation,
                            [&](std::uint32_t chunk, const Left& left) { left.give(chunk, best); });
    return best.take();
}

std::vector<std::int64_t> CandidateFinder::count(const Interpretation& interpretation,
                                                 const std::vector<IndexTerm>& terms,
                                                 const std::function<bool(std::int64_t document)>& counts)
{
    std::vector<std::int64_t> numbers(terms.size(), 0);
    std::vector<std::uint16_t> places;
    for_each_with_all_words(pool_, interpretation, [&](std::uint32_t chunk, const Left& left) {
        places = left.places;
        if (counts)
            std::erase_if(places, [&](std::uint16_t place) { return !counts(document_at(chunk, place)); });
        for (std::size_t i = 0; i < terms.size() && !places.empty(); ++i)
            pool_.cursor(terms[i]).find(chunk, places, [&](std::size_t, Payload) { ++numbers[i]; });
    });
    return numbers;
}

std::vector<Candidate> CandidateFinder::with_some_words(const Interpretation& interpretation, std::size_t most,
                                                        std::int64_t most_postings)
{
    if (interpretation.is_impossible || interpretation.slots.empty())
        return {};
    std::vector<Group> groups = groups_of(pool_, interpretation, false);
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
        filters.emplace_back(pool_, filter, 0);
    const auto sums = std::make_unique<ChunkScores>();
    const auto scores = std::make_unique<ChunkScores>();
    Left left;
    Best best{most};
    for (const std::uint32_t chunk : chunks_of(leading)) {
        sums->clear();
        for (Group* group : leading) {
            scores->clear();
            scores->load(*group, chunk);
            for (const std::uint16_t place : scores->touched())
                sums->add(place, group->weight * (*scores)[place], scores->is_variant(place));
        }
        left.take(*sums, 1);
        for (std::size_t i = 0; i < filters.size() && !left.places.empty(); ++i)
            left.keep_those_in(filters[i], chunk);
        left.give(chunk, best);
    }
    return best.take();
}

bool CandidateFinder::passes(const Interpretation& interpretation, std::int64_t document)
{
    const auto chunk = static_cast<std::uint32_t>(document >> chunk_bits);
    const std::array<std::uint16_t, 1> place{static_cast<std::uint16_t>(document & (chunk_size - 1))};
    const auto has = [&](const Alternative& alternative) {
        bool found = false;
        pool_.cursor(alternative.term).find(chunk, place, [&](std::size_t, Payload) { found = true; });
        return found;
    };
    return !interpretation.is_impossible && std::all_of(interpretation.filters.begin(), interpretation.filters.end(),
                                                        [&](const std::vector<Alternative>& filter) {
                                                            return std::any_of(filter.begin(), filter.end(), has);
                                                        });
}

} // namespace imi
