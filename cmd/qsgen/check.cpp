// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/qsgen/subcommands.hpp"

#include "authoring/findings_writer.hpp"
#include "authoring/selection.hpp"

namespace imi::cmd
{

namespace
{

struct Options {
    std::vector<std::string> paths;
    bool release = false;
};

std::string counted(std::size_t count, const char* what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void run(const Options& options, Invocation& invocation)
{
    const authoring::Selection selection = authoring::select_packages(options.paths, shipped_packages());
    authoring::Checked checked = authoring::check(selection, options.release);
    if (invocation.options().quiet)
        std::erase_if(checked.findings,
                      [](const Diagnostic& finding) { return finding.severity == Severity::warning; });
    invocation.out().document(authoring::write_findings(checked.findings, invocation.out().format(), IMI_VERSION));
    invocation.note(invocation.tool() + ": " + counted(selection.packages.size(), "package") + ", " +
                    counted(checked.errors, "error") + ", " + counted(checked.warnings, "warning"));
    if (checked.errors != 0)
        invocation.set_status(Status::findings);
}

} // namespace

void add_check(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("PATH", options->paths,
                       "packages, folders of packages or single files (else the nearest questionsets, else those "
                       "shipped)");
    command.add_flag("--release", options->release, "missing and stale translations are errors");
    invocation.out().documents(command, std::vector<std::string>(std::begin(authoring::finding_formats),
                                                                 std::end(authoring::finding_formats)));
    command.callback([options, &invocation] { run(*options, invocation); });
}

} // namespace imi::cmd
