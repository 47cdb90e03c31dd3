// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/output_file.hpp"
#include "formats/record_writer.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json_fwd.hpp>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imi::cmd
{

/// Whoever read standard output has seen enough and closed it: the command ends in silence. Caught in run_tool().
struct ReaderGone {
};

/// Where results go: standard output or -o FILE, in the format asked for. What is printed as records or as one document
/// is held back until the command has succeeded; a stream goes out as it comes.
class Output
{
public:
    /// The subcommand prints records with these columns: adds --ids and --columns. `id` is the member that --ids
    /// prints.
    void records(CLI::App& command, std::vector<Column> columns, std::string id, std::string default_format = "table");
    /// The subcommand prints one document in one of these formats, the first by default.
    void documents(CLI::App& command, std::vector<std::string> formats);

    /// The subcommand prints bytes as they are, under any name.
    void bytes(CLI::App& command);

    void record(const nlohmann::ordered_json& record);
    /// One record that is a document of its own in json, not an array: what `show` prints.
    void single(const nlohmann::ordered_json& record);
    void document(std::string_view text);
    /// Text of a table that is shown before the records: held back with them.
    void before_records(std::string_view text) { put(text); }
    /// Goes out at once.
    void stream(std::string_view text);

    /// Text that is no result of a subcommand, such as help: at once, to standard output.
    void print(std::string_view text) { write_standard(text); }

    std::string format() const;
    /// All that this subcommand prints, the default first.
    const std::vector<std::string>& formats() const { return formats_; }
    /// Whether errors are told as JSON: it was asked for by name.
    bool is_json() const { return format_option == "json" || format_option == "jsonl"; }
    /// Leaves these columns out in this run. Throws Error(usage, "CLI-007") when one of them was asked for.
    void leave_out(std::initializer_list<std::string_view> columns);
    /// Codes and other columns that a table shows only when they are asked for.
    void spare_table(std::initializer_list<std::string_view> columns);
    /// Set before parsing.
    std::string format_option, file;
    bool force = false;

    /// Checks the options before the subcommand runs. Throws Error(usage).
    void begin();
    /// Writes what was held back. Throws Error(store) when it cannot be written.
    void finish();

private:
    void put(std::string_view text);
    void write_standard(std::string_view text);
    RecordWriter& writer();

    bool any_name_ = false;
    std::vector<std::string> formats_{"table", "json", "jsonl", "csv"};
    std::vector<Column> columns_;
    std::string id_;
    bool ids_ = false;
    std::vector<std::string> chosen_;
    std::unique_ptr<RecordWriter> writer_;
    std::unique_ptr<OutputFile> output_file_;
    std::string held_;
    bool streams_ = false;
};

} // namespace imi::cmd
