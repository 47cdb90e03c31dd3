// SPDX-License-Identifier: EUPL-1.2
#include "cmd/register/subcommands.hpp"

#include "directory/history.hpp"
#include "directory/rights.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

void run_log(Invocation& invocation, std::int64_t limit)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    const Actor actor = invocation.actor(db);
    require(actor, "search", {});
    for (const AuditEntry& entry : visible_log(db, actor, "imi-register", limit)) {
        nlohmann::ordered_json record{
            {"batch", entry.number}, {"at", format_instant(entry.at)}, {"by", entry.event.login}};
        if (entry.event.on_behalf)
            record["on_behalf"] = *entry.event.on_behalf;
        record["verb"] = entry.event.verb;
        record["object"] = entry.event.object;
        if (entry.event.outcome != AuditOutcome::done)
            record["outcome"] = to_string(entry.event.outcome);
        const auto detail = audit_detail(entry);
        for (const auto& [name, value] : detail.items())
            record[name] = value;
        invocation.out().record(record);
    }
}

void run_history(Invocation& invocation, const std::string& key)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    require(invocation.actor(db), "search", {});
    const bool table = invocation.out().format() == "table" || invocation.out().format() == "csv";
    for (nlohmann::ordered_json& version : authority_history(db, key)) {
        if (table) {
            nlohmann::ordered_json changes = nlohmann::ordered_json::array();
            for (const auto& cell : version["changes"])
                changes.push_back(cell["member"].get<std::string>() + ": " + cell["old"].get<std::string>() + " -> " +
                                  cell["new"].get<std::string>());
            version["changes"] = version["version"] == 1 ? nlohmann::ordered_json{"registered"} : changes;
        }
        invocation.out().record(version);
    }
}

} // namespace

void add_log(CLI::App& command, Invocation& invocation)
{
    auto limit = std::make_shared<std::int64_t>(50);
    add_number(command, "--limit", *limit, "how many, newest first", 1, 1'000'000);
    invocation.out().records(command,
                             {{"batch", "batch"},
                              {"at", "at"},
                              {"by", "by"},
                              {"on_behalf", "on behalf"},
                              {"verb", "verb"},
                              {"object", "object"},
                              {"outcome", "outcome"},
                              {"create", "create"},
                              {"update", "update"},
                              {"comment", "comment"}},
                             "batch");
    command.callback([limit, &invocation] { run_log(invocation, *limit); });
}

void add_history(CLI::App& command, Invocation& invocation)
{
    auto key = std::make_shared<std::string>();
    command.add_option("AUTHORITY", *key, "COUNTRY:ID, such as RO:cmr")->required();
    invocation.out().records(command,
                             {{"version", "version"},
                              {"batch", "batch"},
                              {"at", "at"},
                              {"by", "by"},
                              {"on_behalf", "on behalf"},
                              {"verb", "verb"},
                              {"changes", "changes"},
                              {"comment", "comment"}},
                             "batch");
    command.callback([key, &invocation] { run_history(invocation, *key); });
}

} // namespace imi::cmd
