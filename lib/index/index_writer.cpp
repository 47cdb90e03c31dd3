// SPDX-License-Identifier: EUPL-1.2
#include "index/index_writer.hpp"

#include "base/error.hpp"
#include "base/interruption.hpp"
#include "index/index_repository.hpp"
#include "index/packed_terms.hpp"
#include "index/posting_chunk.hpp"
#include "index/term_collector.hpp"
#include "index/word_block.hpp"

#include <algorithm>
#include <future>
#include <map>
#include <optional>
#include <vector>

namespace imi
{

namespace
{

/// A million authorities of 17 terms stay below.
constexpr std::size_t most_collected_bytes = std::size_t{160} << 20U;

/// So many changes, or so many bytes of terms, are worth a thread.
constexpr std::size_t batch_changes = 2048;
constexpr std::size_t batch_bytes = std::size_t{2} << 20U;

constexpr std::int64_t row_of(std::int64_t term_id, std::int64_t chunk) { return term_id << chunk_number_bits | chunk; }

/// Writes what was collected, term by term.
class Flush
{
public:
    Flush(IndexRepository& repository, const TermCollector& collector) : repository_{repository}, collector_{collector}
    {
    }
    void run();

private:
    void write_term(const TermCollector::Entry& entry);
    bool write_postings(IndexTerm& term);
    void write_chunk(const IndexTerm& term, bool may_exist, std::size_t first, std::size_t end);
    void merge(std::size_t first, std::size_t end);
    void write_words();

    IndexRepository& repository_;
    const TermCollector& collector_;
    bool was_empty_ = false;
    std::int64_t next_id_ = 0;
    std::int64_t documents_ = 0; ///< of the term at hand, after the chunks so far
    std::vector<PostingChange> changes_;
    std::vector<Posting> before_, after_;
    std::map<std::size_t, std::string> new_words_; ///< length -> words, packed as in index_words
};

void Flush::run()
{
    was_empty_ = !repository_.has_terms();
    next_id_ = repository_.next_term_id();
    for (const TermCollector::Entry* entry : collector_.sorted()) {
        throw_if_interrupted();
        write_term(*entry);
    }
    write_words();
}

void Flush::write_term(const TermCollector::Entry& entry)
{
    const std::string_view text = collector_.term(entry);
    TermCollector::changes(entry, changes_);
    std::optional<IndexTerm> known;
    if (!was_empty_)
        known = repository_.find(text);
    IndexTerm term = known.value_or(IndexTerm{std::string{text}, 0, 0});
    const bool has_changed = write_postings(term);
    if (known) {
        if (has_changed)
            repository_.update_term(term);
        return;
    }
    // A word of a vocabulary has no changes; a term that is only removed never was there.
    if (term.documents == 0 && !changes_.empty())
        return;
    repository_.insert_term(term);
    if (!is_code_term(text) && !text.empty())
        append_word(new_words_[text.size()], text);
}

/// Writes the chunks and brings the term up to date; whether its row changed.
bool Flush::write_postings(IndexTerm& term)
{
    if (changes_.empty())
        return false;
    const IndexTerm old = term;
    const bool may_exist = term.documents != 0;
    if (!may_exist)
        term.id = next_id_;
    documents_ = term.documents;
    for (std::size_t first = 0; first < changes_.size();) {
        const std::int64_t chunk = changes_[first].document >> chunk_bits;
        std::size_t end = first + 1;
        while (end < changes_.size() && changes_[end].document >> chunk_bits == chunk)
            ++end;
        write_chunk(term, may_exist, first, end);
        first = end;
    }
    term.documents = documents_;
    if (term.documents == 0)
        term.id = 0;
    else if (!may_exist)
        ++next_id_;
    return term.id != old.id || term.documents != old.documents;
}

void Flush::write_chunk(const IndexTerm& term, bool may_exist, std::size_t first, std::size_t end)
{
    const std::int64_t row = row_of(term.id, changes_[first].document >> chunk_bits);
    before_.clear();
    const bool exists = may_exist && repository_.read_chunk(row, [this](Bytes entries) {
        for_each_posting(entries, [this](std::uint16_t place, Payload payload) {
            before_.push_back({place, payload});
        });
    });
    merge(first, end);
    documents_ += static_cast<std::int64_t>(after_.size()) - static_cast<std::int64_t>(before_.size());
    if (after_ == before_)
        return;
    if (after_.empty()) {
        repository_.delete_chunk(row);
        return;
    }
    const std::string entries = encode_chunk(after_, is_code_term(term.term));
    if (exists)
        repository_.update_chunk(row, entries);
    else
        repository_.insert_chunk(row, entries);
}

/// `after_` becomes `before_` with the changes from `first` to `end`; both are in the order of the documents.
void Flush::merge(std::size_t first, std::size_t end)
{
    after_.clear();
    auto old = before_.begin();
    for (std::size_t i = first; i < end; ++i) {
        const auto place = static_cast<std::uint16_t>(changes_[i].document & (chunk_size - 1));
        for (; old != before_.end() && old->place < place; ++old)
            after_.push_back(*old);
        if (old != before_.end() && old->place == place)
            ++old;
        if (!changes_[i].removed)
            after_.push_back({place, changes_[i].payload});
    }
    after_.insert(after_.end(), old, before_.end());
}

void Flush::write_words()
{
    for (const auto& [length, words] : new_words_) {
        const std::size_t full = words_in_block * (letter_set_bytes + length);
        const std::int64_t base = static_cast<std::int64_t>(length) << 32U;
        auto block = repository_.last_block(base, base | 0xFFFFFFFF);
        if (!block)
            block.emplace(base, std::string{});
        for (std::size_t at = 0; at < words.size();) {
            if (block->second.size() >= full)
                block.emplace(block->first + 1, std::string{});
            const std::size_t part = std::min(full - block->second.size(), words.size() - at);
            block->second.append(words, at, part);
            at += part;
            repository_.write_block(block->first, block->second);
        }
    }
}

} // namespace

struct IndexWriter::State {
    struct Change {
        std::int64_t document;
        bool removed;
        std::size_t begin, size; ///< of the terms
    };
    struct Batch {
        std::vector<Change> changes;
        std::string terms;
    };

