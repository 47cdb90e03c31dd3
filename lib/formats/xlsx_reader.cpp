// SPDX-License-Identifier: EUPL-1.2
#include "formats/xlsx_reader.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/xlsx_sheet.hpp"
#include "formats/xlsx_workbook.hpp"
#include "text/escape.hpp"
#include "text/list.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"

#include <algorithm>

namespace imi
{

bool begins_as_workbook(std::string_view bytes)
{
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06") || bytes.starts_with("\xD0\xCF\x11\xE0");
}

std::string column_letters(std::size_t column)
{
    std::string letters;
    for (; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

struct XlsxReader::State {
    XlsxWorkbook workbook;
    std::unique_ptr<SheetRows> rows;
    std::vector<std::string> header;
    std::size_t header_line = 0;
    std::vector<CellUse> uses;
    SheetRows::Row row;
    std::vector<std::string> merged;
    std::uint64_t count = 0;

    explicit State(Input& input) : workbook{input} {}

    /// The first row of a sheet as a header; empty when the sheet is.
    std::vector<std::string> first_row(const XlsxWorkbook::Sheet& sheet)
    {
        merged.clear();
        rows = std::make_unique<SheetRows>(workbook, sheet);
        std::vector<std::string> cells;
        if (!rows->next(row, uses, merged))
            return cells;
        cells.resize(std::min(row.cells.back().column, limits::columns + 1));
        for (const SheetCell& cell : row.cells) {
            if (cell.column <= cells.size())
                cells[cell.column - 1] = cell.text;
        }
        return cells;
    }

    std::string sheet_names() const
    {
        std::vector<std::string> names;
        for (const XlsxWorkbook::Sheet& sheet : workbook.sheets())
            names.push_back(escape_for_message(sheet.name));
        return joined(names, ", ");
    }

    [[noreturn]] void refuse_sheet(const std::string& message, const std::string& hint) const
    {
        throw Error{Status::input, "FMT-067", message, hint, workbook.file()};
    }

    void choose(const std::string& name, const IsHeader& is_header)
    {
        const auto& sheets = workbook.sheets();
        if (!name.empty()) {
            const auto found = std::find_if(sheets.begin(), sheets.end(), [&](const XlsxWorkbook::Sheet& sheet) {
                return fold_case(sheet.name) == fold_case(name);
            });
            if (found == sheets.end())
                refuse_sheet("there is no sheet " + in_quotes(name), "it has: " + sheet_names());
            header = first_row(*found);
        } else {
            for (const XlsxWorkbook::Sheet& sheet : sheets) {
                header = first_row(sheet);
                if (sheets.size() == 1 || (!header.empty() && is_header(header)))
                    return check_header();
            }
            refuse_sheet("no sheet has the header in its first row", "name one by --sheet: " + sheet_names());
        }
        check_header();
    }

    void check_header()
    {
        if (header.empty())
            throw Error{Status::input, "FMT-010", "the sheet " + in_quotes(rows->sheet().name) + " is empty",
                        "its first row names the columns", workbook.file()};
        header_line = row.number;
        if (header.size() > limits::columns)
            rows->refuse("FMT-015", header_line, "has more than " + std::to_string(limits::columns) + " columns",
                         "leave some out");
        for (const SheetCell& cell : row.cells) {
            if (cell.code != nullptr)
                rows->refuse("FMT-013", header_line,
                             "the header in " + name_of(header_line, cell.column) + " " + cell.message, cell.hint);
        }
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (!header[i].empty() && std::find(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(i),
                                                header[i]) != header.begin() + static_cast<std::ptrdiff_t>(i))
                rows->refuse("FMT-012", header_line,
                             "the column \"" + escape_for_message(header[i]) + "\" stands twice", "keep one of them");
        }
    }

    std::string name_of(std::size_t line, std::size_t column) const
    {
        const std::string cell = column_letters(column) + std::to_string(line);
        return workbook.sheets().size() == 1 ? cell : escape_for_message(rows->sheet().name) + "!" + cell;
    }

    /// Merged cells show their value once and hold it once: what the others mean cannot be known.
    void check_merged() const
    {
        for (const std::string& range : merged) {
            const std::size_t colon = range.find(':');
            const auto [column, first] = read_reference(range.substr(0, colon));
            const auto last = read_reference(colon == std::string::npos ? range : range.substr(colon + 1)).second;
            const bool is_used =
                column <= header.size() && (column > uses.size() || column == 0 || uses[column - 1] != CellUse::none);
            if (last >= header_line && is_used)
                rows->refuse("FMT-066", std::max(first, header_line),
                             "the cells " + escape_for_message(range) + " are merged into one",
                             "part them and fill each in");
        }
    }

    void fill(TableRow& out)
    {
        out.line = row.number;
        out.fault.reset();
        out.cells.assign(header.size(), {});
        out.places.resize(header.size());
        for (std::size_t i = 0; i < header.size(); ++i)
            out.places[i] = {row.number, i + 1};
        for (const SheetCell& cell : row.cells) {
            const bool outside = cell.column > header.size();
            if (outside && !out.fault)
                out.fault = fault(cell, "FMT-016", "stands outside of the columns that the header names",
                                  "empty it, or name its column");
            if (outside)
                continue;
            out.cells[cell.column - 1] = cell.text;
            if (cell.code != nullptr && !out.fault)
                out.fault = fault(cell, cell.code, cell.message, cell.hint);
        }
    }

    Diagnostic fault(const SheetCell& cell, const char* code, const std::string& message, const std::string& hint) const
    {
        return {Severity::error,
                code,
                {workbook.file(), row.number, cell.column},
                cell.column <= header.size() ? header[cell.column - 1] : std::string{},
                message,
                hint};
    }
};

XlsxReader::XlsxReader(Input& input, const std::string& sheet, const IsHeader& is_header)
    : state_{std::make_unique<State>(input)}
{
    state_->choose(sheet, is_header);
}
XlsxReader::~XlsxReader() = default;

const std::vector<std::string>& XlsxReader::header() const { return state_->header; }
std::size_t XlsxReader::header_line() const { return state_->header_line; }
void XlsxReader::use_columns(std::vector<CellUse> uses) { state_->uses = std::move(uses); }
std::uint64_t XlsxReader::consumed_bytes() const { return state_->rows->consumed_bytes(); }
std::uint64_t XlsxReader::total_bytes() const { return state_->rows->total_bytes(); }

std::string XlsxReader::cell_name(std::size_t line, std::size_t column) const
{
    return line == 0 || column == 0 ? std::string{} : state_->name_of(line, column);
}

bool XlsxReader::next(TableRow& row)
{
    State& state = *state_;
    if (!state.rows->next(state.row, state.uses, state.merged)) {
        state.check_merged();
        return false;
    }
    if (++state.count > limits::bulk_rows)
        state.rows->refuse("FMT-015", state.row.number, "has more than " + std::to_string(limits::bulk_rows) + " rows",
                           "split it");
    state.fill(row);
    return true;
}

} // namespace imi
