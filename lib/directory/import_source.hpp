// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/column_names.hpp"
#include "directory/columns_map.hpp"
#include "directory/import.hpp"
#include "formats/input.hpp"
#include "formats/json_line.hpp"
#include "formats/jsonl_reader.hpp"
#include "formats/table_reader.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What the id or login of a row begins with that a template has as an example, or to explain its columns: no record.
inline constexpr std::string_view example_mark = "*EXAMPLE*";
inline constexpr std::string_view help_mark = "*HELP*";

/// The warning for such a row.
Diagnostic example_row(Place place);

/// One input of an import, opened, with what was found out of it. Its reader refers to its input, so it stays where it
/// is.
class ImportSource
{
public:
    /// Throws Error(input): what the readers throw; REG-039 an empty input of which nothing says what it holds; what
    /// ColumnNames and ColumnsMap throw. Throws Error(usage): REG-073 --set of a column that the table has or that
    /// there is not; REG-076 an option that this format does not take.
    ImportSource(const std::string& file, const ImportOptions& options, ColumnNames& names, const ColumnsMap& map);
    ImportSource(const ImportSource&) = delete;
    ImportSource& operator=(const ImportSource&) = delete;

    const std::string& name() const { return input_.name(); }
    ImportKind kind() const { return kind_; }
    InputFormat format() const { return format_; }

    /// The table; nullptr for JSON Lines.
    TableReader* table() { return table_.get(); }
    char delimiter() const { return delimiter_; } ///< of CSV
    /// Its columns as they are called here; behind them those that --set gives to every row.
    const std::vector<std::string>& columns() const { return columns_; }
    /// Cells of the columns that --set gives.
    const std::vector<std::string_view>& set_cells() const { return set_cells_; }
    /// Whether a row is one that a template has to be looked at: its id or login begins with example_mark or help_mark.
    bool is_example(std::span<const std::string_view> cells) const;
    /// What people call the cell of a fault, told behind its message: " (cell B7)"; empty but for workbooks.
    std::string cell_note(const Place& place) const;

    LineReader& lines() { return *lines_; }
    const std::string& first_line() const { return first_line_; }
    /// A line as a record, its members renamed as the map of columns says, with those that --set gives. Throws
    /// Error(input): what parse_json() throws, REG-072 and REG-073, with the place.
    nlohmann::ordered_json record(std::string_view line, const Place& place);

    /// Of the file, where a plan is kept and all was read.
    Hash hash() { return input_.hash(); }
    /// Of what is read and of how much, in bytes.
    std::uint64_t consumed_bytes() const;
    std::uint64_t total_bytes() const;

private:
    void find_format(const ImportOptions& options);
    void open_table(const ImportOptions& options, ColumnNames& names);
    void name_columns(const ImportOptions& options, ColumnNames& names);
    void open_lines(const ImportOptions& options);
    void adapt(nlohmann::ordered_json& record, const Place& place) const;
    void check_settings(const Settings& set) const;

    Input input_;
    const ColumnsMap& map_;
    const Settings& set_;
    InputFormat format_ = InputFormat::csv;
    ImportKind kind_ = ImportKind::authorities;
    std::unique_ptr<TableReader> table_;
    const class XlsxReader* workbook_ = nullptr; ///< the table, where it is one
    char delimiter_ = ',';
    std::size_t key_column_ = 0; ///< of the id or login; behind the last when there is none
    std::vector<std::string> columns_;
    std::vector<std::string_view> set_cells_;
    std::unique_ptr<LineReader> lines_;
    JsonLineParser json_;
    std::string first_line_;
};

/// All inputs of an import.
class ImportSources
{
public:
    /// Throws what ImportSource throws, and Error(usage): REG-033, REG-034 as import_directory() says.
    explicit ImportSources(const ImportOptions& options);
    ImportSource& front() { return sources_.front(); }
    auto begin() { return sources_.begin(); }
    auto end() { return sources_.end(); }

private:
    ColumnsMap map_;
    ColumnNames names_;
    std::deque<ImportSource> sources_;
};

} // namespace imi
