// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_use.hpp"

#include "directory/setup.hpp"
#include "directory/user.hpp"

#include <algorithm>

namespace imi
{

namespace
{

constexpr std::string_view select_coordinated =
    "SELECT DISTINCT a.country, a.code, a.code_folded FROM coordination l JOIN authority a ON a.id = l.authority_id "
    "WHERE l.coordinator_id = :id AND l.authority_id <> :id ORDER BY a.country, a.code_folded";
constexpr std::string_view select_followed =
    "SELECT a.country, a.code FROM succession s JOIN authority a ON a.id = s.authority_id "
    "WHERE s.successor_id = :id ORDER BY a.country, a.code_folded";
constexpr std::string_view count_cases = "SELECT COUNT(DISTINCT case_id) FROM case_seat WHERE authority = :authority";
constexpr std::string_view count_open_cases =
    "SELECT COUNT(DISTINCT s.case_id) FROM case_seat s JOIN imi_case c ON c.id = s.case_id "
    "WHERE s.authority = :authority AND s.former = 0 AND c.ended_at IS NULL";

std::vector<AuthorityKey> keys(Database& db, std::string_view sql, std::int64_t id)
{
    Statement statement = db.prepare(sql);
    statement.bind(":id", id);
    std::vector<AuthorityKey> found;
    while (statement.step())
        found.push_back({std::string{statement.text(0)}, std::string{statement.text(1)}});
    return found;
}

std::int64_t count(Database& db, std::string_view sql, const AuthorityKey& key)
{
    Statement statement = db.prepare(sql);
    statement.bind(":authority", std::string_view{key.text()});
    statement.step();
    return statement.integer(0);
}

} // namespace

AuthorityUse use_of_authority(Database& db, const AuthorityKey& key, std::int64_t id)
{
    AuthorityUse use;
    use.logins = UserRepository{db}.logins_of(id);
    use.cases = count(db, count_cases, key);
    use.coordinates = keys(db, select_coordinated, id);
    use.follows = keys(db, select_followed, id);
    const std::string text = key.text();
    for (const StoredSetup& setup : SetupRepository{db}.all(key.country)) {
        const auto& named = setup.content.coordinators;
        if (setup.scope.authority == text ||
            std::any_of(named.begin(), named.end(), [&](const auto& entry) { return entry.second == text; }))
            use.setups.push_back(setup.scope.text());
    }
    return use;
}

std::int64_t open_cases_of(Database& db, const AuthorityKey& key) { return count(db, count_open_cases, key); }

} // namespace imi
