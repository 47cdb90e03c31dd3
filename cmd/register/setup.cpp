// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

#include "base/faulty_input.hpp"
#include "base/limits.hpp"
#include "directory/rights.hpp"
#include "directory/setup.hpp"
#include "formats/input.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi::cmd
{

namespace
{

/// What was refused, in one error: the first fault with its place, the others told before it.
[[noreturn]] void refuse(Invocation& invocation, const SetupResult& result)
{
    const Diagnostic& first = result.diagnostics.front();
    if (!invocation.out().is_json())
        for (std::size_t i = 1; i < result.diagnostics.size(); ++i)
            invocation.warn(result.diagnostics[i]);
    const std::size_t told = std::min(result.diagnostics.size(), most_faults_told);
    throw FaultyInput{Error{result.not_permitted ? Status::forbidden : Status::input, first.code,
                            first.message + "; nothing was changed", first.hint, first.place.text()},
                      {result.diagnostics.begin(), result.diagnostics.begin() + static_cast<std::ptrdiff_t>(told)}};
}

void run_apply(const std::vector<std::string>& paths, Invocation& invocation)
{
    invocation.store_path(); // which store is asked first, then what is wrong with the files
    std::vector<SetupFile> files;
    for (const std::string& path : paths) {
        Input input = Input::open(path);
        files.push_back({input.name(), read_all(input, limits::yaml_bytes)});
    }
    const ChangeOptions change = invocation.change_options();
    const SetupResult result = apply_setups(invocation.store(), files, change, invocation.context());
    if (!result.diagnostics.empty())
        refuse(invocation, result);
    for (const Diagnostic& warning : result.warnings)
        invocation.warn(warning);
    bool changed = false;
    for (const SetupItem& item : result.items) {
        changed |= item.action != "unchanged";
        nlohmann::ordered_json record{{"scope", item.scope.text()}, {"action", item.action}, {"version", item.version}};
        record["batch"] = result.batch ? nlohmann::ordered_json(*result.batch) : nullptr;
        record["dry_run"] = change.dry_run;
        record["changes"] = nlohmann::ordered_json::array();
        for (const ChangedCell& cell : item.cells) {
            if (invocation.out().format() == "table")
                record["changes"].push_back(change_text(cell));
            else
                record["changes"].push_back(
                    {{"member", cell.member}, {"old", cell.old_value}, {"new", cell.new_value}});
        }
        invocation.out().record(record);
    }
    if (!changed)
        invocation.note(invocation.tool() + ": nothing was changed: all was so already");
}

/// In yaml one document for all of them; else a record for each switch.
void run_show(const std::string& scope, Invocation& invocation)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    require(invocation.actor(db), "search", {});
    const std::vector<StoredSetup> setups = setups_in(db, scope);
    if (invocation.out().format() == "yaml") {
        invocation.out().document(to_yaml(setups));
        return;
    }
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const StoredSetup& setup : setups)
        all.push_back(to_json(setup));
    invocation.out().document(all.dump(2) + "\n");
}

} // namespace

void add_setup_apply(CLI::App& command, Invocation& invocation)
{
    auto files = std::make_shared<std::vector<std::string>>();
    command
        .add_option("FILE", *files,
                    "YAML: country, region, area, authority, coordinators and setup; - reads standard input")
        ->required();
    invocation.changes(command, true);
    invocation.out().records(
        command,
        {{"scope", "scope"}, {"action", "action"}, {"version", "version"}, {"batch", "batch"}, {"changes", "changes"}},
        "scope");
    command.callback([files, &invocation] { run_apply(*files, invocation); });
}

void add_setup_show(CLI::App& command, Invocation& invocation)
{
    auto scope = std::make_shared<std::string>();
    command.add_option("SCOPE", *scope, "RO, DE/DE2 (a region) or RO:cmr (an authority), @AREA behind it; all else");
    invocation.out().documents(command, {"yaml", "json"});
    command.callback([scope, &invocation] { run_show(*scope, invocation); });
}

} // namespace imi::cmd
