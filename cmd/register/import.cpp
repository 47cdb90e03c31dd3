// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

#include "base/faulty_input.hpp"
#include "directory/import.hpp"
#include "text/escape.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace imi::cmd
{

namespace
{

constexpr std::size_t shown_warnings = 20;
constexpr std::size_t shown_errors = 100;

struct Options {
    std::vector<std::string> files;
    std::string kind, mode = "upsert", input_format, delimiter, rejects;
    bool partial = false;
    bool ignore_unknown = false;
    bool keep_empty = false;
};

ImportOptions import_options(const Options& options, bool comment_from_input, Invocation& invocation)
{
    ImportOptions import;
    import.files = options.files.empty() ? std::vector<std::string>{"-"} : options.files;
    const auto from_input = std::count(import.files.begin(), import.files.end(), "-");
    if (from_input + (comment_from_input ? 1 : 0) > 1)
        throw Error{Status::usage, "CLI-001", "standard input can be read once only",
                    "name a file, or give the comment by --comment TEXT or --comment-file"};
    if (!options.kind.empty())
        import.kind = options.kind == "users" ? ImportKind::users : ImportKind::authorities;
    if (!options.input_format.empty())
        import.input_format = options.input_format == "csv" ? InputFormat::csv : InputFormat::jsonl;
    import.mode = options.mode == "insert" ? ImportMode::insert : ImportMode::upsert;
    import.input = {options.ignore_unknown, options.keep_empty};
    if (options.delimiter == "tab" || options.delimiter == "\\t")
        import.delimiter = '\t';
    else if (options.delimiter.size() == 1)
        import.delimiter = options.delimiter[0];
    else if (!options.delimiter.empty())
        throw Error{Status::usage, "CLI-001", "--delimiter takes one character, or tab"};
    if (!options.rejects.empty() && !options.partial)
        throw Error{Status::usage, "CLI-001", "--rejects goes with --partial",
                    "without it, a row with an error refuses the whole input"};
    if (options.rejects == "-")
        throw Error{Status::usage, "CLI-001", "--rejects takes a file: standard output holds the result",
                    "name one, such as rejects.csv"};
    const ChangeOptions change = invocation.change_options();
    import.dry_run = change.dry_run;
    import.comment = change.comment;
    import.partial = options.partial;
    import.rejects = options.rejects;
    import.overwrite_rejects = invocation.out().force;
    import.with_items = invocation.options().verbose;
    return import;
}

void tell(Invocation& invocation, const ImportResult& result)
{
    std::size_t errors = 0;
    std::size_t warnings = 0;
    for (const Diagnostic& diagnostic : result.diagnostics) {
        const bool is_error = diagnostic.severity == Severity::error;
        const bool shown =
            invocation.options().verbose || (is_error ? errors++ < shown_errors : warnings++ < shown_warnings);
        if (shown)
            invocation.warn(diagnostic);
    }
    if (!invocation.options().verbose && warnings > shown_warnings)
        invocation.note(invocation.tool() + ": " + std::to_string(result.warning - shown_warnings) +
                        " more warnings; --verbose shows more of them");
    for (const auto& [name, count] : result.ignored)
        invocation.note(invocation.tool() + ": warning: " + escape_for_message(name) + " was left out (" +
                        std::to_string(count) + " values) [REG-002]");
}

/// "line 3, line 7 …": where the errors are, for the one message that ends the command.
std::string places_of(const ImportResult& result)
{
    std::set<std::pair<std::string, std::size_t>> places;
    for (const Diagnostic& diagnostic : result.diagnostics) {
        if (diagnostic.severity == Severity::error)
            places.insert({diagnostic.place.file, diagnostic.place.line});
    }
    std::string text;
    std::size_t shown = 0;
    for (const auto& [file, line] : places) {
        if (++shown > 5)
            return text + " …";
        text.append(text.empty() ? "" : ", ").append("line ").append(std::to_string(line));
    }
    return text;
}

/// The errors of a result, as many as are shown.
std::vector<Diagnostic> shown_faults(const ImportResult& result)
{
    std::vector<Diagnostic> faults;
    for (const Diagnostic& diagnostic : result.diagnostics) {
        if (diagnostic.severity == Severity::error && faults.size() < shown_errors)
            faults.push_back(diagnostic);
    }
    return faults;
}

/// All or nothing: what was refused, in one error. Told as JSON, it says what the first fault says, and holds all of
/// them; otherwise they stand before it.
[[noreturn]] void refuse(Invocation& invocation, const ImportResult& result)
{
    const Diagnostic& first = result.diagnostics.front();
    if (!invocation.out().is_json())
        tell(invocation, result);
    const std::string rows =
        result.error == 1 ? "1 row has an error" : std::to_string(result.error) + " rows have errors";
    std::string message = rows + " (" + places_of(result) + "); nothing was changed";
    if (invocation.out().is_json())
        message = first.text() + "; " + message;
    throw FaultyInput{Error{result.not_permitted ? Status::forbidden : Status::input,
                            invocation.out().is_json() ? first.code : "REG-030", message,
                            first.hint.empty() || !invocation.out().is_json()
                                ? "mend them, or give --partial --rejects FILE to leave them out"
                                : first.hint,
                            invocation.out().is_json() ? first.place.text() : std::string{}},
                      shown_faults(result)};
}

void run(const Options& options, bool comment_from_input, Invocation& invocation)
{
    const ImportOptions import = import_options(options, comment_from_input, invocation);
    const ImportResult result = import_directory(invocation.store(), import, invocation.context());
    if (result.error != 0 && !import.partial)
        refuse(invocation, result);
    tell(invocation, result);
    nlohmann::ordered_json record{{"rows", result.rows},     {"create", result.create},
                                  {"update", result.update}, {"unchanged", result.unchanged},
                                  {"clear", result.clear},   {"conflict", result.conflict},
                                  {"error", result.error},   {"warning", result.warning}};
    record["batch"] = result.batch ? nlohmann::ordered_json(*result.batch) : nullptr;
    record["dry_run"] = import.dry_run;
    if (import.with_items) {
        record["items"] = nlohmann::ordered_json::array();
        for (const ImportItem& item : result.items)
            record["items"].push_back({{"object", item.object}, {"action", item.action}, {"place", item.place.text()}});
    }
    invocation.out().single(record);
    if (result.error != 0)
        invocation.set_status(Status::findings);
    if (!import.dry_run && !result.batch)
        invocation.note(invocation.tool() + ": nothing was changed: " +
                        (result.rows == 0                             ? "there were 0 rows"
                         : result.error != 0 && result.unchanged == 0 ? "no row could be taken"
                                                                      : "all was so already"));
}

} // namespace

void add_import(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("FILE", options->files, "CSV or JSON Lines, also .gz; - or nothing reads standard input");
    command.add_option("--kind", options->kind, "authorities or users (else found out)")
        ->type_name("KIND")
        ->check(CLI::IsMember({"authorities", "users"}));
    command.add_option("--mode", options->mode, "upsert (create or change), or insert (an id that exists is refused)")
        ->type_name("MODE")
        ->check(CLI::IsMember({"upsert", "insert"}));
    command.add_option("--input-format", options->input_format, "csv or jsonl (else found out)")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"csv", "jsonl"}));
    command.add_option("--delimiter", options->delimiter, "of CSV: , ; or tab (else found out)")->type_name("C");
    command.add_flag("--partial", options->partial, "leave rows with errors out, take the others");
    command
        .add_option("--rejects", options->rejects, "with --partial: write the rows left out, to mend and import again")
        ->type_name("FILE");
    command.add_flag("--ignore-unknown", options->ignore_unknown, "leave unknown columns out instead of refusing them");
    command.add_flag("--keep-empty", options->keep_empty, "an empty cell leaves what is stored instead of clearing it");
    invocation.changes(command);
    invocation.out().records(command,
                             {{"rows", "rows"},
                              {"create", "create"},
                              {"update", "update"},
                              {"unchanged", "unchanged"},
                              {"clear", "clear"},
                              {"conflict", "conflict"},
                              {"error", "error"},
                              {"warning", "warning"},
                              {"batch", "batch"},
                              {"dry_run", "dry run"}},
                             "batch");
    const CLI::Option* comment = command.get_option("--comment");
    const CLI::Option* comment_file = command.get_option("--comment-file");
    command.callback([options, comment, comment_file, &invocation] {
        const auto is_input = [](const CLI::Option* option) {
            return option->count() != 0 && option->results()[0] == "-";
        };
        run(*options, is_input(comment) || is_input(comment_file), invocation);
    });
}

} // namespace imi::cmd
