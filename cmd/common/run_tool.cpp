// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/arguments.hpp"
#include "cmd/common/help.hpp"
#include "cmd/common/tool.hpp"

#include "base/faulty_input.hpp"
#include "base/interruption.hpp"
#include "formats/json.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <csignal>
#include <iostream>
#include <new>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

namespace imi::cmd
{

namespace
{

void prepare_process()
{
    // A closed standard descriptor would be given to the next file that is opened: the store.
    for (int descriptor = 0; descriptor <= 2; ++descriptor) {
        if (fcntl(descriptor, F_GETFD) < 0)
            open("/dev/null", descriptor == 2 ? O_WRONLY : O_RDONLY); // a result that nobody gets is a failure
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

void add_common_options(CLI::App& app, Invocation& invocation)
{
    CommonOptions& options = invocation.options();
    const auto text = [&](const char* name, std::string& target, const char* type, const char* help) {
        app.add_option(name, target, help)->type_name(type)->group("Common options");
    };
    text("--store", options.store, "STORE", "the store to work on (else IMI_STORE, else the configuration file)");
    text("--as", options.as, "LOGIN", "act with the rights of this login (IMI_USER)");
    text("--lang", options.lang, "CODE", "language of what is shown (IMI_LANG, LC_ALL, LC_MESSAGES, LANG)");
    text("--format", invocation.out().format_option, "FORMAT", "form of the output: table, json, jsonl, csv");
    text("-o,--output", invocation.out().file, "FILE", "write the output to a file, whole or not at all");
    app.add_flag("--force", invocation.out().force, "overwrite the file of -o")->group("Common options");
    app.add_flag("--quiet", options.quiet, "no warnings and notes")->group("Common options");
    app.add_flag("--verbose", options.verbose, "say more")->group("Common options");
    text("--color", options.color, "WHEN", "auto, always or never");
    app.get_option("--color")->check(CLI::IsMember({"auto", "always", "never"}));
    text("--progress", options.progress, "WHEN", "auto or never");
    app.get_option("--progress")->check(CLI::IsMember({"auto", "never"}));
    text("--now", options.now, "INSTANT", "the time to read by; in a training store also to write by (IMI_NOW)");
    add_number(app, "--timeout", options.timeout_seconds, "seconds to wait for the store", 0, 86'400)
        ->group("Common options");
}

/// The command that a table row makes, with those above it ("authority show").
CLI::App& command_for(CLI::App& app, const Subcommand& row, std::string_view name)
{
    CLI::App* at = &app;
    std::string_view rest = name;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string word{rest.substr(0, end)};
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto known = at->get_subcommands([&](const CLI::App* sub) { return sub->get_name() == word; });
        CLI::App* next = known.empty() ? nullptr : known.front();
        if (next == nullptr) {
            next = at->add_subcommand(word, rest.empty() ? std::string{row.summary} : std::string{});
            next->fallthrough();
        }
        if (!rest.empty())
            next->require_subcommand(1);
        at = next;
    }
    return *at;
}

void print_error(Invocation& invocation, const std::string& tool, const Error& error)
{
    if (invocation.out().is_json()) {
        nlohmann::ordered_json json{{"error",
                                     {{"code", error.id()},
                                      {"message", escape_for_terminal(error.what())},
                                      {"where", escape_for_terminal(error.where())},
                                      {"hint", escape_for_terminal(error.hint())}}}};
        if (const auto* faulty = dynamic_cast<const FaultyInput*>(&error)) {
            nlohmann::ordered_json& faults = json["error"]["faults"] = nlohmann::ordered_json::array();
            for (const Diagnostic& fault : faulty->faults())
                faults.push_back(
                    {{"code", fault.code},
                     {"message", escape_for_terminal((fault.field.empty() ? "" : fault.field + ": ") + fault.message)},
                     {"where", escape_for_terminal(fault.place.text())},
                     {"hint", escape_for_terminal(fault.hint)}});
        }
        std::cerr << dump_json(json) << '\n';
        return;
    }
    std::cerr << tool << ": " << (error.where().empty() ? "" : escape_for_terminal(error.where()) + ": ")
              << (invocation.colours() ? coloured("error:", Severity::error) : "error:") << ' '
              << escape_for_terminal(error.what()) << " [" << error.id() << "]\n";
    if (!error.hint().empty())
        std::cerr << "hint: " << escape_for_terminal(error.hint()) << '\n';
}

/// What looked like a word of the tool's and lacks its arguments may be a verb written wrong.
Error usage_error(const CLI::ParseError& error, const Verb& verb, std::span<const Subcommand> table)
{
    std::vector<std::string> verbs;
    if (verb.row != nullptr && verb.row->any_word)
        for (const Subcommand& row : table)
            verbs.emplace_back(row.name);
    const std::string near = nearest(verb.name, verbs);
    return Error{Status::usage, "CLI-001", escape_for_message(error.what(), 400),
                 near.empty() ? "see --help" : "did you mean " + near + "?"};
}

} // namespace

/// All of run_tool() but its end by a signal, which is told: the store must be closed before.
static int run_until_signal(std::string_view tool, std::string_view summary, std::span<const Subcommand> table,
                            int argc, char** argv, int& end_by_signal)
{
    prepare_process();
    const std::string name{tool};
    std::vector<std::unique_ptr<Invocation>> invocations;
    Invocation* chosen = nullptr;
    // Options that every verb has belong to one set of values, whichever side of the verb they stand on.
    Invocation invocation{name};
    Invocation fallback{name};
    fallback.out().format_option = format_argument(argc, argv);
    try {
        CLI::App app{std::string{summary}, name};
        app.set_help_flag("-h,--help", "show this help and exit");
        app.set_version_flag("--version", name + " " + IMI_VERSION);
        app.formatter(std::make_shared<HelpFormatter>());
        add_common_options(app, invocation);
        if (!table.front().name.empty())
            app.require_subcommand(1);
        // Every row declares its options on an output of its own; the one that is chosen is used.
        FormatsOf formats;
        const Verb verb = find_verb(table, argc, argv);
        const bool all_rows = dump_options_asked(argc, argv) || help_asked(argc, argv);
        for (const Subcommand& row : table) {
            // Words of a tool that takes words are no verbs, wherever they stand.
            if (verb.row != nullptr && verb.row->name.empty() && !row.name.empty() && !all_rows)
                continue;
            // No word to complete or to describe: what it stands for is not known here.
            if (row.any_word && dump_options_asked(argc, argv))
                continue;
            const bool is_chosen = verb.row == &row;
            CLI::App& command =
                row.name.empty() ? app : command_for(app, row, is_chosen ? std::string_view{verb.name} : row.name);
            if (is_chosen)
                invocation.set_row(row, verb.name);
            else
                invocations.push_back(std::make_unique<Invocation>(name));
            Invocation& own = is_chosen ? invocation : *invocations.back();
            row.add(command, own);
            formats[&command] = own.out().formats();
        }
        one_value_each(app);
        app.parse_complete_callback([&invocation] {
            invocation.language();
            invocation.require_output_beside_store();
            invocation.out().begin();
        });
        if (dump_options_asked(argc, argv)) {
            invocation.out().print(dump_options(app, formats) + "\n");
            return 0;
        }
        check_arguments(app, table, argc, argv);
        chosen = &invocation;
        try {
            app.parse(argc, argv);
            invocation.out().finish();
        } catch (const ReaderGone&) {
            return static_cast<int>(invocation.status());
        } catch (const CLI::ParseError& error) {
            if (error.get_exit_code() == 0) {
                std::ostringstream text;
                app.exit(error, text, text);
                invocation.out().print(text.str());
                return 0;
            }
            chosen = nullptr;
            throw usage_error(error, verb, table);
        }
        return static_cast<int>(invocation.status());
    } catch (const Error& error) {
        print_error(chosen != nullptr ? *chosen : fallback, name, error);
        if (error.status() == Status::forbidden && chosen != nullptr)
            chosen->log_refusal(error);
        if (error.id() == "STO-014")
            end_by_signal = Interruption::signal();
        return static_cast<int>(error.status());
    } catch (const std::bad_alloc&) {
        print_error(fallback, name, Error{Status::store, "STO-013", "out of memory; nothing was changed"});
        return static_cast<int>(Status::store);
    } catch (const std::exception& error) {
        print_error(fallback, name,
                    Error{Status::bug, "CLI-070",
                          std::string{"this is a fault of the program: "} + escape_for_message(error.what(), 300),
                          "report it, with the command that you ran"});
        return static_cast<int>(Status::bug);
    }
}

int run_tool(std::string_view tool, std::string_view summary, std::span<const Subcommand> table, int argc, char** argv)
{
    int end_by_signal = 0;
    const int status = run_until_signal(tool, summary, table, argc, argv, end_by_signal);
    // As if it had not been held up: a shell that runs a script stops it too.
    if (end_by_signal != 0)
        std::raise(end_by_signal);
    return status;
}

std::span<const CodeRow> command_codes()
{
    static constexpr CodeRow rows[] = {
        {"CLI-001", "the command line is not as the tool takes it"},
        {"CLI-002", "there is no such option"},
        {"CLI-003", "there is no such subcommand"},
        {"CLI-004", "an argument is no valid text, or the command line is too long"},
        {"CLI-005", "a number is not a whole decimal number within its limits"},
        {"CLI-006", "there is no such output format here"},
        {"CLI-007", "there is no such column"},
        {"CLI-010", "no store is named"},
        {"CLI-011", "a store URL holds a password"},
        {"CLI-012", "stores of this kind are not supported"},
        {"CLI-013", "not an instant"},
        {"CLI-014", "another time than now, and not a training store"},
        {"CLI-015", "not a language"},
        {"CLI-016", "the comment holds a forbidden character, or is too long"},
        {"CLI-017", "an act that cannot be undone, without consent"},
        {"CLI-018", "the output file is the store"},
        {"CLI-020", "standard output cannot be written"},
        {"CLI-021", "a tool cannot be run"},
        {"CLI-070", "a fault of the program"},
    };
    return rows;
}

} // namespace imi::cmd
