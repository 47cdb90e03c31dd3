// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// One record of a table. The views live until the next call of next().
struct TableRow {
    std::size_t line = 0;                ///< physical line or row on which the record begins, from 1
    std::vector<std::string_view> cells; ///< unquoted; not normalised, one guard ' taken off (CONTRACT 4)
    struct CellPlace {
        std::size_t line, column; ///< where the cell begins, from 1; the column is a code point of the line, of a
                                  ///< spreadsheet its column
    };
    std::vector<CellPlace> places;   ///< one a cell
    std::optional<Diagnostic> fault; ///< set when the record cannot be read as it stands: the row is to be refused,
                                     ///< reading goes on

    /// Whether no cell holds anything: what spreadsheets leave behind the last row.
    bool is_empty() const
    {
        return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return cell.empty(); });
    }
};

/// What a column is read as. It matters for cells that are no text.
enum class CellUse : std::uint8_t { text, date, none };

/// A table with a header, read row by row: CSV or a sheet of a workbook.
class TableReader
{
public:
    virtual ~TableReader() = default;
    virtual const std::vector<std::string>& header() const = 0;
    virtual std::size_t header_line() const = 0;
    /// False at the end. Empty lines are skipped. Throws Error(input) for what cannot be read at all.
    virtual bool next(TableRow& row) = 0;
    /// What the columns are read as, one use a column of the header; text unless said. Before the first next().
    virtual void use_columns(std::vector<CellUse>) {}
    /// What people call the cell at a place, "B7"; empty where places are lines of a text.
    virtual std::string cell_name(std::size_t /*line*/, std::size_t /*column*/) const { return {}; }
};

} // namespace imi
