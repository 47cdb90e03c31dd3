// SPDX-License-Identifier: EUPL-1.2
#include "directory/verification.hpp"

#include "audit/audit_log.hpp"
#include "directory/authority_index_repository.hpp"
#include "directory/authority_repository.hpp"
#include "directory/derived_tables.hpp"
#include "directory/national_coordinators.hpp"
#include "directory/package_repository.hpp"
#include "directory/record_proof.hpp"
#include "directory/setup.hpp"
#include "store/sqlite_engine.hpp"

namespace imi
{

namespace
{

// Versions by the batch that made them and by key, each beside the hash of the version before it: the order in which
// the changes of a batch were hashed.
constexpr std::string_view authority_versions =
    "SELECT v.batch, a.country, v.code, v.state, v.content, v.content_hash, p.content_hash FROM ("
    "SELECT authority_id, version, batch, code, state, content, content_hash FROM authority_version "
    "UNION ALL SELECT id, version, batch, code, state, content, content_hash FROM authority) v "
    "JOIN authority a ON a.id = v.authority_id "
    "LEFT JOIN authority_version p ON p.authority_id = v.authority_id AND p.version = v.version - 1 "
    "ORDER BY v.batch, a.country, a.code_folded";
constexpr std::string_view user_versions =
    "SELECT v.batch, u.login, v.state, v.content, v.salt, v.content_hash, p.content_hash FROM ("
    "SELECT user_id, version, batch, state, content, salt, content_hash FROM imi_user_version "
    "UNION ALL SELECT id, version, batch, state, content, salt, content_hash FROM imi_user) v "
    "JOIN imi_user u ON u.id = v.user_id "
    "LEFT JOIN imi_user_version p ON p.user_id = v.user_id AND p.version = v.version - 1 "
    "ORDER BY v.batch, u.login";
constexpr std::string_view setup_versions =
    "SELECT v.batch, s.country, s.region, s.area, s.authority, v.content, v.content_hash, p.content_hash FROM ("
    "SELECT setup_id, version, batch, content, content_hash FROM setup_version "
    "UNION ALL SELECT id, version, batch, content, content_hash FROM setup) v "
    "JOIN setup s ON s.id = v.setup_id "
    "LEFT JOIN setup_version p ON p.setup_id = v.setup_id AND p.version = v.version - 1 "
    "ORDER BY v.batch, s.country, s.region, s.area, s.authority";
constexpr std::string_view batches_of_records =
    "SELECT number, changes_hash FROM audit_entry WHERE changes_hash <> :none ORDER BY number";

void read_authorities(Database& db, BatchHashes& batches, std::vector<Diagnostic>& findings)
{
    Statement rows = db.prepare(authority_versions);
    while (rows.step()) {
        const std::string object = std::string{rows.text(1)} + ":" + std::string{rows.text(2)};
        const Hash hash = hash_of_version(rows.text(1), rows.text(2), rows.text(3), rows.text(4));
        if (hash != to_hash(rows.blob(5)))
            findings.push_back(
                record_finding("AUD-002", object,
                               "its record is not the one that batch " + std::to_string(rows.integer(0)) + " stored"));
        batches.add(rows.integer(0), object, rows.blob(6), rows.blob(5));
    }
}

void read_users(Database& db, BatchHashes& batches, std::vector<Diagnostic>& findings)
{
    Statement rows = db.prepare(user_versions);
    while (rows.step()) {
        const std::string login{rows.text(1)};
        const Hash hash = PartHash{}.add(rows.blob(4)).add(login).add(rows.text(2)).add(rows.text(3)).finish();
        if (hash != to_hash(rows.blob(5)))
            findings.push_back(
                record_finding("AUD-002", "user " + login,
                               "its record is not the one that batch " + std::to_string(rows.integer(0)) + " stored"));
        batches.add(rows.integer(0), login, rows.blob(6), rows.blob(5));
    }
}

void read_setups(Database& db, BatchHashes& batches, std::vector<Diagnostic>& findings)
{
    Statement rows = db.prepare(setup_versions);
    while (rows.step()) {
        const SetupScope scope{std::string{rows.text(1)}, std::string{rows.text(2)}, std::string{rows.text(3)},
                               std::string{rows.text(4)}};
        const std::string object = "setup " + scope.text();
        if (PartHash{}.add(scope.text()).add(rows.text(5)).finish() != to_hash(rows.blob(6)))
            findings.push_back(record_finding(
                "AUD-002", object, "it is not the one that batch " + std::to_string(rows.integer(0)) + " stored"));
        batches.add(rows.integer(0), object, rows.blob(7), rows.blob(6));
    }
}

} // namespace

Diagnostic record_finding(const char* code, const std::string& object, const std::string& message)
{
    return {Severity::error, code, {}, object, message, {}};
}

std::vector<Diagnostic> verify_records(Database& db, const std::vector<RecordSource>& more)
{
    std::vector<Diagnostic> findings;
    BatchHashes batches;
    read_authorities(db, batches, findings);
    read_users(db, batches, findings);
    read_setups(db, batches, findings);
    for (const RecordSource& read : more)
        read(db, batches, findings);
    for (const std::string& part : PackageRepository{db}.damaged())
        findings.push_back(record_finding("AUD-002", part, "it is not what was installed"));
    Statement entries = db.prepare(batches_of_records);
    const Hash none{};
    entries.bind(":none", Bytes{none});
    auto& made = batches.all();
    while (entries.step()) {
        const std::int64_t number = entries.integer(0);
        const auto found = made.find(number);
        if (found == made.end() || found->second.finish() != to_hash(entries.blob(1)))
            findings.push_back(record_finding("AUD-003", "batch " + std::to_string(number),
                                              "the records it made are not those that the audit log proves"));
        if (found != made.end())
            made.erase(found);
    }
    for (auto& derived : compare_derived_tables(db))
        findings.push_back(std::move(derived));
    for (const auto& [number, hash] : made)
        findings.push_back(record_finding("AUD-003", "batch " + std::to_string(number),
                                          "records name it, but the audit log has no such change"));
    return findings;
}

std::vector<Diagnostic> check_store(Store& store, const std::vector<RecordSource>& more)
{
    Database& db = store.db();
    std::vector<Diagnostic> findings;
    if (const std::string engine = check_sqlite(db.engine()); !engine.empty()) {
        findings.push_back(record_finding("STO-003", "engine", engine));
        return findings;
    }
    for (auto& chain : AuditLog{db}.verify())
        findings.push_back(std::move(chain));
    for (auto& record : verify_records(db, more))
        findings.push_back(std::move(record));
    for (const NationalCoordinators::Excess& excess : NationalCoordinators{db}.excess())
        findings.push_back(record_finding("REG-028", excess.authority.text(),
                                          "is NIMIC in " + excess.area + ", as " + excess.stays.text() + " is"));
    for (const std::string& index : check_authority_index(db))
        findings.push_back(record_finding("STO-003", "search index", index));
    return findings;
}

} // namespace imi
