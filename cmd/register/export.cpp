// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

#include "base/country.hpp"
#include "directory/authority_export.hpp"
#include "directory/rights.hpp"
#include "directory/vocabularies.hpp"
#include "text/escape.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

struct Options {
    std::string kind = "authorities", area, state;
    std::vector<std::string> countries;
};

ExportFilter filter_of(const Options& options, Database& db)
{
    ExportFilter filter;
    for (const std::string& code : options.countries) {
        const Country* country = find_country(code);
        if (country == nullptr)
            throw Error{Status::usage, "REG-004", escape_for_message(code) + " is no country that takes part",
                        "give the two letters of the EU style guide, such as DE, EL or UK"};
        filter.countries.emplace(country->code);
    }
    if (!options.area.empty()) {
        const Vocabularies vocabularies = Vocabularies::load(db);
        filter.area = vocabularies.area(options.area);
        if (filter.area.empty())
            throw Error{Status::usage, "REG-014",
                        escape_for_message(options.area) + " is no legislative area of this store",
                        "imi-store info lists them"};
    }
    if (!options.state.empty())
        filter.state = parse_authority_state(options.state);
    return filter;
}

void run(const Options& options, Invocation& invocation)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    require(invocation.actor(db), options.kind == "users" ? "store" : "search", {});
    const Sink sink = [&](std::string_view text) { invocation.out().stream(text); };
    const bool csv = invocation.out().format() == "csv";
    const ExportFilter filter = filter_of(options, db);
    if (options.kind == "users")
        csv ? export_users_csv(db, filter, sink) : export_users_jsonl(db, filter, sink);
    else
        csv ? export_authorities_csv(db, filter, sink) : export_authorities_jsonl(db, filter, sink);
}

} // namespace

void add_export(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("--kind", options->kind, "authorities (the default) or users")
        ->type_name("KIND")
        ->check(CLI::IsMember({"authorities", "users"}));
    command.add_option("--country", options->countries, "only of this country; may be repeated")->type_name("C");
    command.add_option("--area", options->area, "only those that take part in this legislative area")
        ->type_name("AREA");
    command.add_option("--state", options->state, "only those in this state")
        ->type_name("STATE")
        ->check(CLI::IsMember({"active", "suspended", "inactive"}));
    invocation.out().documents(command, {"jsonl", "csv"});
    command.callback([options, &invocation] { run(*options, invocation); });
}

} // namespace imi::cmd
