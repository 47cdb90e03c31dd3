// SPDX-License-Identifier: EUPL-1.2
#include "directory/setup.hpp"

#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "directory/coordination.hpp"
#include "directory/package_repository.hpp"
#include "directory/setup_input.hpp"
#include "directory/vocabularies.hpp"
#include "formats/json.hpp"
#include "workflow/compiled.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <tuple>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

std::vector<ChangedCell> differences(const SetupContent& before, const SetupContent& now)
{
    const auto old_values = settings(before);
    const auto new_values = settings(now);
    auto names = old_values;
    names.insert(new_values.begin(), new_values.end());
    std::vector<ChangedCell> cells;
    for (const auto& entry : names) {
        const std::string& name = entry.first;
        const auto value = [&](const auto& values) {
            const auto found = values.find(name);
            return found == values.end() ? std::string{} : found->second;
        };
        if (value(old_values) != value(new_values))
            cells.push_back({name, value(old_values), value(new_values)});
    }
    return cells;
}

/// How near a set-up is to a place; nothing when it does not govern it. The greatest wins.
std::optional<std::tuple<int, std::size_t, bool>> nearness(const SetupScope& scope, const SetupPlace& place)
{
    if (!scope.area.empty() && scope.area != place.area)
        return std::nullopt;
    const bool named = !scope.area.empty();
    if (!scope.authority.empty())
        return scope.authority == place.authority ? std::optional{std::tuple{2, std::size_t{0}, named}} : std::nullopt;
    if (!scope.region.empty())
        return place.region.starts_with(scope.region) ? std::optional{std::tuple{1, scope.region.size(), named}}
                                                      : std::nullopt;
    return std::tuple{0, std::size_t{0}, named};
}

} // namespace

std::string SetupScope::text() const
{
    std::string text = !authority.empty() ? authority : region.empty() ? country : country + "/" + region;
    return area.empty() ? text : text + "@" + area;
}

std::map<std::string, std::string> settings(const SetupContent& content)
{
    std::map<std::string, std::string> result;
    for (const auto& [kind, authority] : content.coordinators)
        result["coordinators." + std::string{to_string(kind)}] = authority;
    if (content.send_only)
        result["send-only"] = *content.send_only ? "yes" : "no";
    for (const auto& [workflow, values] : content.switches)
        for (const auto& [name, on] : values)
            result[workflow + "." + name] = on ? "yes" : "no";
    return result;
}

std::vector<const StoredSetup*> nearest_first(const std::vector<StoredSetup>& setups, const SetupPlace& place)
{
    std::vector<std::pair<std::tuple<int, std::size_t, bool>, const StoredSetup*>> near;
    for (const StoredSetup& setup : setups)
        if (const auto how = nearness(setup.scope, place))
            near.emplace_back(*how, &setup);
    // Two never are equally near: a scope stands once.
    std::sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<const StoredSetup*> result;
    result.reserve(near.size());
    for (const auto& [how, setup] : near)
        result.push_back(setup);
    return result;
}

std::optional<bool> switch_value(const std::vector<StoredSetup>& setups, const SetupPlace& place,
                                 std::string_view workflow, std::string_view setup_switch)
{
    for (const StoredSetup* setup : nearest_first(setups, place)) {
        const auto switches = setup->content.switches.find(std::string{workflow});
        if (switches == setup->content.switches.end())
            continue;
        const auto found = switches->second.find(std::string{setup_switch});
        if (found != switches->second.end())
            return found->second;
    }
    return std::nullopt;
}

bool is_send_only(const std::vector<StoredSetup>& setups, const SetupPlace& place, AuthorityRole role)
{
    if (role != AuthorityRole::authority)
        return false;
    for (const StoredSetup* setup : nearest_first(setups, place))
        if (setup->content.send_only)
            return *setup->content.send_only;
    return false;
}

std::map<std::string, std::vector<std::string>> known_switches(Database& db, const std::string& area)
{
    std::map<std::string, std::vector<std::string>> known;
    Json used;
    for (const InstalledArea& installed : installed_areas(db))
        if (installed.code == area)
            used = Json::parse(installed.content).value("workflows", Json::object());
    PackageRepository packages{db};
    for (const PartId& id : packages.all(PartKind::workflow)) {
        if (!area.empty() && (!used.is_object() || !used.contains(id.id)))
            continue;
        const auto part = packages.find(id);
        std::vector<std::string>& names = known[id.id];
        for (const workflow::SetupSwitch& setup_switch : workflow::read_compiled(part->content).setup)
            names.push_back(setup_switch.id);
    }
    return known;
}

