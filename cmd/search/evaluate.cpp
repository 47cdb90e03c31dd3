// SPDX-License-Identifier: EUPL-1.2
#include "cmd/search/subcommands.hpp"

#include "directory/rights.hpp"
#include "formats/input.hpp"
#include "formats/jsonl_reader.hpp"
#include "search/evaluate.hpp"
#include "search/query_input.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace imi::cmd
{

namespace
{

std::vector<EvaluationQuery> read_queries(const std::string& path)
{
    std::vector<EvaluationQuery> queries;
    Input input = Input::open(path);
    LineReader lines{input};
    std::string_view line;
    while (lines.next(line))
        queries.push_back(parse_evaluation_query(line, {input.name(), lines.line_number(), 0}));
    return queries;
}

double rounded(double value) { return std::round(value * 10'000) / 10'000; }

void run(Invocation& invocation, const std::string& file)
{
    const auto queries = read_queries(file);
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    require(invocation.actor(db), "search", {});
    Search search{db};
    const Evaluation evaluation = evaluate(search, queries);
    for (const EvaluationRow& row : evaluation.rows) {
        invocation.out().record({{"kind", row.kind.empty() ? "all" : row.kind},
                                 {"queries", row.queries},
                                 {"recall_at_1", rounded(row.recall_at_1())},
                                 {"recall_at_5", rounded(row.recall_at_5())},
                                 {"recall_at_10", rounded(row.recall_at_10())},
                                 {"mrr", rounded(row.mean_reciprocal_rank())}});
    }
    if (!invocation.options().verbose)
        return;
    for (const EvaluationMiss& miss : evaluation.misses)
        invocation.note(miss.kind + ": " + miss.query + ": expected " + miss.expected + ", rank " +
                        (miss.rank == 0 ? "over 10" : std::to_string(miss.rank)));
}

} // namespace

void add_evaluate(CLI::App& command, Invocation& invocation)
{
    auto file = std::make_shared<std::string>();
    command.add_option("FILE", *file, "JSON Lines with query, expected (ids, with their country or without) and kind")
        ->required();
    invocation.out().records(command,
                             {{"kind", "kind"},
                              {"queries", "queries"},
                              {"recall_at_1", "recall@1"},
                              {"recall_at_5", "recall@5"},
                              {"recall_at_10", "recall@10"},
                              {"mrr", "MRR"}},
                             "kind");
    command.callback([file, &invocation] { run(invocation, *file); });
}

} // namespace imi::cmd
