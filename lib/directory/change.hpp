// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "audit/audit_log.hpp"
#include "base/clock.hpp"
#include "base/diagnostic.hpp"
#include "directory/actor.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

/// Told now and then: what is being done, how much of how much (bytes or rows; 0 when unknown).
using Progress = std::function<void(std::string_view doing, std::uint64_t done, std::uint64_t total)>;

/// What every command has that changes the store.
struct ActContext {
    std::function<Actor(Database&)> actor; ///< asked inside the acting transaction
    std::uint32_t uid = 0;
    std::string tool;
    Clock clock;
    Clock log_clock; ///< by which a reading is recorded: not by a time that was only asked for
    std::int64_t timeout_seconds = 0;
    Progress progress;
};

/// Options that every single change has.
struct ChangeOptions {
    bool dry_run = false;
    std::optional<std::int64_t> if_version; ///< refused (conflict) when the record has another version
    std::string comment;
};

/// One member that differs between two records, as a person reads it.
struct ChangedCell {
    std::string member, old_value, new_value;
};

/// What a single change did.
struct ChangeResult {
    std::string object;
    bool changed = false;     ///< false: it was so already, nothing was written
    std::int64_t version = 0; ///< after the change
    std::optional<std::int64_t> batch;
    std::vector<Diagnostic> warnings;
    std::vector<ChangedCell> cells; ///< what differs
};

/// "NAME=VALUE" pairs, split.
using Settings = std::vector<std::pair<std::string, std::string>>;
/// Throws Error(usage, "REG-036") for one without "=".
Settings parse_settings(const std::vector<std::string>& arguments);

/// What may be said about an actor's act: the head of the audit entry for it.
AuditEvent audit_event(const Actor& actor, const ActContext& context, std::string verb, std::string object);

/// One version of a record: the batch that made it, and what differs from the version before.
struct VersionStep {
    std::int64_t version = 0;
    std::int64_t batch = 0;
    std::vector<ChangedCell> cells;
};

/// Throws Error(conflict, "REG-042") when the caller expects another version than the one stored. `steps` gives all
/// versions, oldest first: the error says of those that came since who made them, when, and which members changed.
void require_version(Database& db, const ChangeOptions& options, std::int64_t version, const std::string& object,
                     const std::function<std::vector<VersionStep>()>& steps);

/// Ends a single change by what is wrong with it: Error(forbidden) for a right that is missing, else Error(input).
[[noreturn]] void refuse_change(const Diagnostic& fault);

/// Runs `act` for one change: previewed in a read transaction, or carried out under the lock and committed when the
/// result says that something changed. `write` tells `act` which.
ChangeResult run_change(Store& store, const ChangeOptions& options, const ActContext& context,
                        const std::function<ChangeResult(const Actor& actor, bool write)>& act);

/// Appends the audit entry of a change with its proof and what else is to be said of it (an object).
void log_change(Database& db, AuditEvent event, const ChangeOptions& options, const ActContext& context,
                const Hash& proof, nlohmann::ordered_json detail);

} // namespace imi
