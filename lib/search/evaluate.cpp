// SPDX-License-Identifier: EUPL-1.2
#include "search/evaluate.hpp"

#include <algorithm>
#include <map>

namespace imi
{

namespace
{

constexpr std::size_t hits_looked_at = 10;

/// From 1; 0 when no right answer is among the hits.
std::size_t rank_of(const std::vector<std::string>& expected, const SearchResult& result)
{
    for (std::size_t i = 0; i < result.hits.size(); ++i) {
        const AuthorityKey& key = result.hits[i].authority;
        if (std::any_of(expected.begin(), expected.end(),
                        [&](const std::string& right) { return right == key.id || right == key.text(); }))
            return i + 1;
    }
    return 0;
}

void count(EvaluationRow& row, std::size_t rank)
{
    ++row.queries;
    row.first += rank == 1 ? 1U : 0U;
    row.first_five += rank != 0 && rank <= 5 ? 1U : 0U;
    row.first_ten += rank != 0 ? 1U : 0U;
    row.reciprocal_ranks += rank == 0 ? 0 : 1 / static_cast<double>(rank);
}

} // namespace

Evaluation evaluate(Search& search, const std::vector<EvaluationQuery>& queries)
{
    Evaluation evaluation;
    std::map<std::string, EvaluationRow> rows;
    EvaluationRow all;
    for (const EvaluationQuery& each : queries) {
        SearchQuery query;
        query.text = each.query;
        query.limit = hits_looked_at;
        const std::size_t rank = rank_of(each.expected, search.find(query));
        EvaluationRow& row = rows[each.kind];
        row.kind = each.kind;
        count(row, rank);
        count(all, rank);
        if (rank != 1)
            evaluation.misses.push_back(
                {each.query, each.kind, each.expected.empty() ? std::string{} : each.expected.front(), rank});
    }
    for (const auto& [kind, row] : rows)
        evaluation.rows.push_back(row);
    evaluation.rows.push_back(all);
    return evaluation;
}

} // namespace imi
