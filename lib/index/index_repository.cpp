// SPDX-License-Identifier: EUPL-1.2
#include "index/index_repository.hpp"

#include "index/posting_chunk.hpp"

namespace imi
{

namespace
{

constexpr std::string_view select_term = "SELECT id, documents FROM index_term WHERE term = :term";
constexpr std::string_view select_any_term = "SELECT 1 FROM index_term LIMIT 1";
constexpr std::string_view select_terms_between =
    "SELECT term, id, documents FROM index_term WHERE term >= :first AND term < :end ORDER BY term LIMIT :limit";
constexpr std::string_view insert_term_row =
    "INSERT INTO index_term (term, id, documents) VALUES (:term, :id, :documents)";
constexpr std::string_view update_term_row =
    "UPDATE index_term SET id = :id, documents = :documents WHERE term = :term";
constexpr std::string_view select_last_posting = "SELECT id FROM index_posting ORDER BY id DESC LIMIT 1";
constexpr std::string_view select_chunk = "SELECT entries FROM index_posting WHERE id = :id";
constexpr std::string_view select_chunks =
    "SELECT id, entries FROM index_posting WHERE id >= :first AND id <= :last ORDER BY id";
constexpr std::string_view select_chunk_ids =
    "SELECT id FROM index_posting WHERE id >= :first AND id <= :last ORDER BY id";
constexpr std::string_view select_chunk_count = "SELECT COUNT(*) FROM index_posting";
constexpr std::string_view insert_chunk_row = "INSERT INTO index_posting (id, entries) VALUES (:id, :entries)";
constexpr std::string_view update_chunk_row = "UPDATE index_posting SET entries = :entries WHERE id = :id";
constexpr std::string_view delete_chunk_row = "DELETE FROM index_posting WHERE id = :id";
constexpr std::string_view select_blocks =
    "SELECT id, words FROM index_words WHERE id >= :first AND id <= :last ORDER BY id";
constexpr std::string_view select_last_block =
    "SELECT id, words FROM index_words WHERE id >= :first AND id <= :last ORDER BY id DESC LIMIT 1";
constexpr std::string_view upsert_block = "INSERT INTO index_words (id, words) VALUES (:id, :words) "
                                          "ON CONFLICT (id) DO UPDATE SET words = excluded.words";
constexpr std::string_view delete_terms = "DELETE FROM index_term";
constexpr std::string_view delete_postings = "DELETE FROM index_posting";
constexpr std::string_view delete_words = "DELETE FROM index_words";

/// Resets a statement also when the visitor throws: an open read would hold the snapshot.
struct Reset {
    Statement& statement;
    ~Reset() { statement.reset(); }
};

} // namespace

Statement& IndexRepository::prepared(std::optional<Statement>& statement, std::string_view sql)
{
    if (!statement)
        statement.emplace(db_.prepare(sql));
    return *statement;
}

std::optional<IndexTerm> IndexRepository::find(std::string_view term)
{
    Statement& statement = prepared(find_, select_term);
    const Reset reset{statement};
    statement.bind(":term", term);
    if (!statement.step())
        return std::nullopt;
    return IndexTerm{std::string{term}, statement.integer(0), statement.integer(1)};
}

bool IndexRepository::has_terms() { return db_.prepare(select_any_term).step(); }

std::vector<IndexTerm> IndexRepository::terms_between(std::string_view first, std::string_view end, std::int64_t limit)
{
    Statement& statement = prepared(between_, select_terms_between);
    const Reset reset{statement};
    statement.bind(":first", first).bind(":end", end).bind(":limit", limit);
    std::vector<IndexTerm> terms;
    while (statement.step())
        terms.push_back({std::string{statement.text(0)}, statement.integer(1), statement.integer(2)});
    return terms;
}

void IndexRepository::insert_term(const IndexTerm& term)
{
    prepared(insert_term_, insert_term_row)
        .bind(":term", std::string_view{term.term})
        .bind(":id", term.id)
        .bind(":documents", term.documents)
        .run();
}

void IndexRepository::update_term(const IndexTerm& term)
{
    prepared(update_term_, update_term_row)
        .bind(":term", std::string_view{term.term})
        .bind(":id", term.id)
        .bind(":documents", term.documents)
        .run();
}

std::int64_t IndexRepository::next_term_id()
{
    Statement statement = db_.prepare(select_last_posting);
    return statement.step() ? (statement.integer(0) >> chunk_number_bits) + 1 : 1;
}

Statement& IndexRepository::chunk_statement(std::int64_t row)
{
    return prepared(chunk_, select_chunk).bind(":id", row);
}

void IndexRepository::read_chunks(std::int64_t first, std::int64_t last,
                                  const std::function<void(std::int64_t, Bytes)>& visit)
{
    Statement statement = db_.prepare(select_chunks);
    statement.bind(":first", first).bind(":last", last);
    while (statement.step())
        visit(statement.integer(0), statement.blob(1));
}

std::vector<std::int64_t> IndexRepository::chunk_ids(std::int64_t first, std::int64_t last)
{
    Statement statement = db_.prepare(select_chunk_ids);
    statement.bind(":first", first).bind(":last", last);
    std::vector<std::int64_t> ids;
    while (statement.step())
        ids.push_back(statement.integer(0));
    return ids;
}

std::int64_t IndexRepository::count_chunks()
{
    Statement statement = db_.prepare(select_chunk_count);
    statement.step();
    return statement.integer(0);
}

void IndexRepository::insert_chunk(std::int64_t row, std::string_view entries)
{
    prepared(insert_chunk_, insert_chunk_row).bind(":id", row).bind(":entries", as_bytes(entries)).run();
}

void IndexRepository::update_chunk(std::int64_t row, std::string_view entries)
{
    prepared(update_chunk_, update_chunk_row).bind(":id", row).bind(":entries", as_bytes(entries)).run();
}

void IndexRepository::delete_chunk(std::int64_t row)
{
    prepared(delete_chunk_, delete_chunk_row).bind(":id", row).run();
}

void IndexRepository::read_blocks(std::int64_t first, std::int64_t last,
                                  const std::function<void(std::int64_t, Bytes)>& visit)
{
    Statement& statement = prepared(blocks_, select_blocks);
    const Reset reset{statement};
    statement.bind(":first", first).bind(":last", last);
    while (statement.step())
        visit(statement.integer(0), statement.blob(1));
}

std::optional<std::pair<std::int64_t, std::string>> IndexRepository::last_block(std::int64_t first, std::int64_t last)
{
    Statement& statement = prepared(last_block_, select_last_block);
    const Reset reset{statement};
    statement.bind(":first", first).bind(":last", last);
    if (!statement.step())
        return std::nullopt;
    return std::pair{statement.integer(0), std::string{as_text(statement.blob(1))}};
}

void IndexRepository::write_block(std::int64_t id, std::string_view words)
{
    prepared(write_block_, upsert_block).bind(":id", id).bind(":words", as_bytes(words)).run();
}

void IndexRepository::clear()
{
    db_.prepare(delete_terms).run();
    db_.prepare(delete_postings).run();
    db_.prepare(delete_words).run();
}

} // namespace imi
