// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority_repository.hpp"
#include "directory/import.hpp"
#include "directory/record_proof.hpp"
#include "directory/user.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

/// Options that every single change has.
struct ChangeOptions {
    bool dry_run = false;
    std::optional<std::int64_t> if_version; ///< refused (conflict) when the record has another version
    std::string comment;
};

/// What a single change did.
struct ChangeResult {
    std::string object;
    bool changed = false;     ///< false: it was so already, nothing was written
    std::int64_t version = 0; ///< after the change
    std::optional<std::int64_t> batch;
    std::vector<Diagnostic> warnings;
    /// Member, old and new value, of what differs.
    struct Cell {
        std::string member, old_value, new_value;
    };
    std::vector<Cell> cells;
};

/// "NAME=VALUE" pairs, split.
using Settings = std::vector<std::pair<std::string, std::string>>;
/// Throws Error(usage, "REG-036") for one without "=".
Settings parse_settings(const std::vector<std::string>& arguments);

/// The authority, or Error(absent, "REG-040") with the nearest keys.
StoredAuthority find_authority(Database& db, const std::string& key);
/// The user, or Error(absent, "REG-041").
StoredUser find_user(Database& db, const std::string& login);

/// Changes columns of one authority; the names are those of the import, an empty value clears.
ChangeResult set_authority(Store& store, const std::string& key, const Settings& settings, const ChangeOptions& options,
                           const ActContext& context);
ChangeResult set_authority_state(Store& store, const std::string& key, AuthorityState state,
                                 const ChangeOptions& options, const ActContext& context);
/// Changes name, email, language, authority and roles of one user.
ChangeResult set_user(Store& store, const std::string& login, const Settings& settings, const ChangeOptions& options,
                      const ActContext& context);
ChangeResult set_user_state(Store& store, const std::string& login, bool suspended, const ChangeOptions& options,
                            const ActContext& context);

/// Versions of an authority, oldest first, each with what changed in it: batch, at, by, verb, comment, cells.
std::vector<nlohmann::ordered_json> authority_history(Database& db, const std::string& key);

/// What differs between two records, member by member, as a person reads it.
std::vector<ChangeResult::Cell> differing_cells(const Authority* old, const Authority& now);

/// Re-hashes every version of every record and compares with the hash chain of the audit log: what was changed behind
/// the store's back is named. `more` are records of modules above this one. Linear.
std::vector<Diagnostic> verify_records(Database& db, const std::vector<RecordSource>& more = {});

/// Findings of everything that must agree in a store: engine, keys between tables, audit, records, index.
std::vector<Diagnostic> check_store(Store& store, const std::vector<RecordSource>& more = {});

} // namespace imi
