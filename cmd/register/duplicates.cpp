// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

#include "base/country.hpp"
#include "directory/duplicates.hpp"
#include "directory/rights.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace imi::cmd
{

namespace
{

void run(Invocation& invocation, const std::vector<std::string>& countries)
{
    std::set<std::string> codes;
    for (const std::string& code : countries) {
        const Country* country = find_country(code);
        if (country == nullptr)
            throw Error{Status::usage, "REG-004", in_quotes(code) + " is no country that takes part",
                        "give the two letters of the EU style guide, such as DE, EL or UK"};
        codes.emplace(country->code);
    }
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    require(invocation.actor(db), "search", {});
    const auto pairs = find_duplicates(db, codes, civil_date(invocation.clock().now()), invocation.context().progress);
    for (const DuplicatePair& pair : pairs)
        invocation.out().record({{"authority", pair.authority.text()},
                                 {"name", pair.name},
                                 {"other", pair.other.text()},
                                 {"other_name", pair.other_name},
                                 {"score", std::round(pair.score * 100) / 100},
                                 {"reasons", pair.reasons}});
}

} // namespace

void add_duplicates(CLI::App& command, Invocation& invocation)
{
    auto countries = std::make_shared<std::vector<std::string>>();
    command.add_option("--country", *countries, "only in this country; may be repeated")->type_name("C");
    invocation.out().records(command,
                             {{"authority", "authority"},
                              {"name", "name"},
                              {"other", "other"},
                              {"other_name", "other name"},
                              {"score", "score"},
                              {"reasons", "reasons"}},
                             "authority");
    command.callback([countries, &invocation] { run(invocation, *countries); });
}

} // namespace imi::cmd
