// SPDX-License-Identifier: EUPL-1.2
#include "cmd/search/subcommands.hpp"

namespace
{

using namespace imi;
using namespace imi::cmd;

constexpr Subcommand subcommands[] = {
    {"", "find authorities", StoreAccess::read, add_query},
    {"evaluate", "measure how well a file of queries with known answers is answered", StoreAccess::read, add_evaluate},
};

} // namespace

int main(int argc, char** argv)
{
    return run_tool("imi-search", "Find the competent authority abroad, in whatever language and spelling.",
                    subcommands, argc, argv);
}
