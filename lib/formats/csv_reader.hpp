// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "formats/input.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// One record. The views live until the next call of next().
struct CsvRow {
    std::size_t line = 0;                ///< physical line on which the record begins, from 1
    std::vector<std::string_view> cells; ///< unquoted; not normalised, one guard ' taken off (CONTRACT 4)
    struct CellPlace {
        std::size_t line, column; ///< physical line, and code point of it, where the cell begins; both from 1
    };
    std::vector<CellPlace> places;   ///< one a cell
    std::optional<Diagnostic> fault; ///< set when the record has another number of cells than the header, a NUL,
                                     ///< malformed UTF-8 or a stray quote: the row is to be refused, reading goes on

    /// Whether no cell holds anything: what spreadsheets leave behind the last row.
    bool is_empty() const
    {
        return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return cell.empty(); });
    }
};

/// CSV of RFC 4180 as spreadsheets write it: BOM or not; LF, CRLF or CR; delimiter , ; or TAB found out from the header
/// or from a `sep=` line. Streams; memory is bounded by limits::line_bytes a record.
class CsvReader
{
public:
    /// Reads the header. Throws Error(input): FMT-010 empty file, FMT-011 UTF-16 or other encoding, FMT-012 a column
    /// named twice, FMT-013 malformed header. `delimiter` 0: found out.
    explicit CsvReader(Input& input, char delimiter = 0);
    ~CsvReader();

    const std::vector<std::string>& header() const;
    std::size_t header_line() const;
    char delimiter() const;
    /// False at the end. Empty lines are skipped. Throws Error(input): FMT-014 a quote that is never closed (place of
    /// the opening quote), FMT-015 a record or the file over its limit.
    bool next(CsvRow& row);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace imi
