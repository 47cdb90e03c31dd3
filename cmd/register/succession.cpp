// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

#include "directory/succession.hpp"

namespace imi::cmd
{

namespace
{

struct Options {
    Succession succession;
    bool names_only = false;
};

void run(const Options& options, const char* verb, Invocation& invocation)
{
    const ChangeOptions change = invocation.change_options();
    const SuccessionResult result =
        end_authorities(invocation.store(), options.succession, verb, change, invocation.context());
    for (const Diagnostic& warning : result.warnings)
        invocation.warn(warning);
    print_changes(invocation, result.changes, change.dry_run);
}

std::shared_ptr<Options> options_of(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command
        .add_option("--on", options->succession.on, "first day without it (else the day after its last, else today)")
        ->type_name("DATE");
    invocation.changes(command, false);
    invocation.out().records(command, change_columns(), "object");
    return options;
}

} // namespace

void add_authority_merge(CLI::App& command, Invocation& invocation)
{
    auto options = options_of(command, invocation);
    command.add_option("AUTHORITY", options->succession.ending, "those that end, as COUNTRY:ID")->required();
    command
        .add_option_function<std::string>(
            "--into", [options](const std::string& key) { options->succession.following = {key}; },
            "the authority that goes on")
        ->required()
        ->type_name("AUTHORITY");
    command.add_flag("--names-only", options->names_only,
                     "hand over names alone, not areas, professions, keywords and languages");
    command.callback([options, &invocation] {
        options->succession.hands_over = !options->names_only;
        run(*options, "merge", invocation);
    });
}

void add_authority_split(CLI::App& command, Invocation& invocation)
{
    auto options = options_of(command, invocation);
    command
        .add_option_function<std::string>(
            "AUTHORITY", [options](const std::string& key) { options->succession.ending = {key}; },
            "the one that ends, as COUNTRY:ID")
        ->required();
    command.add_option("--into", options->succession.following, "an authority that follows; at least two")
        ->required()
        ->type_name("AUTHORITY");
    command.callback([options, &invocation] {
        if (options->succession.following.size() < 2)
            throw Error{Status::usage, "REG-132", "a body is split into at least two",
                        "repeat --into; imi-register authority merge is for one"};
        run(*options, "split", invocation);
    });
}

} // namespace imi::cmd
