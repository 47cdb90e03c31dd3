// SPDX-License-Identifier: EUPL-1.2
#include "cmd/store/subcommands.hpp"

#include "directory/rights.hpp"
#include "directory/store_service.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

/// A copy is proved before it has its name, and read at many places at once: no stream can be one.
void require_file(const std::string& file)
{
    if (file == "-")
        throw Error{Status::usage, "CLI-001", "a backup is a file, not standard input or output",
                    "give its path; ./- for a file of that name"};
}

void run_backup(Invocation& invocation, const std::string& file)
{
    require_file(file);
    Store& store = invocation.store();
    require(invocation.actor(store.db()), "store", {});
    backup_store(store, file);
    invocation.out().record({{"store", store.path()}, {"backup", file}});
}

void run_restore(Invocation& invocation, const std::string& file, bool consent)
{
    require_file(file);
    Store& store = invocation.store();
    require(invocation.actor(store.db()), "store", {});
    const ChangeOptions options = invocation.change_options();
    require_backup(file);
    if (!consent && !options.dry_run)
        throw Error{Status::input, "CLI-017",
                    "this replaces all that is in " + store.path() + " by " + file + "; nothing was changed",
                    "make a backup first, then give --yes"};
    restore(store, file, options, invocation.context());
    invocation.out().record({{"store", store.path()}, {"backup", file}, {"dry_run", options.dry_run}});
}

} // namespace

void add_backup(CLI::App& command, Invocation& invocation)
{
    auto file = std::make_shared<std::string>();
    command.add_option("FILE", *file, "file to make; it must not exist")->required();
    invocation.out().records(command, {{"store", "store"}, {"backup", "backup"}}, "backup");
    command.callback([file, &invocation] { run_backup(invocation, *file); });
}

void add_restore(CLI::App& command, Invocation& invocation)
{
    auto file = std::make_shared<std::string>();
    auto consent = std::make_shared<bool>(false);
    command.add_option("FILE", *file, "backup to take the content from")->required();
    command.add_flag("--yes", *consent, "do it: what is in the store now is lost");
    invocation.changes(command);
    invocation.out().records(command, {{"store", "store"}, {"backup", "backup"}}, "backup");
    command.callback([file, consent, &invocation] { run_restore(invocation, *file, *consent); });
}

} // namespace imi::cmd
