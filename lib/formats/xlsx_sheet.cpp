// SPDX-License-Identifier: EUPL-1.2
#include "formats/xlsx_sheet.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/csv_writer.hpp"
#include "formats/xlsx_xml.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"

#include <charconv>
#include <cmath>
#include <optional>

namespace imi
{

namespace
{

constexpr std::string_view give_text = "format the column as text and type the value again";

std::optional<double> number_in(std::string_view text)
{
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

void check_date(SheetCell& cell, CellUse use)
{
    if (use == CellUse::text)
        cell.refuse("FMT-065",
                    "holds the date " + escape_for_message(cell.text) +
                        " where a text is meant: a spreadsheet may have made it of something else",
                    give_text);
}

void check_text(SheetCell& cell)
{
    if (invalid_utf8(cell.text))
        cell.refuse("FMT-018", "is not valid UTF-8", "save the table as XLSX once more");
    else if (cell.text.find('\0') != std::string::npos)
        cell.refuse("FMT-017", "U+0000 NUL is not allowed", "remove the NUL");
}

} // namespace

std::pair<std::size_t, std::size_t> read_reference(std::string_view text)
{
    std::size_t column = 0;
    std::size_t at = 0;
    while (at < text.size() && at < 4 && text[at] >= 'A' && text[at] <= 'Z')
        column = column * 26 + static_cast<std::size_t>(text[at++] - 'A' + 1);
    std::size_t row = 0;
    const auto [end, fault] = std::from_chars(text.data() + at, text.data() + text.size(), row);
    if (fault != std::errc{} || end != text.data() + text.size())
        row = 0;
    return {column, row};
}

SheetRows::SheetRows(XlsxWorkbook& workbook, const XlsxWorkbook::Sheet& sheet)
    : workbook_{workbook}, sheet_{sheet}, member_{workbook.archive().open(sheet.member)},
      elements_{[this](std::span<char> buffer) { return member_.read(buffer); }, {"row", "mergeCell"}, workbook.file()}
{
}

bool SheetRows::next(Row& row, const std::vector<CellUse>& uses, std::vector<std::string>& merged)
{
    XmlElements::Element element;
    while (elements_.next(element)) {
        text_ = element.text;
        pugi::xml_document document;
        parse_xml(document, text_, workbook_.file());
        const pugi::xml_node node = document.document_element();
        if (element.name == "mergeCell") {
            merged.emplace_back(attribute(node, "ref"));
            continue;
        }
        read_row(node, row, uses);
        if (!row.cells.empty())
            return true;
    }
    return false;
}

void SheetRows::refuse(const char* code, std::size_t row, const std::string& message, const std::string& hint) const
{
    throw Error{Status::input, code, message + " (row " + std::to_string(row) + ")", hint,
                Place{workbook_.file(), row, 0}.text()};
}

void SheetRows::refuse_damage(const std::string& what) const
{
    refuse("FMT-060", row_, "is a damaged XLSX file: " + what, "save the table as XLSX once more");
}

void SheetRows::read_row(const pugi::xml_node& node, Row& row, const std::vector<CellUse>& uses)
{
    row.cells.clear();
    const std::string_view number = attribute(node, "r");
    row.number = number.empty() ? row_ + 1 : read_reference(number).second;
    if (row.number <= row_)
        refuse_damage("its rows are not in order");
    row_ = row.number;
    std::size_t column = 0;
    std::size_t bytes = 0;
    for (const pugi::xml_node& one : node.children()) {
        if (local_name(one.name()) != "c")
            continue;
        const std::string_view reference = attribute(one, "r");
        const std::size_t at = reference.empty() ? column + 1 : read_reference(reference).first;
        if (at <= column)
            refuse_damage("its cells are not in order");
        column = at;
        SheetCell cell;
        cell.column = column;
        read_cell(one, cell, column <= uses.size() ? uses[column - 1] : CellUse::text);
        bytes += cell.text.size();
        if (bytes > limits::line_bytes)
            refuse("FMT-015", row_, "has a row of more than " + std::to_string(limits::line_bytes) + " bytes",
                   "shorten it");
        if (!cell.text.empty() || cell.code != nullptr)
            row.cells.push_back(std::move(cell));
    }
}

void SheetRows::read_cell(const pugi::xml_node& node, SheetCell& cell, CellUse use)
{
    read_value(node, cell, use);
    if (cell.code == nullptr)
        check_text(cell);
    cell.text = without_guard(cell.text);
    if (use == CellUse::none)
        cell.code = nullptr;
}

void SheetRows::read_value(const pugi::xml_node& node, SheetCell& cell, CellUse use)
{
    const std::string_view type = attribute(node, "t");
    const pugi::xml_node value_node = child(node, "v");
    const std::string_view value = value_node.child_value();
    const bool is_text = type == "str";
    if (type == "inlineStr") {
        cell.text = rich_text(child(node, "is"));
    } else if (!child(node, "f").empty() && (value_node.empty() || (value.empty() && !is_text))) {
        cell.refuse("FMT-062", "holds a formula without a value",
                    "open and save the file in a spreadsheet program, or paste the values over the formulas");
    } else if (value.empty()) {
        return;
    } else if (type == "s") {
        cell.text = shared_text(value);
    } else if (is_text) {
        cell.text = without_escapes(std::string{value});
    } else if (type == "b") {
        cell.text = value == "1" || value == "true" ? "TRUE" : "FALSE";
    } else if (type == "e") {
        cell.text = value;
        cell.refuse("FMT-063", "holds the error " + escape_for_message(value), "type the value, or empty the cell");
    } else if (type == "d") {
        cell.text = value.substr(0, value.ends_with("T00:00:00") ? value.size() - 9 : value.size());
        check_date(cell, use);
    } else {
        read_number(attribute(node, "s"), value, cell, use);
    }
}

const std::string& SheetRows::shared_text(std::string_view number)
{
    std::size_t place = 0;
    const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), place);
    const bool is_number = fault == std::errc{} && end == number.data() + number.size();
    const std::string* shared = is_number ? workbook_.shared_text(place) : nullptr;
    if (shared == nullptr)
        refuse_damage("a text that a cell refers to is missing");
    return *shared;
}

