// SPDX-License-Identifier: EUPL-1.2
#include "directory/succession.hpp"

#include "base/error.hpp"
#include "directory/authority_service.hpp"
#include "directory/authority_use.hpp"
#include "directory/change_rights.hpp"
#include "directory/value_checks.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

constexpr Instant day_seconds = 86'400;

std::string day_before(std::string_view date) { return civil_date(end_of_day(date) - day_seconds); }
std::string day_after(std::string_view date) { return civil_date(end_of_day(date) + day_seconds); }

std::string count_of(std::int64_t count, const std::string& one, const std::string& many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// The bodies of one succession as they are and as they will be.
struct Bodies {
    std::vector<AuthorityChange> ending, following;

    std::vector<AuthorityKey> keys_following() const
    {
        std::vector<AuthorityKey> keys;
        for (const AuthorityChange& change : following)
            keys.push_back(change.now.key);
        put_in_order(keys);
        return keys;
    }
};

std::vector<AuthorityChange> find_all(Database& db, const std::vector<std::string>& keys)
{
    std::vector<AuthorityChange> found;
    for (const std::string& key : keys) {
        StoredAuthority stored = find_authority(db, key);
        Authority now = stored.authority;
        found.push_back({std::move(stored), std::move(now)});
    }
    return found;
}

void require_apart(const Bodies& bodies)
{
    std::vector<std::int64_t> ids;
    const std::string& country = bodies.ending.front().now.key.country;
    for (const auto* side : {&bodies.ending, &bodies.following}) {
        for (const AuthorityChange& change : *side) {
            const std::string key = change.now.key.text();
            if (std::find(ids.begin(), ids.end(), change.stored.id) != ids.end())
                throw Error{Status::usage, "REG-132", key + " stands twice",
                            "name each body once; the body that goes on is registered under an id of its own"};
            ids.push_back(change.stored.id);
            if (change.now.key.country != country)
                throw Error{Status::input, "REG-134",
                            key + " is in another country than " + bodies.ending.front().now.key.text() +
                                "; nothing was changed",
                            "a body is followed by one of its own country"};
        }
    }
}

/// Who follows must be there when the others are gone.
void require_active(const Authority& body, const std::string& on)
{
    const std::string key = body.key.text();
    const auto refuse = [&](const std::string& message, const std::string& hint) {
        throw Error{Status::conflict, "REG-133", key + " " + message + "; nothing was changed", hint};
    };
    if (body.state == AuthorityState::suspended)
        refuse("is suspended", "imi-register authority reactivate " + key);
    if (body.has_ended(on))
        refuse("has ended" + (body.valid_to.empty() ? std::string{} : " on " + body.valid_to),
               body.successors.empty() ? "name a body that goes on"
                                       : "it is followed by " + joined(texts_of(body.successors), ", "));
}

bool has_name(const Authority& body, const Name& other)
{
    return std::any_of(body.names.begin(), body.names.end(),
                       [&](const Name& name) { return name.lang == other.lang && name.text == other.text; });
}

/// The names of a body that ended lead to the one that follows.
void take_names(const Authority& ended, Authority& body)
{
    for (const Name& name : ended.names) {
        if (!has_name(body, name))
            body.names.push_back({NameKind::former, name.lang, name.text});
    }
    std::sort(body.names.begin(), body.names.end());
}

void take_list(const std::vector<std::string>& from, std::vector<std::string>& to)
{
    to.insert(to.end(), from.begin(), from.end());
    std::sort(to.begin(), to.end());
    to.erase(std::unique(to.begin(), to.end()), to.end());
}

/// What the body lacks of what the one that ended was competent for.
void take_competences(const Authority& ended, Authority& body)
{
    take_list(ended.professions, body.professions);
    take_list(ended.keywords, body.keywords);
    take_list(ended.languages, body.languages);
    for (const AreaEntry& area : ended.areas) {
        const auto at = std::find_if(body.areas.begin(), body.areas.end(),
                                     [&](const AreaEntry& other) { return other.area >= area.area; });
        if (at != body.areas.end() && at->area == area.area)
            continue;
        AreaEntry taken = area;
        std::erase_if(taken.coordinators,
                      [&](const CoordinatorLink& link) { return link.authority.text() == body.key.text(); });
        body.areas.insert(at, std::move(taken));
    }
}

/// First day without the body.
std::string first_day_without(const Authority& body, const std::string& on, const std::string& today)
{
    return !on.empty() ? on : body.valid_to.empty() ? today : day_after(body.valid_to);
}

void end(AuthorityChange& change, const std::vector<AuthorityKey>& following, const std::string& on,
         const std::string& today)
{
    Authority& now = change.now;
    const auto same = [&](const AuthorityKey& a) {
        return std::any_of(following.begin(), following.end(),
                           [&](const AuthorityKey& b) { return a.text() == b.text(); });
    };
    if (!now.successors.empty() && !std::all_of(now.successors.begin(), now.successors.end(), same))
        throw Error{Status::conflict, "REG-135",
                    now.key.text() + " is followed by " + joined(texts_of(now.successors), ", ") +
                        " already; nothing was changed",
                    "imi-register authority set " + now.key.text() + " successors= takes that back"};
    now.successors = following;
    now.valid_to = day_before(on);
    if (on <= today)
        now.state = AuthorityState::inactive;
}

/// What stays with a body that ends, so that somebody looks after it.
void warn_of_what_stays(Database& db, const AuthorityChange& change, std::vector<Diagnostic>& warnings)
{
    const std::string key = change.now.key.text();
    const auto warn = [&](const char* code, const std::string& message, const std::string& hint) {
        warnings.push_back({Severity::warning, code, {}, key, message, hint});
    };
    const std::vector<AuthorityKey>& following = change.now.successors;
    const std::string names = joined(texts_of(following), ", ");
    if (const std::int64_t open = open_cases_of(db, change.now.key); open != 0)
        warn("REG-136", "has " + count_of(open, "open case", "open cases"),
             following.size() == 1 ? "its users finish them, or those of " + names + " for it"
                                   : "its users finish them");
    const AuthorityUse use = use_of_authority(db, change.now.key, change.stored.id);
    if (!use.coordinates.empty())
        warn("REG-137",
             "is named by " + count_of(static_cast<std::int64_t>(use.coordinates.size()), "authority", "authorities") +
                 " as coordinator",
             following.size() == 1 ? names + " stands in for it where it coordinates that area"
                                   : "name another in the column coordinator");
}

nlohmann::ordered_json detail_of(const Bodies& bodies)
{
    nlohmann::ordered_json detail;
    for (const AuthorityChange& change : bodies.ending)
        detail["ending"].push_back(change.now.key.text());
    for (const AuthorityChange& change : bodies.following)
        detail["following"].push_back(change.now.key.text());
    return detail;
}

} // namespace

