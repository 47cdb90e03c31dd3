// SPDX-License-Identifier: EUPL-1.2
#include "cmd/qsgen/subcommands.hpp"

namespace
{

using namespace imi;
using namespace imi::cmd;

constexpr Subcommand subcommands[] = {
    {"init", "begin a new legislative area", StoreAccess::none, add_init},
    {"check", "prove packages before they run", StoreAccess::none, add_check},
    {"explain", "what a code means, and what to do", StoreAccess::none, add_explain},
    {"fmt", "write YAML files in the one usual way", StoreAccess::none, add_fmt},
    {"graph", "draw a workflow, or which question leads to which", StoreAccess::none, add_graph},
    {"cover", "the fewest files of answers that reach every question", StoreAccess::none, add_cover},
    {"build", "compile packages into files", StoreAccess::none, add_build},
    {"install", "put packages into a store", StoreAccess::write, add_install},
    {"diff", "what changed between two versions, and which version it needs", StoreAccess::none, add_diff},
};

} // namespace

int main(int argc, char** argv)
{
    return run_tool("imi-qsgen", "Write, prove, draw, compile and compare the packages of legislative areas.",
                    subcommands, argc, argv);
}
