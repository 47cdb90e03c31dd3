// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/lang/subcommands.hpp"

#include "authoring/language_status.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

void add_status(CLI::App& command, Invocation& invocation)
{
    auto paths = std::make_shared<std::vector<std::string>>();
    command.add_option("PATH", *paths,
                       "packages or folders of packages (else the nearest questionsets, else those shipped)");
    invocation.out().records(command,
                             {{"package", "package"},
                              {"language", "language"},
                              {"texts", "texts"},
                              {"translated", "translated"},
                              {"stale", "stale"},
                              {"missing", "missing"},
                              {"gone", "gone"}},
                             "language");
    command.callback([paths, &invocation] {
        for (const authoring::LanguageStatus& row :
             authoring::language_status(authoring::select_packages(*paths, shipped_packages())))
            invocation.out().record({{"package", row.package},
                                     {"language", row.count.language},
                                     {"texts", row.count.texts},
                                     {"translated", row.count.translated},
                                     {"stale", row.count.stale},
                                     {"missing", row.count.missing},
                                     {"gone", row.count.gone}});
    });
}

} // namespace imi::cmd
