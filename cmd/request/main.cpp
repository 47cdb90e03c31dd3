// SPDX-License-Identifier: EUPL-1.2
#include "cmd/request/subcommands.hpp"

namespace
{

using namespace imi;
using namespace imi::cmd;

constexpr Subcommand subcommands[] = {
    {"new", "begin a case", StoreAccess::write, add_new},
    {"ACTION", "do what the workflow names so, such as accept; as act CASE ACTION", StoreAccess::write, add_action,
     true},
    {"act", "do what the workflow of the case allows", StoreAccess::write, add_act},
    {"actions", "what may be done with a case now", StoreAccess::read, add_actions},
    {"form", "the form of an action, to be filled in", StoreAccess::write, add_form, false, true},
    {"list", "cases that you see", StoreAccess::read, add_list},
    {"show", "one case, as far as you may see it", StoreAccess::write, add_show, false, true},
    {"history", "what was done with a case", StoreAccess::write, add_history, false, true},
    {"explain", "the deadlines of a case, and how they are counted", StoreAccess::read, add_explain},
    {"print", "a case to be read on paper, in your language", StoreAccess::write, add_print, false, true},
    {"attach", "attach a file to a case", StoreAccess::write, add_attach},
    {"files", "the files of a case", StoreAccess::read, add_files},
    {"fetch", "read a file of a case", StoreAccess::write, add_fetch, false, true},
    {"batch", "begin cases and act, a line each", StoreAccess::write, add_batch},
    {"import", "take in cases of another system", StoreAccess::write, add_import},
    {"export", "write cases as import reads them", StoreAccess::write, add_export, false, true},
    {"events", "what was done with all cases, in order, for other programs", StoreAccess::read, add_events},
    {"due", "timers whose time has come", StoreAccess::write, add_due},
    {"mail", "mails that wait to be sent", StoreAccess::write, add_mail},
};

} // namespace

int main(int argc, char** argv)
{
    return run_tool("imi-request", "Ask an authority abroad, answer, and follow each case to its end.", subcommands,
                    argc, argv);
}
