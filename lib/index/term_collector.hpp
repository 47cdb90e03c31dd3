// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "index/payload.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What is to become of one document of a term.
struct PostingChange {
    std::int64_t document;
    Payload payload;
    bool removed;
};

/// Changes of the index in memory, by term, packed: some three bytes each where documents come in their order.
class TermCollector
{
public:
    TermCollector();
    void add(std::string_view term, std::int64_t document, Payload payload);
    void remove(std::string_view term, std::int64_t document);
    /// The term without any document.
    void add_word(std::string_view term) { entry(term); }

    /// About how much memory is taken.
    std::size_t size_bytes() const;
    bool empty() const { return entries_.empty(); }
    void clear();

    struct Entry {
        std::uint64_t hash;
        std::int64_t last = 0;
        std::size_t offset;
        std::string packed; ///< of each change: signed distance to the one before and whether removed; payload if not
        std::uint8_t length;
        bool ascending = true;
    };

    /// The terms in their order.
    std::vector<const Entry*> sorted() const;
    std::string_view term(const Entry& entry) const;
    /// Changes of a term by document, the last one for each.
    static void changes(const Entry& entry, std::vector<PostingChange>& out);

private:
    Entry& entry(std::string_view term);
    void append(Entry& entry, std::int64_t document, bool removed);
    void grow();

    std::string letters_;
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> slots_; ///< open addressing: number of the entry, plus one
    std::size_t packed_bytes_ = 0;
};

} // namespace imi
