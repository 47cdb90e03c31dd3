// SPDX-License-Identifier: EUPL-1.2
#include "directory/setup.hpp"

#include "base/error.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::string_view columns =
    "SELECT id, country, region, area, authority, content, content_hash, version, batch FROM setup ";
constexpr std::string_view of_scope =
    "WHERE country = :country AND region = :region AND area = :area AND authority = :authority";
constexpr std::string_view of_country =
    "WHERE (:country = '' OR country = :country) AND content <> '{}' ORDER BY country, region, area, authority";
constexpr std::string_view changed_by_batch =
    "SELECT s.country, s.region, s.area, s.authority, v.content, COALESCE(p.content, '{}') FROM ("
    "SELECT setup_id, version, content FROM setup_version WHERE batch = :batch "
    "UNION ALL SELECT id, version, content FROM setup WHERE batch = :batch) v JOIN setup s ON s.id = v.setup_id "
    "LEFT JOIN setup_version p ON p.setup_id = v.setup_id AND p.version = v.version - 1 "
    "ORDER BY s.country, s.region, s.area, s.authority";
constexpr std::string_view keep_version = "INSERT INTO setup_version (setup_id, version, batch, content, content_hash) "
                                          "SELECT id, version, batch, content, content_hash FROM setup WHERE id = :id";
constexpr std::string_view upsert_setup =
    "INSERT INTO setup (id, country, region, area, authority, content, content_hash, version, batch) "
    "VALUES (:id, :country, :region, :area, :authority, :content, :content_hash, :version, :batch) "
    "ON CONFLICT (id) DO UPDATE SET content = excluded.content, content_hash = excluded.content_hash, "
    "version = excluded.version, batch = excluded.batch";
constexpr std::string_view select_next_id = "SELECT COALESCE(MAX(id), 0) + 1 FROM setup";

/// Beside the workflows, whose ids are codes, which these are not.
constexpr std::string_view coordinators_key = "@coordinators";
constexpr std::string_view send_only_key = "@send-only";

std::string encode(const SetupContent& content)
{
    Json json = Json::object();
    for (const auto& [kind, authority] : content.coordinators)
        json[std::string{coordinators_key}][std::string{to_string(kind)}] = authority;
    if (content.send_only)
        json[std::string{send_only_key}] = *content.send_only ? "yes" : "no";
    for (const auto& [workflow, values] : content.switches)
        for (const auto& [name, on] : values)
            json[workflow][name] = on ? "yes" : "no";
    return dump_json(json);
}

SetupScope read_scope(Statement& row, int first)
{
    return {std::string{row.text(first)}, std::string{row.text(first + 1)}, std::string{row.text(first + 2)},
            std::string{row.text(first + 3)}};
}

SetupContent decode(std::string_view text, const SetupScope& scope)
{
    SetupContent content;
    try {
        const Json json = Json::parse(text);
        for (const auto& [key, values] : json.items()) {
            if (key == send_only_key) {
                content.send_only = values.get<std::string>() == "yes";
                continue;
            }
            for (const auto& [name, value] : values.items()) {
                if (key == coordinators_key)
                    content.coordinators[parse_coordinator_kind(name).value()] = value.get<std::string>();
                else
                    content.switches[key][name] = value.get<std::string>() == "yes";
            }
        }
    } catch (const std::exception&) {
        throw Error{Status::store, "STO-003", "the store is damaged: the set-up of " + scope.text() + " cannot be read",
                    "run imi-store check, and restore a backup"};
    }
    return content;
}

StoredSetup read(Statement& row)
{
    StoredSetup setup;
    setup.id = row.integer(0);
    setup.scope = read_scope(row, 1);
    setup.content = decode(row.text(5), setup.scope);
    setup.content_hash = to_hash(row.blob(6));
    setup.version = row.integer(7);
    setup.batch = row.integer(8);
    return setup;
}

Statement& bind(Statement& statement, const SetupScope& scope)
{
    return statement.bind(":country", std::string_view{scope.country})
        .bind(":region", std::string_view{scope.region})
        .bind(":area", std::string_view{scope.area})
        .bind(":authority", std::string_view{scope.authority});
}

} // namespace

std::optional<StoredSetup> SetupRepository::find(const SetupScope& scope)
{
    Statement row = db_.prepare(std::string{columns}.append(of_scope));
    if (!bind(row, scope).step())
        return std::nullopt;
    return read(row);
}

std::vector<StoredSetup> SetupRepository::all(std::string_view country)
{
    Statement rows = db_.prepare(std::string{columns}.append(of_country));
    rows.bind(":country", country);
    std::vector<StoredSetup> setups;
    while (rows.step())
        setups.push_back(read(rows));
    return setups;
}

std::vector<ChangedSetup> SetupRepository::changes_of(std::int64_t batch)
{
    Statement rows = db_.prepare(changed_by_batch);
    rows.bind(":batch", batch);
    std::vector<ChangedSetup> changes;
    while (rows.step()) {
        SetupScope scope = read_scope(rows, 0);
        SetupContent made = decode(rows.text(4), scope);
        SetupContent before = decode(rows.text(5), scope);
        changes.push_back({std::move(scope), std::move(made), std::move(before)});
    }
    return changes;
}

Hash SetupRepository::save(const std::optional<StoredSetup>& old, const SetupScope& scope, const SetupContent& content,
                           std::int64_t batch)
{
    std::int64_t id = 0;
    if (old) {
        id = old->id;
        db_.prepare(keep_version).bind(":id", id).run();
    } else {
        Statement next = db_.prepare(select_next_id);
        next.step();
        id = next.integer(0);
    }
    const std::string encoded = encode(content);
    const Hash hash = PartHash{}.add(scope.text()).add(encoded).finish();
    Statement upsert = db_.prepare(upsert_setup);
    bind(upsert, scope)
        .bind(":id", id)
        .bind(":content", std::string_view{encoded})
        .bind(":content_hash", Bytes{hash})
        .bind(":version", old ? old->version + 1 : std::int64_t{1})
        .bind(":batch", batch)
        .run();
    return hash;
}

} // namespace imi
