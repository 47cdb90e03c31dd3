// SPDX-License-Identifier: EUPL-1.2
// Search beside Xapian, in one run on one store: search_bench STORE QUERIES.jsonl [ROUNDS]
// Xapian gets the same folded words (names and city) and asks for all of them, then with the spelling corrected by its
// own dictionary, then for some. Its index is built in memory-backed files beside the store and removed at the end.
#include "base/error.hpp"
#include "formats/input.hpp"
#include "formats/jsonl_reader.hpp"
#include "search/query_input.hpp"
#include "search/record_view.hpp"
#include "search/search.hpp"
#include "store/sqlite_engine.hpp"
#include "text/fold.hpp"

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>

namespace
{

using namespace imi;
using Clock = std::chrono::steady_clock;
using Answer = std::function<std::vector<std::string>(const std::string&)>;

constexpr std::string_view select_authorities =
    "SELECT code, content FROM authority WHERE state = 'active' ORDER BY id";

struct Figures {
    double p50 = 0, p99 = 0, recall_at_1 = 0, recall_at_10 = 0;
};

std::vector<EvaluationQuery> read_queries(const std::string& path)
{
    Input input = Input::open(path);
    LineReader lines{input};
    std::vector<EvaluationQuery> queries;
    std::string_view line;
    while (lines.next(line))
        queries.push_back(parse_evaluation_query(line, {path, lines.line_number(), 0}));
    return queries;
}

/// The first round warms up and judges, the others are timed.
Figures measure(const std::vector<EvaluationQuery>& queries, int rounds, const Answer& answer)
{
    Figures figures;
    std::vector<double> times;
    const auto count = static_cast<double>(queries.size());
    for (const EvaluationQuery& query : queries) {
        const std::vector<std::string> ids = answer(query.query);
        for (std::size_t rank = 0; rank < ids.size(); ++rank) {
            if (std::find(query.expected.begin(), query.expected.end(), ids[rank]) == query.expected.end())
                continue;
            figures.recall_at_1 += rank == 0 ? 1 / count : 0;
            figures.recall_at_10 += 1 / count;
            break;
        }
    }
    for (int round = 0; round < rounds; ++round) {
        for (const EvaluationQuery& query : queries) {
            const auto start = Clock::now();
            answer(query.query);
            times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        }
    }
    std::sort(times.begin(), times.end());
    figures.p50 = times[times.size() / 2];
    figures.p99 = times[times.size() * 99 / 100];
    return figures;
}

void build_xapian(Database& db, const std::string& folder)
{
    Xapian::WritableDatabase index{folder, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC};
    Statement rows = db.prepare(select_authorities);
    RecordView record;
    while (rows.step()) {
        read_record(rows.text(1), record);
        Xapian::Document document;
        document.set_data(std::string{rows.text(0)});
        Xapian::TermGenerator generator;
        generator.set_database(index);
        generator.set_flags(Xapian::TermGenerator::FLAG_SPELLING);
        generator.set_document(document);
        for (std::size_t i = 0; i < record.name_count; ++i) {
            generator.index_text(fold_text(record.names[i].text));
            generator.increase_termpos();
        }
        generator.index_text(fold_text(record.city));
        index.add_document(document);
    }
    index.commit();
}

class XapianSearch
{
public:
    explicit XapianSearch(const std::string& folder) : database_{folder} { parser_.set_database(database_); }
    std::vector<std::string> find(const std::string& text)
    {
        // Xapian corrects words that it knows, too: only where nothing is found otherwise.
        std::string folded = fold_text(text);
        std::vector<std::string> ids = run(parse(folded, Xapian::Query::OP_AND));
        if (const std::string corrected = parser_.get_corrected_query_string(); ids.empty() && !corrected.empty()) {
            folded = corrected;
            ids = run(parse(folded, Xapian::Query::OP_AND));
        }
        return ids.empty() ? run(parse(folded, Xapian::Query::OP_OR)) : ids;
    }

private:
    Xapian::Query parse(const std::string& folded, Xapian::Query::op with)
    {
        parser_.set_default_op(with);
        return parser_.parse_query(folded, Xapian::QueryParser::FLAG_SPELLING_CORRECTION);
    }
    std::vector<std::string> run(const Xapian::Query& query)
    {
        Xapian::Enquire enquire{database_};
        enquire.set_query(query);
        std::vector<std::string> ids;
        const Xapian::MSet hits = enquire.get_mset(0, 10);
        for (auto hit = hits.begin(); hit != hits.end(); ++hit)
            ids.push_back(hit.get_document().get_data());
        return ids;
    }

    Xapian::Database database_;
    Xapian::QueryParser parser_;
};

void print(const char* name, const Figures& figures)
{
    std::printf("%-22s %9.3f %9.3f %9.3f %9.3f\n", name, figures.p50, figures.p99, figures.recall_at_1,
                figures.recall_at_10);
}

int run(const std::string& store, const std::string& file, int rounds)
{
    Database db{open_sqlite(store, SqliteMode::read)};
    const Transaction transaction{db, Transaction::Kind::read};
    const std::vector<EvaluationQuery> queries = read_queries(file);
    Search search{db};
    const Figures ours = measure(queries, rounds, [&](const std::string& text) {
        SearchQuery query;
        query.text = text;
        std::vector<std::string> ids;
        for (const SearchHit& hit : search.find(query).hits)
            ids.push_back(hit.authority.id);
        return ids;
    });
    const std::string folder = store + ".xapian";
    build_xapian(db, folder);
    XapianSearch xapian{folder};
    const Figures theirs = measure(queries, rounds, [&](const std::string& text) { return xapian.find(text); });
    std::filesystem::remove_all(folder);
    std::printf("%zu queries, %d rounds\n%-22s %9s %9s %9s %9s\n", queries.size(), rounds, "", "p50 ms", "p99 ms",
                "recall@1", "recall@10");
    print("imi-search", ours);
    print("Xapian, folded words", theirs);
    std::printf("%-22s %9.2f %9.2f %9.2f %9.2f\n", "ratio", ours.p50 / theirs.p50, ours.p99 / theirs.p99,
                ours.recall_at_1 / theirs.recall_at_1, ours.recall_at_10 / theirs.recall_at_10);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3 || argc > 4) {
        std::cerr << "usage: search_bench STORE QUERIES.jsonl [ROUNDS]\n";
        return 2;
    }
    try {
        return run(argv[1], argv[2], argc > 3 ? std::max(1, std::atoi(argv[3])) : 3);
    } catch (const Error& error) {
        std::cerr << "search_bench: " << error.what() << '\n';
        return static_cast<int>(error.status());
    } catch (const Xapian::Error& error) {
        std::cerr << "search_bench: Xapian: " << error.get_description() << '\n';
        return 7;
    }
}
