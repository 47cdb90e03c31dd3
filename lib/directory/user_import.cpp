// SPDX-License-Identifier: EUPL-1.2
#include "directory/user_import.hpp"

#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "base/limits.hpp"
#include "directory/authority_repository.hpp"
#include "directory/packing.hpp"
#include "directory/record_checks.hpp"
#include "directory/rights.hpp"
#include "formats/csv_reader.hpp"
#include "formats/csv_writer.hpp"
#include "formats/json.hpp"
#include "formats/jsonl_reader.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

const std::vector<std::string> user_columns{"login", "name", "email", "language", "authority", "roles"};

/// All rows of one login, with what they make of the stored user.
struct UserChange {
    std::optional<StoredUser> old;
    User now;
    Place place;
    bool changed = false;
};

class UserPlan
{
public:
    UserPlan(Database& db, const Vocabularies& vocabularies, UserStage& stage, const ImportOptions& options,
             const Actor& actor)
        : users_{db}, authorities_{db}, vocabularies_{vocabularies}, stage_{stage}, options_{options}, actor_{actor}
    {
    }

    std::vector<UserChange> make(Faults& faults, ImportResult& result)
    {
        auto& rows = stage_.rows();
        std::stable_sort(rows.begin(), rows.end(),
                         [](const UserRow& a, const UserRow& b) { return a.login < b.login; });
        std::vector<UserChange> changes;
        for (std::size_t i = 0; i < rows.size();) {
            std::size_t end = i + 1;
            while (end < rows.size() && rows[end].login == rows[i].login)
                ++end;
            plan(std::span{rows}.subspan(i, end - i), faults, result, changes);
            i = end;
        }
        return changes;
    }

private:
    void plan(std::span<UserRow> rows, Faults& faults, ImportResult& result, std::vector<UserChange>& changes)
    {
        UserChange change;
        change.old = users_.find(rows.front().login);
        change.now = change.old ? change.old->user : User{};
        change.now.login = rows.front().login;
        change.place = rows.front().place;
        std::vector<Diagnostic> found;
        if (change.old && options_.mode == ImportMode::insert) {
            found.push_back({Severity::error, "REG-023", change.place, "login", change.now.login + " exists already",
                             "import with --mode upsert to change it"});
            ++result.conflict;
        }
        for (const UserRow& row : rows)
            apply(row, rows.front(), change, found, result);
        if (found.empty() && change.now.roles.empty() && !change.old)
            found.push_back({Severity::error, "REG-031", change.place, "authority",
                             change.now.login + " would belong to no authority", "give authority and roles"});
        if (!found.empty()) {
            for (const UserRow& row : options_.partial ? rows : rows.first(1))
                faults.add(found, row.file, row.source);
            return;
        }
        std::sort(change.now.roles.begin(), change.now.roles.end());
        change.now.roles.erase(std::unique(change.now.roles.begin(), change.now.roles.end()), change.now.roles.end());
        change.changed = !change.old || !same(change.old->user, change.now);
        ++(change.changed ? (change.old ? result.update : result.create) : result.unchanged);
        if (options_.with_items)
            result.items.push_back(
                {change.now.login, change.changed ? (change.old ? "update" : "create") : "unchanged", change.place});
        if (change.changed)
            changes.push_back(std::move(change));
    }

    static bool same(const User& a, const User& b)
    {
        return a.name == b.name && a.email == b.email && a.language == b.language && a.roles == b.roles &&
               a.suspended == b.suspended;
    }

    void apply(const UserRow& row, const UserRow& first, UserChange& change, std::vector<Diagnostic>& found,
               ImportResult& result)
    {
        const auto refuse = [&](const char* code, const char* field, const std::string& message,
                                const std::string& hint) {
            found.push_back({Severity::error, code, row.place, field, message, hint});
        };
        if (row.name != first.name || row.email != first.email || row.language != first.language)
            return refuse("REG-021", "login",
                          "the rows of " + row.login + " do not agree: see line " + std::to_string(first.place.line),
                          "a further authority is a further row whose other cells are the same");
        for (const auto& [value, member] : {std::pair{&row.name, &User::name}, std::pair{&row.email, &User::email},
                                            std::pair{&row.language, &User::language}}) {
            if (*value)
                change.now.*member = **value;
        }
        if (!row.authority || row.authority->empty()) {
            if (row.roles && !row.roles->empty())
                refuse("REG-031", "authority", "roles stand without an authority", "name it as COUNTRY:ID");
            return;
        }
        const auto key = parse_authority_key(*row.authority);
        const auto authority = key ? authorities_.find(*key) : std::nullopt;
        if (!authority) {
            const std::string near =
                key ? nearest(key->text(), authorities_.keys_of_country(key->country, 5000)) : std::string{};
            return refuse("REG-017", "authority", "there is no authority " + in_quotes(*row.authority),
                          key ? did_you_mean(near) : "write it as COUNTRY:ID, such as RO:cmr");
        }
        if (!permitted(*authority)) {
            result.not_permitted = true;
            return refuse("RGT-010", "authority",
                          actor_.login + " may not register users of " + authority->authority.key.text(),
                          "ask a data administrator of that authority, or its coordinator");
        }
        if (!row.roles)
            return;
        const std::string name = authority->authority.key.text();
        std::erase_if(change.now.roles, [&](const UserRole& role) { return role.authority == name; });
        for (const std::string& text : *row.roles) {
            UserRole role{name, text.substr(0, text.find('@')), {}};
            if (const std::size_t at = text.find('@'); at != std::string::npos) {
                role.area = vocabularies_.area(text.substr(at + 1));
                if (role.area.empty())
                    return refuse("REG-014", "roles",
                                  in_quotes(text.substr(at + 1)) + " is no legislative area of this store",
                                  did_you_mean(vocabularies_.nearest_area(text.substr(at + 1))));
            }
            change.now.roles.push_back(std::move(role));
        }
    }

