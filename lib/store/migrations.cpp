// SPDX-License-Identifier: EUPL-1.2
#include "store/migrations.hpp"

#include "base/error.hpp"

#include <string>

namespace imi
{

namespace
{

constexpr std::string_view last_migration = "SELECT COALESCE(MAX(number), 0) FROM schema_migration";
constexpr std::string_view record_migration =
    "INSERT INTO schema_migration (number, name, ran_at) VALUES (:number, :name, :ran_at)";
// Not part of a step: it must be there before the first.
constexpr std::string_view migration_table = R"(
CREATE TABLE IF NOT EXISTS schema_migration (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    ran_at INTEGER NOT NULL
) STRICT)";

} // namespace

int schema_version(Database& db)
{
    Statement statement = db.prepare(last_migration);
    statement.step();
    const int version = static_cast<int>(statement.integer(0));
    if (version > static_cast<int>(migrations().size()))
        throw Error{Status::store, "STO-007",
                    "the store was made by a newer program (schema " + std::to_string(version) +
                        ", this program knows " + std::to_string(migrations().size()) + ")",
                    "install that version of imi"};
    return version;
}

int migrate(Database& db, std::int64_t now)
{
    db.execute(migration_table);
    const int have = schema_version(db);
    int ran = 0;
    for (const Migration& migration : migrations()) {
        if (migration.number <= have)
            continue;
        Transaction transaction{db, Transaction::Kind::write};
        db.execute(migration.sql);
        db.prepare(record_migration)
            .bind(":number", std::int64_t{migration.number})
            .bind(":name", migration.name)
            .bind(":ran_at", now)
            .run();
        transaction.commit();
        ++ran;
    }
    return ran;
}

} // namespace imi
