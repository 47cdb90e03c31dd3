// SPDX-License-Identifier: EUPL-1.2
#include "cmd/store/subcommands.hpp"

namespace
{

using namespace imi;
using namespace imi::cmd;

constexpr Subcommand subcommands[] = {
    {"init", "create a store with the area packages shipped", StoreAccess::none, add_init},
    {"info", "what the store is and holds", StoreAccess::read, add_info},
    {"whoami", "who you are in the store, and what you may do", StoreAccess::read, add_whoami},
    {"check", "prove that everything in the store agrees", StoreAccess::read, add_check},
    {"migrate", "bring the store to the schema of this program", StoreAccess::write, add_migrate},
    {"audit list", "what was done, newest first", StoreAccess::read, add_audit_list},
    {"audit verify", "prove that no entry and no record was changed behind the log", StoreAccess::read,
     add_audit_verify},
    {"identity list", "which account is which login", StoreAccess::read, add_identity_list},
    {"identity map", "let an account act as a login", StoreAccess::write, add_identity_map},
    {"identity unmap", "end what an account may do", StoreAccess::write, add_identity_unmap},
    {"backup", "copy the store into one file while others work", StoreAccess::read, add_backup},
    {"restore", "replace the store's content by a backup", StoreAccess::write, add_restore},
    {"config list", "settings of the store", StoreAccess::read, add_config_list},
    {"config get", "one setting", StoreAccess::read, add_config_get},
    {"config set", "change a setting", StoreAccess::write, add_config_set},
};

} // namespace

int main(int argc, char** argv)
{
    return run_tool("imi-store", "Create, check, copy and inspect a store.", subcommands, argc, argv);
}
