// SPDX-License-Identifier: EUPL-1.2
#include "index/document.hpp"

#include "index/packed_terms.hpp"
#include "index/payload.hpp"
#include "text/fold.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <tuple>

namespace imi
{

namespace
{

struct Occurrence {
    std::uint64_t head; ///< the first eight bytes: they nearly always decide the order
    std::uint32_t offset;
    std::uint8_t length;
    Payload payload;
};

std::uint64_t head_of(std::string_view term)
{
    std::uint64_t head = 0;
    std::memcpy(&head, term.data(), std::min(term.size(), sizeof head));
    return std::endian::native == std::endian::little ? __builtin_bswap64(head) : head;
}

} // namespace

/// Collects the occurrences of one document; the letters of all terms stand in one string.
class IndexTermMaker::Collector
{
public:
    void add_text(const IndexDocument::Text& text)
    {
        const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
        if (std::all_of(text.text.begin(), text.text.end(), is_ascii))
            add_ascii(text);
        else
            add_words(text);
    }
    void add_term(std::string_view term, Payload payload)
    {
        const std::size_t length = std::min(term.size(), most_term_bytes);
        if (length == 0)
            return;
        occurrences_.push_back(
            {head_of(term), static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint8_t>(length), payload});
        letters_.append(term.substr(0, length));
    }
    /// What was collected; ready for the next document.
    std::string packed();

private:
    void add_ascii(const IndexDocument::Text& text);
    void add_words(const IndexDocument::Text& text);
    std::string_view term(const Occurrence& occurrence) const
    {
        return std::string_view{letters_}.substr(occurrence.offset, occurrence.length);
    }

    FoldMemory memory_;
    std::string letters_;
    std::vector<Occurrence> occurrences_;
};

/// ASCII has no variants: the words need not be taken apart one by one.
void IndexTermMaker::Collector::add_ascii(const IndexDocument::Text& text)
{
    std::size_t start = letters_.size();
    append_folded_text(letters_, text.text);
    if (letters_.size() == start)
        return;
    const auto blanks = std::count(letters_.begin() + static_cast<std::ptrdiff_t>(start), letters_.end(), ' ');
    const Payload payload = make_payload(text.field, false, static_cast<std::size_t>(blanks) + 1);
    while (start < letters_.size()) {
        const std::size_t end = std::min(letters_.find(' ', start), letters_.size());
        const auto word = std::string_view{letters_}.substr(start, end - start);
        occurrences_.push_back(
            {head_of(word), static_cast<std::uint32_t>(start), static_cast<std::uint8_t>(word.size()), payload});
        start = end + 1;
    }
}

void IndexTermMaker::Collector::add_words(const IndexDocument::Text& text)
{
    const auto words = memory_.fold_words(text.text);
    for (const FoldedWord* word : words) {
        add_term(word->key, make_payload(text.field, false, words.size()));
        for (const std::string& variant : word->variants)
            add_term(variant, make_payload(text.field, true, words.size()));
    }
}

std::string IndexTermMaker::Collector::packed()
{
    std::sort(occurrences_.begin(), occurrences_.end(), [this](const Occurrence& a, const Occurrence& b) {
        if (a.head != b.head)
            return a.head < b.head;
        // Of the same head, those that it holds whole are the same.
        if (a.length <= sizeof a.head && b.length <= sizeof b.head && a.payload == b.payload)
            return false;
        if (const int order = term(a).compare(term(b)); order != 0)
            return order < 0;
        const float weight_a = payload_weight(a.payload);
        const float weight_b = payload_weight(b.payload);
        return std::tie(weight_b, a.payload) < std::tie(weight_a, b.payload);
    });
    std::string packed;
    packed.reserve(letters_.size() + 2 * occurrences_.size());
    std::string_view last;
    for (const Occurrence& occurrence : occurrences_) {
        if (term(occurrence) == last)
            continue;
        last = term(occurrence);
        append_packed_term(packed, last, occurrence.payload);
    }
    letters_.clear();
    occurrences_.clear();
    return packed;
}

IndexTermMaker::IndexTermMaker() : collector_{std::make_unique<Collector>()} {}
IndexTermMaker::~IndexTermMaker() = default;

std::string IndexTermMaker::index_terms(const IndexDocument& document)
{
    for (const IndexDocument::Text& text : document.texts)
        collector_->add_text(text);
    for (const std::string& code : document.codes)
        collector_->add_term(code, 0);
    return collector_->packed();
}

std::string index_terms(const IndexDocument& document) { return IndexTermMaker{}.index_terms(document); }

} // namespace imi
