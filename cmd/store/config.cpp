// SPDX-License-Identifier: EUPL-1.2
#include "cmd/store/subcommands.hpp"

#include "directory/rights.hpp"
#include "directory/store_service.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

void require_operator(Invocation& invocation) { require(invocation.actor(invocation.store().db()), "store", {}); }

} // namespace

void add_config_list(CLI::App& command, Invocation& invocation)
{
    invocation.out().records(command, {{"name", "name"}, {"value", "value"}, {"meaning", "meaning"}}, "name");
    command.callback([&invocation] {
        require_operator(invocation);
        for (const Setting& setting : settings())
            invocation.out().record({{"name", setting.name},
                                     {"value", setting_value(invocation.store(), std::string{setting.name})},
                                     {"meaning", setting.meaning}});
    });
}

void add_config_get(CLI::App& command, Invocation& invocation)
{
    auto name = std::make_shared<std::string>();
    command.add_option("NAME", *name, "name of the setting")->required();
    invocation.out().records(command, {{"name", "name"}, {"value", "value"}}, "value");
    command.callback([name, &invocation] {
        require_operator(invocation);
        invocation.out().record({{"name", *name}, {"value", setting_value(invocation.store(), *name)}});
    });
}

void add_config_set(CLI::App& command, Invocation& invocation)
{
    auto setting = std::make_shared<std::string>();
    command.add_option("NAME=VALUE", *setting, "the setting and its new value; NAME= goes back to the default")
        ->required();
    invocation.changes(command);
    invocation.out().records(command, {{"name", "name"}, {"value", "value"}}, "name");
    command.callback([setting, &invocation] {
        const auto [name, value] = parse_settings({*setting}).front();
        const ChangeOptions change = invocation.change_options();
        change_setting(invocation.store(), name, value, change, invocation.context());
        // A preview shows what would be.
        const std::string shown =
            change.dry_run && !value.empty() ? value : std::to_string(setting_value(invocation.store(), name));
        invocation.out().record({{"name", name}, {"value", shown}, {"dry_run", change.dry_run}});
    });
}

} // namespace imi::cmd
