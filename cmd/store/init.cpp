// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/store/subcommands.hpp"

#include "directory/store_service.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

struct Options {
    std::string admin, areas;
    bool training = false;
};

void run(const Options& options, Invocation& invocation)
{
    InitOptions init;
    init.path = invocation.store_path();
    init.areas = options.areas.empty() ? shipped_packages() : options.areas;
    init.admin = options.admin.empty() ? invocation.account() : options.admin;
    init.uid = invocation.uid();
    init.account = invocation.account();
    init.training = options.training;
    const ChangeOptions change = invocation.change_options();
    init.dry_run = change.dry_run;
    init.comment = change.comment;
    const Clock clock = invocation.clock();
    if (clock.is_fixed() && !options.training)
        throw Error{Status::usage, "CLI-014",
                    "only a training store is made at another time than now; nothing was changed",
                    "leave --now and IMI_NOW out, or give --training"};
    const InitResult result = init_store(init, clock);
    invocation.out().record({{"store", init.path},
                             {"admin", init.admin},
                             {"areas", result.areas},
                             {"training", init.training},
                             {"dry_run", change.dry_run}});
}

} // namespace

void add_init(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("--admin", options->admin, "login of the first operator (else the name of your account)")
        ->type_name("LOGIN");
    command.add_option("--areas", options->areas, "folder of area packages (else those shipped)")->type_name("DIR");
    command.add_flag("--training", options->training, "a store to practise with: says so everywhere, sends no mail");
    invocation.changes(command);
    invocation.out().records(
        command, {{"store", "store"}, {"admin", "admin"}, {"areas", "areas"}, {"training", "training"}}, "store");
    command.callback([options, &invocation] { run(*options, invocation); });
}

} // namespace imi::cmd
