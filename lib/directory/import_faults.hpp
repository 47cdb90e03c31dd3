// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "directory/import_kind.hpp"
#include "directory/staging.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Columns of a CSV file without those that an earlier import added.
std::vector<std::string> own_columns(const std::vector<std::string>& header);
/// The cells of a row in these columns, packed, and those that are too many.
std::string own_cells(const std::vector<std::string>& header, const std::vector<std::string_view>& cells);

/// Rows of input that were refused, kept as they stood for the file of rejects.
class Rejects
{
public:
    /// The columns of a table, own_columns(); not called for JSON Lines. All files of an import have the same.
    void describe(std::vector<std::string> header, InputFormat format, char delimiter);
    /// `source`: the cells as own_cells() packs them, or the line of JSON Lines.
    void add(const Diagnostic& fault, std::size_t file, std::string_view source);
    /// Takes over those of another stage of the same input.
    void take(Rejects& other);
    /// Writes them by place, in the kind of the input, with _line, _column, _code, _message. `now` is what an XLSX file
    /// says of its making.
    void write(const std::string& path, bool overwrite, Instant now);

private:
    struct Row {
        std::size_t file, line;
        std::uint64_t place;
    };
    std::vector<std::string> header_;
    InputFormat format_ = InputFormat::jsonl;
    char delimiter_ = ',';
    RecordFile records_;
    std::vector<Row> rows_;
};

/// Faults of a stage of an import, bounded in memory, and the rows refused.
class Faults
{
public:
    explicit Faults(bool keep_rejects) : keep_rejects_{keep_rejects} {}
    /// The faults of one row. `source` is the row as it stood.
    void add(const std::vector<Diagnostic>& faults, std::size_t file, std::string_view source);
    /// Whether a further warning would still be told; if not, it is enough to count it.
    bool keeps_warnings() const;
    /// Whether a hint that is costly to find would be read: of the first errors only.
    bool wants_hints() const;
    void count_warning() { ++warnings_; }
    std::uint64_t error_rows() const { return error_rows_; }
    std::uint64_t warnings() const { return warnings_; }
    const std::vector<Diagnostic>& errors() const { return errors_; }
    const std::vector<Diagnostic>& warning_list() const { return warning_list_; }
    Rejects& rejects() { return rejects_; }

private:
    bool keep_rejects_;
    std::uint64_t error_rows_ = 0;
    std::uint64_t warnings_ = 0;
    std::vector<Diagnostic> errors_, warning_list_;
    Rejects rejects_;
};

/// The diagnostics of all stages: errors first, then warnings, each by place.
std::vector<Diagnostic> sorted_diagnostics(const Faults& stage, const Faults& plan);

} // namespace imi
