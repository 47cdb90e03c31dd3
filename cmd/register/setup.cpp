// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

#include "base/date.hpp"
#include "base/faulty_input.hpp"
#include "base/limits.hpp"
#include "cases/what_if.hpp"
#include "directory/rights.hpp"
#include "directory/setup.hpp"
#include "directory/setup_check.hpp"
#include "directory/setup_drawing.hpp"
#include "formats/graphviz.hpp"
#include "formats/input.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi::cmd
{

namespace
{

/// What was refused, in one error: the first fault with its place, the others told before it.
[[noreturn]] void refuse(Invocation& invocation, const std::vector<Diagnostic>& diagnostics, bool not_permitted,
                         bool is_stale = false)
{
    const Diagnostic& first = diagnostics.front();
    if (!invocation.out().is_json())
        for (std::size_t i = 1; i < diagnostics.size(); ++i)
            invocation.warn(diagnostics[i]);
    const std::size_t told = std::min(diagnostics.size(), most_faults_told);
    const Status status = not_permitted ? Status::forbidden : is_stale ? Status::conflict : Status::input;
    throw FaultyInput{
        Error{status, first.code, first.message + "; nothing was changed", first.hint, first.place.text()},
        {diagnostics.begin(), diagnostics.begin() + static_cast<std::ptrdiff_t>(told)}};
}

std::vector<SetupFile> read_files(const std::vector<std::string>& paths)
{
    std::vector<SetupFile> files;
    for (const std::string& path : paths) {
        Input input = Input::open(path);
        files.push_back({input.name(), read_all(input, limits::yaml_bytes)});
    }
    return files;
}

void run_apply(const std::vector<std::string>& paths, Invocation& invocation)
{
    invocation.store_path(); // which store is asked first, then what is wrong with the files
    const std::vector<SetupFile> files = read_files(paths);
    const ChangeOptions change = invocation.change_options();
    print_setups(invocation, apply_setups(invocation.store(), files, change, invocation.context()), change.dry_run);
}

void run_show(const std::string& scope, Invocation& invocation)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    require(invocation.actor(db), "search", {});
    const std::string format = invocation.out().format();
    if (format == "dot" || format == "svg") {
        const std::string dot = draw_setups_of(db, scope, invocation.language());
        invocation.out().document(format == "dot" ? dot : svg_of_dot(dot));
        return;
    }
    const std::vector<StoredSetup> setups = setups_in(db, scope);
    if (format == "yaml") {
        invocation.out().document(to_yaml(setups));
        return;
    }
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const StoredSetup& setup : setups)
        all.push_back(to_json(setup));
    invocation.out().document(all.dump(2) + "\n");
}

void run_check(const SetupCheckOptions& options, Invocation& invocation)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    check_setups(db, invocation.actor(db), options, [&](const SetupFinding& finding) {
        invocation.out().record({{"code", finding.code},
                                 {"severity", finding.severity == Severity::error ? "error" : "warning"},
                                 {"place", finding.place},
                                 {"area", finding.area},
                                 {"message", finding.message},
                                 {"fix", finding.fix}});
        invocation.set_status(Status::findings);
    });
    if (invocation.status() == Status::done)
        invocation.note(invocation.tool() + ": nothing was found");
}

struct WhatIfOptions {
    std::vector<std::string> files, against;
    std::string by = "authority";
};

/// Whether it may be done, and by whom, is said where that is the difference.
nlohmann::ordered_json record_of(const workflow::Lead& lead, const workflow::Lead& other)
{
    nlohmann::ordered_json record{{"state", lead.state}, {"waits_for", lead.awaited}};
    if (lead.refusal != other.refusal)
        record["allowed"] = lead.refusal.empty() ? "yes" : "no";
    if (lead.barred != other.barred)
        record["barred"] = lead.barred;
    if (lead.actors != other.actors)
        record["by"] = lead.actors;
    return record;
}

