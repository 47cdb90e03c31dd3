// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/authority_input.hpp"
#include "directory/change.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace imi
{

enum class ImportMode { upsert, insert };
enum class ImportKind { authorities, users };
enum class InputFormat { csv, jsonl };

struct ImportOptions {
    std::vector<std::string> files;          ///< "-" is standard input
    std::optional<ImportKind> kind;          ///< nothing: found out from the header or the members
    std::optional<InputFormat> input_format; ///< nothing: found out from the name or the first byte
    ImportMode mode = ImportMode::upsert;
    InputOptions input;
    char delimiter = 0; ///< 0: found out
    bool dry_run = false;
    bool partial = false; ///< rows with errors are left out, the others go in
    std::string rejects;  ///< file for the rows left out; empty: none
    bool overwrite_rejects = false;
    bool with_items = false; ///< fill ImportResult::items
    std::string comment;

    /// Whether rows are kept as they stood.
    bool keeps_rejects() const { return partial && !rejects.empty(); }
};

/// One authority or user of an import and what happened to it.
struct ImportItem {
    std::string object; ///< "RO:cmr", or a login
    std::string action; ///< create, update, unchanged
    Place place;
};

struct ImportResult {
    std::uint64_t rows = 0; ///< of the input
    std::uint64_t create = 0, update = 0, unchanged = 0;
    std::uint64_t clear = 0;                      ///< values that were there and are empty now
    std::uint64_t conflict = 0;                   ///< `insert`: ids that exist
    std::uint64_t error = 0, warning = 0;         ///< rows with errors; warnings
    std::optional<std::int64_t> batch;            ///< nothing when nothing was written
    std::vector<Diagnostic> diagnostics;          ///< errors first, then warnings, by place; the first 1,000 of each
    std::map<std::string, std::uint64_t> ignored; ///< unknown columns and members left out, with their counts
    std::vector<ImportItem> items;
    bool not_permitted = false; ///< an error was a right that is missing
};

/// Imports authorities or users (CONTRACT 4, "What an import does"): all rows are read, checked and compared before the
/// store is locked; one transaction applies them with index and audit entry. With errors and without `partial` nothing
/// is changed, and the result says so by `error`. Throws Error(input) for input that cannot be read at all,
/// Error(usage): REG-033 for files of authorities and of users together, REG-034 for files of other columns with one
/// file of rejects.
ImportResult import_directory(Store& store, const ImportOptions& options, const ActContext& context);

} // namespace imi
