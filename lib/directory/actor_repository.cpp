// SPDX-License-Identifier: EUPL-1.2
#include "directory/actor.hpp"

#include "base/error.hpp"
#include "directory/authority.hpp"
#include "text/escape.hpp"

#include <algorithm>

namespace imi
{

namespace
{

constexpr std::string_view select_identity =
    "SELECT u.id, u.login, u.state, i.account FROM identity i JOIN imi_user u ON u.id = i.user_id "
    "WHERE i.uid = :uid AND i.valid_from <= :now AND (i.valid_until IS NULL OR i.valid_until > :now) "
    "ORDER BY i.id DESC LIMIT 1";
constexpr std::string_view select_user = "SELECT id, login, state FROM imi_user WHERE login = :login";
constexpr std::string_view select_store_roles = "SELECT role FROM store_role WHERE user_id = :user ORDER BY role";
constexpr std::string_view select_grants =
    "SELECT r.authority_id, a.country, r.role, r.area, c.area, c.role, a.code, a.state, a.content FROM user_role r "
    "JOIN authority a ON a.id = r.authority_id "
    "LEFT JOIN authority_area c ON c.authority_id = r.authority_id AND (r.area = '' OR r.area = c.area) "
    "WHERE r.user_id = :user AND a.state <> 'suspended' ORDER BY r.authority_id, r.role, r.area, c.area";
// Those that one authority alone follows.
constexpr std::string_view select_followed =
    "SELECT a.id, a.country, a.code, a.state, a.content FROM succession s JOIN authority a ON a.id = s.authority_id "
    "WHERE s.successor_id = :successor AND a.state <> 'suspended' AND NOT EXISTS ("
    "SELECT 1 FROM succession o WHERE o.authority_id = s.authority_id AND o.successor_id <> s.successor_id) "
    "ORDER BY a.id";

constexpr std::string_view select_operators =
    "SELECT u.id FROM store_role r JOIN imi_user u ON u.id = r.user_id JOIN identity i ON i.user_id = u.id "
    "WHERE r.role = 'operator' AND u.state = 'active' AND i.valid_from <= :now "
    "AND (i.valid_until IS NULL OR i.valid_until > :now) ORDER BY u.id LIMIT 1";

bool has_ended(std::string_view state, std::string_view content, std::string_view today)
{
    return state == "inactive" ||
           (!is_valid_on(content, today) && decode_content({}, AuthorityState::active, content).has_ended(today));
}

/// A role at an authority counts at those that it follows, and that these followed, too.
void add_followed(Database& db, Actor& actor, std::string_view today)
{
    Statement followed = db.prepare(select_followed);
    for (std::size_t i = 0; i < actor.grants.size(); ++i) {
        followed.bind(":successor", actor.grants[i].authority_id);
        while (followed.step()) {
            if (!has_ended(followed.text(3), followed.text(4), today))
                continue;
            Grant grant = actor.grants[i];
            grant.authority_id = followed.integer(0);
            grant.country = followed.text(1);
            grant.authority = grant.country + ":" + std::string{followed.text(2)};
            grant.ended = true;
            const bool is_known = std::any_of(actor.grants.begin(), actor.grants.end(), [&](const Grant& other) {
                return other.authority_id == grant.authority_id && other.role == grant.role && other.area == grant.area;
            });
            if (!is_known)
                actor.grants.push_back(std::move(grant));
        }
        followed.reset();
    }
}

void read_rights(Database& db, Actor& actor, Instant now)
{
    Statement roles = db.prepare(select_store_roles);
    roles.bind(":user", actor.user_id);
    while (roles.step())
        actor.store_roles.emplace_back(roles.text(0));
    const std::string today = civil_date(now);
    Statement grants = db.prepare(select_grants);
    grants.bind(":user", actor.user_id);
    while (grants.step()) {
        Grant grant;
        grant.authority_id = grants.integer(0);
        grant.country = grants.text(1);
        grant.role = grants.text(2);
        grant.area = grants.is_null(4) ? grants.text(3) : grants.text(4);
        grant.authority_role = grants.text(5);
        grant.authority = grant.country + ":" + std::string{grants.text(6)};
        grant.ended = has_ended(grants.text(7), grants.text(8), today);
        // Only a region's coordinator has rights by region; to read it costs the whole record.
        if (grant.authority_role == "sdimic")
            grant.region = decode_content({}, AuthorityState::active, grants.text(8)).region;
        actor.grants.push_back(std::move(grant));
    }
    add_followed(db, actor, today);
}

} // namespace

bool Actor::is_operator() const
{
    return std::find(store_roles.begin(), store_roles.end(), "operator") != store_roles.end();
}

Actor resolve_actor(Database& db, std::uint32_t uid, const std::string& account, const std::string& as, Instant now)
{
    Statement identity = db.prepare(select_identity);
    identity.bind(":uid", std::int64_t{uid}).bind(":now", now);
    // The number of an account can be given to another person: the name must still be the one that was mapped.
    if (!identity.step() || identity.text(3) != account)
        throw Error{Status::forbidden, "RGT-001",
                    "the account " + escape_for_message(account) + " (uid " + std::to_string(uid) +
                        ") is no user of this store",
                    "an operator runs: imi-store identity map --uid " + std::to_string(uid) + " --login LOGIN"};
    Actor actor;
    actor.uid = uid;
    actor.user_id = identity.integer(0);
    actor.login = identity.text(1);
    actor.acting_login = actor.login;
    const auto refuse_suspended = [](std::string_view login, std::string_view state) {
        if (state == "suspended")
            throw Error{Status::forbidden, "RGT-002", "the login " + std::string{login} + " is suspended",
                        "an operator runs: imi-register user reactivate " + std::string{login}};
    };
    refuse_suspended(actor.login, identity.text(2));
    read_rights(db, actor, now);
    if (as.empty() || as == actor.login)
        return actor;

    if (!actor.is_operator())
        throw Error{Status::forbidden, "RGT-003", actor.login + " may not act as " + escape_for_message(as),
                    "only an operator of the store acts for others"};
    Statement user = db.prepare(select_user);
    user.bind(":login", std::string_view{as});
    if (!user.step())
        throw Error{Status::absent, "RGT-004", "there is no login " + escape_for_message(as)};
    Actor other;
    other.uid = uid;
    other.user_id = user.integer(0);
    other.login = user.text(1);
    other.acting_login = actor.login;
    refuse_suspended(other.login, user.text(2));
    read_rights(db, other, now);
    return other;
}

void require_an_operator_left(Database& db, Instant now)
{
    Statement operators = db.prepare(select_operators);
    operators.bind(":now", now);
    if (!operators.step())
        throw Error{Status::input, "RGT-007", "no operator with an account would be left; nothing was changed",
                    "make another login an operator first, with an account of its own"};
}

} // namespace imi