namespace
{

using ReadDocuments = std::function<std::vector<SetupDocument>(SetupResult&)>;

SetupResult put_into_force(Store& store, const std::string& verb, const ReadDocuments& read,
                           const ChangeOptions& options, const ActContext& context)
{
    Database& db = store.db();
    const auto act = [&](const Actor& actor, bool write) {
        SetupResult result;
        const std::vector<SetupDocument> documents = read(result);
        SetupRepository setups{db};
        struct Change {
            const SetupDocument* document;
            std::optional<StoredSetup> old;
        };
        std::vector<Change> changes;
        if (options.if_version && documents.size() > 1)
            throw Error{Status::usage, "REG-050", "--if-version is for one set-up; the files hold several",
                        "apply them one by one"};
        result.not_permitted = ask_rights(actor, documents, result.diagnostics);
        for (const SetupDocument& document : documents) {
            auto old = setups.find(document.scope);
            const std::int64_t version = old ? old->version : 0;
            if (options.if_version && *options.if_version != version && result.diagnostics.empty())
                throw Error{Status::conflict, "REG-042",
                            "the set-up of " + document.scope.text() + " has version " + std::to_string(version) +
                                " now, not " + std::to_string(*options.if_version) +
                                (old ? " (last changed by batch " + std::to_string(old->batch) + ")" : "") +
                                "; nothing was changed",
                            "look at it again: imi-register setup show " + document.scope.text()};
            SetupItem item{document.scope, old ? "unchanged" : "create", version,
                           differences(old ? old->content : SetupContent{}, document.content)};
            if (old && !item.cells.empty())
                item.action = "update";
            if (item.action != "unchanged") {
                ++item.version;
                changes.push_back({&document, std::move(old)});
            }
            result.items.push_back(std::move(item));
        }
        if (!result.diagnostics.empty() || changes.empty() || !write)
            return result;
        std::sort(changes.begin(), changes.end(),
                  [](const Change& a, const Change& b) { return a.document->scope < b.document->scope; });
        AuditLog log{db};
        result.batch = log.next_number();
        PartHash proof;
        for (const Change& change : changes) {
            const Hash hash = setups.save(change.old, change.document->scope, change.document->content, *result.batch);
            const Hash before = change.old ? change.old->content_hash : Hash{};
            proof.add("setup " + change.document->scope.text()).add(Bytes{before}).add(Bytes{hash});
        }
        AuditEvent event =
            audit_event(actor, context, verb, changes.size() == 1 ? changes.front().document->scope.text() : "set-ups");
        Json detail{{"setups", changes.size()}};
        if (!options.comment.empty())
            detail["comment"] = options.comment;
        event.detail = dump_json(detail);
        event.changes_hash = proof.finish();
        log.append(event, context.clock.now());
        return result;
    };
    if (options.dry_run) {
        const Transaction snapshot{db, Transaction::Kind::read};
        return act(context.actor(db), false);
    }
    WriteTransaction transaction{store, {context.tool, context.actor(db).acting_login}, context.timeout_seconds};
    SetupResult result = act(context.actor(db), true);
    if (result.batch)
        transaction.commit();
    return result;
}

} // namespace

SetupResult apply_setups(Store& store, const std::vector<SetupFile>& files, const ChangeOptions& options,
                         const ActContext& context)
{
    return put_into_force(
        store, "setup apply",
        [&](SetupResult& result) { return read_setups(store.db(), files, result.diagnostics, result.warnings); },
        options, context);
}

bool is_batch_of_setups(Database& db, std::int64_t batch) { return !SetupRepository{db}.changes_of(batch).empty(); }

