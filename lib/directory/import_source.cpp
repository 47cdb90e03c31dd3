// SPDX-License-Identifier: EUPL-1.2
#include "directory/import_source.hpp"

#include "base/error.hpp"
#include "directory/import_faults.hpp"
#include "formats/csv_reader.hpp"
#include "formats/csv_writer.hpp"
#include "formats/encoding.hpp"
#include "formats/json.hpp"
#include "formats/xlsx_reader.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

bool names_login(const Json& record) { return record.is_object() && record.contains("login"); }

void refuse_option(bool given, const std::string& option, const std::string& formats, const std::string& file)
{
    if (given)
        throw Error{Status::usage, "REG-076", option + " goes with " + formats + " only", "leave it out", file};
}

bool is_date_column(const std::string& column)
{
    return column == "valid_from" || column == "valid_to" || column.starts_with("ext.");
}

/// Columns of CSV that stand in `areas` of JSON Lines.
bool is_area_column(const std::string& column) { return column == "area" || column == "role" || column == "rights"; }

bool is_list_member(const std::string& column)
{
    return column == "languages" || column == "professions" || column == "keywords" || column == "rights" ||
           column == "roles";
}

Json member_of(const std::string& column, const std::string& value)
{
    return is_list_member(column) ? Json(split_list(value)) : Json(value);
}

} // namespace

Diagnostic example_row(Place place)
{
    return {Severity::warning,
            "REG-074",
            std::move(place),
            {},
            "an example or explanation of the template, not a record: left out",
            "delete or overwrite it"};
}

ImportSource::ImportSource(const std::string& file, const ImportOptions& options, ColumnNames& names,
                           const ColumnsMap& map)
    : input_{Input::open(file)}, map_{map}, set_{options.set}
{
    if (!options.plan.empty())
        input_.keep_hash();
    find_format(options);
    if (format_ == InputFormat::jsonl)
        open_lines(options);
    else
        open_table(options, names);
}

void ImportSource::find_format(const ImportOptions& options)
{
    if (!options.encoding.empty())
        input_.decode_from(options.encoding);
    const char first = input_.peek();
    // An empty file is what an export of nothing is as JSON Lines. One of CSV has its columns.
    const bool is_empty = first == '\0' && (!options.input_format || options.input_format == InputFormat::jsonl);
    if (is_empty && !options.kind)
        throw Error{Status::input, "REG-039",
                    "the input is empty: whether it holds authorities or users cannot be found out", "give --kind",
                    name()};
    if (options.input_format)
        format_ = *options.input_format;
    else if (is_empty || first == '{')
        format_ = InputFormat::jsonl;
    else
        format_ = begins_as_workbook(input_.ahead()) ? InputFormat::xlsx : InputFormat::csv;
    refuse_option(format_ != InputFormat::xlsx && !options.sheet.empty(), "--sheet", "XLSX", name());
    refuse_option(format_ != InputFormat::csv && options.delimiter != 0, "--delimiter", "CSV", name());
    refuse_option(format_ == InputFormat::xlsx && !options.encoding.empty(), "--encoding", "CSV and JSON Lines",
                  name());
}

void ImportSource::open_table(const ImportOptions& options, ColumnNames& names)
{
    if (format_ == InputFormat::xlsx) {
        auto workbook = std::make_unique<XlsxReader>(input_, options.sheet, [&](const auto& header) {
            const std::vector<std::string> columns = map_.renamed(header);
            return options.kind
                       ? names.has_key(columns, *options.kind)
                       : names.has_key(columns, ImportKind::users) || names.has_key(columns, ImportKind::authorities);
        });
        workbook_ = workbook.get();
        table_ = std::move(workbook);
    } else {
        auto csv = std::make_unique<CsvReader>(input_, options.delimiter);
        delimiter_ = csv->delimiter();
        table_ = std::move(csv);
    }
    kind_ = options.kind.value_or(
        names.has_key(map_.renamed(table_->header()), ImportKind::users) ? ImportKind::users : ImportKind::authorities);
    name_columns(options, names);
}

void ImportSource::name_columns(const ImportOptions& options, ColumnNames& names)
{
    const Place place{name(), table_->header_line(), 0};
    const std::vector<std::string>& header = table_->header();
    map_.check(header, kind_, name());
    columns_ = names.columns(map_.renamed(header), kind_, header, place.text());
    key_column_ = static_cast<std::size_t>(
        std::find(columns_.begin(), columns_.end(), kind_ == ImportKind::users ? "login" : "id") - columns_.begin());
    std::vector<CellUse> uses;
    for (const std::string& column : columns_)
        uses.push_back(column.starts_with('_') || (options.input.ignore_unknown && !is_column(column, kind_))
                           ? CellUse::none
                       : is_date_column(column) ? CellUse::date
                                                : CellUse::text);
    table_->use_columns(std::move(uses));
    check_settings(set_);
    for (const auto& [column, value] : set_) {
        if (std::find(columns_.begin(), columns_.end(), column) != columns_.end())
            throw Error{Status::usage, "REG-073",
                        "the input has the column " + in_quotes(column) + ": --set cannot give it",
                        "leave --set out, or the column by --columns-map", place.text()};
        columns_.push_back(column);
        set_cells_.emplace_back(value);
    }
}

