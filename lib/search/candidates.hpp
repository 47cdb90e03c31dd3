// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "index/index_reader.hpp"
#include "search/interpretation.hpp"
#include "search/term_cursor.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace imi
{

struct Candidate {
    std::int64_t document;
    float score;      ///< from the postings alone
    bool has_variant; ///< one of its words is only another spelling of the one in the record
};

/// The documents worth reading, chosen from the postings alone. For one query.
class CandidateFinder
{
public:
    explicit CandidateFinder(IndexReader& index) : pool_{index} {}

    /// Documents that have every word and pass every filter: the best `most` by score, then number; best first.
    std::vector<Candidate> with_all_words(const Interpretation& interpretation, std::size_t most);
    /// Of the documents that have every word and pass every filter, and that `counts` wants (nothing: all of them): how
    /// many have each of the terms.
    std::vector<std::int64_t> count(const Interpretation& interpretation, const std::vector<IndexTerm>& terms,
                                    const std::function<bool(std::int64_t document)>& counts);
    /// Documents that have some of the words, and pass every filter; the rarest words lead, until they have
    /// `most_postings` together.
    std::vector<Candidate> with_some_words(const Interpretation& interpretation, std::size_t most,
                                           std::int64_t most_postings);
    /// Whether the document passes every filter, whatever its words.
    bool passes(const Interpretation& interpretation, std::int64_t document);

private:
    CursorPool pool_;
};

} // namespace imi