void SheetRows::read_number(std::string_view style, std::string_view value, SheetCell& cell, CellUse use)
{
    const std::optional<double> number = number_in(value);
    if (!number)
        refuse_damage("a cell has the number " + escape_for_message(value));
    std::size_t style_number = 0;
    std::from_chars(style.data(), style.data() + style.size(), style_number);
    const NumberFormat& format = workbook_.format(style_number);
    const NumberFormat::Kind kind = format.kind(*number);
    constexpr double too_large = 1e15;
    switch (kind) {
    case NumberFormat::Kind::date:
    case NumberFormat::Kind::time:
    case NumberFormat::Kind::date_time:
        if (const auto date = serial_date(*number, workbook_.from_1904(), kind)) {
            cell.text = *date;
            return check_date(cell, use);
        }
        cell.text = value;
        return cell.refuse("FMT-065", "holds a date that does not exist", "give it as year-month-day");
    case NumberFormat::Kind::scientific:
        cell.text = value;
        return cell.refuse("FMT-064",
                           "holds a number that is shown with an exponent (" + escape_for_message(value) +
                               "): what was typed cannot be known",
                           give_text);
    case NumberFormat::Kind::general:
    case NumberFormat::Kind::number:
    case NumberFormat::Kind::text:
        break;
    }
    if (!plain_number(*number) || std::abs(*number) >= too_large) {
        cell.text = value;
        return cell.refuse("FMT-064",
                           "holds a number of which a spreadsheet keeps 15 digits only (" + escape_for_message(value) +
                               "): what was typed cannot be known",
                           give_text);
    }
    cell.text = format.show(*number);
}

} // namespace imi
