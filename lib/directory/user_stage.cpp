// SPDX-License-Identifier: EUPL-1.2
#include "directory/user_stage.hpp"

#include "base/error.hpp"
#include "directory/ignored_names.hpp"
#include "directory/import_source.hpp"
#include "directory/packing.hpp"
#include "directory/user_checks.hpp"
#include "directory/user_record.hpp"
#include "formats/csv_writer.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

std::string pack(const UserRow& row)
{
    Packer packer;
    packer.text(row.login);
    for (const auto* text : {&row.name, &row.email, &row.language, &row.authority})
        packer.optional_text(*text);
    packer.optional(row.roles, [&](const auto& roles) { packer.texts(roles); });
    packer.text(row.source);
    return std::move(packer.out);
}

UserRow unpack(std::string_view bytes)
{
    Unpacker unpacker{bytes};
    UserRow row;
    row.login = unpacker.text();
    for (auto* text : {&row.name, &row.email, &row.language, &row.authority})
        *text = unpacker.optional_text();
    if (unpacker.number() != 0)
        row.roles = unpacker.texts();
    row.source = unpacker.text();
    return row;
}

} // namespace

void UserStage::check_columns(const std::vector<std::string>& columns, const Place& place)
{
    for (const std::string& column : columns) {
        if (column.starts_with('_') ||
            std::find(user_columns.begin(), user_columns.end(), column) != user_columns.end())
            continue;
        if (!options_.input.ignore_unknown) {
            const std::string near = nearest(column, user_columns);
            throw Error{Status::input, "REG-002", "unknown column " + in_quotes(column),
                        (near.empty() ? std::string{} : did_you_mean(near) + "; ") + "--ignore-unknown leaves it out",
                        place.text()};
        }
        count_ignored(ignored_, column, 0);
    }
    if (std::find(columns.begin(), columns.end(), "login") == columns.end())
        throw Error{Status::input, "REG-001", "the column login is missing", "every row needs it", place.text()};
}

void UserStage::take(UserRow& row, const std::string& column, std::string value, std::vector<Diagnostic>& faults)
{
    const auto passes = [&](const std::optional<ValueFault>& fault) {
        if (fault)
            faults.push_back(fault->diagnostic(row.place, column));
        return !fault;
    };
    if (column.starts_with('_'))
        return;
    if (std::find(user_columns.begin(), user_columns.end(), column) == user_columns.end()) {
        if (!value.empty())
            count_ignored(ignored_, column, 1);
        return;
    }
    if (!passes(check_user_text(column, value)))
        return;
    if (column == "login") {
        if (!is_login(value))
            passes(ValueFault{"REG-032", in_quotes(value) + " is no login",
                              "1 to 64 of a-z, 0-9, dot, underscore, hyphen"});
        row.login = std::move(value);
        return;
    }
    if (value.empty() && options_.input.keep_empty)
        return;
    if (column == "roles") {
        row.roles = split_list(value);
        std::all_of(row.roles->begin(), row.roles->end(),
                    [&](const std::string& role) { return passes(fault_of_user_role(role, vocabularies_)); });
        return;
    }
    auto& target = column == "name"       ? row.name
                   : column == "email"    ? row.email
                   : column == "language" ? row.language
                                          : row.authority;
    target = std::move(value);
}

void UserStage::add(const UserRow& row, const std::vector<Diagnostic>& faults, bool json)
{
    if (faults.empty())
        rows_.add(row.login, pack(row), row.file, row.place.line, json);
    else
        faults_.add(faults, row.file, row.source);
}

UserRow UserStage::row(std::size_t number)
{
    const StagedRows::Row& staged = rows_[number];
    UserRow row = unpack(rows_.record(staged));
    row.file = staged.file;
    if (has_lines_)
        row.place = {files_[staged.file], staged.line, 0};
    return row;
}

void UserStage::begin_records(const std::string& name, bool has_lines)
{
    files_.push_back(name);
    has_lines_ = has_lines;
}

void UserStage::add_record(User user, const ExpectedChange& expected)
{
    UserRow row;
    row.login = user.login;
    row.file = files_.size() - 1;
    rows_.add(row.login, pack(row), row.file, first_record_line + records_.size(), true);
    records_.push_back({std::move(user), expected});
    ++rows_read_;
}

void UserStage::add_record(const Json& record, const ExpectedChange& expected)
{
    std::vector<Diagnostic> faults;
    const Place place{files_.back(), first_record_line + records_.size(), 0};
    User user = read_user(record, vocabularies_, place, faults);
    if (!faults.empty())
        faults_.add(faults, files_.size() - 1, {});
    add_record(std::move(user), expected);
}

void UserStage::read(ImportSource& source)
{
    files_.push_back(source.name());
    source.table() != nullptr ? read_table(source) : read_lines(source);
}

void UserStage::read_table(ImportSource& source)
{
    TableReader& reader = *source.table();
    const std::vector<std::string>& columns = source.columns();
    check_columns(columns, {source.name(), reader.header_line(), 0});
    TableRow cells;
    while (reader.next(cells)) {
        if (cells.is_empty() && !cells.fault)
            continue;
        if (source.is_example(cells.cells)) {
            faults_.add({example_row({source.name(), cells.line, 0})}, files_.size() - 1, {});
            continue;
        }
        ++rows_read_;
        std::vector<Diagnostic> faults;
        UserRow row;
        row.file = files_.size() - 1;
        if (options_.keeps_rejects())
            row.source = own_cells(reader.header(), cells.cells);
        const std::size_t own = cells.cells.size();
        cells.cells.insert(cells.cells.end(), source.set_cells().begin(), source.set_cells().end());
        for (std::size_t i = 0; i < std::min(cells.cells.size(), columns.size()) && !cells.fault; ++i) {
            row.place = i < own ? Place{source.name(), cells.places[i].line, cells.places[i].column}
                                : Place{source.name(), cells.line, 0};
            take(row, columns[i], std::string{cells.cells[i]}, faults);
        }
        row.place = {source.name(), cells.line, 0};
        if (cells.fault)
            faults.push_back(*cells.fault);
        for (Diagnostic& fault : faults)
            fault.message += source.cell_note(fault.place);
        add(row, faults, false);
    }
}

void UserStage::read_lines(ImportSource& source)
{
    LineReader& lines = source.lines();
    for (std::string_view line = source.first_line(); !line.empty();) {
        ++rows_read_;
        std::vector<Diagnostic> faults;
        UserRow row;
        row.file = files_.size() - 1;
        row.place = {source.name(), lines.line_number(), 0};
        if (options_.keeps_rejects())
            row.source = line;
        try {
            const Json record = source.record(line, row.place);
            std::vector<std::string> members;
            for (const auto& [name, value] : record.items())
                members.push_back(name);
            check_columns(members, row.place);
            for (const auto& [name, value] : record.items()) {
                if (name.starts_with('_'))
                    continue;
                if (name == "roles" && value.is_array())
                    take(row, name, join_list(value.get<std::vector<std::string>>()), faults);
                else
                    take(row, name, value.is_null() ? std::string{} : value.get<std::string>(), faults);
            }
        } catch (const Error& error) {
            faults.push_back({Severity::error, error.id(), row.place, {}, error.what(), error.hint()});
        } catch (const Json::exception&) {
            faults.push_back(
                {Severity::error, "REG-025", row.place, {}, "has a value of the wrong kind", "give texts"});
        }
        add(row, faults, true);
        if (!lines.next(line))
            break;
    }
}

} // namespace imi
