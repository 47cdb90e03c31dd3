// SPDX-License-Identifier: EUPL-1.2
#include "cmd/store/subcommands.hpp"

#include "directory/authority_repository.hpp"
#include "directory/rights.hpp"
#include "directory/user.hpp"
#include "directory/vocabularies.hpp"
#include "store/migrations.hpp"
#include "store/sqlite_engine.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

void run_info(Invocation& invocation)
{
    Store& store = invocation.store();
    const Transaction snapshot{store.db(), Transaction::Kind::read};
    require(invocation.actor(store.db()), "search", {});
    std::vector<std::string> areas;
    for (const InstalledArea& area : installed_areas(store.db()))
        areas.push_back(area.code);
    const auto put = [&](const char* name, const nlohmann::ordered_json& value) {
        invocation.out().record({{"name", name}, {"value", value}});
    };
    put("store", store.path());
    put("schema", schema_version(store.db()));
    put("created_at", store.property("created_at").value_or(""));
    put("training", store.is_training());
    put("areas", areas);
    put("authorities", AuthorityRepository{store.db()}.count());
    put("users", UserRepository{store.db()}.count());
    put("size_bytes", size_of_sqlite(store.db().engine()));
}

void run_whoami(Invocation& invocation)
{
    Store& store = invocation.store();
    const Transaction snapshot{store.db(), Transaction::Kind::read};
    const Actor actor = invocation.actor(store.db());
    nlohmann::ordered_json roles = nlohmann::ordered_json::array();
    for (const Grant& grant : actor.grants)
        roles.push_back(grant.authority + " " + grant.role + (grant.area.empty() ? "" : "@" + grant.area) +
                        (grant.ended ? " (ended)" : ""));
    invocation.out().single({{"login", actor.login},
                             {"account", invocation.account()},
                             {"uid", actor.uid},
                             {"acting", actor.acting_login},
                             {"store_roles", actor.store_roles},
                             {"roles", roles}});
}

} // namespace

void add_info(CLI::App& command, Invocation& invocation)
{
    invocation.out().records(command, {{"name", "name"}, {"value", "value"}}, "name");
    command.callback([&invocation] { run_info(invocation); });
}

void add_whoami(CLI::App& command, Invocation& invocation)
{
    invocation.out().records(
        command, {{"login", "login"}, {"account", "account"}, {"store_roles", "store roles"}, {"roles", "roles"}},
        "login");
    command.callback([&invocation] { run_whoami(invocation); });
}

} // namespace imi::cmd
