// SPDX-License-Identifier: EUPL-1.2
#include "formats/record_writer.hpp"

#include "formats/csv_writer.hpp"
#include "formats/json.hpp"
#include "text/escape.hpp"
#include "text/width.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// The value at a path "ext.wikidata", or nullptr.
const Json* find_path(const Json& record, const std::string& path)
{
    const Json* at = &record;
    std::size_t begin = 0;
    if (record.is_object() && record.contains(path))
        return &record.at(path);
    while (begin <= path.size()) {
        const std::size_t end = std::min(path.find('.', begin), path.size());
        const std::string key = path.substr(begin, end - begin);
        if (!at->is_object() || !at->contains(key))
            return nullptr;
        at = &at->at(key);
        begin = end + 1;
    }
    return at;
}

std::string cell_text(const Json& value)
{
    if (value.is_null())
        return {};
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_boolean())
        return value.get<bool>() ? "yes" : "no";
    if (!value.is_array())
        return dump_json(value);
    std::vector<std::string> values;
    for (const Json& item : value)
        values.push_back(item.is_string() ? item.get<std::string>() : dump_json(item));
    return join_list(values);
}

class BaseWriter : public RecordWriter
{
protected:
    BaseWriter(std::vector<Column> columns, bool cut, Sink sink)
        : columns_{std::move(columns)}, cut_{cut}, sink_{std::move(sink)}
    {
    }
    std::string cell(const Json& record, const Column& column) const
    {
        const Json* value = find_path(record, column.id);
        return value == nullptr ? std::string{} : cell_text(*value);
    }
    std::string json_text(const Json& record) const
    {
        return dump_json(cut_ ? cut_to_columns(record, columns_) : record);
    }
    std::vector<Column> columns_;
    bool cut_;
    Sink sink_;
};

class JsonWriter final : public BaseWriter
{
public:
    using BaseWriter::BaseWriter;
    JsonWriter(std::vector<Column> columns, bool cut, Sink sink) : BaseWriter{std::move(columns), cut, std::move(sink)}
    {
    }
    void record(const Json& record) override
    {
        sink_((first_ ? "[\n" : ",\n") + json_text(record));
        first_ = false;
    }
    void finish() override { sink_(first_ ? "[]\n" : "\n]\n"); }

private:
    bool first_ = true;
};

class JsonLinesWriter final : public BaseWriter
{
public:
    JsonLinesWriter(std::vector<Column> columns, bool cut, Sink sink)
        : BaseWriter{std::move(columns), cut, std::move(sink)}
    {
    }
    void record(const Json& record) override { sink_(json_text(record) + "\n"); }
    void finish() override {}
};

class CsvRecordWriter final : public BaseWriter
{
public:
    CsvRecordWriter(std::vector<Column> columns, bool cut, Sink sink)
        : BaseWriter{std::move(columns), cut, std::move(sink)}
    {
        std::string line;
        for (const Column& column : columns_) {
            line += line.empty() ? "" : ",";
            append_csv_cell(line, column.id);
        }
        header_ = line + "\n";
    }
    void record(const Json& record) override
    {
        head();
        std::string line;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            line += i == 0 ? "" : ",";
            append_csv_cell(line, cell(record, columns_[i]));
        }
        sink_(line + "\n");
    }
    void finish() override { head(); }

private:
    void head()
    {
        if (!header_.empty())
            sink_(header_);
        header_.clear();
    }
    std::string header_;
};

class TableWriter final : public BaseWriter
{
public:
    TableWriter(std::vector<Column> columns, bool cut, Sink sink) : BaseWriter{std::move(columns), cut, std::move(sink)}
    {
    }
    void record(const Json& record) override
    {
        std::vector<std::string> row;
        for (const Column& column : columns_)
            row.push_back(escape_for_terminal(cell(record, column)));
        rows_.push_back(std::move(row));
    }
    void finish() override
    {
        if (rows_.empty())
            return;
        std::vector<std::size_t> widths;
        std::vector<std::string> heading;
        for (const Column& column : columns_) {
            heading.push_back(column.title.empty() ? column.id : column.title);
            widths.push_back(display_width(heading.back()));
        }
        for (const auto& row : rows_) {
            for (std::size_t i = 0; i < row.size(); ++i)
                widths[i] = std::max(widths[i], display_width(row[i]));
        }
        drop_empty_columns(heading, widths);
        write_row(heading, widths);
        for (const auto& row : rows_)
            write_row(row, widths);
    }

private:
    /// A column without a value in any row only takes room.
    void drop_empty_columns(std::vector<std::string>& heading, std::vector<std::size_t>& widths)
    {
        for (std::size_t i = heading.size(); i-- > 0;) {
            if (!std::all_of(rows_.begin(), rows_.end(), [i](const auto& row) { return row[i].empty(); }))
                continue;
            const auto at = static_cast<std::ptrdiff_t>(i);
            heading.erase(heading.begin() + at);
            widths.erase(widths.begin() + at);
            for (auto& row : rows_)
                row.erase(row.begin() + at);
        }
    }
    void write_row(const std::vector<std::string>& row, const std::vector<std::size_t>& widths)
    {
        std::string line;
        std::size_t padding = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i].empty()) {
                padding += widths[i] + 2;
                continue;
            }
            line.append(padding, ' ').append(row[i]);
            padding = widths[i] - display_width(row[i]) + 2;
        }
        sink_(line + "\n");
    }
    std::vector<std::vector<std::string>> rows_;
};

} // namespace

Json cut_to_columns(const Json& record, const std::vector<Column>& columns)
{
    Json chosen = Json::object();
    for (const Column& column : columns) {
        const Json* value = find_path(record, column.id);
        chosen[column.id] = value == nullptr ? Json() : *value;
    }
    return chosen;
}

std::unique_ptr<RecordWriter> make_record_writer(RecordFormat format, std::vector<Column> columns, bool cut,
                                                 RecordWriter::Sink sink)
{
    switch (format) {
    case RecordFormat::json:
        return std::make_unique<JsonWriter>(std::move(columns), cut, std::move(sink));
    case RecordFormat::jsonl:
        return std::make_unique<JsonLinesWriter>(std::move(columns), cut, std::move(sink));
    case RecordFormat::csv:
        return std::make_unique<CsvRecordWriter>(std::move(columns), cut, std::move(sink));
    case RecordFormat::table:
        break;
    }
    return std::make_unique<TableWriter>(std::move(columns), cut, std::move(sink));
}

} // namespace imi
