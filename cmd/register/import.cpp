// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/register/subcommands.hpp"

#include "cmd/register/import_result.hpp"
#include "directory/import.hpp"

#include <algorithm>

namespace imi::cmd
{

namespace
{

struct Options {
    std::vector<std::string> files;
    std::string kind, mode = "upsert", input_format, delimiter, rejects, scope, max_suspend, plan;
    std::string encoding, sheet, columns_map;
    std::vector<std::string> set;
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
        import.input_format = options.input_format == "csv"     ? InputFormat::csv
                              : options.input_format == "jsonl" ? InputFormat::jsonl
                                                                : InputFormat::xlsx;
    import.encoding = options.encoding;
    import.sheet = options.sheet;
    import.columns_map = options.columns_map;
    import.set = parse_settings(options.set);
    import.column_texts = [] { return shipped_texts("register");
};
import.mode = options.mode == "insert" ? ImportMode::insert
              : options.mode == "sync" ? ImportMode::sync
                                       : ImportMode::upsert;
if ((import.mode == ImportMode::sync) == options.scope.empty())
    throw Error{Status::usage, "REG-060",
                options.scope.empty() ? "--mode sync needs --scope: of what the input is the whole list"
                                      : "--scope goes with --mode sync",
                "such as --scope country=DE, or country=DE,area=services"};
if (!options.scope.empty())
    import.scope = parse_sync_scope(invocation.store().db(), options.scope);
if (!options.max_suspend.empty() && import.mode != ImportMode::sync)
    throw Error{Status::usage, "REG-060", "--max-suspend goes with --mode sync"};
if (!options.max_suspend.empty())
    import.max_suspend = parse_suspend_limit(options.max_suspend);
if (import.mode == ImportMode::sync && options.partial)
    throw Error{Status::usage, "REG-060", "--partial does not go with --mode sync",
                "a body whose row was left out would be taken for one that is gone"};
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
import.plan = options.plan;
import.overwrite_plan = invocation.out().force;
if (!import.plan.empty() && !import.dry_run)
    throw Error{Status::usage, "CLI-001", "--plan goes with --dry-run", "imi-register apply carries the plan out"};
if (import.plan == "-")
    throw Error{Status::usage, "CLI-001", "--plan takes a file: standard output holds the result",
                "name one, such as plan.json"};
ask_items(invocation, import);
return import;
} // namespace

void run(const Options& options, bool comment_from_input, Invocation& invocation)
{
    const ImportOptions import = import_options(options, comment_from_input, invocation);
    const auto act = [&](const ActContext& context) { return import_directory(invocation.store(), import, context); };
    print_import(invocation, interruptible(invocation, act), import,
                 import.mode == ImportMode::sync ? "mend them: the input of sync is a whole list"
                                                 : "mend them, or give --partial --rejects FILE to leave them out");
}

} // namespace imi::cmd

void add_import(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("FILE", options->files, "CSV, JSON Lines (also .gz) or XLSX; - or nothing reads standard input");
    command.add_option("--kind", options->kind, "authorities or users (else found out)")
        ->type_name("KIND")
        ->check(CLI::IsMember({"authorities", "users"}));
    command
        .add_option("--mode", options->mode,
                    "upsert (create or change), insert (an id that exists is refused), or sync (what is in --scope and "
                    "not in the input is suspended)")
        ->type_name("MODE")
        ->check(CLI::IsMember({"upsert", "insert", "sync"}));
    command.add_option("--scope", options->scope, "with sync: of what the input is the whole list: country=C,area=A")
        ->type_name("SCOPE");
    command
        .add_option("--max-suspend", options->max_suspend,
                    "with sync: refuse to suspend more, as a number or a percentage (default 5%)")
        ->type_name("N|N%");
    command.add_option("--input-format", options->input_format, "csv, jsonl or xlsx (else found out)")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"csv", "jsonl", "xlsx"}));
    command
        .add_option("--encoding", options->encoding,
                    "of CSV and JSON Lines, such as windows-1252 or ISO-8859-7 (else UTF-8)")
        ->type_name("E");
    command.add_option("--sheet", options->sheet, "of XLSX (else the first that has the header)")->type_name("NAME");
    command
        .add_option("--columns-map", options->columns_map,
                    "YAML: their header: our column; their header: ~ leaves it out")
        ->type_name("FILE");
    command
        .add_option("--set", options->set,
                    "a value for every row, of a column that the input does not have; may be repeated")
        ->type_name("COLUMN=VALUE");
    command.add_option("--delimiter", options->delimiter, "of CSV: , ; or tab (else found out)")->type_name("C");
    command.add_flag("--partial", options->partial, "leave rows with errors out, take the others");
    command
        .add_option("--rejects", options->rejects, "with --partial: write the rows left out, to mend and import again")
        ->type_name("FILE");
    command.add_flag("--ignore-unknown", options->ignore_unknown, "leave unknown columns out instead of refusing them");
    command.add_flag("--keep-empty", options->keep_empty, "an empty cell leaves what is stored instead of clearing it");
    command.add_option("--plan", options->plan, "with --dry-run: keep what was found, for imi-register apply")
        ->type_name("FILE");
    invocation.changes(command);
    invocation.out().records(command, import_columns(), "batch");
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
