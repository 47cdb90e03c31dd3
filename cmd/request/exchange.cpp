// SPDX-License-Identifier: EUPL-1.2
#include "cmd/request/subcommands.hpp"

#include "base/faulty_input.hpp"
#include "formats/input.hpp"
#include "formats/json.hpp"
#include "formats/jsonl_reader.hpp"
#include "text/escape.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi::cmd
{

namespace
{

using Json = nlohmann::ordered_json;

struct BatchOptions {
    std::string file;
    DeskOptions desk;
};

/// One line; what is refused is its answer. A store that fails ends the batch.
Json answer_to(std::string_view line, const Place& place, CaseDesk& desk, bool dry_run)
{
    Json answer{{"line", place.line}};
    try {
        answer.update(desk.batch_line(parse_json(line, place), dry_run));
    } catch (const Error& error) {
        if (error.status() == Status::store || error.status() == Status::bug)
            throw;
        answer["error"] = {{"code", error.id()},
                           {"message", escape_for_terminal(error.what())},
                           {"where", escape_for_terminal(error.where())},
                           {"hint", escape_for_terminal(error.hint())}};
        answer["status"] = static_cast<int>(error.status());
    }
    return answer;
}

void run_batch(const BatchOptions& options, Invocation& invocation)
{
    Input input = Input::open(options.file);
    LineReader reader{input};
    CaseDesk desk = desk_of(invocation, options.desk);
    const bool dry_run = invocation.change_options().dry_run;
    std::string_view line;
    while (reader.next(line)) {
        const Json answer = answer_to(line, {input.name(), reader.line_number(), 0}, desk, dry_run);
        if (answer.contains("error"))
            invocation.set_status(Status::findings);
        // At once: what is done is told, whatever becomes of the rest.
        invocation.out().stream(dump_json(answer) + "\n");
    }
}

void run_import(const std::vector<std::string>& files, Invocation& invocation)
{
    const bool dry_run = invocation.change_options().dry_run;
    const CaseImportResult result = import_cases(
        invocation.store(), files.empty() ? std::vector<std::string>{"-"} : files, dry_run, invocation.context());
    if (!result.diagnostics.empty()) {
        const Diagnostic& first = result.diagnostics.front();
        if (!invocation.out().is_json())
            for (std::size_t i = 1; i < result.diagnostics.size(); ++i)
                invocation.warn(result.diagnostics[i]);
        const std::size_t count = result.diagnostics.size();
        const auto told = static_cast<std::ptrdiff_t>(std::min(count, most_faults_told));
        const std::string what = count == 1 ? "1 case is refused" : std::to_string(count) + " cases are refused";
        throw FaultyInput{Error{result.status, first.code, what + ": " + first.message + "; nothing was changed",
                                first.hint, first.place.text()},
                          {result.diagnostics.begin(), result.diagnostics.begin() + told}};
    }
    // The members of every import; a case is never changed, and a refused one refuses all.
    invocation.out().single(Json{{"rows", result.rows},
                                 {"create", result.create},
                                 {"update", 0},
                                 {"unchanged", result.unchanged},
                                 {"clear", 0},
                                 {"conflict", 0},
                                 {"error", 0},
                                 {"warning", 0},
                                 {"batch", result.batch ? Json(*result.batch) : Json{}},
                                 {"dry_run", dry_run}});
    if (result.create == 0)
        invocation.note(invocation.tool() +
                        ": nothing was changed: " + (result.rows == 0 ? "there were 0 cases" : "all were in already"));
}

} // namespace

void add_batch(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<BatchOptions>();
    command.add_option("FILE", options->file, "JSON Lines, one act a line; - reads standard input")->required();
    add_from(command, options->desk);
    invocation.changes(command);
    invocation.out().documents(command, {"jsonl"});
    command.callback([options, &invocation] { run_batch(*options, invocation); });
}

void add_import(CLI::App& command, Invocation& invocation)
{
    auto files = std::make_shared<std::vector<std::string>>();
    command.add_option("FILE", *files, "JSON Lines, also .gz; - or nothing reads standard input");
    auto format = std::make_shared<std::string>();
    command.add_option("--input-format", *format, "jsonl, the only one")->check(CLI::IsMember({"jsonl"}));
    invocation.changes(command);
    invocation.play_dry_runs();
    invocation.out().records(command,
                             {{"rows", "rows"},
                              {"create", "create"},
                              {"unchanged", "unchanged"},
                              {"batch", "batch"},
                              {"dry_run", "dry run"}},
                             "create");
    command.callback([files, format, &invocation] { run_import(*files, invocation); });
}

void add_export(CLI::App& command, Invocation& invocation)
{
    struct Options {
        CaseFilter filter;
        DeskOptions desk;
    };
    auto options = std::make_shared<Options>();
    add_filter(command, options->filter);
    add_from(command, options->desk);
    invocation.out().documents(command, {"jsonl"});
    command.callback([options, &invocation] {
        desk_of(invocation, options->desk).export_cases(options->filter, [&](const Json& one) {
            invocation.out().stream(dump_json(one) + "\n");
        });
    });
}

void add_events(CLI::App& command, Invocation& invocation)
{
    struct Options {
        std::string since;
        DeskOptions desk;
    };
    auto options = std::make_shared<Options>();
    command.add_option("--since", options->since, "those after this cursor, as an earlier event gave it")
        ->type_name("CURSOR");
    add_from(command, options->desk);
    invocation.out().records(command,
                             {{"cursor", "cursor"},
                              {"at", "at"},
                              {"case", "case"},
                              {"version", "version"},
                              {"action", "action"},
                              {"authority", "by"},
                              {"to", "state"}},
                             "cursor", "jsonl");
    command.callback([options, &invocation] {
        desk_of(invocation, options->desk).events(options->since, [&](const Json& event) {
            invocation.out().record(event);
        });
    });
}

} // namespace imi::cmd
