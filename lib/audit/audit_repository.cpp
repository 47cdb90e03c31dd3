// SPDX-License-Identifier: EUPL-1.2
#include "audit/audit_log.hpp"

#include "base/error.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>

#include <limits>

namespace imi
{

namespace
{

constexpr std::string_view columns = "SELECT number, at, login, on_behalf, uid, tool, verb, object, outcome, detail, "
                                     "changes_hash, previous, head FROM audit_entry ";
constexpr std::string_view select_last = "SELECT number, head FROM audit_entry ORDER BY number DESC LIMIT 1";
constexpr std::string_view insert_entry =
    "INSERT INTO audit_entry (number, at, login, on_behalf, uid, tool, verb, object, outcome, detail, changes_hash, "
    "previous, head) VALUES (:number, :at, :login, :on_behalf, :uid, :tool, :verb, :object, :outcome, :detail, "
    ":changes_hash, :previous, :head)";
constexpr std::string_view select_objects =
    "SELECT tool, object FROM audit_entry WHERE number >= :first ORDER BY number";
constexpr std::string_view from_first = "WHERE number >= :first ORDER BY number";
constexpr std::string_view latest_of_tool = "WHERE :tool = '' OR tool = :tool ORDER BY number DESC LIMIT :limit";

/// The bytes that are hashed: every column, in a fixed order, as canonical JSON.
std::string canonical(const AuditEntry& entry)
{
    std::string text = "{\"number\":" + std::to_string(entry.number) + ",\"at\":" + std::to_string(entry.at);
    const auto member = [&](std::string_view name, std::string_view value) {
        text.append(",\"").append(name).append("\":");
        append_json_string(text, value);
    };
    member("login", entry.event.login);
    if (entry.event.on_behalf)
        member("on_behalf", *entry.event.on_behalf);
    text += ",\"uid\":" + std::to_string(entry.event.uid);
    member("tool", entry.event.tool);
    member("verb", entry.event.verb);
    member("object", entry.event.object);
    member("outcome", to_string(entry.event.outcome));
    member("detail", entry.event.detail);
    return text + "}";
}

Hash head_of(const AuditEntry& entry)
{
    const Hash meta = sha256(canonical(entry));
    return PartHash{}.add(Bytes{entry.previous}).add(Bytes{meta}).add(Bytes{entry.event.changes_hash}).finish();
}

AuditEntry read(Statement& row)
{
    AuditEntry entry;
    entry.number = row.integer(0);
    entry.at = row.integer(1);
    entry.event.login = row.text(2);
    entry.event.on_behalf = row.optional_text(3);
    if (row.integer(4) < 0 || row.integer(4) > std::numeric_limits<std::uint32_t>::max())
        throw Error{Status::store, "STO-003",
                    "the store is damaged: audit entry " + std::to_string(entry.number) + " has no uid",
                    "run imi-store check, and restore a backup"};
    entry.event.uid = static_cast<std::uint32_t>(row.integer(4));
    entry.event.tool = row.text(5);
    entry.event.verb = row.text(6);
    entry.event.object = row.text(7);
    entry.event.outcome = row.text(8) == "refused" ? AuditOutcome::refused : AuditOutcome::done;
    entry.event.detail = row.text(9);
    entry.event.changes_hash = to_hash(row.blob(10));
    entry.previous = to_hash(row.blob(11));
    entry.head = to_hash(row.blob(12));
    return entry;
}

Diagnostic broken(std::int64_t number, const std::string& message)
{
    return {Severity::error, "AUD-001", {}, "audit entry " + std::to_string(number), message, {}};
}

} // namespace

std::string_view to_string(AuditOutcome outcome) { return outcome == AuditOutcome::done ? "done" : "refused"; }

nlohmann::ordered_json audit_detail(const AuditEntry& entry)
{
    try {
        return parse_json(entry.event.detail, {});
    } catch (const Error& error) {
        throw Error{Status::store, "STO-003",
                    "the store is damaged: the detail of audit entry " + std::to_string(entry.number) +
                        " cannot be read: " + error.what(),
                    "run imi-store check, and restore a backup"};
    }
}

std::int64_t AuditLog::next_number()
{
    Statement last = db_.prepare(select_last);
    return last.step() ? last.integer(0) + 1 : 1;
}

AuditEntry AuditLog::append(const AuditEvent& event, Instant at)
{
    AuditEntry entry;
    entry.number = 1;
    entry.at = at;
    entry.event = event;
    if (Statement last = db_.prepare(select_last); last.step()) {
        entry.number = last.integer(0) + 1;
        entry.previous = to_hash(last.blob(1));
    }
    entry.head = head_of(entry);
    db_.prepare(insert_entry)
        .bind(":number", entry.number)
        .bind(":at", entry.at)
        .bind(":login", std::string_view{event.login})
        .bind(":on_behalf", event.on_behalf ? std::optional<std::string_view>{*event.on_behalf} : std::nullopt)
        .bind(":uid", std::int64_t{event.uid})
        .bind(":tool", std::string_view{event.tool})
        .bind(":verb", std::string_view{event.verb})
        .bind(":object", std::string_view{event.object})
        .bind(":outcome", to_string(event.outcome))
        .bind(":detail", std::string_view{event.detail})
        .bind(":changes_hash", Bytes{event.changes_hash})
        .bind(":previous", Bytes{entry.previous})
        .bind(":head", Bytes{entry.head})
        .run();
    return entry;
}

std::optional<AuditEntry> AuditLog::find(std::int64_t number)
{
    std::optional<AuditEntry> found;
    for_each(number, [&](const AuditEntry& entry) {
        if (entry.number == number)
            found = entry;
        return false;
    });
    return found;
}

void AuditLog::for_each(std::int64_t first, const std::function<bool(const AuditEntry&)>& each)
{
    Statement rows = db_.prepare(std::string{columns}.append(from_first));
    rows.bind(":first", first);
    while (rows.step() && each(read(rows))) {
    }
}

void AuditLog::for_each_object(std::int64_t first,
                               const std::function<bool(std::string_view tool, std::string_view object)>& each)
{
    Statement rows = db_.prepare(select_objects);
    rows.bind(":first", first);
    while (rows.step() && each(rows.text(0), rows.text(1)))
        continue;
}

std::vector<AuditEntry> AuditLog::latest(std::string_view tool, std::int64_t limit)
{
    Statement rows = db_.prepare(std::string{columns}.append(latest_of_tool));
    rows.bind(":tool", tool).bind(":limit", limit);
    std::vector<AuditEntry> entries;
    while (rows.step())
        entries.push_back(read(rows));
    return entries;
}

std::vector<Diagnostic> AuditLog::verify()
{
    std::vector<Diagnostic> findings;
    std::int64_t expected = 1;
    Hash previous{};
    for_each(std::numeric_limits<std::int64_t>::min(), [&](const AuditEntry& entry) {
        if (entry.number != expected)
            findings.push_back(broken(expected, "is missing"));
        else if (entry.previous != previous)
            findings.push_back(broken(entry.number, "does not follow from the entry before it"));
        if (head_of(entry) != entry.head)
            findings.push_back(broken(entry.number, "was changed after it was written"));
        expected = entry.number + 1;
        previous = entry.head;
        return true;
    });
    return findings;
}

} // namespace imi