    bool permitted(const StoredAuthority& stored) const
    {
        const Authority& authority = stored.authority;
        RightsObject object{stored.id, authority.key.country, authority.region, {}, "authority"};
        if (authority.areas.empty())
            return may(actor_, "users", object);
        return std::any_of(authority.areas.begin(), authority.areas.end(), [&](const AreaEntry& entry) {
            object.area = entry.area;
            object.role = to_string(entry.role);
            return may(actor_, "users", object);
        });
    }

    UserRepository users_;
    AuthorityRepository authorities_;
    const Vocabularies& vocabularies_;
    UserStage& stage_;
    const ImportOptions& options_;
    const Actor& actor_;
};

void finish(UserStage& stage, Faults& planned, ImportResult& result)
{
    result.error = stage.faults().error_rows() + planned.error_rows();
    result.warning = stage.faults().warnings() + planned.warnings();
    result.diagnostics = stage.faults().sorted();
    const auto more = planned.sorted();
    result.diagnostics.insert(result.diagnostics.end(), more.begin(), more.end());
}

} // namespace

std::optional<Diagnostic> fault_of_user_role(const std::string& role)
{
    // The known ones are listed; an area's workflows may name others.
    static const std::vector<std::string> known{"basic-user",       "request-handler", "allocator",
                                                "referral-handler", "alert-handler",   "data-administrator"};
    const std::string name = role.substr(0, role.find('@'));
    if (!is_code(name))
        return Diagnostic{Severity::error,
                          "REG-015",
                          {},
                          "roles",
                          in_quotes(role) + " is no role",
                          "write ROLE or ROLE@AREA, such as request-handler"};
    if (std::find(known.begin(), known.end(), name) != known.end())
        return std::nullopt;
    if (const std::string near = nearest(name, known); !near.empty())
        return Diagnostic{Severity::error, "REG-015", {}, "roles", in_quotes(role) + " is no role", did_you_mean(near)};
    return std::nullopt;
}

UserStage::UserStage(const ImportOptions& options) : options_{options}, faults_{options.partial} {}
UserStage::~UserStage() = default;

void UserStage::check_columns(const std::vector<std::string>& columns, const Place& place)
{
    for (const std::string& column : columns) {
        if (column.starts_with('_') ||
            std::find(user_columns.begin(), user_columns.end(), column) != user_columns.end())
            continue;
        if (!options_.input.ignore_unknown)
            throw Error{Status::input, "REG-002", "unknown column " + in_quotes(column),
                        did_you_mean(nearest(column, user_columns)) + " --ignore-unknown leaves it out", place.text()};
        ignored_.try_emplace(column, 0);
    }
    if (std::find(columns.begin(), columns.end(), "login") == columns.end())
        throw Error{Status::input, "REG-001", "the column login is missing", "every row needs it", place.text()};
}

bool UserStage::take(UserRow& row, const std::string& column, std::string value, std::vector<Diagnostic>& faults)
{
    const auto refuse = [&](const ValueFault& fault) {
        faults.push_back({Severity::error, std::string{fault.code}, row.place, column, fault.message, fault.hint});
        return false;
    };
    if (column.starts_with('_') || ignored_.contains(column))
        return true;
    if (const auto fault = check_text(value, column == "email" ? limits::email_code_points : limits::name_code_points))
        return refuse(*fault);
    if (column == "login") {
        row.login = value;
        return is_login(value) ||
               refuse({"REG-032", in_quotes(value) + " is no login", "1 to 64 of a-z, 0-9, dot, underscore, hyphen"});
    }
    if (value.empty() && options_.input.keep_empty)
        return true;
    if (column == "email" && !value.empty()) {
        if (const auto fault = check_email(value))
            return refuse(*fault);
    }
    if (column == "language" && !value.empty()) {
        if (const auto fault = check_language(value))
            return refuse(*fault);
    }
    if (column == "roles") {
        row.roles = split_list(value);
        for (const std::string& role : *row.roles) {
            if (const auto fault = fault_of_user_role(role))
                return refuse({fault->code, fault->message, fault->hint});
        }
        return true;
    }
    auto& target = column == "name"       ? row.name
                   : column == "email"    ? row.email
                   : column == "language" ? row.language
                                          : row.authority;
    target = std::move(value);
    return true;
}

