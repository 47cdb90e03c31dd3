// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/qsgen/subcommands.hpp"

#include "authoring/drawing.hpp"

namespace imi::cmd
{

namespace
{

void run(const authoring::DrawingOptions& options, Invocation& invocation)
{
    authoring::DrawingOptions asked = options;
    asked.shipped = shipped_packages();
    asked.as_table = invocation.out().format() == "text";
    asked.language = invocation.language();
    invocation.out().document(authoring::draw(asked));
}

} // namespace

void add_graph(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<authoring::DrawingOptions>();
    command.add_option("PATH", options->path, "file of a workflow, set, form or survey, or a package")->required();
    command.add_option("--id", options->id, "only the workflow, set, form or survey of this id")->type_name("ID");
    invocation.out().documents(command, {"dot", "text"});
    command.callback([options, &invocation] { run(*options, invocation); });
}

} // namespace imi::cmd