    explicit State(Database& db) : repository{db} {}
    void change(std::int64_t document, std::string_view terms, bool removed);
    void collect_waiting(std::launch policy);
    void wait();
    void flush();

    IndexRepository repository;
    TermCollector collector;
    Batch waiting, collecting;
    std::future<void> at_work; ///< puts `collecting` into the collector
};

void IndexWriter::State::change(std::int64_t document, std::string_view terms, bool removed)
{
    if (document < 0 || document >= most_documents)
        throw Error{Status::bug, "SEA-091", "a document has a number that the index cannot hold"};
    waiting.changes.push_back({document, removed, waiting.terms.size(), terms.size()});
    waiting.terms += terms;
    if (waiting.changes.size() < batch_changes && waiting.terms.size() < batch_bytes)
        return;
    collect_waiting(std::launch::async);
}

/// Puts what waits into the collector; writes the collector before it takes too much memory.
void IndexWriter::State::collect_waiting(std::launch policy)
{
    wait();
    if (collector.size_bytes() > most_collected_bytes)
        flush();
    std::swap(waiting, collecting);
    waiting.changes.clear();
    waiting.terms.clear();
    at_work = std::async(policy, [this] {
        for (const Change& change : collecting.changes) {
            const auto terms = std::string_view{collecting.terms}.substr(change.begin, change.size);
            for_each_packed_term(terms, [&](std::string_view term, Payload payload) {
                if (change.removed)
                    collector.remove(term, change.document);
                else
                    collector.add(term, change.document, is_code_term(term) ? Payload{0} : payload);
            });
        }
    });
}

void IndexWriter::State::wait()
{
    if (at_work.valid())
        at_work.get();
}

void IndexWriter::State::flush()
{
    if (collector.empty())
        return;
    Flush{repository, collector}.run();
    collector.clear();
}

IndexWriter::IndexWriter(Database& db) : state_{std::make_unique<State>(db)} {}
IndexWriter::~IndexWriter() = default;

void IndexWriter::add(std::int64_t document, std::string_view terms) { state_->change(document, terms, false); }

void IndexWriter::remove(std::int64_t document, std::string_view terms) { state_->change(document, terms, true); }

void IndexWriter::add_words(std::string_view folded_words)
{
    state_->wait();
    while (!folded_words.empty()) {
        const std::size_t end = std::min(folded_words.find(' '), folded_words.size());
        if (end != 0)
            state_->collector.add_word(folded_words.substr(0, std::min(end, most_term_bytes)));
        folded_words.remove_prefix(std::min(end + 1, folded_words.size()));
    }
}

void IndexWriter::flush()
{
    state_->collect_waiting(std::launch::deferred);
    state_->wait();
    state_->flush();
}

} // namespace imi
