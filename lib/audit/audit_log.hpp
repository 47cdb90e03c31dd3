// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "store/database.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace imi
{

enum class AuditOutcome { done, refused };

/// What is to be recorded of one command. No personal data in `object` or `detail`.
struct AuditEvent {
    std::string login;                    ///< who acted
    std::optional<std::string> on_behalf; ///< whose rights counted, when another's
    std::uint32_t uid = 0;
    std::string tool;
    std::string verb;
    std::string object;
    AuditOutcome outcome = AuditOutcome::done;
    std::string detail = "{}"; ///< canonical JSON
    Hash changes_hash{};       ///< over (object, old hash, new hash) of what was changed; zero when no record was
};

struct AuditEntry {
    std::int64_t number = 0; ///< from 1 without gaps; also the id of the batch that the command made
    Instant at = 0;
    AuditEvent event;
    Hash previous{};
    Hash head{};
};

/// The log of what was done: a hash chain, appended in the transaction that does it.
class AuditLog
{
public:
    explicit AuditLog(Database& db) : db_{db} {}

    /// Number that the next entry will have. Holds until the end of the caller's write transaction.
    std::int64_t next_number();
    /// Appends, as the last step of a write transaction.
    AuditEntry append(const AuditEvent& event, Instant at);
    std::optional<AuditEntry> find(std::int64_t number);
    /// Entries from `first` on, by number. Stops when `each` returns false.
    void for_each(std::int64_t first, const std::function<bool(const AuditEntry&)>& each);
    /// Tool and object of each of them, for who only wants to know what else was done. Stops when `each` returns false.
    void for_each_object(std::int64_t first,
                         const std::function<bool(std::string_view tool, std::string_view object)>& each);
    /// The last `limit` entries of a tool (all tools when empty), newest first.
    std::vector<AuditEntry> latest(std::string_view tool, std::int64_t limit);
    /// Breaks of the chain, in order: a changed, missing or foreign entry is named by its number. Linear.
    std::vector<Diagnostic> verify();

private:
    Database& db_;
};

std::string_view to_string(AuditOutcome outcome);

/// `detail` of an entry as an object. Throws Error(store, "STO-003") where somebody damaged it.
nlohmann::ordered_json audit_detail(const AuditEntry& entry);

} // namespace imi
