// SPDX-License-Identifier: EUPL-1.2
#include "directory/user.hpp"

#include "base/error.hpp"
#include "directory/authority_input.hpp"
#include "directory/authority_repository.hpp"
#include "formats/json.hpp"
#include "store/hash.hpp"
#include "text/normalise.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::string_view columns = "SELECT id, login, state, content, content_hash, version, batch FROM imi_user ";
constexpr std::string_view by_login = "WHERE login = :login";
constexpr std::string_view in_order = "ORDER BY login";
constexpr std::string_view select_count = "SELECT COUNT(*) FROM imi_user";
constexpr std::string_view select_versions =
    "SELECT user_id, :login, state, content, content_hash, version, batch FROM imi_user_version "
    "WHERE user_id = :id ORDER BY version";
constexpr std::string_view select_as_of =
    "SELECT id, login, state, content, content_hash, version, batch FROM "
    "(SELECT id, login, state, content, content_hash, version, batch FROM imi_user UNION ALL "
    "SELECT u.id, u.login, v.state, v.content, v.content_hash, v.version, v.batch FROM imi_user_version v "
    "JOIN imi_user u ON u.id = v.user_id) s WHERE s.version = "
    "(SELECT MAX(w.version) FROM (SELECT id, version, batch FROM imi_user UNION ALL "
    "SELECT user_id, version, batch FROM imi_user_version) w JOIN audit_entry e ON e.number = w.batch "
    "WHERE w.id = s.id AND e.at <= :until) ORDER BY login";
constexpr std::string_view select_logins = "SELECT login FROM imi_user ORDER BY login LIMIT :limit";
constexpr std::string_view select_logins_of =
    "SELECT DISTINCT u.login FROM user_role r JOIN imi_user u ON u.id = r.user_id "
    "WHERE r.authority_id = :authority ORDER BY u.login";
constexpr std::string_view select_next_id = "SELECT COALESCE(MAX(id), 0) + 1 FROM imi_user";
constexpr std::string_view keep_version =
    "INSERT INTO imi_user_version (user_id, version, batch, state, content, salt, content_hash) "
    "SELECT id, version, batch, state, content, salt, content_hash FROM imi_user WHERE id = :id";
constexpr std::string_view upsert_user =
    "INSERT INTO imi_user (id, login, state, content, salt, content_hash, version, batch) "
    "VALUES (:id, :login, :state, :content, :salt, :content_hash, :version, :batch) "
    "ON CONFLICT (id) DO UPDATE SET state = excluded.state, content = excluded.content, salt = excluded.salt, "
    "content_hash = excluded.content_hash, version = excluded.version, batch = excluded.batch";
constexpr std::string_view delete_roles = "DELETE FROM user_role WHERE user_id = :id";
constexpr std::string_view insert_role =
    "INSERT INTO user_role (user_id, authority_id, role, area) "
    "SELECT :id, id, :role, :area FROM authority WHERE country = :country AND code_folded = :code";
constexpr std::string_view insert_store_role =
    "INSERT INTO store_role (user_id, role) SELECT id, :role FROM imi_user WHERE login = :login "
    "ON CONFLICT (user_id, role) DO NOTHING";
constexpr std::string_view select_has_store_role = "SELECT 1 FROM store_role WHERE user_id = :user LIMIT 1";
constexpr std::string_view select_identities =
    "SELECT i.uid, i.account, u.login, i.valid_from, i.valid_until FROM identity i JOIN imi_user u ON u.id = i.user_id "
    "ORDER BY i.uid, i.valid_from, i.id";
constexpr std::string_view end_identity =
    "UPDATE identity SET valid_until = :now WHERE uid = :uid AND valid_until IS NULL RETURNING id";
constexpr std::string_view insert_identity =
    "INSERT INTO identity (id, uid, account, user_id, valid_from, valid_until) "
    "SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM identity), :uid, :account, id, :now, NULL FROM imi_user "
    "WHERE login = :login";

std::string encode(const User& user)
{
    Json roles = Json::array();
    for (const UserRole& role : user.roles)
        roles.push_back({{"authority", role.authority}, {"role", role.role}, {"area", role.area}});
    return dump_json({{"name", user.name}, {"email", user.email}, {"language", user.language}, {"roles", roles}});
}

void decode(User& user, std::string_view content)
{
    try {
        const Json json = Json::parse(content);
        user.name = json.at("name").get<std::string>();
        user.email = json.at("email").get<std::string>();
        user.language = json.at("language").get<std::string>();
        for (const Json& role : json.at("roles"))
            user.roles.push_back({role.at("authority").get<std::string>(), role.at("role").get<std::string>(),
                                  role.at("area").get<std::string>()});
    } catch (const std::exception&) {
        throw Error{Status::store, "STO-003", "the store is damaged: the record of " + user.login + " cannot be read",
                    "run imi-store check, and restore a backup"};
    }
}

