// SPDX-License-Identifier: EUPL-1.2
#include "directory/user_stage.hpp"

#include "base/error.hpp"
#include "directory/ignored_names.hpp"
#include "directory/packing.hpp"
#include "directory/user_checks.hpp"
#include "directory/user_record.hpp"
#include "formats/csv_reader.hpp"
#include "formats/csv_writer.hpp"
#include "formats/json.hpp"
#include "formats/jsonl_reader.hpp"
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

void UserStage::read_csv(CsvReader& reader, const Input& input)
{
    files_.push_back(input.name());
    const std::vector<std::string>& header = reader.header();
    check_columns(header, {input.name(), reader.header_line(), 0});
    TableRow cells;
    while (reader.next(cells)) {
        if (cells.is_empty())
            continue;
        ++rows_read_;
        std::vector<Diagnostic> faults;
        UserRow row;
        row.file = files_.size() - 1;
        for (std::size_t i = 0; i < std::min(cells.cells.size(), header.size()) && !cells.fault; ++i) {
            row.place = {input.name(), cells.places[i].line, cells.places[i].column};
            take(row, header[i], std::string{cells.cells[i]}, faults);
        }
        row.place = {input.name(), cells.line, 0};
        if (cells.fault)
            faults.push_back(*cells.fault);
        if (options_.keeps_rejects())
            row.source = own_cells(header, cells.cells);
        add(row, faults, false);
    }
}

void UserStage::read_jsonl(LineReader& lines, const Input& input, std::string_view first_line)
{
    files_.push_back(input.name());
    for (std::string_view line = first_line; !line.empty();) {
        ++rows_read_;
        std::vector<Diagnostic> faults;
        UserRow row;
        row.file = files_.size() - 1;
        row.place = {input.name(), lines.line_number(), 0};
        if (options_.keeps_rejects())
            row.source = line;
        try {
            const Json record = parse_json(line, row.place);
            std::vector<std::string> members;
            for (const auto& [name, value] : record.items())
                members.push_back(name);
            check_columns(members, row.place);
            for (const auto& [name, value] : record.items()) {
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