SuccessionResult end_authorities(Store& store, const Succession& succession, const std::string& verb,
                                 const ChangeOptions& options, const ActContext& context)
{
    if (!succession.on.empty()) {
        if (const auto fault = check_date(succession.on))
            throw Error{Status::usage, fault->code, "--on: " + fault->message, fault->hint};
    }
    SuccessionResult result;
    run_change(store, options, context, [&](const Actor& actor, bool write) {
        Database& db = store.db();
        result = {};
        const std::string today = civil_date(context.clock.now());
        Bodies bodies{find_all(db, succession.ending), find_all(db, succession.following)};
        require_apart(bodies);
        const std::vector<AuthorityKey> following = bodies.keys_following();
        for (AuthorityChange& change : bodies.ending) {
            const std::string on = first_day_without(change.now, succession.on, today);
            for (AuthorityChange& heir : bodies.following) {
                require_active(heir.stored.authority, on);
                take_names(change.stored.authority, heir.now);
                if (succession.hands_over)
                    take_competences(change.stored.authority, heir.now);
            }
            end(change, following, on, today);
            warn_of_what_stays(db, change, result.warnings);
        }
        std::vector<AuthorityChange> changes = bodies.ending;
        changes.insert(changes.end(), bodies.following.begin(), bodies.following.end());
        ChangeResult whole;
        result.changes = check_changes(db, actor, changes);
        whole.changed = !changes.empty();
        if (!whole.changed || !write)
            return whole;
        result.batch = AuditLog{db}.next_number();
        // One of them stands for all: those of its country may read the entry.
        const std::string object = bodies.following.front().now.key.text();
        const Hash proof = store_changes(db, changes, *result.batch);
        log_change(db, audit_event(actor, context, verb, object), options, context, proof, detail_of(bodies));
        for (ChangeResult& change : result.changes) {
            if (change.changed) {
                change.batch = result.batch;
                ++change.version;
            }
        }
        return whole;
    });
    return result;
}

} // namespace imi
