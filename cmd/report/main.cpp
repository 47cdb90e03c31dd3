// SPDX-License-Identifier: EUPL-1.2
#include "cmd/report/subcommands.hpp"

namespace
{

using namespace imi;
using namespace imi::cmd;

constexpr Subcommand subcommands[] = {
    {"list", "the reports that there are", StoreAccess::read, add_list},
    {"describe", "what a report counts, and by what it can be counted", StoreAccess::read, add_describe},
    {"run", "the figures of reports", StoreAccess::read, add_run},
    {"nightly", "publish all reports of each night as pages and data", StoreAccess::write, add_nightly},
    {"verify", "compute published figures again, and compare", StoreAccess::read, add_verify},
};

} // namespace

int main(int argc, char** argv)
{
    return run_tool("imi-report", "Count what was asked, answered and registered.", subcommands, argc, argv);
}
