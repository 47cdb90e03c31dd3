// SPDX-License-Identifier: EUPL-1.2
#include "cmd/report/subcommands.hpp"

#include "base/limits.hpp"
#include "formats/input.hpp"
#include "formats/json.hpp"
#include "report/nightly.hpp"
#include "report/verify.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

struct Options {
    report::NightlyOptions nightly;
    bool status = false;
};

void show_status(const Options& options, Invocation& invocation)
{
    const report::NightlyStatus status = report::nightly_status(options.nightly.out, invocation.clock().now());
    invocation.note(std::to_string(status.nights) + (status.nights == 1 ? " night is" : " nights are") + " published");
    invocation.out().record(
        {{"date", status.last.empty() ? nlohmann::ordered_json{} : nlohmann::ordered_json(status.last)},
         {"action", status.is_running ? "running" : "idle"},
         {"files", nullptr},
         {"missing", status.missing},
         {"faults", nullptr},
         {"dry_run", false}});
    if (!status.missing.empty() || status.last.empty())
        invocation.set_status(Status::findings);
}

void run(Options& options, Invocation& invocation)
{
    if (options.status)
        return show_status(options, invocation);
    report::NightlyOptions& nightly = options.nightly;
    const ChangeOptions change = invocation.change_options();
    nightly.dry_run = change.dry_run;
    nightly.comment = change.comment;
    nightly.tool_version = IMI_VERSION;
    const UiTexts ui = shipped_ui_texts();
    for (const report::Night& night : run_nightly(invocation.store(), ui, nightly, invocation.context())) {
        // On standard output, where --quiet does not reach.
        std::vector<std::string> faults;
        for (const std::string& fault : night.faults)
            faults.push_back(fault + " [RPT-021]");
        invocation.out().record({{"date", night.date},
                                 {"action", night.action},
                                 {"files", night.files},
                                 {"missing", nullptr},
                                 {"faults", faults},
                                 {"dry_run", nightly.dry_run}});
        if (!faults.empty())
            invocation.set_status(Status::findings);
    }
}

void verify(const std::string& file, Invocation& invocation)
{
    Input input = Input::open(file);
    const nlohmann::ordered_json published = parse_json(read_all(input, limits::line_bytes), {input.name(), 1, 0});
    const std::size_t reports = published.is_array() ? published.size() : 1;
    Store& store = invocation.store();
    with_desk(invocation, shipped_ui_texts(invocation.language()), [&](report::Desk& desk) {
        for (const report::Difference& difference : report::verify(desk, store.db(), store.is_training(), published)) {
            invocation.set_status(Status::findings);
            invocation.out().record({{"report", difference.report},
                                     {"row", difference.row},
                                     {"column", difference.column},
                                     {"published", difference.published},
                                     {"computed", difference.computed}});
        }
    });
    if (invocation.status() == Status::done)
        invocation.note(std::to_string(reports) + (reports == 1 ? " report is" : " reports are") + " as published");
}

} // namespace

void add_nightly(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    report::NightlyOptions& nightly = options->nightly;
    command.add_option("--out", nightly.out, "folder of the published reports")->type_name("DIR")->required();
    auto* date = command.add_option("--date", nightly.date, "this night alone")->type_name("DATE");
    auto* since = command.add_option("--since", nightly.since, "the nights from this one on")->type_name("DATE");
    date->excludes(since);
    auto* rebuild =
        command.add_flag("--rebuild", nightly.rebuild, "count all cases again, and make nights again that are there");
    command.add_option("--in", nightly.languages, "language of the pages (else all 26)")->type_name("CODE");
    command.add_flag("--status", options->status, "say what is published and what is missing, and change nothing")
        ->excludes(date)
        ->excludes(since)
        ->excludes(rebuild);
    invocation.changes(command);
    invocation.out().records(command,
                             {{"date", "night"},
                              {"action", "action"},
                              {"files", "files"},
                              {"missing", "missing"},
                              {"faults", "what does not agree"},
                              {"dry_run", "dry run"}},
                             "date");
    command.callback([options, &invocation] { run(*options, invocation); });
}

void add_verify(CLI::App& command, Invocation& invocation)
{
    auto file = std::make_shared<std::string>();
    command.add_option("FILE", *file, "a report in JSON, as imi-report wrote it")->required();
    invocation.out().records(command,
                             {{"report", "report"},
                              {"row", "row"},
                              {"column", "column"},
                              {"published", "published"},
                              {"computed", "computed"}},
                             "report");
    command.callback([file, &invocation] { verify(*file, invocation); });
}

} // namespace imi::cmd
