// SPDX-License-Identifier: EUPL-1.2
#include "cmd/request/subcommands.hpp"

#include "base/limits.hpp"
#include "formats/input.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace imi::cmd
{

namespace
{

nlohmann::ordered_json record_of(const CaseFile& file)
{
    return {{"name", file.name}, {"size", file.size}, {"sha256", file.sha256},
            {"by", file.by},     {"form", file.form}, {"at", format_instant(file.at)}};
}

void file_columns(CLI::App& command, Invocation& invocation)
{
    invocation.out().records(command,
                             {{"name", "name"},
                              {"size", "bytes"},
                              {"by", "by"},
                              {"form", "form"},
                              {"at", "at"},
                              {"sha256", "sha256"},
                              {"dry_run", "dry run"}},
                             "name");
}

struct AttachOptions {
    CaseOptions on;
    std::string file, name;
};

void run_attach(const AttachOptions& options, Invocation& invocation)
{
    if (options.file == "-" && options.name.empty())
        throw Error{Status::usage, "CLI-001", "standard input has no name", "say how it is called: --name FILE"};
    CaseDesk desk = desk_of(invocation, options.on.desk);
    Input input = Input::open(options.file, Input::As::is);
    const std::string content = read_all(input, limits::attachment_bytes);
    const std::string name =
        options.name.empty() ? std::filesystem::path{options.file}.filename().string() : options.name;
    const bool dry_run = invocation.change_options().dry_run;
    nlohmann::ordered_json record = record_of(desk.attach(options.on.id, name, content, dry_run));
    if (dry_run)
        record["dry_run"] = true;
    invocation.out().single(record);
}

} // namespace

void add_attach(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<AttachOptions>();
    add_case(command, options->on);
    command.add_option("FILE", options->file, "the file; - reads standard input")->required();
    command.add_option("--name", options->name, "how it is called in the case")->type_name("NAME");
    invocation.changes(command);
    file_columns(command, invocation);
    command.callback([options, &invocation] { run_attach(*options, invocation); });
}

void add_files(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<CaseOptions>();
    add_case(command, *options);
    file_columns(command, invocation);
    command.callback([options, &invocation] {
        for (const CaseFile& file : desk_of(invocation, options->desk).files(options->id))
            invocation.out().record(record_of(file));
    });
}

void add_fetch(CLI::App& command, Invocation& invocation)
{
    struct Options {
        CaseOptions on;
        std::string name;
    };
    auto options = std::make_shared<Options>();
    add_case(command, options->on);
    command.add_option("FILE", options->name, "its name in the case")->required();
    invocation.out().bytes(command);
    command.callback([options, &invocation] {
        invocation.out().document(desk_of(invocation, options->on.desk).fetch(options->on.id, options->name));
    });
}

} // namespace imi::cmd