void UserStage::read_csv(CsvReader& reader, std::size_t file)
{
    std::vector<std::string> own_columns;
    std::copy_if(reader.header().begin(), reader.header().end(), std::back_inserter(own_columns),
                 [](const std::string& column) { return !column.starts_with('_'); });
    const std::string& name = options_.files[file];
    check_columns(reader.header(), {name, reader.header_line(), 0});
    faults_.rejects().describe(own_columns, reader.delimiter());
    CsvRow cells;
    while (reader.next(cells)) {
        ++rows_read_;
        std::vector<Diagnostic> faults;
        UserRow row;
        row.file = file;
        Packer packer;
        std::vector<std::string> own;
        for (std::size_t i = 0; i < cells.cells.size(); ++i) {
            row.place = {name, cells.places[i].line, cells.places[i].column};
            if (i < reader.header().size() && !cells.fault)
                take(row, reader.header()[i], std::string{cells.cells[i]}, faults);
            if (i >= reader.header().size() || !reader.header()[i].starts_with('_'))
                own.emplace_back(cells.cells[i]);
        }
        row.place = {name, cells.line, 0};
        if (cells.fault)
            faults.push_back(*cells.fault);
        packer.texts(own);
        row.source = options_.partial ? packer.out : std::string{};
        if (!faults.empty())
            faults_.add(faults, file, row.source);
        else
            rows_.push_back(std::move(row));
    }
}

void UserStage::read_jsonl(LineReader& lines, std::string_view first_line, std::size_t file)
{
    for (std::string_view line = first_line; !line.empty();) {
        ++rows_read_;
        std::vector<Diagnostic> faults;
        UserRow row;
        row.file = file;
        row.place = {options_.files[file], lines.line_number(), 0};
        row.source = options_.partial ? std::string{line} : std::string{};
        try {
            const Json record = parse_json(line, row.place);
            std::vector<std::string> members;
            for (const auto& [name, value] : record.items())
                members.push_back(name);
            check_columns(members, row.place);
            for (const auto& [name, value] : record.items()) {
                if (name == "roles" && value.is_array()) {
                    std::vector<std::string> roles;
                    for (const Json& role : value)
                        roles.push_back(role.get<std::string>());
                    take(row, name, join_list(roles), faults);
                } else {
                    take(row, name, value.is_null() ? std::string{} : value.get<std::string>(), faults);
                }
            }
        } catch (const Error& error) {
            faults.push_back({Severity::error, error.id(), row.place, {}, error.what(), error.hint()});
        } catch (const Json::exception&) {
            faults.push_back(
                {Severity::error, "REG-025", row.place, {}, "has a value of the wrong kind", "give texts"});
        }
        if (!faults.empty())
            faults_.add(faults, file, row.source);
        else
            rows_.push_back(std::move(row));
        if (!lines.next(line))
            break;
    }
}

ImportResult import_users(Store& store, UserStage& stage, const ImportOptions& options, const ActContext& context)
{
    ImportResult result;
    result.rows = stage.rows_read();
    result.ignored = stage.ignored();
    const Vocabularies vocabularies = Vocabularies::load(store.db());
    const auto make = [&](const Actor& actor, Faults& faults) {
        result.create = result.update = result.unchanged = result.conflict = 0;
        result.items.clear();
        return UserPlan{store.db(), vocabularies, stage, options, actor}.make(faults, result);
    };
    Faults preview_faults{options.partial};
    {
        const Transaction snapshot{store.db(), Transaction::Kind::read};
        const auto changes = make(context.actor(store.db()), preview_faults);
        finish(stage, preview_faults, result);
        if (options.dry_run || (result.error != 0 && !options.partial) || (changes.empty() && result.error == 0))
            return result;
    }
    WriteTransaction transaction{
        store, {context.tool, context.actor(store.db()).acting_login}, context.timeout_seconds};
    Faults faults{options.partial};
    const Actor actor = context.actor(store.db());
    const std::vector<UserChange> changes = make(actor, faults);
    finish(stage, faults, result);
    if (result.error != 0 && !options.partial)
        return result;
    if (options.partial && !options.rejects.empty() && result.error != 0) {
        Rejects& rejects = stage.faults().rejects();
        rejects.take(faults.rejects());
        rejects.write(options.rejects, options.overwrite_rejects);
    }
    if (changes.empty())
        return result;
    AuditLog log{store.db()};
    UserRepository users{store.db()};
    const std::int64_t batch = log.next_number();
    PartHash hash;
    for (const UserChange& change : changes) {
        const Hash now = users.save(change.old, change.now, batch);
        hash.add(change.now.login).add(Bytes{change.old ? change.old->content_hash : Hash{}}).add(Bytes{now});
    }
    AuditEvent event = audit_event(actor, context, "import", "users");
    event.changes_hash = hash.finish();
    Json detail{{"rows", result.rows},
                {"create", result.create},
                {"update", result.update},
                {"unchanged", result.unchanged},
                {"rejected", result.error}};
    if (!options.comment.empty())
        detail["comment"] = options.comment;
    event.detail = dump_json(detail);
    log.append(event, context.clock.now());
    transaction.commit();
    result.batch = batch;
    return result;
}

} // namespace imi
