// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "search/search.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace imi
{

/// A query with the authorities that are right answers, by id with its country or without; any of them counts.
struct EvaluationQuery {
    std::string query;
    std::vector<std::string> expected;
    std::string kind; ///< for the table; may be empty
};

/// How well queries of one kind were answered. Sums; divide by `queries`.
struct EvaluationRow {
    std::string kind; ///< empty for all together
    std::size_t queries = 0;
    std::size_t first = 0; ///< answered by the first hit
    std::size_t first_five = 0;
    std::size_t first_ten = 0;
    double reciprocal_ranks = 0;

    double recall_at_1() const { return share(static_cast<double>(first)); }
    double recall_at_5() const { return share(static_cast<double>(first_five)); }
    double recall_at_10() const { return share(static_cast<double>(first_ten)); }
    /// Mean of 1 / rank of the first right hit among ten.
    double mean_reciprocal_rank() const { return share(reciprocal_ranks); }

private:
    double share(double sum) const { return queries == 0 ? 0 : sum / static_cast<double>(queries); }
};

/// A query that no right answer was found for among ten hits, for looking into it.
struct EvaluationMiss {
    std::string query;
    std::string kind;
    std::string expected; ///< the first of them
    std::size_t rank = 0; ///< 0: not among ten
};

struct Evaluation {
    std::vector<EvaluationRow> rows;    ///< by kind, and last all together
    std::vector<EvaluationMiss> misses; ///< of which the first hit is wrong, in the order of the queries
};

/// Puts the queries to `search` one after the other, with a limit of ten. Throws as Search::find().
Evaluation evaluate(Search& search, const std::vector<EvaluationQuery>& queries);

} // namespace imi
