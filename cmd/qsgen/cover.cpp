// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/qsgen/subcommands.hpp"

#include "authoring/cover_files.hpp"
#include "authoring/rewrite.hpp"
#include "authoring/selection.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace imi::cmd
{

namespace
{

struct Options {
    std::string path, folder;
};

/// "general-03.json"
std::string file_name(const std::string& id, std::size_t number)
{
    return id + (number < 10 ? "-0" : "-") + std::to_string(number) + ".json";
}

void run(const Options& options, Invocation& invocation)
{
    const authoring::Selection selection = authoring::select_packages({options.path}, shipped_packages());
    const workflow::Bundle bundle = authoring::read_sound(selection);
    std::vector<authoring::Rewrite> files;
    for (const std::string& name : selection.packages) {
        for (const auto& form : bundle.library.package(name)->forms) {
            if (!selection.has_file(form->place.file))
                continue;
            std::size_t number = 0;
            for (const authoring::CoverFile& one : authoring::cover_files(*form)) {
                const std::string file = file_name(form->id, ++number);
                invocation.out().record(
                    {{"file", file}, {"reaches", one.reaches}, {"form", nlohmann::ordered_json::parse(one.content)}});
                files.push_back({(std::filesystem::path{options.folder} / file).string(), one.content});
            }
        }
    }
    if (!options.folder.empty())
        authoring::write_files(files);
}

} // namespace

void add_cover(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("PATH", options->path, "file of a set, form or survey, or a package")->required();
    command.add_option("--out", options->folder, "write the files into this folder")->type_name("DIR");
    invocation.out().records(command, {{"file", "file"}, {"reaches", "reaches"}}, "file");
    command.callback([options, &invocation] { run(*options, invocation); });
}

} // namespace imi::cmd
