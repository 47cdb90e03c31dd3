// SPDX-License-Identifier: EUPL-1.2
#include "index/index_check.hpp"

#include "base/error.hpp"
#include "index/index_reader.hpp"
#include "index/index_writer.hpp"
#include "index/packed_terms.hpp"
#include "index/word_block.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace imi
{

namespace
{

constexpr std::int64_t terms_at_a_time = 10'000;

/// A sum over postings that does not depend on their order: equal sums and counts stand for equal sets.
struct PostingSum {
    std::int64_t count = 0;
    std::uint64_t sum = 0;

    void add(std::int64_t document, Payload payload)
    {
        // The finaliser of SplitMix64: every bit of the input changes half the bits of the output.
        std::uint64_t mixed = (static_cast<std::uint64_t>(document) << 8U | payload) + 0x9E3779B97F4A7C15U;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        sum += mixed ^ (mixed >> 31U);
        ++count;
    }
    friend bool operator==(const PostingSum&, const PostingSum&) = default;
};

class Check
{
public:
    Check(Database& db, std::size_t limit) : repository_{db}, reader_{db}, limit_{limit} {}
    std::vector<std::string> run(const IndexSource& documents);

private:
    void take(const IndexSource& documents);
    void compare_terms();
    void compare_term(const IndexTerm& term);
    void compare_words();
    void finding(std::string text)
    {
        if (findings_.size() < limit_)
            findings_.push_back(std::move(text));
    }

    IndexRepository repository_;
    IndexReader reader_;
    std::size_t limit_;
    std::unordered_map<std::string, PostingSum> expected_;
    std::unordered_map<std::size_t, std::int64_t> words_; ///< length -> words of the dictionary
    std::int64_t postings_ = 0;
    std::vector<std::string> findings_;
};

void Check::take(const IndexSource& documents)
{
    std::string key;
    documents([&](std::int64_t document, std::string_view terms) {
        for_each_packed_term(terms, [&](std::string_view term, Payload payload) {
            key.assign(term);
            expected_[key].add(document, is_code_term(term) ? Payload{0} : payload);
        });
    });
}

void Check::compare_term(const IndexTerm& term)
{
    if (!is_code_term(term.term))
        ++words_[term.term.size()];
    PostingSum stored;
    try {
        reader_.read_postings(term, [&](std::int64_t document, Payload payload) { stored.add(document, payload); });
    } catch (const Error&) {
        finding("the postings of the term \"" + term.term + "\" cannot be read");
        expected_.erase(term.term);
        return;
    }
    if (stored.count != term.documents)
        finding("the term \"" + term.term + "\" counts " + std::to_string(term.documents) +
                " documents, its postings " + std::to_string(stored.count));
    const auto found = expected_.find(term.term);
    const PostingSum expected = found == expected_.end() ? PostingSum{} : found->second;
    if (!(expected == stored))
        finding("the term \"" + term.term + "\" has " + std::to_string(stored.count) + " postings, the records give " +
                std::to_string(expected.count) + (expected.count == stored.count ? " others" : ""));
    postings_ += static_cast<std::int64_t>(reader_.chunks(term).size());
    if (found != expected_.end())
        expected_.erase(found);
}

void Check::compare_terms()
{
    std::string first;
    for (;;) {
        const std::vector<IndexTerm> terms = repository_.terms_between(first, "\x7F", terms_at_a_time);
        for (const IndexTerm& term : terms)
            compare_term(term);
        if (terms.size() < static_cast<std::size_t>(terms_at_a_time))
            break;
        first = terms.back().term + '\x01';
    }
    std::vector<std::string> missing;
    for (const auto& [term, sum] : expected_)
        missing.push_back(term);
    std::sort(missing.begin(), missing.end());
    for (const std::string& term : missing)
        finding("the term \"" + term + "\" is not in the dictionary");
    if (const std::int64_t rows = repository_.count_chunks(); rows != postings_)
        finding("there are " + std::to_string(rows) + " chunks of postings, the terms lead to " +
                std::to_string(postings_));
}

void Check::compare_words()
{
    std::unordered_map<std::size_t, std::int64_t> packed;
    bool is_sound = true;
    repository_.read_blocks(0, INT64_MAX, [&](std::int64_t id, Bytes block) {
        const auto length = static_cast<std::size_t>(id >> 32U);
        const std::size_t stride = letter_set_bytes + length;
        is_sound = is_sound && length != 0 && block.size() % stride == 0;
        for (std::size_t at = 0; is_sound && at < block.size(); at += stride) {
            const std::string_view word = as_text(block).substr(at + letter_set_bytes, length);
            std::string made;
            append_word(made, word);
            is_sound = made == as_text(block).substr(at, stride) && repository_.find(word).has_value();
        }
        if (is_sound)
            packed[length] += static_cast<std::int64_t>(block.size() / stride);
    });
    // Every packed word is in the dictionary, no dictionary has a word twice: equal counts make them the same words,
    // unless one is packed twice, which does no harm.
    if (!is_sound || packed != words_)
        finding("the packed words differ from the words of the dictionary");
}

std::vector<std::string> Check::run(const IndexSource& documents)
{
    take(documents);
    compare_terms();
    compare_words();
    return findings_;
}

} // namespace

std::vector<std::string> check_index(Database& db, const IndexSource& documents, std::size_t limit)
{
    return Check{db, limit}.run(documents);
}

void rebuild_index(Database& db, const IndexSource& documents)
{
    IndexRepository{db}.clear();
    IndexWriter writer{db};
    documents([&](std::int64_t document, std::string_view terms) { writer.add(document, terms); });
    writer.flush();
}

} // namespace imi
