// SPDX-License-Identifier: EUPL-1.2
#include "directory/batch_repository.hpp"

namespace imi
{

namespace
{

// No index by batch: it would cost every import, and a batch is reverted once in a while.
constexpr std::string_view changed_authorities =
    "SELECT a.country, v.code, v.state, v.content, v.content_hash, p.state, p.content, p.content_hash FROM ("
    "SELECT authority_id, version, code, state, content, content_hash FROM authority_version WHERE batch = :batch "
    "UNION ALL SELECT id, version, code, state, content, content_hash FROM authority WHERE batch = :batch) v "
    "JOIN authority a ON a.id = v.authority_id "
    "LEFT JOIN authority_version p ON p.authority_id = v.authority_id AND p.version = v.version - 1 "
    "ORDER BY a.country, a.code_folded";
constexpr std::string_view changed_users = "SELECT u.login, v.version FROM ("
                                           "SELECT user_id, version FROM imi_user_version WHERE batch = :batch "
                                           "UNION ALL SELECT id, version FROM imi_user WHERE batch = :batch) v "
                                           "JOIN imi_user u ON u.id = v.user_id ORDER BY u.login";
bool any(Database& db, std::string_view sql, std::int64_t batch)
{
    Statement statement = db.prepare(sql);
    statement.bind(":batch", batch);
    return statement.step();
}

Authority decoded(Statement& row, std::string_view country, std::string_view code, int state)
{
    return decode_content({std::string{country}, std::string{code}},
                          parse_authority_state(row.text(state)).value_or(AuthorityState::inactive),
                          row.text(state + 1));
}

} // namespace

BatchKinds BatchRepository::kinds(std::int64_t batch)
{
    return {any(db_, changed_authorities, batch), any(db_, changed_users, batch)};
}

void BatchRepository::for_each_authority(std::int64_t batch, const std::function<void(const ChangedAuthority&)>& each)
{
    Statement rows = db_.prepare(changed_authorities);
    rows.bind(":batch", batch);
    while (rows.step()) {
        ChangedAuthority change{decoded(rows, rows.text(0), rows.text(1), 2), {}, to_hash(rows.blob(4)), {}};
        if (!rows.is_null(5)) {
            change.before = decoded(rows, rows.text(0), rows.text(1), 5);
            change.before_hash = to_hash(rows.blob(7));
        }
        each(change);
    }
}

void BatchRepository::for_each_user(std::int64_t batch, const std::function<void(const ChangedUser&)>& each)
{
    Statement rows = db_.prepare(changed_users);
    rows.bind(":batch", batch);
    UserRepository users{db_};
    while (rows.step()) {
        const std::string login{rows.text(0)};
        const std::int64_t version = rows.integer(1);
        ChangedUser change;
        for (StoredUser& stored : users.versions(users.find(login).value())) {
            if (stored.version == version)
                change.made = std::move(stored.user);
            else if (stored.version == version - 1)
                change.before = std::move(stored.user);
        }
        each(change);
    }
}

} // namespace imi
