// SPDX-License-Identifier: EUPL-1.2
#include "directory/change_finisher.hpp"

#include "directory/authority_index.hpp"
#include "directory/authority_repository.hpp"
#include "text/fold.hpp"

#include <algorithm>

namespace imi
{

namespace
{

/// So many changes, or bytes of input, are finished together.
constexpr std::size_t pending_changes = 512;
constexpr std::size_t pending_input_bytes = std::size_t{1} << 20;
/// So few are done before a thread has begun.
constexpr std::size_t few_changes = 64;

} // namespace

void PendingChange::finish(IndexTermMaker& maker)
{
    if (change.content.empty()) {
        change.content = encode_content(now);
        change.content_hash = hash_of_version(now.key.country, now.key.id, to_string(now.state), change.content);
    }
    change.terms = authority_index_terms(now, maker);
    if (old)
        change.old_terms = authority_index_terms(*old, maker);
    packed = change.pack();
    if (old)
        return;
    std::string folded = now.key.country;
    append_folded_text(folded, now.display_name().text);
    folded += '\n';
    append_folded_text(folded, now.city);
    name_hash = std::hash<std::string>{}(folded);
}

ChangeFinisher::ChangeFinisher(std::function<void(const PendingChange&)> finished) : finished_{std::move(finished)} {}

void ChangeFinisher::add(PendingChange&& change)
{
    pending_bytes_ += change.size_bytes;
    pending_.push_back(std::move(change));
    if (pending_.size() >= pending_changes || pending_bytes_ >= pending_input_bytes)
        settle();
}

void ChangeFinisher::finish()
{
    settle();
    put_aside_finished();
    records_.flush();
}

void ChangeFinisher::for_each(const std::function<void(const StagedChange&)>& each)
{
    for (const std::uint64_t place : places_)
        each(StagedChange{records_.read(place)});
}

void ChangeFinisher::settle()
{
    put_aside_finished();
    std::swap(finishing_, pending_);
    pending_.reserve(pending_changes);
    pending_bytes_ = 0;
    next_to_finish_ = 0;
    if (finishing_.size() >= few_changes)
        finisher_ = std::async(std::launch::async, [this] { finish_some(their_maker_); });
}

void ChangeFinisher::finish_some(IndexTermMaker& maker)
{
    for (;;) {
        const std::size_t first = next_to_finish_.fetch_add(few_changes);
        if (first >= finishing_.size())
            return;
        const std::size_t end = std::min(first + few_changes, finishing_.size());
        for (std::size_t i = first; i < end; ++i)
            finishing_[i].finish(maker);
    }
}

void ChangeFinisher::put_aside_finished()
{
    finish_some(our_maker_);
    if (finisher_.valid())
        finisher_.get();
    for (const PendingChange& change : finishing_) {
        places_.push_back(records_.append(change.packed));
        finished_(change);
    }
    finishing_.clear();
}

} // namespace imi
