// SPDX-License-Identifier: EUPL-1.2
#include "directory/import_faults.hpp"

#include "base/error.hpp"
#include "directory/packing.hpp"
#include "formats/csv_writer.hpp"
#include "formats/json.hpp"
#include "formats/output_file.hpp"
#include "formats/xlsx_writer.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr double column_width = 20; ///< in characters, of a workbook
constexpr std::string_view added[] = {"_line", "_column", "_code", "_message"};

struct RejectText {
    std::string source, line, column, code, message;
};

/// The cells of the row, as many as the header has, then what was added, then cells that were too many.
std::vector<std::string> table_reject(const RejectText& reject, std::size_t columns)
{
    std::vector<std::string> cells = Unpacker{reject.source}.texts();
    if (cells.size() < columns)
        cells.resize(columns);
    cells.insert(cells.begin() + static_cast<std::ptrdiff_t>(columns),
                 {reject.line, reject.column, reject.code, reject.message});
    return cells;
}

std::string csv_line(const std::vector<std::string>& cells, char delimiter)
{
    std::string line;
    append_csv_line(line, cells, delimiter);
    return line;
}

std::string json_reject(const RejectText& reject)
{
    Json record = Json::object();
    try {
        record = parse_json(reject.source, {});
    } catch (const Error&) {
        record["_source"] = reject.source;
    }
    if (!record.is_object())
        record = Json{{"_source", reject.source}};
    record["_line"] = std::stoll(reject.line);
    record["_column"] = reject.column;
    record["_code"] = reject.code;
    record["_message"] = reject.message;
    return dump_json(record);
}

} // namespace

std::vector<std::string> own_columns(const std::vector<std::string>& header)
{
    std::vector<std::string> own;
    std::copy_if(header.begin(), header.end(), std::back_inserter(own),
                 [](const std::string& column) { return !column.starts_with('_'); });
    return own;
}

std::string own_cells(const std::vector<std::string>& header, const std::vector<std::string_view>& cells)
{
    std::vector<std::string> own;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i >= header.size() || !header[i].starts_with('_'))
            own.emplace_back(cells[i]);
    }
    Packer packer;
    packer.texts(own);
    return std::move(packer.out);
}

void Rejects::describe(std::vector<std::string> header, InputFormat format, char delimiter)
{
    header_ = std::move(header);
    format_ = format;
    delimiter_ = delimiter;
}

void Rejects::add(const Diagnostic& fault, std::size_t file, std::string_view source)
{
    Packer packer;
    packer.text(source);
    packer.number(fault.place.line);
    packer.text(fault.field);
    packer.text(fault.code);
    packer.text(fault.message);
    rows_.push_back({file, fault.place.line, records_.append(packer.out)});
}

void Rejects::take(Rejects& other)
{
    other.records_.flush();
    for (const Row& row : other.rows_)
        rows_.push_back({row.file, row.line, records_.append(other.records_.read(row.place))});
}

void Rejects::write(const std::string& path, bool overwrite, Instant now)
{
    records_.flush();
    std::stable_sort(rows_.begin(), rows_.end(),
                     [](const Row& a, const Row& b) { return std::tie(a.file, a.line) < std::tie(b.file, b.line); });
    OutputFile out{path, overwrite};
    std::vector<std::string> header = header_;
    header.insert(header.end(), std::begin(added), std::end(added));
    std::unique_ptr<XlsxWriter> workbook;
    if (format_ == InputFormat::xlsx) {
        workbook = std::make_unique<XlsxWriter>(now, true);
        workbook->add_sheet("rejects");
        workbook->header(header, std::vector<double>(header.size(), column_width));
    } else if (format_ == InputFormat::csv) {
        out.write(csv_line(header, delimiter_));
    }
    for (const Row& row : rows_) {
        Unpacker record{records_.read(row.place)};
        RejectText reject;
        reject.source = record.text();
        reject.line = std::to_string(record.number());
        reject.column = record.text();
        reject.code = record.text();
        reject.message = record.text();
        if (workbook)
            workbook->row(table_reject(reject, header_.size()));
        else if (format_ == InputFormat::csv)
            out.write(csv_line(table_reject(reject, header_.size()), delimiter_));
        else
            out.write(json_reject(reject) + "\n");
    }
    if (workbook)
        workbook->finish([&](std::string_view bytes) { out.write(bytes); });
    out.commit();
}

} // namespace imi
