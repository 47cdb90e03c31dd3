// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_index_repository.hpp"

#include "base/error.hpp"
#include "directory/authority_index.hpp"
#include "index/index_check.hpp"
#include "index/index_writer.hpp"

namespace imi
{

namespace
{

constexpr std::string_view select_authorities = "SELECT id, country, code, state, content FROM authority ORDER BY id";
constexpr std::string_view select_labels =
    "SELECT folded FROM vocabulary_label ORDER BY vocabulary, code, language, kind, position";

IndexSource stored_authorities(Database& db)
{
    return [&db](const IndexSink& sink) {
        Statement rows = db.prepare(select_authorities);
        while (rows.step()) {
            const auto state = parse_authority_state(rows.text(3));
            const AuthorityKey key{std::string{rows.text(1)}, std::string{rows.text(2)}};
            if (!state)
                throw Error{Status::store, "STO-003",
                            "the store is damaged: the state of " + key.text() + " is unknown",
                            "run imi-store check, and restore a backup"};
            sink(rows.integer(0), authority_index_terms(decode_content(key, *state, rows.text(4))));
        }
    };
}

} // namespace

std::vector<std::string> check_authority_index(Database& db) { return check_index(db, stored_authorities(db)); }

void rebuild_authority_index(Database& db)
{
    rebuild_index(db, stored_authorities(db));
    IndexWriter writer{db};
    Statement labels = db.prepare(select_labels);
    while (labels.step())
        writer.add_words(labels.text(0));
    writer.flush();
}

} // namespace imi
