// SPDX-License-Identifier: EUPL-1.2
#include "directory/user_service.hpp"

#include "base/error.hpp"
#include "directory/administrators.hpp"
#include "directory/authority_service.hpp"
#include "directory/change_rights.hpp"
#include "directory/record_checks.hpp"
#include "directory/user_checks.hpp"
#include "directory/user_record.hpp"
#include "formats/csv_writer.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

std::vector<VersionStep> steps_of(Database& db, const StoredUser& stored)
{
    std::vector<VersionStep> steps;
    User before;
    for (const StoredUser& version : UserRepository{db}.versions(stored)) {
        steps.push_back({version.version, version.batch, differing_cells(before, version.user)});
        before = version.user;
    }
    return steps;
}

struct UserChange {
    StoredUser stored;
    User now;
};

/// What changes to users that are made together do. Refuses those that the actor may not make, and those after which an
/// authority has lost its last administrator.
std::vector<ChangeResult> check_changes(Database& db, const Actor& actor, std::vector<UserChange>& changes)
{
    std::vector<ChangeResult> results;
    Administrators administrators;
    for (UserChange& change : changes) {
        put_in_order(change.now.roles);
        if (const auto fault = missing_right(db, actor, &change.stored, change.now))
            refuse_change(*fault);
        administrators.change(&change.stored.user, change.now);
        ChangeResult result;
        result.object = change.now.login;
        result.version = change.stored.version;
        result.cells = differing_cells(change.stored.user, change.now);
        result.changed = !result.cells.empty();
        results.push_back(std::move(result));
    }
    for (const Administrators::LastOne& last : administrators.last_ones(db))
        refuse_change(last.fault({}));
    for (const Administrators::Unadministered& place : administrators.unadministered(db))
        results.front().warnings.push_back(place.warning({}));
    return results;
}

/// Stores those that change something, by login, under one audit entry.
void store_changes(Database& db, const std::vector<UserChange>& changes, std::vector<ChangeResult>& results,
                   AuditEvent event, const ChangeOptions& options, const ActContext& context,
                   nlohmann::ordered_json detail)
{
    const std::int64_t batch = AuditLog{db}.next_number();
    PartHash proof;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        if (!results[i].changed)
            continue;
        const Hash hash = UserRepository{db}.save(changes[i].stored, changes[i].now, batch);
        proof.add(changes[i].now.login).add(Bytes{changes[i].stored.content_hash}).add(Bytes{hash});
        results[i].batch = batch;
        ++results[i].version;
    }
    require_an_operator_left(db, std::max(context.clock.now(), Clock{}.now()));
    log_change(db, std::move(event), options, context, proof.finish(), std::move(detail));
}

ChangeResult change_user(Store& store, const std::string& login, const std::string& verb, const ChangeOptions& options,
                         const ActContext& context, const std::function<User(const User&)>& change)
{
    return run_change(store, options, context, [&](const Actor& actor, bool write) {
        Database& db = store.db();
        const StoredUser stored = find_user(db, actor, login);
        require_version(db, options, stored.version, login, [&] { return steps_of(db, stored); });
        std::vector<UserChange> changes{{stored, change(stored.user)}};
        std::vector<ChangeResult> results = check_changes(db, actor, changes);
        if (results.front().changed && write)
            store_changes(db, changes, results, audit_event(actor, context, "user " + verb, login), options, context,
                          nlohmann::ordered_json::object());
        return results.front();
    });
}

void set_roles(Database& db, User& user, const std::string& authority, const std::string& cell)
{
    if (authority.empty())
        throw Error{Status::usage, "REG-031", "roles stand without an authority",
                    "give authority=COUNTRY:ID beside roles="};
    const std::string key = find_authority(db, authority).authority.key.text();
    if (const auto fault = set_roles_at(user, key, split_list(cell), Vocabularies::load_with_roles(db)))
        refuse_change(fault->diagnostic({}, "roles"));
}

