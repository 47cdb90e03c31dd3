// SPDX-License-Identifier: EUPL-1.2
#include "index/index_reader.hpp"

#include "index/word_block.hpp"

#include <algorithm>
#include <tuple>

namespace imi
{

std::vector<IndexTerm> IndexReader::with_prefix(std::string_view prefix, std::int64_t limit)
{
    if (prefix.empty())
        return {};
    // No term has a byte above 0x7F, so this is the first text behind all that begin with the prefix.
    std::string end{prefix};
    end += '\x7F';
    std::vector<IndexTerm> terms = repository_.terms_between(prefix, end, limit);
    std::erase_if(terms,
                  [&](const IndexTerm& term) { return term.documents == 0 || term.term.size() == prefix.size(); });
    return terms;
}

const std::vector<std::string>& IndexReader::words(std::size_t length)
{
    const auto known = words_.find(length);
    if (known != words_.end())
        return known->second;
    std::vector<std::string>& blocks = words_[length];
    const std::int64_t first = static_cast<std::int64_t>(length) << 32U;
    repository_.read_blocks(first, first | 0xFFFFFFFF,
                            [&](std::int64_t, Bytes block) { blocks.emplace_back(as_text(block)); });
    return blocks;
}

std::vector<NearTerm> IndexReader::near(std::string_view word, std::size_t distance, std::size_t limit)
{
    std::vector<std::string_view> found;
    const std::size_t shortest = word.size() > distance ? word.size() - distance : 1;
    for (std::size_t length = shortest; length <= word.size() + distance; ++length) {
        for (const std::string& block : words(length))
            near_words(block, length, word, distance, found);
    }
    std::vector<NearTerm> terms;
    for (const std::string_view candidate : found) {
        if (candidate == word)
            continue;
        if (auto term = repository_.find(candidate))
            terms.push_back({std::move(*term), distance == 1 || is_one_edit(word, candidate) ? 1U : 2U});
    }
    std::sort(terms.begin(), terms.end(), [](const NearTerm& a, const NearTerm& b) {
        return std::tie(a.distance, b.term.documents, a.term.term) <
               std::tie(b.distance, a.term.documents, b.term.term);
    });
    if (terms.size() > limit)
        terms.resize(limit);
    return terms;
}

std::vector<std::uint32_t> IndexReader::chunks(const IndexTerm& term)
{
    std::vector<std::uint32_t> numbers;
    if (term.id == 0)
        return numbers;
    const std::int64_t first = term.id << chunk_number_bits;
    const std::int64_t last = first | ((std::int64_t{1} << chunk_number_bits) - 1);
    for (const std::int64_t id : repository_.chunk_ids(first, last))
        numbers.push_back(static_cast<std::uint32_t>(id - first));
    return numbers;
}

} // namespace imi
