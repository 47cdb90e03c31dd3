// SPDX-License-Identifier: EUPL-1.2
#include "directory/service.hpp"

#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "directory/authority_export.hpp"
#include "directory/authority_index.hpp"
#include "directory/authority_input.hpp"
#include "directory/record_checks.hpp"
#include "directory/rights.hpp"
#include "formats/csv_writer.hpp"
#include "formats/json.hpp"
#include "index/index_writer.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

void require_version(const ChangeOptions& options, std::int64_t version, std::int64_t batch, const std::string& object)
{
    if (options.if_version && *options.if_version != version)
        throw Error{Status::conflict, "REG-042",
                    object + " has version " + std::to_string(version) + " now, not " +
                        std::to_string(*options.if_version) + " (last changed by batch " + std::to_string(batch) +
                        "); nothing was changed",
                    "look at it again: imi-register history, show"};
}

std::string detail(const ChangeOptions& options)
{
    Json json = Json::object();
    if (!options.comment.empty())
        json["comment"] = options.comment;
    return dump_json(json);
}

[[noreturn]] void refuse(const Diagnostic& fault)
{
    const std::string field = fault.field.empty() ? std::string{} : fault.field + ": ";
    throw Error{fault.code.starts_with("RGT") ? Status::forbidden : Status::input, fault.code,
                field + fault.message + "; nothing was changed", fault.hint};
}

/// Rights that a change of one record needs, by what differs.
void require_for(const Actor& actor, std::int64_t id, const Authority& old, const Authority& now)
{
    const auto object = [&](const AreaEntry* entry) {
        RightsObject result{id, old.key.country, old.region, {}, "authority"};
        if (entry != nullptr) {
            result.area = entry->area;
            result.role = to_string(entry->role);
        }
        return result;
    };
    const auto in_all_areas = [&](std::string_view verb, const Authority& authority) {
        if (authority.areas.empty())
            require(actor, verb, object(nullptr));
        for (const AreaEntry& entry : authority.areas)
            require(actor, verb, object(&entry));
    };
    for (const ChangeResult::Cell& cell : differing_cells(&old, now)) {
        if (cell.member == "areas" || cell.member == "region") {
            in_all_areas("grant", old);
            in_all_areas("grant", now);
        } else if (cell.member == "state") {
            in_all_areas("suspend", old);
        } else if (cell.member.starts_with("official") || cell.member.starts_with("former")) {
            require(actor, "name", object(nullptr));
        } else {
            require(actor, "edit", object(old.areas.empty() ? nullptr : &old.areas.front()));
        }
    }
}

/// Changes one authority by a function of its present record.
ChangeResult change_authority(Store& store, const std::string& key_text, const std::string& verb,
                              const ChangeOptions& options, const ActContext& context,
                              const std::function<Authority(const Authority&, std::vector<Diagnostic>&)>& change)
{
    Database& db = store.db();
    const auto act = [&](const Actor& actor, bool write) {
        const StoredAuthority stored = find_authority(db, key_text);
        require_version(options, stored.version, stored.batch, stored.authority.key.text());
        ChangeResult result;
        result.object = stored.authority.key.text();
        result.version = stored.version;
        const Authority now = change(stored.authority, result.warnings);
        result.cells = differing_cells(&stored.authority, now);
        require_for(actor, stored.id, stored.authority, now);
        const std::string content = encode_content(now);
        const Hash hash = hash_of_version(now.key.country, now.key.id, to_string(now.state), content);
        result.changed = hash != stored.content_hash;
        if (!result.changed || !write)
            return result;
        AuditLog log{db};
        AuthorityRepository authorities{db};
        const std::int64_t batch = log.next_number();
        authorities.replace(stored.id, stored.version,
                            {now.key, now.state, content, Bytes{hash}, Bytes{}, now.areas, now.professions}, batch);
        authorities.store_coordinators(stored.id, now.areas);
        IndexWriter index{db};
        index.remove(stored.id, authority_index_terms(stored.authority));
        index.add(stored.id, authority_index_terms(now));
        index.flush();
        AuditEvent event = audit_event(actor, context, verb, now.key.text());
        event.detail = detail(options);
        event.changes_hash = PartHash{}.add(now.key.text()).add(Bytes{stored.content_hash}).add(Bytes{hash}).finish();
        log.append(event, context.clock.now());
        result.version = stored.version + 1;
        result.batch = batch;
        return result;
    };
    if (options.dry_run) {
        const Transaction snapshot{db, Transaction::Kind::read};
        return act(context.actor(db), false);
    }
    WriteTransaction transaction{store, {context.tool, context.actor(db).acting_login}, context.timeout_seconds};
    ChangeResult result = act(context.actor(db), true);
    if (result.changed)
        transaction.commit();
    return result;
}

/// Resolves a coordinator as an import does, beside what the store has.
AuthorityKey resolve_coordinator(Database& db, const std::string& reference, const std::string& country)
{
    AuthorityRepository authorities{db};
    const auto full = parse_authority_key(reference);
    if (full && authorities.find(*full))
        return *full;
    const AuthorityKey bare{country, reference};
    if (authorities.find(bare))
        return bare;
    throw Error{Status::input, "REG-017", "there is no authority " + in_quotes(reference) + "; nothing was changed",
                did_you_mean(nearest((full ? *full : bare).text(),
                                     authorities.keys_of_country((full ? *full : bare).country, 5000)))};
}

} // namespace

Settings parse_settings(const std::vector<std::string>& arguments)
{
    Settings settings;
    for (const std::string& argument : arguments) {
        const std::size_t equals = argument.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error{Status::usage, "REG-036", in_quotes(argument) + " is no setting",
                        "write NAME=VALUE; NAME= clears"};
        settings.emplace_back(argument.substr(0, equals), argument.substr(equals + 1));
    }
    return settings;
}

