// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/qsgen/subcommands.hpp"

#include "authoring/compare.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

struct Options {
    std::string old_path, new_path;
    std::vector<std::string> meaning_kept;
};

nlohmann::ordered_json record_of(const authoring::FileDiff& file, ChangeClass change_class)
{
    return {{"id", file.id}, {"class", to_string(change_class)}};
}

void run(const Options& options, Invocation& invocation)
{
    const std::set<std::string> kept{options.meaning_kept.begin(), options.meaning_kept.end()};
    for (const authoring::FileDiff& file :
         authoring::compare(options.old_path, options.new_path, shipped_packages(), kept)) {
        if (file.old_version.empty() || file.new_version.empty()) {
            nlohmann::ordered_json record = record_of(file, file.diff.highest);
            record["change"] = file.kind + (file.old_version.empty() ? " is new" : " is gone");
            invocation.out().record(record);
            continue;
        }
        for (const Change& change : file.diff.changes) {
            nlohmann::ordered_json record = record_of(file, change.change_class);
            record["item"] = change.item;
            record["change"] = change.text;
            record["may_change_meaning"] = change.may_change_meaning;
            record["place"] = change.place.text();
            invocation.out().record(record);
            if (change.may_change_meaning && change.change_class == ChangeClass::breaking)
                invocation.note("hint: if the new wording of " + change.item + " means the same, give --meaning-kept " +
                                change.item);
        }
        if (file.diff.version_is_enough)
            continue;
        invocation.note(invocation.tool() + ": " + file.id + ": version " + file.new_version + " is too low for a " +
                        std::string{to_string(file.diff.highest)} + " change since " + file.old_version +
                        ": it must be " + file.diff.needed.text() + " at least");
        invocation.set_status(Status::findings);
    }
}

} // namespace

void add_diff(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("OLD", options->old_path, "file or package as it was, or a file that build wrote")->required();
    command.add_option("NEW", options->new_path, "the same as it is now")->required();
    command
        .add_option("--meaning-kept", options->meaning_kept,
                    "the new wording of this item means the same; may be repeated")
        ->type_name("ITEM");
    invocation.out().records(command, {{"id", "id"}, {"class", "class"}, {"item", "item"}, {"change", "change"}},
                             "item");
    command.callback([options, &invocation] { run(*options, invocation); });
}

} // namespace imi::cmd
