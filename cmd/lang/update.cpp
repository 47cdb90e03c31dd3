// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/lang/subcommands.hpp"

#include "authoring/rewrite.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

struct Options {
    std::vector<std::string> paths, add;
    bool check = false;
};

void run(const Options& options, Invocation& invocation)
{
    const authoring::Selection selection = authoring::select_packages(options.paths, shipped_packages());
    std::vector<authoring::Rewrite> rewrites;
    for (authoring::TranslationUpdate& update : authoring::update_translations(selection, options.add)) {
        if (!update.changes)
            continue;
        invocation.out().record({{"file", update.file},
                                 {"package", update.package},
                                 {"language", update.language},
                                 {"added", update.added},
                                 {"fuzzy", update.made_fuzzy},
                                 {"restored", update.restored},
                                 {"gone", update.gone}});
        rewrites.push_back({update.file, std::move(update.text)});
    }
    if (!options.check)
        authoring::write_files(rewrites);
    else if (!rewrites.empty())
        invocation.set_status(Status::findings);
}

} // namespace

void add_update(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("PATH", options->paths,
                       "packages, folders of packages or single files (else the nearest questionsets, else those "
                       "shipped)");
    command.add_flag("--check", options->check, "change nothing; status 1 when a file would change");
    command.add_option("--add", options->add, "make a file for this language where there is none; may be repeated")
        ->type_name("LANGUAGE");
    invocation.out().records(
        command, {{"file", "file"}, {"added", "added"}, {"fuzzy", "fuzzy"}, {"restored", "restored"}, {"gone", "gone"}},
        "file");
    command.callback([options, &invocation] { run(*options, invocation); });
}

} // namespace imi::cmd
