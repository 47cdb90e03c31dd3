// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "index/index_reader.hpp"
#include "search/interpretation.hpp"

#include <cstdint>
#include <vector>

namespace imi
{

struct Candidate {
    std::int64_t document;
    float score; ///< from the postings alone
};

/// The documents worth reading, chosen from the postings alone.
class CandidateFinder
{
public:
    explicit CandidateFinder(IndexReader& index) : index_{index} {}

    /// Documents that have every word and pass every filter: the best `most` by score, then number; best first.
    std::vector<Candidate> with_all_words(const Interpretation& interpretation, std::size_t most);
    /// Documents that have some of the words, and pass every filter; the rarest words lead, so the work is bounded.
    std::vector<Candidate> with_some_words(const Interpretation& interpretation, std::size_t most);

private:
    IndexReader& index_;
};

} // namespace imi
