// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_repository.hpp"

// Files of cases, and the references of their callers.

namespace imi
{

namespace
{

constexpr std::string_view select_key =
    "SELECT content_hash, result FROM case_caller_key WHERE authority = :authority AND caller_key = :key";
constexpr std::string_view insert_key =
    "INSERT INTO case_caller_key (authority, caller_key, content_hash, result, batch) "
    "VALUES (:authority, :key, :hash, :result, :batch)";
constexpr std::string_view select_files =
    "SELECT name, hash, size, authority, at, batch, erased FROM case_file WHERE case_id = :case ORDER BY name";
constexpr std::string_view upsert_file =
    "INSERT INTO case_file (case_id, name, hash, size, authority, at, batch) "
    "VALUES (:case, :name, :hash, :size, :authority, :at, :batch) "
    "ON CONFLICT (case_id, name) DO UPDATE SET hash = excluded.hash, size = excluded.size, "
    "authority = excluded.authority, at = excluded.at, batch = excluded.batch";
constexpr std::string_view insert_content =
    "INSERT INTO file_content (hash, size, content) VALUES (:hash, :size, :content) ON CONFLICT (hash) DO NOTHING";
constexpr std::string_view erase_forms =
    "UPDATE case_form SET content = '{}', personal = NULL, salt = NULL WHERE case_id = :case";
constexpr std::string_view erase_files = "UPDATE case_file SET erased = 1 WHERE case_id = :case";
constexpr std::string_view delete_contents =
    "DELETE FROM file_content WHERE hash IN (SELECT e.hash FROM case_file e WHERE e.case_id = :case) "
    "AND NOT EXISTS (SELECT 1 FROM case_file f WHERE f.hash = file_content.hash AND f.erased = 0)";
constexpr std::string_view select_content = "SELECT content FROM file_content WHERE hash = :hash";

} // namespace

std::optional<CallerKeyRow> CaseRepository::caller_key(std::string_view authority, std::string_view key)
{
    Statement row = db_.prepare(select_key);
    if (!row.bind(":authority", authority).bind(":key", key).step())
        return std::nullopt;
    return CallerKeyRow{to_hash(row.blob(0)), std::string{row.text(1)}};
}

void CaseRepository::save_caller_key(std::string_view authority, std::string_view key, const Hash& content,
                                     std::string_view result, std::int64_t batch)
{
    db_.prepare(insert_key)
        .bind(":authority", authority)
        .bind(":key", key)
        .bind(":hash", Bytes{content})
        .bind(":result", result)
        .bind(":batch", batch)
        .run();
}

std::vector<CaseFileRow> CaseRepository::files(std::int64_t case_id)
{
    Statement rows = db_.prepare(select_files);
    rows.bind(":case", case_id);
    std::vector<CaseFileRow> files;
    while (rows.step())
        files.push_back({std::string{rows.text(0)}, to_hash(rows.blob(1)), rows.integer(2), std::string{rows.text(3)},
                         rows.integer(4), rows.integer(5), rows.integer(6) != 0});
    return files;
}

void CaseRepository::save_file(std::int64_t case_id, const CaseFileRow& file, std::string_view content)
{
    db_.prepare(insert_content)
        .bind(":hash", Bytes{file.hash})
        .bind(":size", file.size)
        .bind(":content", as_bytes(content))
        .run();
    db_.prepare(upsert_file)
        .bind(":case", case_id)
        .bind(":name", std::string_view{file.name})
        .bind(":hash", Bytes{file.hash})
        .bind(":size", file.size)
        .bind(":authority", std::string_view{file.authority})
        .bind(":at", file.at)
        .bind(":batch", file.batch)
        .run();
}

std::optional<std::string> CaseRepository::file_content(const Hash& hash)
{
    Statement row = db_.prepare(select_content);
    if (!row.bind(":hash", Bytes{hash}).step())
        return std::nullopt;
    return std::string{as_text(row.blob(0))};
}

void CaseRepository::erase_content(std::int64_t case_id)
{
    for (const std::string_view statement : {erase_forms, erase_files, delete_contents})
        db_.prepare(statement).bind(":case", case_id).run();
}

} // namespace imi