StoredAuthority find_authority(Database& db, const std::string& text)
{
    AuthorityRepository authorities{db};
    const auto key = parse_authority_key(text);
    if (key) {
        if (auto found = authorities.find(*key))
            return std::move(*found);
    }
    const std::string near =
        key ? nearest(key->text(), authorities.keys_of_country(key->country, 100'000)) : std::string{};
    throw Error{Status::absent, "REG-040", "there is no authority " + in_quotes(text),
                !key           ? "write COUNTRY:ID, such as RO:cmr; imi-search finds it by name"
                : near.empty() ? "imi-search finds authorities by name"
                               : did_you_mean(near)};
}

StoredUser find_user(Database& db, const std::string& login)
{
    UserRepository users{db};
    if (auto found = users.find(login))
        return std::move(*found);
    throw Error{Status::absent, "REG-041", "there is no login " + in_quotes(login),
                did_you_mean(nearest(login, users.logins(100'000)))};
}

ChangeResult set_authority(Store& store, const std::string& key, const Settings& settings, const ChangeOptions& options,
                           const ActContext& context)
{
    const Vocabularies vocabularies = Vocabularies::load(store.db());
    AuthorityInput input{vocabularies, {}};
    std::vector<std::string> columns;
    std::vector<std::string_view> cells;
    for (const auto& [name, value] : settings) {
        if (name == "id" || name == "country")
            throw Error{Status::usage, "REG-037", name + " cannot be changed", "register the body under its new id"};
        columns.push_back(name);
        cells.emplace_back(value);
    }
    input.set_columns(columns, {}, false);
    AuthorityPatch patch;
    std::vector<Diagnostic> faults;
    const bool good = input.read_row(
        cells, [](std::size_t) { return Place{}; }, patch, faults);
    for (const Diagnostic& fault : faults) {
        if (fault.severity == Severity::error || !good)
            refuse(fault);
    }
    return change_authority(
        store, key, "set", options, context, [&](const Authority& old, std::vector<Diagnostic>& warnings) {
            warnings = faults;
            patch.key = old.key;
            Authority now = apply_patch(&old, patch, [&](const std::string& reference, const std::string& country) {
                return resolve_coordinator(store.db(), reference, country);
            });
            if (now.names.empty())
                throw Error{Status::input, "REG-024", "the authority would have no name; nothing was changed"};
            for (const AreaEntry& entry : now.areas) {
                const std::string nimic =
                    AuthorityRepository{store.db()}.national_coordinator(now.key.country, entry.area);
                if (entry.role == AuthorityRole::nimic && !nimic.empty() && nimic != now.key.text())
                    throw Error{Status::input, "REG-028",
                                "role: " + now.key.country + " has its national coordinator already: " + nimic +
                                    "; nothing was changed",
                                "a country has one NIMIC in an area"};
            }
            return now;
        });
}

ChangeResult set_authority_state(Store& store, const std::string& key, AuthorityState state,
                                 const ChangeOptions& options, const ActContext& context)
{
    const std::string verb = state == AuthorityState::active ? "reactivate" : "suspend";
    return change_authority(store, key, verb, options, context, [&](const Authority& old, std::vector<Diagnostic>&) {
        Authority now = old;
        now.state = state;
        return now;
    });
}

std::vector<ChangeResult::Cell> differing_cells(const Authority* old, const Authority& now)
{
    static const Authority nothing;
    const Authority& before = old != nullptr ? *old : nothing;
    std::vector<ChangeResult::Cell> cells;
    const auto compare = [&](std::string member, const std::string& a, const std::string& b) {
        if (a != b)
            cells.push_back({std::move(member), a, b});
    };
    std::map<std::string, std::pair<std::vector<std::string>, std::vector<std::string>>> names;
    const auto group = [](const Name& name) {
        return std::string{to_string(name.kind)} + (name.lang ? "." + *name.lang : std::string{});
    };
    for (const Name& name : before.names)
        names[group(name)].first.push_back(name.text);
    for (const Name& name : now.names)
        names[group(name)].second.push_back(name.text);
    for (const auto& [member, lists] : names)
        compare(member, join_list(lists.first), join_list(lists.second));
    for (const TextMemberRow& row : text_members)
        compare(std::string{row.name}, before.*row.member, now.*row.member);
    compare("languages", join_list(before.languages), join_list(now.languages));
    compare("professions", join_list(before.professions), join_list(now.professions));
    compare("keywords", join_list(before.keywords), join_list(now.keywords));
    const auto areas = [](const Authority& authority) {
        const Json json = to_json(authority);
        return json.contains("areas") ? dump_json(json["areas"]) : std::string{};
    };
    compare("areas", areas(before), areas(now));
    const auto ext = [](const Authority& authority) {
        return authority.ext.empty() ? std::string{} : dump_json(Json(authority.ext));
    };
    compare("ext", ext(before), ext(now));
    if (old != nullptr)
        compare("state", std::string{to_string(before.state)}, std::string{to_string(now.state)});
    return cells;
}

std::vector<Json> authority_history(Database& db, const std::string& key)
{
    const StoredAuthority stored = find_authority(db, key);
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
            const Json detail = Json::parse(audit->event.detail);
            if (detail.contains("comment"))
                entry["comment"] = detail["comment"];
        }
        Json changes = Json::array();
        for (const ChangeResult::Cell& cell : differing_cells(before ? &*before : nullptr, now))
            changes.push_back({{"member", cell.member}, {"old", cell.old_value}, {"new", cell.new_value}});
        entry["changes"] = std::move(changes);
        history.push_back(std::move(entry));
        before = std::move(now);
    }
    return history;
}

} // namespace imi
