// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// A workbook being written, whose cells are all texts, formatted as such: 001 stays, and stays when it is typed anew.
/// A leading ' stands where a spreadsheet would run a cell (CONTRACT 4). Same calls and time: same bytes.
class XlsxWriter
{
public:
    /// `created` is the time that the file says it was made. A `large` one has one sheet, whose rows are not held in
    /// memory. Throws Error(store, "FMT-051") when there is no room for temporary files.
    explicit XlsxWriter(Instant created, bool large = false);
    ~XlsxWriter();
    XlsxWriter(const XlsxWriter&) = delete;
    XlsxWriter& operator=(const XlsxWriter&) = delete;

    /// Rows go to the last sheet that was added. The name has at most 31 characters, none of : \ / ? * [ ].
    void add_sheet(const std::string& name);
    /// The first row: bold, always in sight. `widths` in characters, one a column.
    void header(std::span<const std::string> cells, std::span<const double> widths);
    enum class Look { plain, example, wrapped };
    /// The next row. Throws Error(input, "FMT-054") above the limits of XLSX: 1,048,576 rows, 32,767 characters a cell.
    void row(std::span<const std::string> cells, Look look = Look::plain);

    /// What is offered below the header of a column (from 0) of the last sheet.
    struct Choice {
        std::string list_sheet; ///< where the values stand, which add_sheet() makes at any time
        std::size_t list_column = 0;
        std::size_t first_row = 0, rows = 0; ///< from 0
        bool strict = false;                 ///< other values are refused; else they may be typed
        std::string title, message;          ///< shown when a cell is entered; cut to what XLSX holds (32, 255)
    };
    void choose(std::size_t column, const Choice& choice);
    /// The same without a list: only the message.
    void explain(std::size_t column, const std::string& title, const std::string& message);

    /// Ends the workbook and gives its bytes. Throws Error(store, "FMT-052") when it cannot be written.
    void finish(const std::function<void(std::string_view)>& sink);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace imi