void ImportSource::open_lines(const ImportOptions& options)
{
    lines_ = std::make_unique<LineReader>(input_);
    std::string_view line;
    if (lines_->next(line))
        first_line_ = line;
    kind_ = options.kind.value_or(ImportKind::authorities);
    if (!options.kind) {
        try {
            Json record = parse_json(first_line_, {});
            map_.rename(record, {});
            kind_ = names_login(record) ? ImportKind::users : ImportKind::authorities;
        } catch (const Error&) {
            // A line that is no JSON is reported where it is read.
        }
    }
    check_settings(set_);
    for (const auto& [column, value] : set_) {
        const bool is_member =
            column != "name" && column != "lang" && column != "coordinator" && column.find('.') == std::string::npos;
        if (kind_ == ImportKind::authorities && !is_member && !column.starts_with("ext."))
            throw Error{Status::usage, "REG-073", "--set cannot give " + in_quotes(column) + " to JSON Lines",
                        "write it into the records", name()};
    }
}

void ImportSource::check_settings(const Settings& set) const
{
    for (const auto& [column, value] : set) {
        if (!is_column(column, kind_))
            throw Error{Status::usage, "REG-073", "--set: there is no column " + in_quotes(column),
                        did_you_mean(nearest_column(column, kind_))};
    }
}

Json ImportSource::record(std::string_view line, const Place& place)
{
    try {
        Json record = json_.parse(line, place);
        adapt(record, place);
        return record;
    } catch (const Error& error) {
        if (!invalid_utf8(line))
            throw;
        const std::string likely = likely_encoding(line);
        throw Error{error.status(), error.id(), std::string{error.what()} + "; looks like " + likely,
                    encoding_hint(likely), error.where()};
    }
}

void ImportSource::adapt(Json& record, const Place& place) const
{
    map_.rename(record, place);
    if (set_.empty() || !record.is_object())
        return;
    Json area = Json::object();
    for (const auto& [column, value] : set_) {
        const bool is_own = column.starts_with("ext.");
        const bool in_area = kind_ == ImportKind::authorities && is_area_column(column);
        const std::string member = in_area ? "areas" : is_own ? "ext" : column;
        const std::string key = is_own ? column.substr(4) : std::string{};
        const auto found = record.find(member);
        const bool stands = found != record.end() && (!is_own || (found->is_object() && found->contains(key)));
        if (stands)
            throw Error{Status::input, "REG-073",
                        "the record has the member " + in_quotes(is_own ? column : member) + ": --set cannot give it",
                        "leave --set out, or the member by --columns-map", place.text()};
        if (in_area)
            area[column] = member_of(column, value);
        else if (is_own)
            record[member][key] = value;
        else
            record[member] = member_of(column, value);
    }
    if (!area.empty())
        record["areas"] = Json::array({std::move(area)});
}

bool ImportSource::is_example(std::span<const std::string_view> cells) const
{
    return key_column_ < cells.size() &&
           (cells[key_column_].starts_with(example_mark) || cells[key_column_].starts_with(help_mark));
}

std::string ImportSource::cell_note(const Place& place) const
{
    const std::string cell = table_ ? table_->cell_name(place.line, place.column) : std::string{};
    return cell.empty() ? cell : " (cell " + cell + ")";
}

std::uint64_t ImportSource::consumed_bytes() const
{
    return workbook_ == nullptr ? input_.consumed_bytes() : workbook_->consumed_bytes();
}

std::uint64_t ImportSource::total_bytes() const
{
    return workbook_ == nullptr ? input_.total_bytes() : workbook_->total_bytes();
}

ImportSources::ImportSources(const ImportOptions& options)
    : map_{options.columns_map.empty() ? ColumnsMap{} : ColumnsMap{options.columns_map}}, names_{options.column_texts}
{
    for (const std::string& file : options.files) {
        ImportSource& source = sources_.emplace_back(file, options, names_, map_);
        ImportSource& first = sources_.front();
        if (source.kind() != first.kind())
            throw Error{Status::usage, "REG-033", "authorities and users cannot be imported together",
                        "import the authorities first, then the users"};
        const auto own = [](ImportSource& one) {
            return one.table() == nullptr ? std::vector<std::string>{} : own_columns(one.table()->header());
        };
        if (options.keeps_rejects() && (source.format() != first.format() || own(source) != own(first)))
            throw Error{Status::usage, "REG-034", "files with other columns cannot share one file of rejects",
                        "import them one by one"};
    }
}

} // namespace imi
