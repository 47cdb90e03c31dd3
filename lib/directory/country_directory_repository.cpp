// SPDX-License-Identifier: EUPL-1.2
#include "directory/country_directory.hpp"

#include "base/error.hpp"
#include "directory/authority_repository.hpp"

#include <algorithm>

namespace imi
{

namespace
{

constexpr std::string_view select_countries =
    "SELECT country FROM (SELECT DISTINCT country FROM authority UNION SELECT DISTINCT country FROM setup) c "
    "ORDER BY country";
constexpr std::string_view select_members =
    "SELECT id, code, state FROM authority WHERE country = :country ORDER BY code_folded";
constexpr std::string_view select_contents =
    "SELECT code, content FROM authority WHERE country = :country ORDER BY code_folded";
constexpr std::string_view select_parts =
    "SELECT r.authority_id, r.area, r.role, r.rights FROM authority a JOIN authority_area r ON r.authority_id = a.id "
    "WHERE a.country = :country ORDER BY r.authority_id, r.area";
constexpr std::string_view select_links =
    "SELECT l.authority_id, l.area, l.kind, c.country, c.code, c.state, COALESCE(r.role, '') "
    "FROM authority a JOIN coordination l ON l.authority_id = a.id JOIN authority c ON c.id = l.coordinator_id "
    "LEFT JOIN authority_area r ON r.authority_id = c.id AND r.area = l.area "
    "WHERE a.country = :country ORDER BY l.authority_id, l.area, l.kind, c.country, c.code_folded";
constexpr std::string_view select_users =
    "SELECT r.authority_id, COUNT(DISTINCT u.id), "
    "COUNT(DISTINCT CASE WHEN r.role = 'data-administrator' THEN u.id END) "
    "FROM authority a JOIN user_role r ON r.authority_id = a.id JOIN imi_user u ON u.id = r.user_id "
    "WHERE a.country = :country AND u.state = 'active' GROUP BY r.authority_id ORDER BY r.authority_id";
constexpr std::string_view select_users_without_role =
    "SELECT u.login FROM imi_user u WHERE u.state = 'active' "
    "AND NOT EXISTS (SELECT 1 FROM user_role r WHERE r.user_id = u.id) "
    "AND NOT EXISTS (SELECT 1 FROM store_role s WHERE s.user_id = u.id) ORDER BY u.login";

std::string key_of(std::string_view country, std::string_view code)
{
    return std::string{country}.append(":").append(code);
}

[[noreturn]] void refuse_damaged(const std::string& country)
{
    throw Error{Status::store, "STO-003", "the store is damaged: the directory of " + country + " has unknown words",
                "run imi-store check, and restore a backup"};
}

/// Members by the ids under which they are stored.
class ById
{
public:
    explicit ById(std::vector<CountryMember>& members)
    {
        for (CountryMember& member : members)
            by_id_.emplace(member.id, &member);
    }
    CountryMember& operator[](std::int64_t id) const { return *by_id_.at(id); }

private:
    std::unordered_map<std::int64_t, CountryMember*> by_id_;
};

void read_members(Database& db, CountryDirectory& result)
{
    Statement rows = db.prepare(select_members);
    rows.bind(":country", std::string_view{result.country});
    while (rows.step()) {
        CountryMember member;
        member.id = rows.integer(0);
        member.key = key_of(result.country, rows.text(1));
        const auto state = parse_authority_state(rows.text(2));
        if (!state)
            refuse_damaged(result.country);
        member.state = *state;
        result.members.push_back(std::move(member));
    }
}

void read_parts(Database& db, CountryDirectory& result, const ById& by_id)
{
    Statement rows = db.prepare(select_parts);
    rows.bind(":country", std::string_view{result.country});
    while (rows.step()) {
        const auto role = parse_authority_role(rows.text(2));
        if (!role)
            refuse_damaged(result.country);
        by_id[rows.integer(0)].parts.push_back({std::string{rows.text(1)}, *role, std::string{rows.text(3)}, {}});
        result.has_regions |= *role == AuthorityRole::sdimic;
    }
}

void read_links(Database& db, CountryDirectory& result, const ById& by_id)
{
    Statement rows = db.prepare(select_links);
    rows.bind(":country", std::string_view{result.country});
    while (rows.step()) {
        CountryMember& member = by_id[rows.integer(0)];
        const auto part = std::find_if(member.parts.begin(), member.parts.end(),
                                       [&](const CountryMember::Part& one) { return one.area == rows.text(1); });
        const auto kind = parse_coordinator_kind(rows.text(2));
        if (part == member.parts.end() || !kind)
            refuse_damaged(result.country);
        std::string coordinator = key_of(rows.text(3), rows.text(4));
        if (rows.text(3) != result.country) {
            ForeignCoordinator& foreign = result.foreign[coordinator];
            foreign.state = parse_authority_state(rows.text(5)).value_or(AuthorityState::inactive);
            if (const auto role = parse_authority_role(rows.text(6)))
                foreign.roles.emplace_back(std::string{rows.text(1)}, *role);
        }
        part->links.push_back({*kind, std::move(coordinator)});
    }
    // Kinds are stored by name; their own order is that of the enumeration.
    for (CountryMember& member : result.members)
        for (CountryMember::Part& part : member.parts)
            std::stable_sort(part.links.begin(), part.links.end(),
                             [](const auto& a, const auto& b) { return a.kind < b.kind; });
}

void read_regions(Database& db, CountryDirectory& result)
{
    Statement rows = db.prepare(select_contents);
    rows.bind(":country", std::string_view{result.country});
    for (CountryMember& member : result.members) {
        if (!rows.step())
            break;
        member.region = decode_content({result.country, std::string{rows.text(0)}}, member.state, rows.text(1)).region;
    }
}

} // namespace

std::vector<std::string> countries_in_store(Database& db)
{
    std::vector<std::string> countries;
    Statement rows = db.prepare(select_countries);
    while (rows.step())
        countries.emplace_back(rows.text(0));
    return countries;
}

CountryDirectory read_country(Database& db, const std::string& country)
{
    CountryDirectory result;
    result.country = country;
    result.setups = SetupRepository{db}.all(country);
    result.has_regions = std::any_of(result.setups.begin(), result.setups.end(),
                                     [](const StoredSetup& setup) { return !setup.scope.region.empty(); });
    read_members(db, result);
    const ById by_id{result.members};
    read_parts(db, result, by_id);
    read_links(db, result, by_id);
    if (result.has_regions)
        read_regions(db, result);
    Statement users = db.prepare(select_users);
    users.bind(":country", std::string_view{country});
    while (users.step()) {
        CountryMember& member = by_id[users.integer(0)];
        member.users = static_cast<int>(users.integer(1));
        member.administrators = static_cast<int>(users.integer(2));
    }
    return result;
}

std::vector<std::string> users_without_role(Database& db)
{
    std::vector<std::string> logins;
    Statement rows = db.prepare(select_users_without_role);
    while (rows.step())
        logins.emplace_back(rows.text(0));
    return logins;
}

} // namespace imi
