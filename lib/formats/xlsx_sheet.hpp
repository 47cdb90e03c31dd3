// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/table_reader.hpp"
#include "formats/xlsx_workbook.hpp"
#include "formats/xml_elements.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pugi
{
class xml_node;
}

namespace imi
{

/// A cell as it stands in a row, and what is wrong with it.
struct SheetCell {
    std::size_t column = 0; ///< from 1
    std::string text;
    const char* code = nullptr; ///< of a fault
    std::string message, hint;

    void refuse(const char* fault_code, std::string what, std::string_view what_to_do)
    {
        code = fault_code;
        message = std::move(what);
        hint = what_to_do;
    }
};

/// Reads the rows of one sheet. Must not outlive the workbook.
class SheetRows
{
public:
    struct Row {
        std::size_t number = 0;       ///< from 1
        std::vector<SheetCell> cells; ///< those that hold something, by column
    };

    SheetRows(XlsxWorkbook& workbook, const XlsxWorkbook::Sheet& sheet);
    SheetRows(const SheetRows&) = delete;
    SheetRows& operator=(const SheetRows&) = delete;

    const XlsxWorkbook::Sheet& sheet() const { return sheet_; }
    std::uint64_t consumed_bytes() const { return member_.consumed_bytes(); }
    std::uint64_t total_bytes() const { return member_.total_bytes(); }

    /// The next row with anything in it, its columns read as `uses` says (text behind the last). Ranges of merged cells
    /// come behind the rows: they go to `merged`. Throws what XlsxReader::next() throws.
    bool next(Row& row, const std::vector<CellUse>& uses, std::vector<std::string>& merged);

    /// Throws Error(input) with the place of a row.
    [[noreturn]] void refuse(const char* code, std::size_t row, const std::string& message,
                             const std::string& hint) const;

private:
    void read_row(const pugi::xml_node& node, Row& row, const std::vector<CellUse>& uses);
    void read_cell(const pugi::xml_node& node, SheetCell& cell, CellUse use);
    void read_value(const pugi::xml_node& node, SheetCell& cell, CellUse use);
    void read_number(std::string_view style, std::string_view value, SheetCell& cell, CellUse use);
    const std::string& shared_text(std::string_view number);
    [[noreturn]] void refuse_damage(const std::string& what) const;

    XlsxWorkbook& workbook_;
    XlsxWorkbook::Sheet sheet_;
    XlsxArchive::Member member_;
    XmlElements elements_;
    std::string text_;    ///< of the element being read
    std::size_t row_ = 0; ///< number of the last row
};

/// Column and row of "B7"; 0 where a part is missing or no such thing.
std::pair<std::size_t, std::size_t> read_reference(std::string_view text);

} // namespace imi