SetupResult revert_setups(Store& store, std::int64_t batch, const ChangeOptions& options, const ActContext& context)
{
    return put_into_force(
        store, "revert",
        [&](SetupResult& result) {
            std::vector<SetupDocument> documents;
            SetupRepository setups{store.db()};
            for (const ChangedSetup& change : setups.changes_of(batch)) {
                const auto present = setups.find(change.scope);
                if (!differences(present->content, change.made).empty() &&
                    !differences(present->content, change.before).empty()) {
                    result.is_stale = true;
                    result.diagnostics.push_back({Severity::error,
                                                  "REG-066",
                                                  {},
                                                  {},
                                                  "the set-up of " + change.scope.text() +
                                                      " was changed since, by batch " + std::to_string(present->batch),
                                                  "look at it again: imi-register setup show " + change.scope.text()});
                }
                documents.push_back({change.scope, change.before, object_of(store.db(), change.scope), {}});
            }
            return documents;
        },
        options, context);
}

std::vector<StoredSetup> setups_in(Database& db, const std::string& text)
{
    const SetupScope scope = parse_scope(db, text);
    std::vector<StoredSetup> setups = SetupRepository{db}.all(scope.country);
    std::erase_if(setups, [&](const StoredSetup& setup) {
        return (!scope.area.empty() && setup.scope.area != scope.area) ||
               (!scope.authority.empty() && setup.scope.authority != scope.authority) ||
               (!scope.region.empty() && !setup.scope.region.starts_with(scope.region));
    });
    return setups;
}

namespace
{

/// Ids may hold what YAML reads otherwise.
std::string quoted(const std::string& text)
{
    std::string result = "'";
    for (const char c : text)
        result += c == '\'' ? std::string{"''"} : std::string{c};
    return result + "'";
}

std::string coordinators_yaml(const std::map<CoordinatorKind, std::string>& coordinators)
{
    if (coordinators.empty())
        return {};
    const auto is_first = [&](const auto& entry) { return entry.second == coordinators.begin()->second; };
    if (coordinators.size() == every_coordinator_kind.size() &&
        std::all_of(coordinators.begin(), coordinators.end(), is_first))
        return "coordinators: " + quoted(coordinators.begin()->second) + "\n";
    std::string text = "coordinators:\n";
    for (const auto& [kind, authority] : coordinators)
        text += "  " + std::string{to_string(kind)} + ": " + quoted(authority) + "\n";
    return text;
}

} // namespace

std::string to_yaml(const std::vector<StoredSetup>& setups)
{
    std::string text;
    for (const StoredSetup& setup : setups) {
        if (!text.empty())
            text += "---\n";
        text += "country: " + setup.scope.country + "\n";
        if (!setup.scope.region.empty())
            text += "region: " + setup.scope.region + "\n";
        if (!setup.scope.area.empty())
            text += "area: " + setup.scope.area + "\n";
        if (!setup.scope.authority.empty())
            text += "authority: " + quoted(setup.scope.authority) + "\n";
        text += coordinators_yaml(setup.content.coordinators);
        if (setup.content.send_only)
            text += std::string{"send-only: "} + (*setup.content.send_only ? "yes" : "no") + "\n";
        if (!setup.content.switches.empty())
            text += "setup:\n";
        else if (setup.content.coordinators.empty() && !setup.content.send_only)
            text += "setup: {}\n";
        for (const auto& [workflow, values] : setup.content.switches) {
            text += "  " + workflow + ":\n";
            for (const auto& [name, on] : values)
                text += "    " + name + ": " + (on ? "yes" : "no") + "\n";
        }
    }
    return text;
}

Json to_json(const StoredSetup& setup)
{
    Json json{{"country", setup.scope.country}};
    if (!setup.scope.region.empty())
        json["region"] = setup.scope.region;
    if (!setup.scope.area.empty())
        json["area"] = setup.scope.area;
    if (!setup.scope.authority.empty())
        json["authority"] = setup.scope.authority;
    for (const auto& [kind, authority] : setup.content.coordinators)
        json["coordinators"][std::string{to_string(kind)}] = authority;
    if (setup.content.send_only)
        json["send-only"] = *setup.content.send_only ? "yes" : "no";
    json["setup"] = Json::object();
    for (const auto& [workflow, values] : setup.content.switches)
        for (const auto& [name, on] : values)
            json["setup"][workflow][name] = on ? "yes" : "no";
    json["version"] = setup.version;
    json["batch"] = setup.batch;
    return json;
}

} // namespace imi