StoredUser read(Statement& row)
{
    StoredUser stored;
    stored.id = row.integer(0);
    stored.user.login = row.text(1);
    stored.user.suspended = row.text(2) == "suspended";
    decode(stored.user, row.text(3));
    stored.content_hash = to_hash(row.blob(4));
    stored.version = row.integer(5);
    stored.batch = row.integer(6);
    return stored;
}

} // namespace

std::optional<StoredUser> UserRepository::find(std::string_view login)
{
    Statement statement = db_.prepare(std::string{columns}.append(by_login));
    statement.bind(":login", login);
    if (!statement.step())
        return std::nullopt;
    return read(statement);
}

void UserRepository::for_each(const std::function<void(const StoredUser&)>& each, std::optional<Instant> as_of)
{
    Statement statement = db_.prepare(as_of ? std::string{select_as_of} : std::string{columns}.append(in_order));
    if (as_of)
        statement.bind(":until", *as_of);
    while (statement.step())
        each(read(statement));
}

std::int64_t UserRepository::count()
{
    Statement statement = db_.prepare(select_count);
    statement.step();
    return statement.integer(0);
}

std::vector<std::string> UserRepository::logins(std::int64_t limit)
{
    Statement statement = db_.prepare(select_logins);
    statement.bind(":limit", limit);
    std::vector<std::string> result;
    while (statement.step())
        result.emplace_back(statement.text(0));
    return result;
}

std::vector<std::string> UserRepository::logins_of(std::int64_t authority_id)
{
    Statement statement = db_.prepare(select_logins_of);
    statement.bind(":authority", authority_id);
    std::vector<std::string> result;
    while (statement.step())
        result.emplace_back(statement.text(0));
    return result;
}

std::vector<StoredUser> UserRepository::versions(const StoredUser& present)
{
    Statement statement = db_.prepare(select_versions);
    statement.bind(":login", std::string_view{present.user.login}).bind(":id", present.id);
    std::vector<StoredUser> result;
    while (statement.step())
        result.push_back(read(statement));
    result.push_back(present);
    return result;
}

Hash UserRepository::save(const std::optional<StoredUser>& old, const User& user, std::int64_t batch)
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
    const std::string content = encode(user);
    const std::string_view state = user.suspended ? "suspended" : "active";
    const Hash salt = random_salt();
    const Hash hash = PartHash{}.add(Bytes{salt}).add(user.login).add(state).add(content).finish();
    db_.prepare(upsert_user)
        .bind(":id", id)
        .bind(":login", std::string_view{user.login})
        .bind(":state", state)
        .bind(":content", std::string_view{content})
        .bind(":salt", Bytes{salt})
        .bind(":content_hash", Bytes{hash})
        .bind(":version", old ? old->version + 1 : std::int64_t{1})
        .bind(":batch", batch)
        .run();
    db_.prepare(delete_roles).bind(":id", id).run();
    Statement insert = db_.prepare(insert_role);
    for (const UserRole& role : user.roles) {
        const AuthorityKey key = parse_authority_key(role.authority).value();
        insert.bind(":id", id)
            .bind(":role", std::string_view{role.role})
            .bind(":area", std::string_view{role.area})
            .bind(":country", std::string_view{key.country})
            .bind(":code", std::string_view{fold_case(key.id)})
            .run();
    }
    return hash;
}

bool UserRepository::has_store_role(std::int64_t user_id)
{
    Statement statement = db_.prepare(select_has_store_role);
    statement.bind(":user", user_id);
    return statement.step();
}

void UserRepository::give_store_role(std::string_view login, std::string_view role)
{
    db_.prepare(insert_store_role).bind(":login", login).bind(":role", role).run();
}

std::vector<UserRepository::Identity> UserRepository::identities()
{
    Statement statement = db_.prepare(select_identities);
    std::vector<Identity> result;
    while (statement.step())
        result.push_back({statement.integer(0), std::string{statement.text(1)}, std::string{statement.text(2)},
                          statement.integer(3), statement.optional_integer(4)});
    return result;
}

void UserRepository::map(std::int64_t uid, std::string_view account, std::string_view login, std::int64_t now)
{
    unmap(uid, now);
    db_.prepare(insert_identity)
        .bind(":uid", uid)
        .bind(":account", account)
        .bind(":login", login)
        .bind(":now", now)
        .run();
}

bool UserRepository::unmap(std::int64_t uid, std::int64_t now)
{
    Statement statement = db_.prepare(end_identity);
    statement.bind(":uid", uid).bind(":now", now);
    return statement.step();
}

} // namespace imi
