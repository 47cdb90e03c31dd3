// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/qsgen/subcommands.hpp"

#include "authoring/build.hpp"
#include "authoring/rewrite.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace imi::cmd
{

namespace
{

struct Options {
    std::vector<std::string> paths, only;
    std::string folder;
};

void run(const Options& options, Invocation& invocation)
{
    const authoring::Selection selection = authoring::select_packages(options.paths, shipped_packages());
    const workflow::Bundle bundle = authoring::read_proved(selection);
    std::vector<authoring::Rewrite> files;
    for (authoring::Product& product : authoring::build(selection, bundle, options.only)) {
        const std::string file = (std::filesystem::path{options.folder} / product.file).string();
        invocation.out().record({{"id", product.id},
                                 {"version", product.version},
                                 {"kind", product.kind},
                                 {"package", product.package},
                                 {"fingerprint", product.fingerprint},
                                 {"languages", product.languages},
                                 {"file", file}});
        files.push_back({file, std::move(product.content)});
    }
    authoring::write_files(files);
}

} // namespace

void add_build(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("PATH", options->paths, "packages, folders of packages or single files")->required();
    command.add_option("--out", options->folder, "folder to write the files into")->type_name("DIR")->required();
    command.add_option("--only", options->only, "make only this; may be repeated")
        ->type_name("MAKER")
        ->check(CLI::IsMember(authoring::maker_names()));
    invocation.out().records(command,
                             {{"id", "id"},
                              {"version", "version"},
                              {"kind", "kind"},
                              {"package", "package"},
                              {"fingerprint", "fingerprint"},
                              {"file", "file"}},
                             "file");
    command.callback([options, &invocation] { run(*options, invocation); });
}

} // namespace imi::cmd
