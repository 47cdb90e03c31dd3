// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/output.hpp"

#include "base/error.hpp"
#include "formats/json.hpp"
#include "text/escape.hpp"
#include "text/list.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace imi::cmd
{

namespace
{

RecordFormat record_format(const std::string& name)
{
    if (name == "json")
        return RecordFormat::json;
    if (name == "jsonl")
        return RecordFormat::jsonl;
    return name == "csv" ? RecordFormat::csv : RecordFormat::table;
}

std::string format_of_name(const std::string& file)
{
    const std::size_t dot = file.rfind('.');
    const std::string ending = dot == std::string::npos ? std::string{} : fold_case(file.substr(dot + 1));
    return ending == "txt" ? "text" : ending;
}

/// Endings that promise a form of file; others, such as .txt and .log, promise nothing.
constexpr std::array promising{"table", "json", "jsonl", "csv", "html", "svg", "pdf", "xlsx", "yaml", "gz"};

} // namespace

void Output::records(CLI::App& command, std::vector<Column> columns, std::string id, std::string default_format)
{
    columns_ = std::move(columns);
    id_ = std::move(id);
    std::stable_partition(formats_.begin(), formats_.end(), [&](const auto& name) { return name == default_format; });
    command.add_flag("--ids", ids_, "print ids alone, one a line");
    command.add_option("--columns", chosen_, "print these columns, separated by commas")
        ->delimiter(',')
        ->type_name("A,B");
}

void Output::documents(CLI::App&, std::vector<std::string> formats) { formats_ = std::move(formats); }

void Output::bytes(CLI::App&)
{
    formats_ = {"bytes"};
    any_name_ = true;
}

std::string Output::format() const
{
    if (!format_option.empty())
        return format_option;
    const std::string by_name = format_of_name(file);
    const bool known = std::find(formats_.begin(), formats_.end(), by_name) != formats_.end();
    return known ? by_name : formats_.front();
}

void Output::begin()
{
    if (!format_option.empty() && std::find(formats_.begin(), formats_.end(), format_option) == formats_.end())
        throw Error{Status::usage, "CLI-006", "there is no format " + escape_for_message(format_option) + " here",
                    "give one of: " + joined(formats_, ", ")};
    const std::string by_name = format_of_name(file);
    if (!any_name_ && format_option.empty() &&
        std::find(promising.begin(), promising.end(), by_name) != promising.end() &&
        std::find(formats_.begin(), formats_.end(), by_name) == formats_.end())
        throw Error{Status::usage, "CLI-006", "there is no format " + by_name + " here: " + escape_for_message(file),
                    "give another name, or --format with one of: " + joined(formats_, ", ")};
    std::vector<std::string> names;
    for (const Column& column : columns_)
        names.push_back(column.id);
    std::vector<Column> wanted;
    for (const std::string& name : chosen_) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end() && !name.starts_with("ext."))
            throw Error{Status::usage, "CLI-007", "there is no column " + escape_for_message(name),
                        "give some of: " + joined(names, ", ")};
        wanted.push_back(found == names.end() ? Column{name, name}
                                              : columns_[static_cast<std::size_t>(found - names.begin())]);
    }
    if (!wanted.empty())
        columns_ = std::move(wanted);
    const bool to_file = !file.empty() && file != "-";
    if (!to_file && format() == "xlsx" && isatty(STDOUT_FILENO) == 1)
        throw Error{Status::usage, "FMT-053", "XLSX is nothing for a terminal",
                    "give -o FILE.xlsx, or another --format"};
    if (to_file)
        output_file_ = std::make_unique<OutputFile>(file, force);
}

void Output::leave_out(std::initializer_list<std::string_view> columns)
{
    for (const std::string_view id : columns) {
        if (std::find(chosen_.begin(), chosen_.end(), id) != chosen_.end())
            throw Error{Status::usage, "CLI-007", "there is no column " + std::string{id} + " with these options",
                        "see --help"};
        std::erase_if(columns_, [&](const Column& column) { return column.id == id; });
    }
}

void Output::spare_table(std::initializer_list<std::string_view> columns)
{
    if (format() == "table" && chosen_.empty())
        leave_out(columns);
}

RecordWriter& Output::writer()
{
    if (!writer_)
        writer_ = make_record_writer(record_format(format()), columns_, !chosen_.empty(),
                                     [this](std::string_view text) { put(text); });
    return *writer_;
}

void Output::record(const nlohmann::ordered_json& record)
{
    if (!ids_)
        return writer().record(record);
    // What has no id, such as a batch that was not made, has no line.
    const auto found = record.find(id_);
    if (found != record.end() && !found->is_null())
        put(escape_for_terminal(found->is_string() ? found->get<std::string>() : dump_json(*found)) + "\n");
}

void Output::single(const nlohmann::ordered_json& record)
{
    if (ids_ || format() != "json")
        return this->record(record);
    const nlohmann::ordered_json shown = chosen_.empty() ? record : cut_to_columns(record, columns_);
    put(shown.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
    streams_ = true;
}

void Output::document(std::string_view text)
{
    put(text);
    streams_ = true;
}

void Output::stream(std::string_view text)
{
    streams_ = true;
    if (output_file_)
        return output_file_->write(text);
    held_ += text;
    if (held_.size() >= std::size_t{64} << 10) {
        write_standard(held_);
        held_.clear();
    }
}

void Output::put(std::string_view text) { held_ += text; }

void Output::finish()
{
    // An empty list of records is a document too.
    if (!streams_ && !ids_ && !columns_.empty())
        writer().finish();
    if (output_file_) {
        output_file_->write(held_);
        output_file_->commit();
    } else {
        write_standard(held_);
    }
    held_.clear();
}

void Output::write_standard(std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EPIPE)
            throw ReaderGone{};
        if (written < 0)
            throw Error{Status::store, "CLI-020",
                        std::string{"standard output cannot be written: "} + std::strerror(errno),
                        "what the command changed, if anything, stands: imi-store audit list"};
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace imi::cmd
