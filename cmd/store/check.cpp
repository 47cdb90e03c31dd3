// SPDX-License-Identifier: EUPL-1.2
#include "cmd/store/subcommands.hpp"

#include "cases/verify_cases.hpp"
#include "directory/rights.hpp"
#include "directory/store_service.hpp"
#include "directory/verification.hpp"
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

void run_migrate(Invocation& invocation)
{
    const ChangeOptions options = invocation.change_options();
    const bool dry_run = options.dry_run;
    Store& store = invocation.store_of_any_schema();
    if (invocation.uid() != store.owner())
        throw Error{Status::forbidden, "RGT-010",
                    "only the owner of the store's file may migrate it; nothing was changed"};
    const int before = schema_version(store.db());
    const std::int64_t index_before = before == 0 ? 0 : store.folding();
    if (!dry_run)
        migrate_store(store, invocation.account(), options, invocation.context());
    invocation.out().record({{"store", store.path()},
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
    invocation.changes(command);
    invocation.out().records(
        command,
        {{"store", "store"}, {"from", "from"}, {"to", "to"}, {"index_from", "index from"}, {"index_to", "index to"}},
        "store");
    command.callback([&invocation] { run_migrate(invocation); });
}

} // namespace imi::cmd
