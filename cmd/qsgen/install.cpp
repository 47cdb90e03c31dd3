// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/qsgen/subcommands.hpp"

#include "authoring/selection.hpp"
#include "directory/package_service.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

void run(const std::vector<std::string>& paths, Invocation& invocation)
{
    const authoring::Selection selection = authoring::select_packages(paths, shipped_packages());
    // Proved first; the service then reads them anew.
    authoring::read_proved(selection);
    Findings findings;
    Library library = Library::read(selection.folders, findings);
    const ChangeOptions change = invocation.change_options();
    const InstallResult result =
        install_packages(invocation.store(), library, selection.packages, change, invocation.context());
    const auto record = [&](const std::string& part, std::string_view kind, const std::string& action,
                            const std::vector<std::string>& languages) {
        invocation.out().record({{"part", part},
                                 {"kind", kind},
                                 {"action", action},
                                 {"languages", languages},
                                 {"batch", result.batch ? nlohmann::ordered_json(*result.batch) : nullptr},
                                 {"dry_run", change.dry_run}});
    };
    for (const InstalledSettings& settings : result.areas)
        record(settings.area, "area", settings.action, {});
    for (const InstalledPart& part : result.parts)
        record(part.id.text(), to_string(part.id.kind), part.action, part.languages);
    if (!result.batch && !change.dry_run)
        invocation.note(invocation.tool() + ": nothing was changed: all was so already");
}

} // namespace

void add_install(CLI::App& command, Invocation& invocation)
{
    auto paths = std::make_shared<std::vector<std::string>>();
    command.add_option("PATH", *paths, "packages, folders of packages or single files")->required();
    invocation.changes(command);
    invocation.out().records(
        command, {{"part", "part"}, {"kind", "kind"}, {"action", "action"}, {"languages", "languages"}}, "part");
    command.callback([paths, &invocation] { run(*paths, invocation); });
}

} // namespace imi::cmd
