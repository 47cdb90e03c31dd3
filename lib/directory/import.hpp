// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/authority_input.hpp"
#include "directory/change.hpp"
#include "directory/import_kind.hpp"
#include "questions/package.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// `sync` is `upsert`, and suspends what the input no longer names.
enum class ImportMode { upsert, insert, sync };

std::string_view to_string(ImportMode mode);
std::string_view to_string(ImportKind kind);

/// Of which authorities an input of `sync` is the whole list: those of a country, of an area, or both. One is given.
struct SyncScope {
    std::string country, area;

    /// "country=DE,area=services".
    std::string text() const;
};
/// Reads "country=C,area=A". Throws Error(usage, "REG-060").
SyncScope parse_sync_scope(Database& db, const std::string& text);

/// How many authorities `sync` may suspend: a number, or a percentage of the active ones in its scope.
struct SuspendLimit {
    std::uint64_t value = 5;
    bool is_percent = true;

    bool allows(std::uint64_t suspended, std::uint64_t active) const;
    /// "5%".
    std::string text() const;
};
/// Reads "12" or "10%". Throws Error(usage, "REG-060").
SuspendLimit parse_suspend_limit(const std::string& text);

struct ImportOptions {
    std::vector<std::string> files;          ///< "-" is standard input
    std::optional<ImportKind> kind;          ///< nothing: found out from the header or the members
    std::optional<InputFormat> input_format; ///< nothing: found out from the name or the first byte
    ImportMode mode = ImportMode::upsert;
    InputOptions input;
    char delimiter = 0;      ///< 0: found out
    std::string encoding;    ///< of CSV and JSON Lines; empty: UTF-8
    std::string sheet;       ///< of XLSX; empty: the first that has the header
    std::string columns_map; ///< file that says which columns are which; empty: none
    Settings set;            ///< values of columns that the input does not have, for every row
    /// Gives the package whose texts name the columns in all languages; called when a header needs them.
    std::function<Package()> column_texts;
    bool dry_run = false;
    bool partial = false; ///< rows with errors are left out, the others go in
    std::string rejects;  ///< file for the rows left out; empty: none
    bool overwrite_rejects = false;
    SyncScope scope; ///< of `sync`
    SuspendLimit max_suspend;
    std::string plan; ///< file to keep what a dry run found, for apply_plan(); empty: none
    bool overwrite_plan = false;
    std::uint64_t most_items = 0; ///< fill ImportResult::items with up to so many changes
    bool with_unchanged = false;  ///< and with what stays as it is
    std::string comment;

    /// Whether rows are kept as they stood.
    bool keeps_rejects() const { return partial && !rejects.empty(); }
};

/// One authority or user of an import and what happened to it.
struct ImportItem {
    std::string object; ///< "RO:cmr", or a login; empty for a row that could not be read
    std::string action; ///< error, conflict, create, update, suspend, withdraw, unchanged
    Place place;        ///< none where it was not the input that named it
    std::vector<ChangedCell> cells;
    std::string code, message; ///< of an error or a conflict
};

struct ImportResult {
    std::uint64_t rows = 0; ///< of the input
    std::uint64_t create = 0, update = 0, unchanged = 0;
    std::uint64_t clear = 0;    ///< values that were there and are empty now
    std::uint64_t conflict = 0; ///< ids that exist (`insert`), bodies with open cases (`sync`), changed since (plans)
    std::uint64_t suspend = 0;  ///< of `update`: authorities that `sync` suspends
    std::uint64_t error = 0, warning = 0;         ///< rows with errors; warnings
    std::optional<std::int64_t> batch;            ///< nothing when nothing was written
    std::vector<Diagnostic> diagnostics;          ///< errors first, then warnings, by place; the first 1,000 of each
    std::map<std::string, std::uint64_t> ignored; ///< unknown columns and members left out, with their counts
    std::vector<ImportItem> items;                ///< errors, conflicts, changes by key, what is unchanged
    bool not_permitted = false;                   ///< an error was a right that is missing
    bool is_stale = false;                        ///< an error was a record that changed since a plan or a batch
};

/// Imports authorities or users (CONTRACT 4, "What an import does"): all rows are read, checked and compared before the
/// store is locked; one transaction applies them with index and audit entry. With errors and without `partial` nothing
/// is changed, and the result says so by `error`. Throws Error(input) for input that cannot be read at all,
/// Error(usage): REG-033 for files of authorities and of users together, REG-034 for files of other columns with one
/// file of rejects.
ImportResult import_directory(Store& store, const ImportOptions& options, const ActContext& context);

} // namespace imi
