// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

#include "directory/user_service.hpp"

#include <nlohmann/json.hpp>

#include <map>

namespace imi::cmd
{

namespace
{

struct Options {
    std::string login;
    std::vector<std::string> settings;
    std::string to, authority; ///< of a handover
};

void run_show(const Options& options, Invocation& invocation)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    const Actor actor = invocation.actor(db);
    const StoredUser stored = find_user(db, actor, options.login);
    nlohmann::ordered_json record{{"login", stored.user.login},
                                  {"name", stored.user.name},
                                  {"email", stored.user.email},
                                  {"language", stored.user.language},
                                  {"state", stored.user.suspended ? "suspended" : "active"}};
    std::map<std::string, nlohmann::ordered_json> roles;
    for (const UserRole& role : stored.user.roles)
        roles[role.authority].push_back(role.text());
    record["authorities"] = nlohmann::ordered_json::array();
    for (const auto& [authority, list] : roles) {
        if (invocation.out().format() == "table" || invocation.out().format() == "csv")
            record["authorities"].push_back(authority);
        else
            record["authorities"].push_back({{"authority", authority}, {"roles", list}});
    }
    record["version"] = stored.version;
    invocation.out().single(record);
}

std::shared_ptr<Options> options_of(CLI::App& command)
{
    auto options = std::make_shared<Options>();
    command.add_option("LOGIN", options->login, "login of the user")->required();
    return options;
}

void add_state_change(CLI::App& command, Invocation& invocation, bool suspended)
{
    auto options = options_of(command);
    invocation.changes(command, true);
    invocation.out().records(command, change_columns(), "object");
    command.callback([options, &invocation, suspended] {
        const ChangeOptions change = invocation.change_options();
        print_change(invocation,
                     set_user_state(invocation.store(), options->login, suspended, change, invocation.context()),
                     change.dry_run);
    });
}

} // namespace

void add_user_show(CLI::App& command, Invocation& invocation)
{
    auto options = options_of(command);
    invocation.out().records(command,
                             {{"login", "login"},
                              {"name", "name"},
                              {"email", "email"},
                              {"language", "language"},
                              {"state", "state"},
                              {"authorities", "authorities"},
                              {"version", "version"}},
                             "login");
    command.callback([options, &invocation] { run_show(*options, invocation); });
}

void add_user_set(CLI::App& command, Invocation& invocation)
{
    auto options = options_of(command);
    command.add_option("NAME=VALUE", options->settings, "name, email, language, or authority with roles; NAME= clears")
        ->required();
    invocation.changes(command, true);
    invocation.out().records(command, change_columns(), "object");
    command.callback([options, &invocation] {
        const ChangeOptions change = invocation.change_options();
        print_change(invocation,
                     set_user(invocation.store(), options->login, parse_settings(options->settings), change,
                              invocation.context()),
                     change.dry_run);
    });
}

void add_user_handover(CLI::App& command, Invocation& invocation)
{
    auto options = options_of(command);
    command.add_option("--to", options->to, "who takes the roles over")->required()->type_name("LOGIN");
    command.add_option("--authority", options->authority, "only the roles at this one")->type_name("AUTHORITY");
    invocation.changes(command);
    invocation.out().records(command, change_columns(), "object");
    command.callback([options, &invocation] {
        const ChangeOptions change = invocation.change_options();
        print_changes(invocation,
                      hand_over_roles(invocation.store(), options->login, options->to, options->authority, change,
                                      invocation.context()),
                      change.dry_run);
    });
}

void add_user_suspend(CLI::App& command, Invocation& invocation) { add_state_change(command, invocation, true); }
void add_user_reactivate(CLI::App& command, Invocation& invocation) { add_state_change(command, invocation, false); }

} // namespace imi::cmd