void run_what_if(const WhatIfOptions& options, Invocation& invocation)
{
    invocation.store_path();
    const std::vector<SetupFile> files = read_files(options.files);
    const std::vector<SetupFile> against = read_files(options.against);
    const WhatIf result = what_if(invocation.store(), files, against, invocation.context());
    if (!result.diagnostics.empty())
        refuse(invocation, result.diagnostics, result.not_permitted);
    for (const Diagnostic& warning : result.warnings)
        invocation.warn(warning);
    if (options.by == "case") {
        invocation.out().leave_out({"workflow", "state", "before", "after", "cases"});
        invocation.out().spare_table({"at"});
        for (const WhatIfStep& step : result.steps) {
            nlohmann::ordered_json record{{"case", step.number},
                                          {"version", step.version},
                                          {"at", format_instant(step.at)},
                                          {"step", step.action},
                                          {"authority", step.authority}};
            record["before"] = record_of(step.before, step.after);
            record["after"] = record_of(step.after, step.before);
            invocation.out().record(record);
        }
    } else {
        invocation.out().leave_out({"case", "version", "at", "step", "before.state", "before.waits_for",
                                    "before.allowed", "before.barred", "before.by", "after.state", "after.waits_for",
                                    "after.allowed", "after.barred", "after.by"});
        for (const WhatIfCount& count : result.counts)
            invocation.out().record({{"authority", count.authority},
                                     {"workflow", count.workflow},
                                     {"state", count.state},
                                     {"before", count.before},
                                     {"after", count.after},
                                     {"cases", count.cases}});
    }
    invocation.note(invocation.tool() + ": cases compared: " + std::to_string(result.cases) +
                    "; steps that would lead elsewhere: " + std::to_string(result.steps.size()));
}

} // namespace

void print_setups(Invocation& invocation, const SetupResult& result, bool dry_run)
{
    if (!result.diagnostics.empty())
        refuse(invocation, result.diagnostics, result.not_permitted, result.is_stale);
    for (const Diagnostic& warning : result.warnings)
        invocation.warn(warning);
    bool changed = false;
    for (const SetupItem& item : result.items) {
        changed |= item.action != "unchanged";
        nlohmann::ordered_json record{{"scope", item.scope.text()}, {"action", item.action}, {"version", item.version}};
        record["batch"] = result.batch ? nlohmann::ordered_json(*result.batch) : nullptr;
        record["dry_run"] = dry_run;
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
    invocation.out().documents(command, {"yaml", "json", "dot", "svg"});
    command.callback([scope, &invocation] { run_show(*scope, invocation); });
}

void add_setup_check(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<SetupCheckOptions>();
    command.add_option("--country", options->country, "one country only")->type_name("C");
    command.add_option("--area", options->area, "one legislative area only")->type_name("AREA");
    invocation.out().records(command,
                             {{"code", "code"},
                              {"severity", "severity"},
                              {"place", "place"},
                              {"area", "area"},
                              {"message", "message"},
                              {"fix", "fix"}},
                             "place");
    command.callback([options, &invocation] { run_check(*options, invocation); });
}

void add_setup_what_if(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<WhatIfOptions>();
    command.add_option("FILE", options->files, "set-ups that are not in force, as apply reads them")->required();
    command.add_option("--against", options->against, "compare with these applied, not with those in force")
        ->type_name("FILE");
    command.add_option("--by", options->by, "authority (who would be asked how often), or case (every step)")
        ->check(CLI::IsMember({"authority", "case"}));
    invocation.out().records(command,
                             {{"case", "case"},
                              {"version", "version"},
                              {"at", "at"},
                              {"step", "step"},
                              {"authority", "authority"},
                              {"workflow", "workflow"},
                              {"state", "state"},
                              {"before", "before"},
                              {"after", "after"},
                              {"cases", "cases"},
                              {"before.state", "state before"},
                              {"before.waits_for", "waits for before"},
                              {"before.allowed", "allowed before"},
                              {"before.barred", "barred before"},
                              {"before.by", "by before"},
                              {"after.state", "state after"},
                              {"after.waits_for", "waits for after"},
                              {"after.allowed", "allowed after"},
                              {"after.barred", "barred after"},
                              {"after.by", "by after"}},
                             "authority");
    command.callback([options, &invocation] { run_what_if(*options, invocation); });
}

} // namespace imi::cmd
