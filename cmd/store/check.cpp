// SPDX-License-Identifier: EUPL-1.2
#include "cmd/store/subcommands.hpp"

#include "cases/verify_cases.hpp"
#include "directory/rights.hpp"
#include "directory/store_service.hpp"
#include "store/migrations.hpp"
#include "text/fold.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

void run_check(Invocation& invocation)
{
    Store& store = invocation.store();
    const Transaction snapshot{store.db(), Transaction::Kind::read};
    require(invocation.actor(store.db()), "store", {});
    for (const Diagnostic& finding : check_store(store, {case_records()})) {
        invocation.out().record({{"code", finding.code}, {"object", finding.field}, {"message", finding.message}});
        invocation.set_status(Status::store);
    }
    if (invocation.status() == Status::done)
        invocation.note("the store is sound");
}

void run_migrate(Invocation& invocation, bool dry_run)
{
    const std::string path = invocation.store_path();
    Store store = Store::open_unchecked(path, dry_run ? StoreAccess::read : StoreAccess::write);
    if (invocation.uid() != store.owner())
        throw Error{Status::forbidden, "RGT-010",
                    "only the owner of the store's file may migrate it; nothing was changed"};
    const int before = schema_version(store.db());
    const std::int64_t index_before = before == 0 ? 0 : store.folding();
    if (!dry_run)
        migrate_store(store, {invocation.tool(), invocation.account()}, invocation.timeout_seconds(),
                      invocation.clock());
    invocation.out().record({{"store", path},
                             {"from", before},
                             {"to", migrations().size()},
                             {"index_from", index_before},
                             {"index_to", fold_version},
                             {"dry_run", dry_run}});
}

} // namespace

void add_check(CLI::App& command, Invocation& invocation)
{
    invocation.out().records(command, {{"code", "code"}, {"object", "object"}, {"message", "message"}}, "object");
    command.callback([&invocation] { run_check(invocation); });
}

void add_migrate(CLI::App& command, Invocation& invocation)
{
    auto dry_run = std::make_shared<bool>(false);
    command.add_flag("--dry-run", *dry_run, "say what would be done, change nothing");
    invocation.out().records(
        command,
        {{"store", "store"}, {"from", "from"}, {"to", "to"}, {"index_from", "index from"}, {"index_to", "index to"}},
        "store");
    command.callback([dry_run, &invocation] { run_migrate(invocation, *dry_run); });
}

} // namespace imi::cmd
