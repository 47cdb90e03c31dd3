// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_service.hpp"

#include "base/error.hpp"
#include "directory/authority_difference.hpp"
#include "directory/authority_index.hpp"
#include "directory/authority_input.hpp"
#include "directory/change_rights.hpp"
#include "directory/coordinator_reference.hpp"
#include "directory/national_coordinators.hpp"
#include "directory/record_checks.hpp"
#include "directory/succession_circles.hpp"
#include "index/index_writer.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

Hash hash_of(const Authority& authority, const std::string& content)
{
    return hash_of_version(authority.key.country, authority.key.id, to_string(authority.state), content);
}

/// Refuses what no record may be, and what none may be beside the others.
void require_sound(Database& db, const std::vector<AuthorityChange>& changes)
{
    SuccessionCircles circles;
    NationalCoordinators coordinators{db};
    for (const AuthorityChange& change : changes) {
        if (const auto fault = fault_of_record(change.now))
            refuse_change(*fault);
        circles.change(&change.stored.authority, change.now);
        coordinators.change(change.now);
    }
    for (const SuccessionCircles::Circle& circle : circles.find(db))
        refuse_change(circle.fault({}));
    for (const NationalCoordinators::Excess& excess : coordinators.excess()) {
        if (!excess.was_before)
            refuse_change(excess.fault({}));
    }
}

/// What a change does. Refuses one that the actor may not make. `patch`: where it comes from, for messages.
ChangeResult check_change(const Actor& actor, const AuthorityChange& change, const AuthorityPatch* patch)
{
    const StoredAuthority& stored = change.stored;
    ChangeResult result;
    result.object = stored.authority.key.text();
    result.version = stored.version;
    result.cells = differing_cells(&stored.authority, change.now);
    if (const auto fault = missing_right(actor, stored.id, &stored.authority, change.now, patch))
        refuse_change(*fault);
    result.changed = hash_of(change.now, encode_content(change.now)) != stored.content_hash;
    return result;
}

std::vector<VersionStep> steps_of(Database& db, const StoredAuthority& stored)
{
    std::vector<VersionStep> steps;
    std::optional<Authority> before;
    for (const auto& version : AuthorityRepository{db}.versions(stored.id)) {
        Authority now =
            decode_content(stored.authority.key,
                           parse_authority_state(version.state).value_or(AuthorityState::inactive), version.content);
        steps.push_back({version.version, version.batch, differing_cells(before ? &*before : nullptr, now)});
        before = std::move(now);
    }
    return steps;
}

/// Changes one authority by a function of its present record. `patch`: where the change is one, for messages.
ChangeResult change_authority(Store& store, const std::string& key_text, const std::string& verb,
                              const ChangeOptions& options, const ActContext& context, const AuthorityPatch* patch,
                              const std::function<Authority(const Authority&, std::vector<Diagnostic>&)>& change)
{
    return run_change(store, options, context, [&](const Actor& actor, bool write) {
        Database& db = store.db();
        const StoredAuthority stored = find_authority(db, key_text);
        const std::string object = stored.authority.key.text();
        require_version(db, options, stored.version, object, [&] { return steps_of(db, stored); });
        std::vector<Diagnostic> warnings;
        const std::vector<AuthorityChange> changes{{stored, change(stored.authority, warnings)}};
        ChangeResult result = check_change(actor, changes.front(), patch);
        result.warnings = std::move(warnings);
        require_sound(db, changes);
        if (!result.changed || !write)
            return result;
        result.batch = AuditLog{db}.next_number();
        const Hash proof = store_changes(db, changes, *result.batch);
        log_change(db, audit_event(actor, context, verb, object), options, context, proof,
                   nlohmann::ordered_json::object());
        ++result.version;
        return result;
    });
}

/// The authority that is meant by a reference of `member`, of those that the store has.
AuthorityKey stored_reference(Database& db, const std::string& reference, const std::string& country,
                              const char* member)
{
    AuthorityRepository authorities{db};
    auto resolved = resolve_coordinator(
        reference, country, {[&](const AuthorityKey& key) { return authorities.find(key).has_value(); }, authorities});
    if (const auto* fault = std::get_if<ValueFault>(&resolved))
        refuse_change(fault->diagnostic({}, member));
    return std::get<AuthorityKey>(std::move(resolved));
}