/// Takes the roles at an authority (empty: all) from one user and gives them to the other.
void move_roles(User& from, User& to, const std::string& authority)
{
    const auto at_authority = [&](const UserRole& role) { return authority.empty() || role.authority == authority; };
    std::copy_if(from.roles.begin(), from.roles.end(), std::back_inserter(to.roles), at_authority);
    std::erase_if(from.roles, at_authority);
}

} // namespace

std::vector<ChangeResult> hand_over_roles(Store& store, const std::string& login, const std::string& to,
                                          const std::string& authority, const ChangeOptions& options,
                                          const ActContext& context)
{
    if (login == to)
        throw Error{Status::usage, "REG-142", login + " has its roles already", "name another login with --to"};
    std::vector<ChangeResult> results;
    run_change(store, options, context, [&](const Actor& actor, bool write) {
        Database& db = store.db();
        const StoredUser stored = find_user(db, actor, login);
        const StoredUser other = find_user(db, actor, to);
        if (other.user.suspended)
            throw Error{Status::conflict, "REG-144", to + " is suspended; nothing was changed",
                        "imi-register user reactivate " + to};
        const std::string key = authority.empty() ? std::string{} : find_authority(db, authority).authority.key.text();
        std::vector<UserChange> changes{{stored, stored.user}, {other, other.user}};
        move_roles(changes[0].now, changes[1].now, key);
        if (changes[0].now.roles == stored.user.roles)
            throw Error{Status::input, "REG-143",
                        login + " has no roles" + (key.empty() ? std::string{} : " at " + key) +
                            "; nothing was changed",
                        "imi-register user show " + login + " lists them"};
        std::sort(changes.begin(), changes.end(),
                  [](const UserChange& a, const UserChange& b) { return a.now.login < b.now.login; });
        results = check_changes(db, actor, changes);
        nlohmann::ordered_json detail{{"to", to}};
        if (!key.empty())
            detail["authority"] = key;
        if (write)
            store_changes(db, changes, results, audit_event(actor, context, "user handover", login), options, context,
                          std::move(detail));
        ChangeResult whole;
        whole.changed = true;
        return whole;
    });
    return results;
}

StoredUser find_user(Database& db, const std::string& login)
{
    UserRepository users{db};
    if (auto found = users.find(login))
        return std::move(*found);
    throw Error{Status::absent, "REG-041", "there is no login " + in_quotes(login),
                did_you_mean(nearest(login, users.logins(100'000)))};
}

StoredUser find_user(Database& db, const Actor& actor, const std::string& login)
{
    if (actor.is_operator())
        return find_user(db, login);
    auto found = UserRepository{db}.find(login);
    if (!found || !may_see(db, actor, found->user))
        throw Error{Status::absent, "REG-041", "there is no login " + in_quotes(login)};
    return std::move(*found);
}

ChangeResult set_user(Store& store, const std::string& login, const Settings& settings, const ChangeOptions& options,
                      const ActContext& context)
{
    std::string authority;
    for (const auto& [name, value] : settings) {
        if (std::find(user_columns.begin() + 1, user_columns.end(), name) == user_columns.end()) {
            const std::string near = nearest(name, user_columns);
            throw Error{Status::usage, "REG-002", "a user has no " + in_quotes(name),
                        near.empty() ? "give name, email, language, or authority with roles" : did_you_mean(near)};
        }
        if (name == "authority")
            authority = value;
    }
    return change_user(store, login, "set", options, context, [&](const User& before) {
        User now = before;
        for (const auto& [name, value] : settings) {
            if (name == "roles") {
                set_roles(store.db(), now, authority, value);
            } else if (name != "authority") {
                std::string text = value;
                if (const auto fault = check_user_text(name, text))
                    refuse_change(fault->diagnostic({}, name));
                (name == "name" ? now.name : name == "email" ? now.email : now.language) = std::move(text);
            }
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
