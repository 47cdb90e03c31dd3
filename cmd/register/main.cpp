// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

namespace
{

using namespace imi;
using namespace imi::cmd;

constexpr Subcommand subcommands[] = {
    {"import", "register authorities or users from files", StoreAccess::write, add_import},
    {"export", "write the directory as import reads it", StoreAccess::read, add_export},
    {"apply", "carry out a plan that import --dry-run --plan made", StoreAccess::write, add_apply},
    {"show", "what a plan is going to change", StoreAccess::none, add_show_plan},
    {"revert", "make the inverse of a batch", StoreAccess::write, add_revert},
    {"template", "an empty table to be filled in, in the reader's language", StoreAccess::read, add_template},
    {"log", "imports and changes, newest first", StoreAccess::read, add_log},
    {"history", "versions of one authority", StoreAccess::read, add_history},
    {"duplicates", "bodies that are likely to be registered twice", StoreAccess::read, add_duplicates},
    {"authority show", "one authority in full", StoreAccess::read, add_authority_show},
    {"authority set", "change an authority", StoreAccess::write, add_authority_set},
    {"authority suspend", "take an authority out of search and requests", StoreAccess::write, add_authority_suspend},
    {"authority reactivate", "let a suspended authority take part again", StoreAccess::write, add_authority_reactivate},
    {"authority merge", "end authorities that became part of another", StoreAccess::write, add_authority_merge},
    {"authority split", "end an authority that others follow", StoreAccess::write, add_authority_split},
    {"setup apply", "put set-ups of countries, regions and authorities into force", StoreAccess::write,
     add_setup_apply},
    {"setup show", "the set-ups in force, as apply reads them, or drawn", StoreAccess::read, add_setup_show},
    {"setup check", "what will not work in who coordinates whom, of all or of one country", StoreAccess::read,
     add_setup_check},
    {"setup what-if", "which cases would have gone otherwise by other set-ups, and by whom", StoreAccess::read,
     add_setup_what_if},
    {"user show", "one user with its roles", StoreAccess::read, add_user_show},
    {"user set", "change a user", StoreAccess::write, add_user_set},
    {"user handover", "give the roles of a user to another", StoreAccess::write, add_user_handover},
    {"user suspend", "end what a user may do", StoreAccess::write, add_user_suspend},
    {"user reactivate", "let a suspended user act again", StoreAccess::write, add_user_reactivate},
};

} // namespace

int main(int argc, char** argv)
{
    return run_tool("imi-register", "Register authorities, coordinators and users; export, change and look back.",
                    subcommands, argc, argv);
}
