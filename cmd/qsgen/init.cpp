// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/qsgen/subcommands.hpp"

#include "authoring/scaffold.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

void run(const authoring::NewArea& area, Invocation& invocation)
{
    for (const std::string& file : authoring::make_area(area, shipped_data() + "/templates/area"))
        invocation.out().record({{"file", file}, {"dry_run", area.dry_run}});
    if (!area.dry_run)
        invocation.note(invocation.tool() + ": begin at the lines marked BEGIN HERE, then run: imi-qsgen check " +
                        area.folder);
}

} // namespace

void add_init(CLI::App& command, Invocation& invocation)
{
    auto area = std::make_shared<authoring::NewArea>();
    command.add_option("DIR", area->folder, "folder to be made; its name is the id of the area")->required();
    command.add_option("--short", area->short_code, "short code that begins case ids (else the first letters)")
        ->type_name("CODE");
    command.add_option("--title", area->title, "title of the area (else its id as words)")->type_name("TEXT");
    command.add_option("--source-language", area->source_language, "language in which its texts are written (else en)")
        ->type_name("CODE");
    command.add_flag("--dry-run", area->dry_run, "check everything, change nothing");
    invocation.out().records(command, {{"file", "file"}}, "file");
    command.callback([area, &invocation] { run(*area, invocation); });
}

} // namespace imi::cmd
