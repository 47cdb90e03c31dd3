// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

enum class RecordFormat { table, json, jsonl, csv };

/// A column of a result: the member of the record that it shows, and its heading in a table.
struct Column {
    std::string id;    ///< member name, or a path "ext.wikidata"
    std::string title; ///< heading in `table`; the id elsewhere
};

/// Writes records, one call each, in any of the formats; the only printer of records there is. In `json` and `jsonl` a
/// record is printed whole (or cut to the chosen columns); in `table` and `csv` its columns, lists joined as CONTRACT 4
/// says. In `table` text is escaped for the terminal and columns aligned by display width (so rows are held until
/// finish()); columns without a value in any row are left out, and a table
/// without rows prints nothing.
class RecordWriter
{
public:
    using Sink = std::function<void(std::string_view)>;

    virtual ~RecordWriter() = default;
    virtual void record(const nlohmann::ordered_json& record) = 0;
    /// Ends the document. Nothing may follow.
    virtual void finish() = 0;
};

/// The record with the members that the columns show, in their order, and no others; null where it has none.
nlohmann::ordered_json cut_to_columns(const nlohmann::ordered_json& record, const std::vector<Column>& columns);

std::unique_ptr<RecordWriter> make_record_writer(RecordFormat format, std::vector<Column> columns, bool cut,
                                                 RecordWriter::Sink sink);

} // namespace imi
