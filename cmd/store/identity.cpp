// SPDX-License-Identifier: EUPL-1.2
#include "cmd/store/subcommands.hpp"

#include "directory/rights.hpp"
#include "directory/store_service.hpp"
#include "directory/user.hpp"
#include "text/escape.hpp"

#include <nlohmann/json.hpp>

#include <pwd.h>

namespace imi::cmd
{

namespace
{

struct Options {
    std::int64_t uid = -1;
    std::string account, login;
};

void run_list(Invocation& invocation)
{
    Store& store = invocation.store();
    const Transaction snapshot{store.db(), Transaction::Kind::read};
    require(invocation.actor(store.db()), "store", {});
    for (const auto& identity : UserRepository{store.db()}.identities()) {
        nlohmann::ordered_json record{{"uid", identity.uid},
                                      {"account", identity.account},
                                      {"login", identity.login},
                                      {"from", format_instant(identity.valid_from)}};
        record["until"] =
            identity.valid_until ? nlohmann::ordered_json(format_instant(*identity.valid_until)) : nullptr;
        invocation.out().record(record);
    }
}

/// uid and account name of what was given: one of them is enough where the system knows the other.
std::pair<std::uint32_t, std::string> account_of(const Options& options)
{
    const passwd* entry =
        options.account.empty() ? getpwuid(static_cast<uid_t>(options.uid)) : getpwnam(options.account.c_str());
    if (options.uid < 0 && entry == nullptr)
        throw Error{Status::absent, "RGT-005",
                    "there is no account " + escape_for_message(options.account) + " on this machine",
                    "give its --uid too"};
    const auto uid = options.uid >= 0 ? static_cast<std::uint32_t>(options.uid) : entry->pw_uid;
    return {uid, !options.account.empty() ? options.account
                 : entry != nullptr       ? entry->pw_name
                                          : "uid-" + std::to_string(uid)};
}

void require_account(const Options& options)
{
    if (options.uid < 0 && options.account.empty())
        throw Error{Status::usage, "CLI-001", "no account is named", "give --uid N or --account NAME"};
}

void add_account_options(CLI::App& command, Options& options)
{
    add_number(command, "--uid", options.uid, "number of the account", 0, 4'294'967'294);
    command.add_option("--account", options.account, "name of the account")->type_name("NAME");
}

} // namespace

void add_identity_list(CLI::App& command, Invocation& invocation)
{
    invocation.out().records(
        command, {{"uid", "uid"}, {"account", "account"}, {"login", "login"}, {"from", "from"}, {"until", "until"}},
        "uid");
    command.callback([&invocation] { run_list(invocation); });
}

void add_identity_map(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    add_account_options(command, *options);
    command.add_option("--login", options->login, "login that the account acts as")->type_name("LOGIN")->required();
    invocation.changes(command);
    invocation.out().records(command, {{"uid", "uid"}, {"account", "account"}, {"login", "login"}}, "uid");
    command.callback([options, &invocation] {
        require_account(*options);
        const auto [uid, account] = account_of(*options);
        const ChangeOptions change = invocation.change_options();
        map_identity(invocation.store(), uid, account, options->login, change, invocation.context());
        invocation.out().record(
            {{"uid", uid}, {"account", account}, {"login", options->login}, {"dry_run", change.dry_run}});
    });
}

void add_identity_unmap(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    add_account_options(command, *options);
    invocation.changes(command);
    invocation.out().records(command, {{"uid", "uid"}, {"account", "account"}}, "uid");
    command.callback([options, &invocation] {
        require_account(*options);
        const auto [uid, account] = account_of(*options);
        const ChangeOptions change = invocation.change_options();
        unmap_identity(invocation.store(), uid, change, invocation.context());
        invocation.out().record({{"uid", uid}, {"account", account}, {"dry_run", change.dry_run}});
    });
}

} // namespace imi::cmd
