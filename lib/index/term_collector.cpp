// SPDX-License-Identifier: EUPL-1.2
#include "index/term_collector.hpp"

#include "index/varint.hpp"

#include <algorithm>
#include <functional>

namespace imi
{

namespace
{

constexpr std::size_t first_slots = 1024;

} // namespace

TermCollector::TermCollector() : slots_(first_slots, 0) {}

TermCollector::Entry& TermCollector::entry(std::string_view term)
{
    const std::uint64_t hash = std::hash<std::string_view>{}(term);
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash & mask;
    for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
        Entry& known = entries_[slots_[slot] - 1];
        if (known.hash == hash && this->term(known) == term)
            return known;
    }
    Entry added{};
    added.hash = hash;
    added.offset = letters_.size();
    added.length = static_cast<std::uint8_t>(term.size());
    letters_ += term;
    entries_.push_back(std::move(added));
    slots_[slot] = static_cast<std::uint32_t>(entries_.size());
    if (entries_.size() * 2 > slots_.size())
        grow();
    return entries_.back();
}

void TermCollector::grow()
{
    std::vector<std::uint32_t> slots(slots_.size() * 2, 0);
    const std::size_t mask = slots.size() - 1;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        std::size_t slot = entries_[i].hash & mask;
        while (slots[slot] != 0)
            slot = (slot + 1) & mask;
        slots[slot] = static_cast<std::uint32_t>(i + 1);
    }
    slots_ = std::move(slots);
}

void TermCollector::append(Entry& entry, std::int64_t document, bool removed)
{
    const std::int64_t distance = document - entry.last;
    const std::uint64_t zigzag =
        distance >= 0 ? static_cast<std::uint64_t>(distance) << 1U : (static_cast<std::uint64_t>(-distance) << 1U) - 1;
    entry.ascending = entry.ascending && (distance > 0 || entry.packed.empty());
    const std::size_t before = entry.packed.size();
    append_varint(entry.packed, zigzag << 1U | (removed ? 1U : 0U));
    packed_bytes_ += entry.packed.size() - before + 1;
    entry.last = document;
}

void TermCollector::add(std::string_view term, std::int64_t document, Payload payload)
{
    Entry& found = entry(term);
    append(found, document, false);
    found.packed += static_cast<char>(payload);
}

void TermCollector::remove(std::string_view term, std::int64_t document) { append(entry(term), document, true); }

std::size_t TermCollector::size_bytes() const
{
    // Strings double when they grow: half as much again lies unused on the average.
    return letters_.capacity() + entries_.capacity() * sizeof(Entry) + slots_.size() * sizeof(std::uint32_t) +
           packed_bytes_ + packed_bytes_ / 2;
}

void TermCollector::clear() { *this = TermCollector{}; }

std::string_view TermCollector::term(const Entry& entry) const
{
    return std::string_view{letters_}.substr(entry.offset, entry.length);
}

std::vector<const TermCollector::Entry*> TermCollector::sorted() const
{
    // The first eight letters decide nearly always.
    struct Key {
        std::uint64_t head;
        const Entry* entry;
    };
    std::vector<Key> keys;
    keys.reserve(entries_.size());
    for (const Entry& entry : entries_) {
        const std::string_view text = term(entry);
        std::uint64_t head = 0;
        for (std::size_t i = 0; i < 8; ++i)
            head = head << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
        keys.push_back({head, &entry});
    }
    std::sort(keys.begin(), keys.end(), [this](const Key& a, const Key& b) {
        return a.head != b.head ? a.head < b.head : term(*a.entry) < term(*b.entry);
    });
    std::vector<const Entry*> entries;
    entries.reserve(keys.size());
    for (const Key& key : keys)
        entries.push_back(key.entry);
    return entries;
}

void TermCollector::changes(const Entry& entry, std::vector<PostingChange>& out)
{
    out.clear();
    const auto* at = reinterpret_cast<const unsigned char*>(entry.packed.data());
    const auto* const end = at + entry.packed.size();
    std::int64_t document = 0;
    std::uint64_t value = 0;
    while (at != end && read_varint(at, end, value)) {
        const bool removed = (value & 1U) != 0;
        const std::uint64_t zigzag = value >> 1U;
        const auto half = static_cast<std::int64_t>((zigzag + 1) >> 1U);
        document += (zigzag & 1U) != 0 ? -half : half;
        out.push_back({document, removed ? Payload{0} : *at++, removed});
    }
    if (entry.ascending)
        return;
    std::stable_sort(out.begin(), out.end(),
                     [](const PostingChange& a, const PostingChange& b) { return a.document < b.document; });
    auto kept = out.begin();
    for (auto change = out.begin(); change != out.end(); ++change) {
        if (change + 1 == out.end() || (change + 1)->document != change->document)
            *kept++ = *change;
    }
    out.erase(kept, out.end());
}

} // namespace imi
