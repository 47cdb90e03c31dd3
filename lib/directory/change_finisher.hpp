// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/planned_change.hpp"
#include "directory/staging.hpp"
#include "index/document.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imi
{

/// A change of which the costly part, which needs no store, is still to be done.
struct PendingChange {
    PlannedChange change; ///< with `content` and its hash, or without
    Authority now;
    std::optional<Authority> old; ///< nothing: it is created
    std::size_t row = 0;          ///< of the input, for whoever looks at it when it is finished
    std::size_t size_bytes = 0;   ///< about: so that a few large ones do not take all memory

    std::string packed;          ///< when finished
    std::uint64_t name_hash = 0; ///< of a new authority: country, name, city, folded

    void finish(IndexTermMaker& maker);
};

/// Finishes changes on two cores (canonical text, hashes, terms of the index) and puts them aside, in their order.
class ChangeFinisher
{
public:
    /// `finished` is called for every change, in order, when it is done.
    explicit ChangeFinisher(std::function<void(const PendingChange&)> finished);

    void add(PendingChange&& change);
    /// Returns when all are finished; nothing may be added afterwards.
    void finish();

    std::uint64_t count() const { return places_.size(); }
    /// Calls `each` with every change, in their order; what it is given lives until it returns.
    void for_each(const std::function<void(const StagedChange&)>& each);

private:
    /// Lets another core finish the changes that wait, while those before, finished by now, are put aside.
    void settle();
    void put_aside_finished();
    void finish_some(IndexTermMaker& maker);

    std::function<void(const PendingChange&)> finished_;
    std::vector<PendingChange> pending_, finishing_;
    std::size_t pending_bytes_ = 0;
    std::atomic<std::size_t> next_to_finish_ = 0; ///< of `finishing_`; two threads take from it
    IndexTermMaker our_maker_, their_maker_;
    std::future<void> finisher_;
    RecordFile records_;
    std::vector<std::uint64_t> places_;
};

} // namespace imi
