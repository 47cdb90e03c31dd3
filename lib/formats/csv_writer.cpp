// SPDX-License-Identifier: EUPL-1.2
#include "formats/csv_writer.hpp"

#include <algorithm>

namespace imi
{

namespace
{

bool is_guarded(char first)
{
    return first == '=' || first == '+' || first == '-' || first == '@' || first == '\'' || first == '\t';
}

/// +[0-9 ()/-]*: a telephone number, which no spreadsheet runs.
bool is_phone(std::string_view cell)
{
    return cell[0] == '+' && std::all_of(cell.begin() + 1, cell.end(), [](char c) {
               return (c >= '0' && c <= '9') || c == ' ' || c == '(' || c == ')' || c == '/' || c == '-';
           });
}

void append_escaped(std::string& out, std::string_view value)
{
    for (const char c : value) {
        if (c == '|' || c == '\\')
            out += '\\';
        out += c;
    }
}

} // namespace

bool needs_guard(std::string_view cell) { return !cell.empty() && is_guarded(cell[0]) && !is_phone(cell); }

void append_csv_cell(std::string& out, std::string_view cell)
{
    const bool guard = needs_guard(cell);
    const bool quote = cell.find_first_of(",;\t\"\r\n") != std::string_view::npos ||
                       (!cell.empty() && (cell.front() == ' ' || cell.back() == ' '));
    if (quote)
        out += '"';
    if (guard)
        out += '\'';
    if (cell.find('"') == std::string_view::npos) {
        out += cell;
    } else {
        for (const char c : cell)
            c == '"' ? out += "\"\"" : out += c;
    }
    if (quote)
        out += '"';
}

void append_csv_line(std::string& out, std::span<const std::string> cells, char delimiter)
{
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i != 0)
            out += delimiter;
        append_csv_cell(out, cells[i]);
    }
    out += '\n';
}

std::string_view without_guard(std::string_view cell)
{
    if (cell.size() >= 2 && cell[0] == '\'' && is_guarded(cell[1]))
        cell.remove_prefix(1);
    return cell;
}

std::string join_list(std::span<const std::string> values)
{
    if (values.empty())
        return {};
    // One value has no escapes, unless it could be taken for several.
    if (values.size() == 1 && values[0].find('|') == std::string::npos)
        return values[0];
    std::string out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i != 0)
            out += '|';
        append_escaped(out, values[i]);
    }
    return out;
}

std::vector<std::string> split_list(std::string_view cell)
{
    if (cell.empty())
        return {};
    if (cell.find('|') == std::string_view::npos)
        return {std::string{cell}};
    std::vector<std::string> values(1);
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const std::size_t special = std::min(cell.find_first_of("|\\", i), cell.size());
        values.back().append(cell.substr(i, special - i));
        i = special;
        if (i == cell.size())
            break;
        if (cell[i] == '|')
            values.emplace_back();
        else if (i + 1 < cell.size() && (cell[i + 1] == '|' || cell[i + 1] == '\\'))
            values.back() += cell[++i];
        else
            values.back() += cell[i];
    }
    return values;
}

} // namespace imi
