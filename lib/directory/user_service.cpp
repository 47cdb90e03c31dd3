// SPDX-License-Identifier: EUPL-1.2
#include "directory/service.hpp"

#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "base/limits.hpp"
#include "directory/authority_input.hpp"
#include "directory/record_checks.hpp"
#include "directory/rights.hpp"
#include "directory/user_import.hpp"
#include "formats/csv_writer.hpp"
#include "formats/json.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

std::string roles_text(const User& user)
{
    std::string text;
    for (const UserRole& role : user.roles)
        text.append(text.empty() ? "" : "; ").append(role.authority).append(" ").append(role.text());
    return text;
}

void require_for_user(Database& db, const Actor& actor, const User& user)
{
    if (actor.is_operator())
        return;
    for (const UserRole& role : user.roles) {
        const StoredAuthority stored = find_authority(db, role.authority);
        RightsObject object{stored.id, stored.authority.key.country, stored.authority.region, {}, "authority"};
        if (!stored.authority.areas.empty()) {
            object.area = stored.authority.areas.front().area;
            object.role = to_string(stored.authority.areas.front().role);
        }
        require(actor, "users", object);
    }
    if (user.roles.empty())
        require(actor, "users", {});
}

/// Whether a login is the last one that can register users of some authority.
void require_an_administrator_left(Database& db, const User& before, const User& now)
{
    const auto administers = [](const User& user, const std::string& authority) {
        return !user.suspended && std::any_of(user.roles.begin(), user.roles.end(), [&](const UserRole& role) {
            return role.authority == authority && role.role == "data-administrator";
        });
    };
    UserRepository users{db};
    for (const UserRole& role : before.roles) {
        if (!administers(before, role.authority) || administers(now, role.authority))
            continue;
        const auto logins = users.logins_of(find_authority(db, role.authority).id);
        const bool another = std::any_of(logins.begin(), logins.end(), [&](const std::string& login) {
            return login != before.login && administers(users.find(login)->user, role.authority);
        });
        if (!another)
            throw Error{Status::input, "REG-038",
                        before.login + " is the last data administrator of " + role.authority + "; nothing was changed",
                        "give the role to another user first"};
    }
}

ChangeResult change_user(Store& store, const std::string& login, const std::string& verb, const ChangeOptions& options,
                         const ActContext& context, const std::function<User(const User&)>& change)
{
    Database& db = store.db();
    const auto act = [&](const Actor& actor, bool write) {
        const StoredUser stored = find_user(db, login);
        if (options.if_version && *options.if_version != stored.version)
            throw Error{Status::conflict, "REG-042",
                        login + " has version " + std::to_string(stored.version) + " now, not " +
                            std::to_string(*options.if_version) + "; nothing was changed",
                        "look at it again: imi-register user show"};
        User now = change(stored.user);
        std::sort(now.roles.begin(), now.roles.end());
        now.roles.erase(std::unique(now.roles.begin(), now.roles.end()), now.roles.end());
        require_for_user(db, actor, stored.user);
        require_for_user(db, actor, now);
        require_an_administrator_left(db, stored.user, now);
        ChangeResult result;
        result.object = login;
        result.version = stored.version;
        const auto compare = [&](const char* member, const std::string& a, const std::string& b) {
            if (a != b)
                result.cells.push_back({member, a, b});
        };
        compare("name", stored.user.name, now.name);
        compare("email", stored.user.email, now.email);
        compare("language", stored.user.language, now.language);
        compare("roles", roles_text(stored.user), roles_text(now));
        compare("state", stored.user.suspended ? "suspended" : "active", now.suspended ? "suspended" : "active");
        result.changed = !result.cells.empty();
        if (!result.changed || !write)
            return result;
        AuditLog log{db};
        result.batch = log.next_number();
        const Hash hash = UserRepository{db}.save(stored, now, *result.batch);
        AuditEvent event = audit_event(actor, context, "user " + verb, login);
        nlohmann::ordered_json detail = nlohmann::ordered_json::object();
        if (!options.comment.empty())
            detail["comment"] = options.comment;
        event.detail = dump_json(detail);
        event.changes_hash = PartHash{}.add(login).add(Bytes{stored.content_hash}).add(Bytes{hash}).finish();
        log.append(event, context.clock.now());
        ++result.version;
        return result;
    };
    if (options.dry_run) {
        const Transaction snapshot{db, Transaction::Kind::read};
        return act(context.actor(db), false);
    }
    WriteTransaction transaction{store, {context.tool, context.actor(db).acting_login}, context.timeout_seconds};
    ChangeResult result = act(context.actor(db), true);
    if (result.changed)
        transaction.commit();
    return result;
}

void refuse(const ValueFault& fault, const std::string& name)
{
    throw Error{Status::input, fault.code, name + ": " + fault.message + "; nothing was changed", fault.hint};
}

void set_text(User& user, const std::string& name, std::string value)
{
    if (const auto fault = check_text(value, name == "email" ? limits::email_code_points : limits::name_code_points))
        refuse(*fault, name);
    if (name == "email" && !value.empty()) {
        if (const auto fault = check_email(value))
            refuse(*fault, name);
    }
    if (name == "language" && !value.empty()) {
        if (const auto fault = check_language(value))
            refuse(*fault, name);
    }
    (name == "name" ? user.name : name == "email" ? user.email : user.language) = std::move(value);
}

void set_roles(Database& db, User& user, const std::string& authority, const std::string& cell)
{
    if (authority.empty())
        throw Error{Status::usage, "REG-031", "roles stand without an authority",
                    "give authority=COUNTRY:ID beside roles="};
    const std::string key = find_authority(db, authority).authority.key.text();
    const Vocabularies vocabularies = Vocabularies::load(db);
    std::erase_if(user.roles, [&](const UserRole& role) { return role.authority == key; });
    for (const std::string& text : split_list(cell)) {
        if (const auto fault = fault_of_user_role(text))
            refuse({fault->code, fault->message, fault->hint}, "roles");
        UserRole role{key, text.substr(0, text.find('@')), {}};
        if (const std::size_t at = text.find('@'); at != std::string::npos) {
            role.area = vocabularies.area(text.substr(at + 1));
            if (role.area.empty())
                refuse({"REG-014", in_quotes(text.substr(at + 1)) + " is no legislative area of this store",
                        did_you_mean(vocabularies.nearest_area(text.substr(at + 1)))},
                       "roles");
        }
        user.roles.push_back(std::move(role));
    }
}

} // namespace

ChangeResult set_user(Store& store, const std::string& login, const Settings& settings, const ChangeOptions& options,
                      const ActContext& context)
{
    return change_user(store, login, "set", options, context, [&](const User& before) {
        User now = before;
        std::string authority;
        for (const auto& [name, value] : settings) {
            if (name == "authority")
                authority = value;
        }
        for (const auto& [name, value] : settings) {
            if (name == "name" || name == "email" || name == "language")
                set_text(now, name, value);
            else if (name == "roles")
                set_roles(store.db(), now, authority, value);
            else if (name != "authority")
                throw Error{Status::usage, "REG-002", "a user has no " + in_quotes(name),
                            "give name, email, language, or authority with roles"};
        }
        return now;
    });
}

ChangeResult set_user_state(Store& store, const std::string& login, bool suspended, const ChangeOptions& options,
                            const ActContext& context)
{
    return change_user(store, login, suspended ? "suspend" : "reactivate", options, context, [&](const User& before) {
        User now = before;
        now.suspended = suspended;
        return now;
    });
}

} // namespace imi
