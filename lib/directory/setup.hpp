// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "directory/change.hpp"
#include "store/store.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// For whom a set-up holds. An empty region, area or authority means all of them.
struct SetupScope {
    std::string country;
    std::string region; ///< NUTS code
    std::string area;
    std::string authority; ///< "RO:cmr"

    /// "RO", "DE/DE2", "RO:cmr", each with "@AREA" behind it where it is for one area.
    std::string text() const;
    auto operator<=>(const SetupScope&) const = default;
};

/// Switches of workflows that are set: workflow, switch, whether it is on.
using SetupSwitches = std::map<std::string, std::map<std::string, bool>>;

/// What a set-up says: which switches are on, which authority ("RO:cmr") coordinates in which capacity, and whether
/// authorities only send (nothing: not said).
struct SetupContent {
    SetupSwitches switches;
    std::map<CoordinatorKind, std::string> coordinators;
    std::optional<bool> send_only = {};
};

/// What it says, one by one: "coordinators.KIND" to an authority, "send-only" and "WORKFLOW.SWITCH" to yes or no.
std::map<std::string, std::string> settings(const SetupContent& content);

struct StoredSetup {
    std::int64_t id = 0;
    SetupScope scope;
    SetupContent content;
    Hash content_hash{};
    std::int64_t version = 0;
    std::int64_t batch = 0;
};

/// What a batch made of a set-up, and what that said before: nothing when it was created.
struct ChangedSetup {
    SetupScope scope;
    SetupContent made, before;
};

/// Set-ups as stored, with their history. Owns no connection; must not outlive `db`.
class SetupRepository
{
public:
    explicit SetupRepository(Database& db) : db_{db} {}
    std::optional<StoredSetup> find(const SetupScope& scope);
    /// Those of a country (all when empty) that say something, by country, region, area, authority.
    std::vector<StoredSetup> all(std::string_view country = {});
    /// What a batch changed, by scope.
    std::vector<ChangedSetup> changes_of(std::int64_t batch);
    /// Stores a new version and returns its hash. Call inside a transaction.
    Hash save(const std::optional<StoredSetup>& old, const SetupScope& scope, const SetupContent& content,
              std::int64_t batch);

private:
    Database& db_;
};

/// Where an authority stands, for the question which set-up governs it.
struct SetupPlace {
    std::string authority; ///< may be empty
    std::string region, area;
};
/// The set-ups that govern a place, the nearest first: authority, then region (the narrowest), then country; within
/// each the named area before all areas. `setups` are those of the country.
std::vector<const StoredSetup*> nearest_first(const std::vector<StoredSetup>& setups, const SetupPlace& place);
/// Whether a switch is on, by the nearest set-up that mentions it. Nothing when none does.
std::optional<bool> switch_value(const std::vector<StoredSetup>& setups, const SetupPlace& place,
                                 std::string_view workflow, std::string_view setup_switch);

/// The right of an authority that `send-only` takes away.
inline constexpr std::string_view right_to_reply = "reply";
/// Whether an authority only sends, whatever its rights: the nearest set-up that says so or otherwise. A coordinator
/// does not: what the authorities below it cannot answer must find somebody.
bool is_send_only(const std::vector<StoredSetup>& setups, const SetupPlace& place, AuthorityRole role);

/// A file of set-ups: YAML documents, apart by lines of `---` (CONTRACT 4, "set-ups").
struct SetupFile {
    std::string name, text;
};

/// One scope and what happened to it.
struct SetupItem {
    SetupScope scope;
    std::string action; ///< create, update, unchanged
    std::int64_t version = 0;
    std::vector<ChangedCell> cells; ///< named as by settings()
};
struct SetupResult {
    std::vector<SetupItem> items; ///< in the order of the files
    std::optional<std::int64_t> batch;
    std::vector<Diagnostic> diagnostics; ///< errors: then nothing was changed
    std::vector<Diagnostic> warnings;
    bool not_permitted = false; ///< an error was a right that is missing
    bool is_stale = false;      ///< an error was a set-up that changed since the batch to be reverted
};

/// Puts set-ups into force. A document is the whole set-up of its scope: a switch or coordinator that it does not name
/// is no longer set there. All or nothing, one batch. Throws Error(conflict, "REG-042") where `if_version` (one
/// document only) is not the version in the store.
SetupResult apply_setups(Store& store, const std::vector<SetupFile>& files, const ChangeOptions& options,
                         const ActContext& context);

/// Makes the inverse of a batch of set-ups: what each said before holds again; one that it created says nothing any
/// more. An error (REG-066) for one that was changed since.
bool is_batch_of_setups(Database& db, std::int64_t batch);
SetupResult revert_setups(Store& store, std::int64_t batch, const ChangeOptions& options, const ActContext& context);

/// Set-ups in a scope and below it: "RO", "DE/DE2", "RO:cmr", "@AREA" behind each; empty: all. Throws Error(input,
/// "REG-004") for no such country.
std::vector<StoredSetup> setups_in(Database& db, const std::string& scope);
/// As apply_setups() reads it.
std::string to_yaml(const std::vector<StoredSetup>& setups);
/// {"country", "region", "area", "authority", "coordinators", "send-only", "setup", "version", "batch"}; what is empty
/// is left out.
nlohmann::ordered_json to_json(const StoredSetup& setup);

/// Switches that a workflow may be set up with, by workflow: those installed for an area, or (empty) for any.
std::map<std::string, std::vector<std::string>> known_switches(Database& db, const std::string& area);

} // namespace imi