/// The patch that the settings make; `faults` gets its warnings.
AuthorityPatch read_settings(const Vocabularies& vocabularies, const Settings& settings,
                             std::vector<Diagnostic>& faults)
{
    AuthorityInput input{vocabularies, {}};
    std::vector<std::string> columns;
    std::vector<std::string_view> cells;
    for (const auto& [name, value] : settings) {
        if (name == "id" || name == "country")
            throw Error{Status::usage, "REG-037", name + " cannot be changed", "register the body under its new id"};
        if (!AuthorityInput::is_column(name)) {
            const std::string near = AuthorityInput::nearest_column(name);
            throw Error{Status::usage, "REG-002", "an authority has no " + in_quotes(name),
                        near.empty() ? "see imi-formats(5) for the columns" : did_you_mean(near)};
        }
        columns.push_back(name);
        cells.emplace_back(value);
    }
    input.set_columns(columns, {}, false);
    AuthorityPatch patch;
    const bool good = input.read_row(
        cells, [](std::size_t) { return Place{}; }, patch, faults);
    for (const Diagnostic& fault : faults) {
        if (fault.severity == Severity::error || !good)
            refuse_change(fault);
    }
    return patch;
}

} // namespace

std::vector<ChangeResult> check_changes(Database& db, const Actor& actor, std::vector<AuthorityChange>& changes)
{
    const auto order = [](const AuthorityChange& change) {
        return std::pair{change.now.key.country, fold_case(change.now.key.id)};
    };
    std::sort(changes.begin(), changes.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
    std::vector<ChangeResult> results;
    for (const AuthorityChange& change : changes)
        results.push_back(check_change(actor, change, nullptr));
    require_sound(db, changes);
    std::size_t next = 0;
    std::erase_if(changes, [&](const AuthorityChange&) { return !results[next++].changed; });
    return results;
}

Hash store_changes(Database& db, const std::vector<AuthorityChange>& changes, std::int64_t batch)
{
    AuthorityRepository authorities{db};
    IndexWriter index{db};
    PartHash proof;
    for (const auto& [stored, now] : changes) {
        const std::string content = encode_content(now);
        const Hash hash = hash_of(now, content);
        authorities.replace(stored.id, stored.version,
                            {now.key, now.state, content, Bytes{hash}, Bytes{}, now.areas, now.professions}, batch);
        authorities.store_links(stored.id, now.areas, now.successors);
        index.remove(stored.id, authority_index_terms(stored.authority));
        index.add(stored.id, authority_index_terms(now));
        proof.add(now.key.text()).add(Bytes{stored.content_hash}).add(Bytes{hash});
    }
    index.flush();
    return proof.finish();
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

ChangeResult set_authority(Store& store, const std::string& key, const Settings& settings, const ChangeOptions& options,
                           const ActContext& context)
{
    const Vocabularies vocabularies = Vocabularies::load_with_roles(store.db());
    std::vector<Diagnostic> faults;
    AuthorityPatch patch = read_settings(vocabularies, settings, faults);
    return change_authority(
        store, key, "set", options, context, &patch, [&](const Authority& old, std::vector<Diagnostic>& warnings) {
            warnings = faults;
            patch.key = old.key;
            return apply_patch(&old, patch,
                               [&](const std::string& reference, const std::string& country, const char* member) {
                                   return stored_reference(store.db(), reference, country, member);
                               });
        });
}

ChangeResult set_authority_state(Store& store, const std::string& key, AuthorityState state,
                                 const ChangeOptions& options, const ActContext& context)
{
    const std::string verb = state == AuthorityState::active ? "reactivate" : "suspend";
    return change_authority(store, key, verb, options, context, nullptr,
                            [&](const Authority& old, std::vector<Diagnostic>&) {
                                Authority now = old;
                                now.state = state;
                                return now;
                            });
}

} // namespace imi
