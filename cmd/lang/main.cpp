// SPDX-License-Identifier: EUPL-1.2
#include "cmd/lang/subcommands.hpp"

namespace
{

using namespace imi;
using namespace imi::cmd;

constexpr Subcommand subcommands[] = {
    {"status", "how far each package is in each language", StoreAccess::none, add_status},
    {"update", "bring translation files up to the texts of their packages", StoreAccess::none, add_update},
};

} // namespace

int main(int argc, char** argv)
{
    return run_tool("imi-lang", "Keep the translations of packages: what is missing, stale or gone.", subcommands, argc,
                    argv);
}
