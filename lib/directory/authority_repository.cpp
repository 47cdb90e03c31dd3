// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_repository.hpp"

#include "text/list.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <memory>

namespace imi
{

namespace
{

constexpr std::string_view columns =
    "SELECT id, country, code, state, content, content_hash, input_hash, version, batch FROM authority ";
constexpr std::string_view by_key = "WHERE country = :country AND code_folded = :code";
constexpr std::string_view by_id = "WHERE id = :id";
constexpr std::string_view in_order = "ORDER BY country, code_folded";
constexpr std::string_view select_count = "SELECT COUNT(*) FROM authority";
constexpr std::string_view select_last_id = "SELECT COALESCE(MAX(id), 0) FROM authority";
constexpr std::string_view select_keys =
    "SELECT code FROM authority WHERE country = :country AND (state <> 'inactive' OR content <> :withdrawn) "
    "ORDER BY code_folded LIMIT :limit";
constexpr std::string_view select_active =
    "SELECT a.country, a.code FROM authority a WHERE a.state = 'active' AND (:country = '' OR a.country = :country) "
    "AND (:area = '' OR EXISTS (SELECT 1 FROM authority_area r WHERE r.authority_id = a.id AND r.area = :area)) "
    "ORDER BY a.country, a.code_folded";
constexpr std::string_view select_versions =
    "SELECT version, batch, code, state, content, content_hash FROM authority_version WHERE authority_id = :id "
    "UNION ALL SELECT version, batch, code, state, content, content_hash FROM authority WHERE id = :id "
    "ORDER BY version";
constexpr std::string_view insert_authority =
    "INSERT INTO authority (id, country, code, code_folded, state, content, content_hash, input_hash, version, batch) "
    "VALUES (:id, :country, :code, :code_folded, :state, :content, :content_hash, :input_hash, 1, :batch)";
constexpr std::string_view keep_version =
    "INSERT INTO authority_version (authority_id, version, batch, code, state, content, content_hash) "
    "SELECT id, version, batch, code, state, content, content_hash FROM authority "
    "WHERE id = :id AND version = :version RETURNING version";
constexpr std::string_view update_authority =
    "UPDATE authority SET state = :state, content = :content, content_hash = :content_hash, input_hash = :input_hash, "
    "version = version + 1, batch = :batch WHERE id = :id";
constexpr std::string_view delete_coordination = "DELETE FROM coordination WHERE authority_id = :id";
constexpr std::string_view delete_areas = "DELETE FROM authority_area WHERE authority_id = :id";
constexpr std::string_view delete_professions = "DELETE FROM authority_profession WHERE authority_id = :id";
constexpr std::string_view delete_succession = "DELETE FROM succession WHERE authority_id = :id";
constexpr std::string_view insert_area =
    "INSERT INTO authority_area (authority_id, area, role, rights) VALUES (:id, :area, :role, :rights)";
constexpr std::string_view insert_profession =
    "INSERT INTO authority_profession (authority_id, profession) VALUES (:id, :profession)";
constexpr std::string_view insert_coordination =
    "INSERT INTO coordination (authority_id, area, kind, coordinator_id) "
    "SELECT :id, :area, :kind, id FROM authority WHERE country = :country AND code_folded = :code";
constexpr std::string_view insert_succession =
    "INSERT INTO succession (authority_id, successor_id) "
    "SELECT :id, id FROM authority WHERE country = :country AND code_folded = :code";
constexpr std::string_view select_successors =
    "SELECT f.country, f.code FROM succession s JOIN authority a ON a.id = s.authority_id "
    "JOIN authority f ON f.id = s.successor_id "
    "WHERE a.country = :country AND a.code_folded = :code ORDER BY f.country, f.code";
// CROSS: by the index of areas and roles. In the order of the result, SQLite would look at every authority.
constexpr std::string_view select_nimics =
    "SELECT r.area, a.country, a.code FROM area t CROSS JOIN authority_area r CROSS JOIN authority a "
    "WHERE r.area = t.code AND r.role = 'nimic' AND a.id = r.authority_id AND a.state = 'active' "
    "ORDER BY a.country, a.code_folded, r.area";

} // namespace

struct AuthorityRepository::Statements {
    struct ByKey {
        Statement statement;
        int country, code;
    };
    struct Insert {
        int id, country, code, code_folded, state, content, content_hash, input_hash, batch;
        Statement statement; ///< last: the numbers are asked of it before it moves in
    };
    std::optional<ByKey> by_key;
    std::optional<Insert> insert;
};

namespace
{

AuthorityRow row_of(Statement& row)
{
    AuthorityRow result;
    result.id = row.integer(0);
    result.country = row.text(1);
    result.code = row.text(2);
    result.state = row.text(3);
    result.content = row.text(4);
    result.content_hash = row.blob(5);
    result.input_hash = row.blob(6);
    result.version = row.integer(7);
    result.batch = row.integer(8);
    return result;
}

StoredAuthority stored(const AuthorityRow& row)
{
    return {row.id, row.decode(), to_hash(row.content_hash), row.version, row.batch};
}

void store_lists(Database& db, std::int64_t id, const AuthorityVersion& version)
{
    if (!version.areas.empty()) {
        Statement area = db.prepare(insert_area);
        for (const AreaEntry& entry : version.areas) {
            area.bind(":id", id)
                .bind(":area", std::string_view{entry.area})
                .bind(":role", to_string(entry.role))
                .bind(":rights", std::string_view{joined(entry.rights, "|")})
                .run();
        }
    }
    if (!version.professions.empty()) {
        Statement profession = db.prepare(insert_profession);
        for (const std::string& code : version.professions)
            profession.bind(":id", id).bind(":profession", std::string_view{code}).run();
    }
}

} // namespace

Authority AuthorityRow::decode() const
{
    return decode_content({std::string{country}, std::string{code}},
                          parse_authority_state(state).value_or(AuthorityState::inactive), content);
}

AuthorityRepository::AuthorityRepository(Database& db) : db_{db}, statements_{std::make_unique<Statements>()} {}
AuthorityRepository::~AuthorityRepository() = default;

bool AuthorityRepository::with_row(const AuthorityKey& key, const std::function<void(const AuthorityRow&)>& use)
{
    bool is_there = false;
    with_any_row(key, [&](const AuthorityRow& row) {
        is_there = !row.is_withdrawn();
        if (is_there)
            use(row);
    });
    return is_there;
}

bool AuthorityRepository::with_any_row(const AuthorityKey& key, const std::function<void(const AuthorityRow&)>& use)
{
    if (!statements_->by_key) {
        Statement statement = db_.prepare(std::string{columns}.append(by_key));
        const int country = statement.parameter(":country");
        const int code = statement.parameter(":code");
        statements_->by_key.emplace(Statements::ByKey{std::move(statement), country, code});
    }
    auto& [statement, country, code] = *statements_->by_key;
    statement.reset();
    statement.bind(country, std::string_view{key.country}).bind(code, std::string_view{fold_case(key.id)});
    // Also when `use` throws: a statement that is not reset keeps the snapshot.
    const std::unique_ptr<Statement, void (*)(Statement*)> resetting{&statement, [](Statement* s) { s->reset(); }};
    const bool found = statement.step();
    if (found)
        use(row_of(statement));
    return found;
}

std::optional<StoredAuthority> AuthorityRepository::find(const AuthorityKey& key)
{
    std::optional<StoredAuthority> found;
    with_row(key, [&](const AuthorityRow& row) { found = stored(row); });
    return found;
}

std::optional<StoredAuthority> AuthorityRepository::find_any(const AuthorityKey& key)
{
    std::optional<StoredAuthority> found;
    with_any_row(key, [&](const AuthorityRow& row) { found = stored(row); });
    return found;
}

std::optional<StoredAuthority> AuthorityRepository::find(std::int64_t id)
{
    Statement statement = db_.prepare(std::string{columns}.append(by_id));
    statement.bind(":id", id);
    if (!statement.step())
        return std::nullopt;
    const AuthorityRow row = row_of(statement);
    return row.is_withdrawn() ? std::nullopt : std::optional{stored(row)};
}

std::int64_t AuthorityRepository::count()
{
    Statement statement = db_.prepare(select_count);
    statement.step();
    return statement.integer(0);
}

std::int64_t AuthorityRepository::last_id()
{
    Statement statement = db_.prepare(select_last_id);
    statement.step();
    return statement.integer(0);
}

void AuthorityRepository::for_each(const std::function<void(const AuthorityRow&)>& each)
{
    Statement statement = db_.prepare(std::string{columns}.append(in_order));
    while (statement.step()) {
        const AuthorityRow row = row_of(statement);
        if (!row.is_withdrawn())
            each(row);
    }
}

void AuthorityRepository::for_each_active(std::string_view country, std::string_view area,
                                          const std::function<void(const AuthorityKey&)>& each)
{
    Statement statement = db_.prepare(select_active);
    statement.bind(":country", country).bind(":area", area);
    while (statement.step())
        each({std::string{statement.text(0)}, std::string{statement.text(1)}});
}

std::vector<std::string> AuthorityRepository::keys_of_country(const std::string& country, std::int64_t limit)
{
    Statement statement = db_.prepare(select_keys);
    statement.bind(":country", std::string_view{country}).bind(":withdrawn", withdrawn_content).bind(":limit", limit);
    std::vector<std::string> keys;
    while (statement.step())
        keys.push_back(country + ":" + std::string{statement.text(0)});
    return keys;
}

std::vector<AuthorityRepository::Version> AuthorityRepository::versions(std::int64_t id)
{
    Statement statement = db_.prepare(select_versions);
    statement.bind(":id", id);
    std::vector<Version> result;
    while (statement.step())
        result.push_back({statement.integer(0), statement.integer(1), std::string{statement.text(2)},
                          std::string{statement.text(3)}, std::string{statement.text(4)}, to_hash(statement.blob(5))});
    return result;
}

void AuthorityRepository::insert(std::int64_t id, const AuthorityVersion& version, std::int64_t batch)
{
    if (!statements_->insert) {
        Statement s = db_.prepare(insert_authority);
        const auto at = [&](const char* name) { return s.parameter(name); };
        statements_->insert.emplace(Statements::Insert{at(":id"), at(":country"), at(":code"), at(":code_folded"),
                                                       at(":state"), at(":content"), at(":content_hash"),
                                                       at(":input_hash"), at(":batch"), std::move(s)});
    }
    Statements::Insert& to = *statements_->insert;
    to.statement.bind(to.id, id)
        .bind(to.country, std::string_view{version.key.country})
        .bind(to.code, std::string_view{version.key.id})
        .bind(to.code_folded, std::string_view{fold_case(version.key.id)})
        .bind(to.state, to_string(version.state))
        .bind(to.content, version.content)
        .bind(to.content_hash, version.content_hash)
        .bind(to.batch, batch);
    version.input_hash.empty() ? to.statement.bind(to.input_hash, std::nullopt)
                               : to.statement.bind(to.input_hash, version.input_hash);
    to.statement.run();
    store_lists(db_, id, version);
}

bool AuthorityRepository::replace(std::int64_t id, std::int64_t expected_version, const AuthorityVersion& version,
                                  std::int64_t batch)
{
    {
        Statement keep = db_.prepare(keep_version);
        keep.bind(":id", id).bind(":version", expected_version);
        if (!keep.step())
            return false;
    }
    Statement update = db_.prepare(update_authority);
    update.bind(":id", id)
        .bind(":state", to_string(version.state))
        .bind(":content", version.content)
        .bind(":content_hash", version.content_hash)
        .bind(":batch", batch);
    version.input_hash.empty() ? update.bind(":input_hash", std::nullopt)
                               : update.bind(":input_hash", version.input_hash);
    update.run();
    for (const std::string_view sql : {delete_coordination, delete_succession, delete_areas, delete_professions})
        db_.prepare(sql).bind(":id", id).run();
    store_lists(db_, id, version);
    return true;
}

void AuthorityRepository::store_links(std::int64_t id, const std::vector<AreaEntry>& areas,
                                      const std::vector<AuthorityKey>& successors)
{
    Statement insert = db_.prepare(insert_coordination);
    for (const AreaEntry& entry : areas) {
        for (const CoordinatorLink& link : entry.coordinators) {
            insert.bind(":id", id)
                .bind(":area", std::string_view{entry.area})
                .bind(":kind", to_string(link.kind))
                .bind(":country", std::string_view{link.authority.country})
                .bind(":code", std::string_view{fold_case(link.authority.id)})
                .run();
        }
    }
    for (const AuthorityKey& key : successors)
        db_.prepare(insert_succession)
            .bind(":id", id)
            .bind(":country", std::string_view{key.country})
            .bind(":code", std::string_view{fold_case(key.id)})
            .run();
}

std::vector<AuthorityKey> AuthorityRepository::successors(const AuthorityKey& key)
{
    Statement statement = db_.prepare(select_successors);
    statement.bind(":country", std::string_view{key.country}).bind(":code", std::string_view{fold_case(key.id)});
    std::vector<AuthorityKey> found;
    while (statement.step())
        found.push_back({std::string{statement.text(0)}, std::string{statement.text(1)}});
    return found;
}

std::vector<std::pair<std::string, AuthorityKey>> AuthorityRepository::national_coordinators()
{
    Statement statement = db_.prepare(select_nimics);
    std::vector<std::pair<std::string, AuthorityKey>> found;
    while (statement.step())
        found.push_back({std::string{statement.text(0)},
                         AuthorityKey{std::string{statement.text(1)}, std::string{statement.text(2)}}});
    return found;
}

Hash hash_of_version(std::string_view country, std::string_view code, std::string_view state, std::string_view content)
{
    // One buffer and one call: bulk import makes a million of these. Lengths keep the parts apart.
    thread_local std::string bytes;
    bytes.clear();
    for (const std::string_view part : {country, code, state, content}) {
        bytes.append(std::to_string(part.size())).append(":").append(part);
    }
    return sha256(bytes);
}

} // namespace imi
