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
#include "index/index_writer.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

namespace
{

/// Stores the new version with its index; the audit entry is the caller's.
void store_version(Database& db, const StoredAuthority& stored, const Authority& now, const std::string& content,
                   const Hash& hash, std::int64_t batch)
{
    AuthorityRepository authorities{db};
    authorities.replace(stored.id, stored.version,
                        {now.key, now.state, content, Bytes{hash}, Bytes{}, now.areas, now.professions}, batch);
    authorities.store_coordinators(stored.id, now.areas);
    IndexWriter index{db};
    index.remove(stored.id, authority_index_terms(stored.authority));
    index.add(stored.id, authority_index_terms(now));
    index.flush();
}

/// Refuses what no record may be, and what none may be beside the others.
void require_sound(Database& db, const Authority& now)
{
    if (const auto fault = fault_of_record(now))
        refuse_change(*fault);
    NationalCoordinators coordinators{db};
    coordinators.change(now);
    for (const NationalCoordinators::Excess& excess : coordinators.excess()) {
        if (!excess.was_before)
            refuse_change(excess.fault({}));
    }
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
        ChangeResult result;
        result.object = object;
        result.version = stored.version;
        const Authority now = change(stored.authority, result.warnings);
        result.cells = differing_cells(&stored.authority, now);
        if (const auto fault = missing_right(actor, stored.id, &stored.authority, now, patch))
            refuse_change(*fault);
        require_sound(db, now);
        const std::string content = encode_content(now);
        const Hash hash = hash_of_version(now.key.country, now.key.id, to_string(now.state), content);
        result.changed = hash != stored.content_hash;
        if (!result.changed || !write)
            return result;
        result.batch = AuditLog{db}.next_number();
        store_version(db, stored, now, content, hash, *result.batch);
        log_change(db, audit_event(actor, context, verb, object), options, context,
                   PartHash{}.add(object).add(Bytes{stored.content_hash}).add(Bytes{hash}).finish(),
                   nlohmann::ordered_json::object());
        ++result.version;
        return result;
    });
}

/// The coordinator that is meant, of those that the store has.
AuthorityKey stored_coordinator(Database& db, const std::string& reference, const std::string& country)
{
    AuthorityRepository authorities{db};
    auto resolved = resolve_coordinator(
        reference, country, {[&](const AuthorityKey& key) { return authorities.find(key).has_value(); }, authorities});
    if (const auto* fault = std::get_if<ValueFault>(&resolved))
        refuse_change(fault->diagnostic({}, "coordinator"));
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
            return apply_patch(&old, patch, [&](const std::string& reference, const std::string& country) {
                return stored_coordinator(store.db(), reference, country);
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
