// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

#include "cmd/register/import_result.hpp"
#include "directory/planned_import.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

constexpr const char* decide_anew = "look at what happened since, and decide anew";

ImportOptions import_options(Invocation& invocation)
{
    ImportOptions import;
    const ChangeOptions change = invocation.change_options();
    import.dry_run = change.dry_run;
    import.comment = change.comment;
    ask_items(invocation, import);
    return import;
}

/// In json one document, the plan without what only apply needs; else a record for each change.
void run_show(const std::string& path, Invocation& invocation)
{
    using Json = nlohmann::ordered_json;
    const std::string format = invocation.out().format();
    const bool as_text = format == "table" || format == "csv";
    Json rows = Json::array();
    const Json head = read_plan(path, [&](const Json& row) {
        Json record{{"object", row["object"]}, {"action", row["action"]}};
        for (const char* name : {"file", "line"}) {
            if (row.contains(name))
                record[name] = row[name];
        }
        record["changes"] = Json::array();
        for (const Json& cell : row["cells"]) {
            if (as_text)
                record["changes"].push_back(
                    change_text({cell.value("member", ""), cell.value("old", ""), cell.value("new", "")}));
            else
                record["changes"].push_back(cell);
        }
        if (format == "json")
            rows.push_back(std::move(record));
        else
            invocation.out().record(record);
    });
    if (format == "json") {
        Json whole = head;
        whole["rows"] = std::move(rows);
        invocation.out().single(whole);
    }
    const std::string scope = head.contains("scope") ? " of " + head.value("scope", "") : std::string{};
    invocation.note(invocation.tool() + ": " + head.value("mode", "") + scope + ", made by " +
                    head.value("made_by", "") + " at " + head.value("made_at", "") + ": create " +
                    std::to_string(head.value("create", 0)) + ", update " + std::to_string(head.value("update", 0)) +
                    ", unchanged " + std::to_string(head.value("unchanged", 0)));
}

} // namespace

void add_apply(CLI::App& command, Invocation& invocation)
{
    auto path = std::make_shared<std::string>();
    command.add_option("PLAN", *path, "as import --dry-run --plan wrote it")->required();
    invocation.changes(command);
    invocation.out().records(command, import_columns(), "batch");
    command.callback([path, &invocation] {
        const ImportOptions import = import_options(invocation);
        const auto act = [&](const ActContext& context) {
            return apply_plan(invocation.store(), *path, import, context);
        };
        print_import(invocation, interruptible(invocation, act), import, decide_anew);
    });
}

void add_show_plan(CLI::App& command, Invocation& invocation)
{
    auto path = std::make_shared<std::string>();
    command.add_option("PLAN", *path, "as import --dry-run --plan wrote it")->required();
    invocation.out().records(
        command,
        {{"action", "action"}, {"object", "object"}, {"file", "file"}, {"line", "line"}, {"changes", "changes"}},
        "object");
    command.callback([path, &invocation] { run_show(*path, invocation); });
}

void add_revert(CLI::App& command, Invocation& invocation)
{
    auto batch = std::make_shared<std::int64_t>(0);
    add_number(command, "BATCH", *batch, "number of a batch, as log lists them", 1,
               std::numeric_limits<std::int64_t>::max())
        ->required();
    invocation.changes(command);
    auto columns = import_columns();
    for (Column column : {Column{"scope", "scope"}, Column{"action", "action"}, Column{"version", "version"},
                          Column{"changes", "changes"}})
        columns.push_back(std::move(column));
    invocation.out().records(command, columns, "batch");
    command.callback([batch, &invocation] {
        const ChangeOptions change = invocation.change_options();
        if (is_batch_of_setups(invocation.store().db(), *batch))
            return print_setups(invocation, revert_setups(invocation.store(), *batch, change, invocation.context()),
                                change.dry_run);
        const ImportOptions import = import_options(invocation);
        const auto act = [&](const ActContext& context) {
            return revert_batch(invocation.store(), *batch, import, context);
        };
        print_import(invocation, interruptible(invocation, act), import, decide_anew);
    });
}

} // namespace imi::cmd
