// SPDX-License-Identifier: EUPL-1.2
#include "directory/derived_tables.hpp"

#include "directory/authority_input.hpp"
#include "directory/authority_repository.hpp"
#include "directory/user.hpp"
#include "text/list.hpp"
#include "text/normalise.hpp"

#include <algorithm>

namespace imi
{

namespace
{

// Each gives the owner and the row as one text, in the order of the owners.
constexpr std::string_view stored_areas =
    "SELECT authority_id, area || ' ' || role || ' ' || rights FROM authority_area ORDER BY authority_id";
constexpr std::string_view stored_coordinators =
    "SELECT c.authority_id, c.area || ' ' || c.kind || ' ' || COALESCE(a.country || ':' || a.code_folded, '') "
    "FROM coordination c LEFT JOIN authority a ON a.id = c.coordinator_id ORDER BY c.authority_id";
constexpr std::string_view stored_successors =
    "SELECT s.authority_id, COALESCE(a.country || ':' || a.code_folded, '') "
    "FROM succession s LEFT JOIN authority a ON a.id = s.successor_id ORDER BY s.authority_id";
constexpr std::string_view stored_professions =
    "SELECT authority_id, profession FROM authority_profession ORDER BY authority_id";
constexpr std::string_view stored_roles =
    "SELECT r.user_id, COALESCE(a.country || ':' || a.code_folded, '') || ' ' || r.role || ' ' || r.area "
    "FROM user_role r LEFT JOIN authority a ON a.id = r.authority_id ORDER BY r.user_id";
constexpr std::string_view authorities =
    "SELECT id, country, code, code_folded, state, content FROM authority ORDER BY id";
constexpr std::string_view users = "SELECT id, login FROM imi_user ORDER BY id";

/// Walks beside the owners over the rows of one table.
class DerivedRows
{
public:
    DerivedRows(Database& db, std::string_view sql, std::string what)
        : statement_{db.prepare(sql)}, what_{std::move(what)}, more_{statement_.step()}
    {
    }
    /// Compares the rows of the next owner with what its record says.
    void compare(std::int64_t owner, const std::string& object, std::vector<std::string> expected,
                 std::vector<Diagnostic>& findings)
    {
        stray_below(owner, findings);
        std::vector<std::string> stored;
        for (; more_ && statement_.integer(0) == owner; more_ = statement_.step())
            stored.emplace_back(statement_.text(1));
        std::sort(stored.begin(), stored.end());
        std::sort(expected.begin(), expected.end());
        if (stored != expected)
            findings.push_back({Severity::error,
                                "AUD-002",
                                {},
                                object,
                                "its " + what_ + " in the store are not those of its record",
                                {}});
    }
    /// After the last owner: rows that belong to nobody.
    void finish(std::vector<Diagnostic>& findings) { stray_below(INT64_MAX, findings); }

private:
    void stray_below(std::int64_t owner, std::vector<Diagnostic>& findings)
    {
        for (; more_ && statement_.integer(0) < owner; more_ = statement_.step())
            findings.push_back({Severity::error,
                                "AUD-002",
                                {},
                                what_ + " of number " + std::to_string(statement_.integer(0)),
                                "belong to no record",
                                {}});
    }

    Statement statement_;
    std::string what_;
    bool more_;
};

std::string folded(const AuthorityKey& key) { return key.country + ":" + fold_case(key.id); }

void compare_authorities(Database& db, std::vector<Diagnostic>& findings)
{
    DerivedRows areas{db, stored_areas, "areas"};
    DerivedRows coordinators{db, stored_coordinators, "coordinators"};
    DerivedRows successors{db, stored_successors, "successors"};
    DerivedRows professions{db, stored_professions, "professions"};
    Statement rows = db.prepare(authorities);
    while (rows.step()) {
        const AuthorityKey key{std::string{rows.text(1)}, std::string{rows.text(2)}};
        const auto state = parse_authority_state(rows.text(4)).value_or(AuthorityState::inactive);
        const Authority authority = decode_content(key, state, rows.text(5));
        const std::int64_t id = rows.integer(0);
        if (rows.text(3) != fold_case(key.id))
            findings.push_back({Severity::error, "AUD-002", {}, key.text(), "is stored under another id", {}});
        std::vector<std::string> expected_areas;
        std::vector<std::string> expected_coordinators;
        for (const AreaEntry& entry : authority.areas) {
            expected_areas.push_back(entry.area + " " + std::string{to_string(entry.role)} + " " +
                                     joined(entry.rights, "|"));
            for (const CoordinatorLink& link : entry.coordinators)
                expected_coordinators.push_back(entry.area + " " + std::string{to_string(link.kind)} + " " +
                                                folded(link.authority));
        }
        std::vector<std::string> expected_successors;
        for (const AuthorityKey& successor : authority.successors)
            expected_successors.push_back(folded(successor));
        areas.compare(id, key.text(), std::move(expected_areas), findings);
        coordinators.compare(id, key.text(), std::move(expected_coordinators), findings);
        successors.compare(id, key.text(), std::move(expected_successors), findings);
        professions.compare(id, key.text(), authority.professions, findings);
    }
    for (DerivedRows* table : {&areas, &coordinators, &successors, &professions})
        table->finish(findings);
}

void compare_users(Database& db, std::vector<Diagnostic>& findings)
{
    DerivedRows roles{db, stored_roles, "roles"};
    UserRepository repository{db};
    Statement rows = db.prepare(users);
    while (rows.step()) {
        std::vector<std::string> expected;
        if (const auto stored = repository.find(rows.text(1))) {
            for (const UserRole& role : stored->user.roles) {
                const auto key = parse_authority_key(role.authority);
                expected.push_back((key ? folded(*key) : std::string{}) + " " + role.role + " " + role.area);
            }
        }
        roles.compare(rows.integer(0), "user " + std::string{rows.text(1)}, std::move(expected), findings);
    }
    roles.finish(findings);
}

} // namespace

std::vector<Diagnostic> compare_derived_tables(Database& db)
{
    std::vector<Diagnostic> findings;
    compare_authorities(db, findings);
    compare_users(db, findings);
    return findings;
}

} // namespace imi
