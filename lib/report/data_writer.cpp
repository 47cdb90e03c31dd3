// SPDX-License-Identifier: EUPL-1.2
#include "formats/csv_writer.hpp"
#include "report/writers.hpp"

#include <cmath>

namespace imi::report
{

namespace
{

using Json = nlohmann::ordered_json;

Json number_of(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return static_cast<std::int64_t>(value);
    return value;
}

/// Whether a value may be missing: numbers that are computed, and codes that a case need not have.
bool may_be_missing(const Column& column)
{
    return column.type == Column::Type::number ? column.unit != "count" : column.type == Column::Type::code;
}

std::string_view type_of(const Column& column)
{
    switch (column.type) {
    case Column::Type::code:
        return "code";
    case Column::Type::number:
        return "number";
    case Column::Type::text:
        break;
    }
    return "text";
}

/// Null where there is none.
Json value_of(const Column& column, const Cell& cell)
{
    switch (column.type) {
    case Column::Type::number:
        return cell.number ? number_of(*cell.number) : Json{};
    case Column::Type::code:
        return cell.code.empty() ? Json{} : Json(cell.code);
    case Column::Type::text:
        break;
    }
    return cell.label;
}

Json row_of(const Result& result, const std::vector<Cell>& row)
{
    Json json = Json::object();
    Json flags = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i) {
        const Column& column = result.columns[i];
        json[column.id] = value_of(column, row[i]);
        if (json[column.id].is_null())
            flags[column.id] = "n";
    }
    if (!flags.empty())
        json["flags"] = std::move(flags);
    return json;
}

} // namespace

Json to_json(const Result& result)
{
    Json json{{"report", result.id},
              {"title", result.title},
              {"parameters", result.parameters},
              {"as_of", format_instant(result.as_of)},
              {"definition", result.definition},
              {"columns", Json::array()},
              {"rows", Json::array()}};
    for (const Column& column : result.columns)
        json["columns"].push_back({{"id", column.id},
                                   {"title", column.title},
                                   {"type", type_of(column)},
                                   {"unit", column.unit.empty() ? Json{} : Json(column.unit)}});
    for (const std::vector<Cell>& row : result.rows)
        json["rows"].push_back(row_of(result, row));
    if (!result.total.empty()) {
        Json total = Json::object();
        Json flags = Json::object();
        for (std::size_t i = 0; i < result.total.size(); ++i) {
            const Column& column = result.columns[i];
            if (column.type != Column::Type::number)
                continue;
            total[column.id] = value_of(column, result.total[i]);
            if (total[column.id].is_null())
                flags[column.id] = "n";
        }
        if (!flags.empty())
            total["flags"] = std::move(flags);
        json["total"] = std::move(total);
    }
    json["notes"] = result.notes;
    json["source"] = {{"entry", result.entry}, {"head", result.head}, {"version", result.version}};
    if (result.is_training)
        json["source"]["training"] = true;
    return json;
}

std::string to_csv(const Result& result)
{
    std::string csv;
    const auto add = [&](const std::string& cell, bool is_first) {
        if (!is_first)
            csv += ',';
        append_csv_cell(csv, cell);
    };
    for (const Column& column : result.columns) {
        add(column.id, csv.empty());
        if (may_be_missing(column))
            add(column.id + "_flag", false);
    }
    csv += '\n';
    for (const std::vector<Cell>& row : result.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const Json value = value_of(result.columns[i], row[i]);
            add(value.is_null() ? std::string{} : value.is_string() ? value.get<std::string>() : value.dump(), i == 0);
            if (may_be_missing(result.columns[i]))
                add(value.is_null() ? "n" : "", false);
        }
        csv += '\n';
    }
    return csv;
}

} // namespace imi::report
