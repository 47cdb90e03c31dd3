// SPDX-License-Identifier: EUPL-1.2
#include "directory/user_plan.hpp"

#include "directory/authority_input.hpp"
#include "directory/change_rights.hpp"
#include "directory/packing.hpp"
#include "directory/user_checks.hpp"
#include "directory/user_record.hpp"
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
    warn_of_unadministered(faults);
}

void UserPlan::compare_all(Faults& faults, ImportResult& result)
{
    records_ = std::make_unique<RecordFile>();
    places_.clear();
    administrators_ = {};
    first_users_.clear();
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

User UserPlan::made_out(const UserStage::Record& record, const std::optional<StoredUser>& old,
                        std::vector<Diagnostic>& found)
{
    const std::string& login = record.user.login;
    const Hash present = old ? hash_of_user(old->user) : Hash{};
    if (present != record.expected.old_hash && present != record.expected.new_hash) {
        found.push_back({Severity::error,
                         "REG-066",
                         {},
                         {},
                         login + (!old                                 ? " is not there any more"
                                  : record.expected.old_hash == Hash{} ? " is there already, and otherwise"
                                                                       : " was changed since"),
                         "imi-register user show " + login + " tells how it is; decide anew"});
    }
    for (const UserRole& role : record.user.roles) {
        const auto key = parse_authority_key(role.authority);
        if (!key || !authorities_.with_row(*key, [](const AuthorityRow&) {}))
            found.push_back({Severity::error,
                             "REG-017",
                             {},
                             "authority",
                             "there is no authority " + in_quotes(role.authority) + " any more",
                             "make the plan again"});
    }
    return record.user;
}

User UserPlan::patched(const std::vector<UserRow>& rows, const std::optional<StoredUser>& old, const Faults& faults,
                       ImportResult& result, std::vector<Diagnostic>& found)
{
    const Place& place = rows.front().place;
    User now = old ? old->user : User{};
    now.login = rows.front().login;
    if (old && options_.mode == ImportMode::insert) {
        found.push_back({Severity::error, "REG-023", place, "login", now.login + " exists already",
                         "import with --mode upsert to change it"});
        ++result.conflict;
    }
    std::map<std::string, Place> seen;
    for (const UserRow& row : rows)
        apply_row(row, rows.front(), seen, now, faults, found);
    put_in_order(now.roles);
    if (found.empty() && !old && now.roles.empty()) {
        const bool has_place = rows.front().authority && !rows.front().authority->empty();
        found.push_back({Severity::error, "REG-031", place, has_place ? "roles" : "authority",
                         now.login + (has_place ? " would have no role at " + *rows.front().authority
                                                : std::string{" would belong to no authority"}),
                         has_place ? "give roles: only the first user of an authority gets all of them unasked"
                                   : "give authority and roles"});
    }
    // Whose registration was taken back, and who is registered again.
    if (old && old->user.suspended && old->user.roles.empty() && !now.roles.empty())
        now.suspended = false;
    return now;
}

void UserPlan::plan(const std::vector<UserRow>& rows, Faults& faults, ImportResult& result)
{
    const Place& place = rows.front().place;
    const auto old = users_.find(rows.front().login);
    std::vector<Diagnostic> found;
    const UserStage::Record* record = stage_.record(stage_.rows().find(rows.front().login));
    User now = record != nullptr ? made_out(*record, old, found) : patched(rows, old, faults, result, found);
    const bool changed = !old || !same(old->user, now);
    // Whoever may not change it may not ask either whether it is so.
    if (found.empty()) {
        if (auto fault = missing_right(db_, actor_, old ? &*old : nullptr, now)) {
            found.push_back(std::move(*fault));
            result.not_permitted = true;
        }
    }
    if (!found.empty()) {
        for (Diagnostic& fault : found) {
            if (fault.place.file.empty())
                fault.place = place;
            result.conflict += fault.code == "REG-066" ? 1 : 0;
            result.is_stale |= fault.code == "REG-066";
        }
        return reject(rows, found, faults);
    }
    ++(changed ? (old ? result.update : result.create) : result.unchanged);
    if (!changed) {
        if (options_.with_unchanged)
            result.items.push_back({now.login, "unchanged", place, {}, {}, {}});
        return;
    }
    if (old)
        result.clear += cleared_values(old->user, now);
    administrators_.change(old ? &old->user : nullptr, now);
    places_.emplace_back(records_->append(pack(now)), place);
}

void UserPlan::for_each_change(const std::function<void(const PlannedRow&)>& each)
{
    for (const auto& [at, place] : places_) {
        const User now = unpack(records_->read(at));
        const auto old = users_.find(now.login);
        PlannedRow row;
        row.object = now.login;
        row.action = old ? "update" : "create";
        row.place = place;
        row.cells = differing_cells(old ? old->user : User{}, now);
        row.record = to_json(now);
        row.old_hash = old ? hash_of_user(old->user) : Hash{};
        row.new_hash = hash_of_user(now);
        each(row);
    }
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
    if (is_repeated(name))
        return;
    if (is_first_user(row, name, now)) {
        give_all_roles_at(now, name, vocabularies_);
        first_users_.emplace_back(row, name);
        return;
    }
    if (!row.roles || (row.roles->empty() && has_all_roles_at(now, name, vocabularies_)))
        return;
    if (const auto fault = set_roles_at(now, name, *row.roles, vocabularies_))
        found.push_back(fault->diagnostic(row.place, "roles"));
}

/// Whether all users of an authority are taken back: then it is as before its first.
bool UserPlan::nobody_is_left(const std::string& authority)
{
    std::vector<std::string> logins;
    authorities_.with_row(parse_authority_key(authority).value(),
                          [&](const AuthorityRow& row) { logins = users_.logins_of(row.id); });
    return std::all_of(logins.begin(), logins.end(), [&](const std::string& login) {
        const std::size_t row = stage_.rows().find(login);
        const UserStage::Record* record = row == stage_.rows().size() ? nullptr : stage_.record(row);
        return record != nullptr && record->expected.withdraw;
    });
}

bool UserPlan::is_first_user(const UserRow& row, const std::string& authority, const User& now) const
{
    return (!row.roles || row.roles->empty()) &&
           std::none_of(now.roles.begin(), now.roles.end(),
                        [&](const UserRole& role) { return role.authority == authority; }) &&
           !administrators_.is_administered(db_, authority);
}

void UserPlan::warn_of_unadministered(Faults& faults)
{
    for (const auto& [row, authority] : first_users_)
        faults.add({{Severity::warning,
                     "REG-141",
                     row.place,
                     "roles",
                     row.login + " is the first user of " + authority + " and gets all roles there",
                     {}}},
                   row.file, {});
    const StagedRows& rows = stage_.rows();
    for (const Administrators::Unadministered& place : administrators_.unadministered(db_)) {
        const UserRow row = rows_of(rows.find(place.login)).front();
        faults.add({place.warning(row.place)}, row.file, {});
    }
}

void UserPlan::reject_last_administrators(Faults& faults)
{
    const StagedRows& rows = stage_.rows();
    for (const Administrators::LastOne& last : administrators_.last_ones(db_)) {
        if (nobody_is_left(last.authority))
            continue;
        const auto staged = rows_of(rows.find(last.login));
        reject(staged, {last.fault(staged.front().place)}, faults);
    }
}

Hash UserPlan::apply(std::int64_t batch, const Progress&)
{
    PartHash hash;
    for (const auto& [at, place] : places_) {
        const User now = unpack(records_->read(at));
        const auto old = users_.find(now.login);
        const Hash saved = users_.save(old, now, batch);
        hash.add(now.login).add(Bytes{old ? old->content_hash : Hash{}}).add(Bytes{saved});
    }
    return hash.finish();
}

} // namespace imi
