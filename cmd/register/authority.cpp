// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

#include "directory/authority_export.hpp"
#include "directory/authority_service.hpp"
#include "directory/rights.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

struct Options {
    std::string key;
    std::vector<std::string> settings;
};

void run_show(const Options& options, Invocation& invocation)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    require(invocation.actor(db), "search", {});
    const StoredAuthority stored = find_authority(db, options.key);
    nlohmann::ordered_json record{{"authority", stored.authority.key.text()},
                                  {"name", stored.authority.display_name(invocation.language()).text}};
    const nlohmann::ordered_json content = to_json(stored.authority);
    for (const auto& [name, value] : content.items())
        record[name] = value;
    record["version"] = stored.version;
    record["batch"] = stored.batch;
    invocation.out().single(record);
}

std::shared_ptr<Options> options_of(CLI::App& command)
{
    auto options = std::make_shared<Options>();
    command.add_option("AUTHORITY", options->key, "COUNTRY:ID, such as RO:cmr")->required();
    return options;
}

void add_state_change(CLI::App& command, Invocation& invocation, AuthorityState state)
{
    auto options = options_of(command);
    invocation.changes(command, true);
    invocation.out().records(command, change_columns(), "object");
    command.callback([options, &invocation, state] {
        const ChangeOptions change = invocation.change_options();
        print_change(invocation,
                     set_authority_state(invocation.store(), options->key, state, change, invocation.context()),
                     change.dry_run);
    });
}

} // namespace

std::vector<Column> change_columns()
{
    return {{"object", "object"},
            {"version", "version"},
            {"batch", "batch"},
            {"dry_run", "dry run"},
            {"changes", "changes"}};
}

std::string change_text(const ChangedCell& cell)
{
    return cell.member + ": " + cell.old_value + " -> " + cell.new_value;
}

namespace
{

nlohmann::ordered_json change_record(Invocation& invocation, const ChangeResult& result, bool dry_run)
{
    nlohmann::ordered_json record{{"object", result.object}, {"version", result.version}};
    record["batch"] = result.batch ? nlohmann::ordered_json(*result.batch) : nullptr;
    record["dry_run"] = dry_run;
    nlohmann::ordered_json changes = nlohmann::ordered_json::array();
    const bool has_cells = invocation.out().format() == "table" || invocation.out().format() == "csv";
    for (const ChangedCell& cell : result.cells) {
        if (has_cells)
            changes.push_back(change_text(cell));
        else
            changes.push_back({{"member", cell.member}, {"old", cell.old_value}, {"new", cell.new_value}});
    }
    record["changes"] = std::move(changes);
    return record;
}

} // namespace

void print_changes(Invocation& invocation, const std::vector<ChangeResult>& results, bool dry_run)
{
    bool changed = false;
    for (const ChangeResult& result : results) {
        for (const Diagnostic& warning : result.warnings)
            invocation.warn(warning);
        invocation.out().record(change_record(invocation, result, dry_run));
        changed = changed || result.changed;
    }
    if (!changed)
        invocation.note(invocation.tool() + ": nothing was changed: all was so already");
}

void print_change(Invocation& invocation, const ChangeResult& result, bool dry_run)
{
    for (const Diagnostic& warning : result.warnings)
        invocation.warn(warning);
    invocation.out().single(change_record(invocation, result, dry_run));
    if (!result.changed)
        invocation.note(invocation.tool() + ": nothing was changed: all was so already");
}

void add_authority_show(CLI::App& command, Invocation& invocation)
{
    auto options = options_of(command);
    invocation.out().records(
        command,
        {{"authority", "authority"}, {"name", "name"}, {"city", "city"}, {"state", "state"}, {"version", "version"}},
        "authority");
    command.callback([options, &invocation] { run_show(*options, invocation); });
}

void add_authority_set(CLI::App& command, Invocation& invocation)
{
    auto options = options_of(command);
    command.add_option("NAME=VALUE", options->settings, "columns of the import; NAME= clears")->required();
    invocation.changes(command, true);
    invocation.out().records(command, change_columns(), "object");
    command.callback([options, &invocation] {
        const ChangeOptions change = invocation.change_options();
        print_change(invocation,
                     set_authority(invocation.store(), options->key, parse_settings(options->settings), change,
                                   invocation.context()),
                     change.dry_run);
    });
}

void add_authority_suspend(CLI::App& command, Invocation& invocation)
{
    add_state_change(command, invocation, AuthorityState::suspended);
}

void add_authority_reactivate(CLI::App& command, Invocation& invocation)
{
    add_state_change(command, invocation, AuthorityState::active);
}

} // namespace imi::cmd
