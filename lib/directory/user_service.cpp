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

ChangeResult change_user(Store& store, const std::string& login, const std::string& verb, const ChangeOptions& options,
                         const ActContext& context, const std::function<User(const User&)>& change)
{
    return run_change(store, options, context, [&](const Actor& actor, bool write) {
        Database& db = store.db();
        const StoredUser stored = find_user(db, actor, login);
        require_version(db, options, stored.version, login, [&] { return steps_of(db, stored); });
        User now = change(stored.user);
        put_in_order(now.roles);
        if (const auto fault = missing_right(db, actor, &stored, now))
            refuse_change(*fault);
        Administrators administrators;
        administrators.change(&stored.user, now);
        for (const Administrators::LastOne& last : administrators.last_ones(db))
            refuse_change(last.fault({}));
        ChangeResult result;
        result.object = login;
        result.version = stored.version;
        result.cells = differing_cells(stored.user, now);
        result.changed = !result.cells.empty();
        if (!result.changed || !write)
            return result;
        result.batch = AuditLog{db}.next_number();
        const Hash hash = UserRepository{db}.save(stored, now, *result.batch);
        require_an_operator_left(db, std::max(context.clock.now(), Clock{}.now()));
        log_change(db, audit_event(actor, context, "user " + verb, login), options, context, stored.content_hash, hash);
        ++result.version;
        return result;
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

} // namespace

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
