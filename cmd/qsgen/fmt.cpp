// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/qsgen/subcommands.hpp"

#include "authoring/rewrite.hpp"
#include "authoring/selection.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

struct Options {
    std::vector<std::string> paths;
    bool check = false;
};

void run(const Options& options, Invocation& invocation)
{
    const authoring::Selection selection = authoring::select_packages(options.paths, shipped_packages());
    const std::vector<authoring::Rewrite> rewrites = authoring::format_files(selection);
    for (const authoring::Rewrite& rewrite : rewrites)
        invocation.out().record({{"file", rewrite.file}});
    if (!options.check)
        authoring::write_files(rewrites);
    else if (!rewrites.empty())
        invocation.set_status(Status::findings);
}

} // namespace

void add_fmt(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("PATH", options->paths, "packages, folders of packages or single files");
    command.add_flag("--check", options->check, "change nothing; status 1 when a file would change");
    invocation.out().records(command, {{"file", "file"}}, "file");
    command.callback([options, &invocation] { run(*options, invocation); });
}

} // namespace imi::cmd
