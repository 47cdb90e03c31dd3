// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// A term of the dictionary. `id` is 0 while no document has it.
struct IndexTerm {
    std::string term;
    std::int64_t id = 0;
    std::int64_t documents = 0;
};

/// The tables of the search index. Statements are prepared when first used and kept. Must not outlive `db`.
class IndexRepository
{
public:
    explicit IndexRepository(Database& db) : db_{db} {}

    std::optional<IndexTerm> find(std::string_view term);
    bool has_terms();
    /// Terms from `first` on and before `end`, in their order, at most `limit`.
    std::vector<IndexTerm> terms_between(std::string_view first, std::string_view end, std::int64_t limit);
    void insert_term(const IndexTerm& term);
    void update_term(const IndexTerm& term);
    /// Above every id that a term with documents has.
    std::int64_t next_term_id();

    /// Calls `visit` for the chunk, or returns false when there is none. The bytes live during the call.
    template <class Visit> bool read_chunk(std::int64_t row, Visit visit)
    {
        Statement& statement = chunk_statement(row);
        const bool found = statement.step();
        if (found)
            visit(statement.blob(0));
        statement.reset();
        return found;
    }
    /// Calls `visit(row, entries)` for the chunks with ids from `first` to `last`, in order.
    void read_chunks(std::int64_t first, std::int64_t last, const std::function<void(std::int64_t, Bytes)>& visit);
    /// Ids of the chunks from `first` to `last`, in order.
    std::vector<std::int64_t> chunk_ids(std::int64_t first, std::int64_t last);
    std::int64_t count_chunks();
    void insert_chunk(std::int64_t row, std::string_view entries);
    void update_chunk(std::int64_t row, std::string_view entries);
    void delete_chunk(std::int64_t row);

    /// Calls `visit(id, words)` for the blocks with ids from `first` to `last`, in order.
    void read_blocks(std::int64_t first, std::int64_t last, const std::function<void(std::int64_t, Bytes)>& visit);
    /// The last block with an id from `first` to `last`: its id and words.
    std::optional<std::pair<std::int64_t, std::string>> last_block(std::int64_t first, std::int64_t last);
    void write_block(std::int64_t id, std::string_view words);

    /// Empties the three tables.
    void clear();

private:
    Statement& chunk_statement(std::int64_t row);
    Statement& prepared(std::optional<Statement>& statement, std::string_view sql);

    Database& db_;
    std::optional<Statement> find_, between_, insert_term_, update_term_;
    std::optional<Statement> chunk_, insert_chunk_, update_chunk_, delete_chunk_;
    std::optional<Statement> blocks_, last_block_, write_block_;
};

} // namespace imi
