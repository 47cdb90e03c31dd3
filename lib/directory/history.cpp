// SPDX-License-Identifier: EUPL-1.2
#include "directory/history.hpp"

#include "directory/authority_difference.hpp"
#include "directory/authority_input.hpp"
#include "directory/authority_service.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <deque>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

bool is_visible(const Actor& actor, const AuditEvent& event)
{
    if (event.login == actor.login || event.on_behalf == actor.login)
        return true;
    const auto key = parse_authority_key(event.object);
    return key && std::any_of(actor.grants.begin(), actor.grants.end(),
                              [&](const Grant& grant) { return grant.country == key->country; });
}

} // namespace

std::vector<Json> authority_history(Database& db, const std::string& key)
{
    // What was withdrawn keeps its history.
    const auto parsed = parse_authority_key(key);
    const auto withdrawn = parsed ? AuthorityRepository{db}.find_any(*parsed) : std::nullopt;
    const StoredAuthority stored = withdrawn ? *withdrawn : find_authority(db, key);
    AuditLog log{db};
    std::vector<Json> history;
    std::optional<Authority> before;
    for (const auto& version : AuthorityRepository{db}.versions(stored.id)) {
        Authority now =
            decode_content(stored.authority.key,
                           parse_authority_state(version.state).value_or(AuthorityState::inactive), version.content);
        Json entry{{"version", version.version}, {"batch", version.batch}};
        if (const auto audit = log.find(version.batch)) {
            entry["at"] = format_instant(audit->at);
            entry["by"] = audit->event.login;
            if (audit->event.on_behalf)
                entry["on_behalf"] = *audit->event.on_behalf;
            entry["verb"] = audit->event.verb;
            const Json detail = audit_detail(*audit);
            if (detail.contains("comment"))
                entry["comment"] = detail["comment"];
        }
        Json changes = Json::array();
        for (const ChangedCell& cell : differing_cells(before ? &*before : nullptr, now))
            changes.push_back({{"member", cell.member}, {"old", cell.old_value}, {"new", cell.new_value}});
        entry["changes"] = std::move(changes);
        history.push_back(std::move(entry));
        before = std::move(now);
    }
    return history;
}

std::vector<AuditEntry> visible_log(Database& db, const Actor& actor, std::string_view tool, std::int64_t limit)
{
    AuditLog log{db};
    if (actor.is_operator())
        return log.latest(tool, limit);
    std::deque<AuditEntry> last;
    log.for_each(1, [&](const AuditEntry& entry) {
        if (entry.event.tool == tool && is_visible(actor, entry.event)) {
            last.push_front(entry);
            if (static_cast<std::int64_t>(last.size()) > limit)
                last.pop_back();
        }
        return true;
    });
    return {last.begin(), last.end()};
}

} // namespace imi
