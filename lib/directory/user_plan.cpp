// SPDX-License-Identifier: EUPL-1.2
#include "directory/user_plan.hpp"

#include "directory/authority_input.hpp"
#include "directory/change_rights.hpp"
#include "directory/packing.hpp"
#include "directory/user_checks.hpp"
#include "text/suggest.hpp"

#include <algorithm>

namespace imi
{

namespace
{

std::string pack(const User& user)
{
    Packer packer;
    for (const std::string* text : {&user.login, &user.name, &user.email, &user.language})
        packer.text(*text);
    packer.list(user.roles, [&](const UserRole& role) {
        for (const std::string* text : {&role.authority, &role.role, &role.area})
            packer.text(*text);
    });
    packer.number(user.suspended ? 1 : 0);
    return std::move(packer.out);
}

User unpack(std::string_view bytes)
{
    Unpacker unpacker{bytes};
    User user;
    for (std::string* text : {&user.login, &user.name, &user.email, &user.language})
        *text = unpacker.text();
    user.roles = unpacker.list<UserRole>([&] {
        UserRole role;
        for (std::string* text : {&role.authority, &role.role, &role.area})
            *text = unpacker.text();
        return role;
    });
    user.suspended = unpacker.number() != 0;
    return user;
}

bool same(const User& a, const User& b)
{
    return a.name == b.name && a.email == b.email && a.language == b.language && a.roles == b.roles &&
           a.suspended == b.suspended;
}

std::uint64_t cleared_values(const User& old, const User& now)
{
    std::uint64_t count = !old.roles.empty() && now.roles.empty() ? 1 : 0;
    for (const auto member : {&User::name, &User::email, &User::language})
        count += !(old.*member).empty() && (now.*member).empty();
    return count;
}

} // namespace

UserPlan::UserPlan(Database& db, const Vocabularies& vocabularies, UserStage& stage, const ImportOptions& options,
                   Actor actor)
    : users_{db}, authorities_{db}, db_{db},
      vocabularies_{vocabularies}, stage_{stage}, options_{options}, actor_{std::move(actor)}
{
}

void UserPlan::make(Faults& faults, ImportResult& result, const Progress&)
{
    // A row left out may take away the administrator who let another go, so the plan is made again until it stands.
    for (std::size_t left_out = 1; left_out != 0;) {
        left_out = rejected_.size();
        compare_all(faults, result);
        left_out = options_.partial ? rejected_.size() - left_out : 0;
    }
}

void UserPlan::compare_all(Faults& faults, ImportResult& result)
{
    records_ = std::make_unique<RecordFile>();
    places_.clear();
    administrators_ = {};
    result.create = result.update = result.unchanged = result.clear = 0;
    result.items.clear();
    const StagedRows& rows = stage_.rows();
    for (std::size_t i = 0; i < rows.size(); i += rows.same_key(i)) {
        if (!rejected_.contains(std::string{rows.key(rows[i])}))
            plan(rows_of(i), faults, result);
    }
    records_->flush();
    reject_last_administrators(faults);
}

std::vector<UserRow> UserPlan::rows_of(std::size_t first)
{
    std::vector<UserRow> rows;
    for (std::size_t i = 0; i < stage_.rows().same_key(first); ++i)
        rows.push_back(stage_.row(first + i));
    return rows;
}

void UserPlan::reject(const std::vector<UserRow>& rows, const std::vector<Diagnostic>& found, Faults& faults)
{
    if (!rejected_.insert(rows.front().login).second)
        return;
    // All rows of the login are left out with it; without that, its fault is told once.
    for (std::size_t i = 0; i < (options_.partial ? rows.size() : 1); ++i)
        faults.add(found, rows[i].file, rows[i].source);
}

void UserPlan::plan(const std::vector<UserRow>& rows, Faults& faults, ImportResult& result)
{
    const Place& place = rows.front().place;
    const auto old = users_.find(rows.front().login);
    User now = old ? old->user : User{};
    now.login = rows.front().login;
    std::vector<Diagnostic> found;
    if (old && options_.mode == ImportMode::insert) {
        found.push_back({Severity::error, "REG-023", place, "login", now.login + " exists already",
                         "import with --mode upsert to change it"});
        ++result.conflict;
    }
    std::map<std::string, Place> seen;
    for (const UserRow& row : rows)
        apply_row(row, rows.front(), seen, now, faults, found);
    put_in_order(now.roles);
    if (found.empty() && !old && now.roles.empty())
        found.push_back({Severity::error, "REG-031", place, "authority", now.login + " would belong to no authority",
                         "give authority and roles"});
    const bool changed = !old || !same(old->user, now);
    // Whoever may not change it may not ask either whether it is so.
    if (found.empty()) {
        if (auto fault = missing_right(db_, actor_, old ? &*old : nullptr, now)) {
            fault->place = place;
            found.push_back(std::move(*fault));
            result.not_permitted = true;
        }
    }
    if (!found.empty())
        return reject(rows, found, faults);
    ++(changed ? (old ? result.update : result.create) : result.unchanged);
    if (options_.with_items)
        result.items.push_back({now.login, changed ? (old ? "update" : "create") : "unchanged", place});
    if (!changed)
        return;
    if (old)
        result.clear += cleared_values(old->user, now);
    administrators_.change(old ? &old->user : nullptr, now);
    places_.push_back(records_->append(pack(now)));
}

void UserPlan::apply_row(const UserRow& row, const UserRow& first, std::map<std::string, Place>& seen, User& now,
                         const Faults& faults, std::vector<Diagnostic>& found)
{
    const auto refuse = [&](const char* code, const char* field, const std::string& message, const std::string& hint) {
        found.push_back({Severity::error, code, row.place, field, message, hint});
    };
    if (row.name != first.name || row.email != first.email || row.language != first.language)
        return refuse("REG-021", "login",
                      "the rows of " + row.login + " do not agree: see line " + std::to_string(first.place.line),
                      "a further authority is a further row whose other cells are the same");
    for (const auto& [value, member] : {std::pair{&row.name, &User::name}, std::pair{&row.email, &User::email},
                                        std::pair{&row.language, &User::language}}) {
        if (*value)
            now.*member = **value;
    }
    const auto is_repeated = [&](const std::string& authority) {
        const auto [before, is_new] = seen.try_emplace(authority, row.place);
        if (!is_new)
            refuse("REG-022", "login",
                   row.login + " stands twice" + (authority.empty() ? "" : " at " + authority) + ": also in " +
                       before->second.text(),
                   "keep one of them; several roles stand in one row");
        return !is_new;
    };
    if (!row.authority || row.authority->empty()) {
        if (is_repeated({}))
            return;
        if (row.roles && !row.roles->empty())
            refuse("REG-031", "authority", "roles stand without an authority", "name it as COUNTRY:ID");
        return;
    }
    const auto key = parse_authority_key(*row.authority);
    std::string name;
    if (key)
        authorities_.with_row(*key, [&](const AuthorityRow& stored) {
            name = std::string{stored.country} + ":" + std::string{stored.code};
        });
    if (name.empty()) {
        const std::string near = key && faults.wants_hints()
                                     ? nearest(key->text(), authorities_.keys_of_country(key->country, 5000))
                                     : std::string{};
        return refuse("REG-017", "authority", "there is no authority " + in_quotes(*row.authority),
                      key ? did_you_mean(near) : "write it as COUNTRY:ID, such as RO:cmr");
    }
    if (is_repeated(name) || !row.roles)
        return;
    if (const auto fault = set_roles_at(now, name, *row.roles, vocabularies_))
        found.push_back(fault->diagnostic(row.place, "roles"));
}

void UserPlan::reject_last_administrators(Faults& faults)
{
    const StagedRows& rows = stage_.rows();
    for (const Administrators::LastOne& last : administrators_.last_ones(db_)) {
        const auto staged = rows_of(rows.find(last.login));
        reject(staged, {last.fault(staged.front().place)}, faults);
    }
}

Hash UserPlan::apply(std::int64_t batch, const Progress&)
{
    PartHash hash;
    for (const std::uint64_t place : places_) {
        const User now = unpack(records_->read(place));
        const auto old = users_.find(now.login);
        const Hash saved = users_.save(old, now, batch);
        hash.add(now.login).add(Bytes{old ? old->content_hash : Hash{}}).add(Bytes{saved});
    }
    return hash.finish();
}

} // namespace imi
