// SPDX-License-Identifier: EUPL-1.2
#include "cmd/store/subcommands.hpp"

#include "audit/audit_log.hpp"
#include "cases/verify_cases.hpp"
#include "directory/rights.hpp"
#include "store/hash.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

nlohmann::ordered_json to_json(const AuditEntry& entry)
{
    nlohmann::ordered_json json{{"number", entry.number},
                                {"at", format_instant(entry.at)},
                                {"login", entry.event.login},
                                {"tool", entry.event.tool},
                                {"verb", entry.event.verb},
                                {"object", entry.event.object},
                                {"outcome", to_string(entry.event.outcome)},
                                {"detail", nlohmann::ordered_json::parse(entry.event.detail)},
                                {"head", to_hex(Bytes{entry.head})}};
    if (entry.event.on_behalf)
        json["on_behalf"] = *entry.event.on_behalf;
    return json;
}

void run_list(Invocation& invocation, std::int64_t limit)
{
    Store& store = invocation.store();
    const Transaction snapshot{store.db(), Transaction::Kind::read};
    require(invocation.actor(store.db()), "store", {});
    for (const AuditEntry& entry : AuditLog{store.db()}.latest({}, limit))
        invocation.out().record(to_json(entry));
}

void run_verify(Invocation& invocation)
{
    Store& store = invocation.store();
    const Transaction snapshot{store.db(), Transaction::Kind::read};
    require(invocation.actor(store.db()), "store", {});
    std::vector<Diagnostic> findings = AuditLog{store.db()}.verify();
    for (Diagnostic& finding : verify_records(store.db(), {case_records()}))
        findings.push_back(std::move(finding));
    for (const Diagnostic& finding : findings) {
        invocation.out().record({{"code", finding.code}, {"object", finding.field}, {"message", finding.message}});
        invocation.set_status(Status::store);
    }
    if (!findings.empty())
        return;
    const auto last = AuditLog{store.db()}.latest({}, 1);
    invocation.note("intact: " + std::to_string(last.empty() ? 0 : last.front().number) + " entries, head " +
                    (last.empty() ? "none" : to_hex(Bytes{last.front().head})));
}

} // namespace

void add_audit_list(CLI::App& command, Invocation& invocation)
{
    auto limit = std::make_shared<std::int64_t>(50);
    add_number(command, "--limit", *limit, "how many entries, newest first", 1, 1'000'000);
    invocation.out().records(command,
                             {{"number", "number"},
                              {"at", "at"},
                              {"login", "login"},
                              {"tool", "tool"},
                              {"verb", "verb"},
                              {"object", "object"},
                              {"outcome", "outcome"},
                              {"detail", "detail"}},
                             "number");
    command.callback([limit, &invocation] { run_list(invocation, *limit); });
}

void add_audit_verify(CLI::App& command, Invocation& invocation)
{
    invocation.out().records(command, {{"code", "code"}, {"object", "object"}, {"message", "message"}}, "object");
    command.callback([&invocation] { run_verify(invocation); });
}

} // namespace imi::cmd
