// SPDX-License-Identifier: EUPL-1.2
#include "directory/store_service.hpp"

#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "directory/authority_index_repository.hpp"
#include "directory/package_service.hpp"
#include "directory/record_checks.hpp"
#include "directory/rights.hpp"
#include "directory/user_service.hpp"
#include "formats/json.hpp"
#include "formats/output_file.hpp"
#include "formats/package_folder.hpp"
#include "store/migrations.hpp"
#include "text/fold.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include <unistd.h>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::array setting_table{
    Setting{"search.limit", "hits that imi-search gives unless --limit says otherwise", "10", 1, 10'000},
    Setting{"timeout", "seconds that a command waits for the store unless --timeout says otherwise", "30", 0, 86'400},
};

std::string with_comment(Json detail, const ChangeOptions& options)
{
    if (!options.comment.empty())
        detail["comment"] = options.comment;
    return dump_json(detail);
}

/// One change of the store itself, by an operator: locked, asked, done, audited.
template <class Change>
void act(Store& store, const std::string& verb, const std::string& object, const Json& detail,
         const ChangeOptions& options, const ActContext& context, Change change)
{
    Database& db = store.db();
    if (options.dry_run) {
        const Transaction snapshot{db, Transaction::Kind::read};
        require(context.actor(db), "store", {});
        return;
    }
    WriteTransaction transaction{store, {context.tool, context.actor(db).acting_login}, context.timeout_seconds};
    const Actor actor = context.actor(db);
    require(actor, "store", {});
    change();
    AuditEvent event = audit_event(actor, context, verb, object);
    event.detail = with_comment(detail, options);
    AuditLog{db}.append(event, context.clock.now());
    transaction.commit();
}

const Setting& find_setting(const std::string& name)
{
    const auto found =
        std::find_if(setting_table.begin(), setting_table.end(), [&](const Setting& s) { return s.name == name; });
    if (found != setting_table.end())
        return *found;
    std::vector<std::string> names;
    for (const Setting& setting : setting_table)
        names.emplace_back(setting.name);
    throw Error{Status::absent, "STO-030", "there is no setting " + in_quotes(name),
                did_you_mean(nearest(name, names))};
}

/// The value of a setting, when it is a whole number within its limits.
std::optional<std::int64_t> whole_number(const std::string& text, const Setting& setting)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && number >= setting.lowest && number <= setting.highest ? std::optional{number} : std::nullopt;
}

/// Who acts, in the store as the backup has it: a restored store must not shut out the one who restored it.
Actor operator_in_backup(Database& restored, const ActContext& context)
{
    try {
        const Actor actor = context.actor(restored);
        require(actor, "store", {});
        return actor;
    } catch (const Error& error) {
        throw Error{error.status(), error.id(),
                    std::string{"in the backup you are no operator: "} + error.what() + "; nothing was changed",
                    "let somebody restore it who is an operator there"};
    }
}

/// The packages in the folders below `root`, compiled; the first thing wrong with them is thrown.
CompiledPackages read_packages(const std::string& root)
{
    std::vector<PackageFolder> folders;
    for (const std::string& folder : package_folders(root))
        folders.push_back(read_package_folder(folder));
    if (folders.empty())
        throw Error{Status::input, "QS-015", "there are no area packages in " + root,
                    "give the folder that holds them: --areas DIR, or IMI_DATA"};
    Findings findings;
    Library library = Library::read(folders, findings);
    CompiledPackages packages = compile_packages(library, findings);
    throw_first_error(findings);
    return packages;
}

} // namespace

InitResult init_store(const InitOptions& options, const Clock& clock)
{
    InitResult result;
    const CompiledPackages packages = read_packages(options.areas);
    for (const AreaPackage& package : packages.areas) {
        if (!package.area.empty())
            result.areas.push_back(package.area);
    }
    if (!is_login(options.admin))
        throw Error{Status::input, "REG-032", in_quotes(options.admin) + " is no login",
                    "give another by --admin: a-z, 0-9, dot, underscore, hyphen"};
    const Error taken{Status::conflict, "STO-006", options.path + " exists already; nothing was changed",
                      "give another --store"};
    if (access(options.path.c_str(), F_OK) == 0)
        throw taken;
    if (options.dry_run)
        return result;
    // Made in a folder of its own first: a store that is there is a store that is whole.
    const FolderBeside making{options.path};
    const std::string made = making.file("store.db");
    {
        Store store = Store::create(made, clock.now(), options.training);
        Database& db = store.db();
        Transaction transaction{db, Transaction::Kind::write};
        for (const AreaPackage& package : packages.areas)
            install_package(db, package);
        for (const PackagePart& part : packages.parts)
            PackageRepository{db}.store(part, 1);
        UserRepository users{db};
        User admin;
        admin.login = options.admin;
        AuditLog log{db};
        const std::int64_t batch = log.next_number();
        const Hash hash = users.save(std::nullopt, admin, batch);
        users.give_store_role(admin.login, "operator");
        users.map(options.uid, options.account, admin.login, clock.now());
        AuditEvent event;
        event.login = admin.login;
        event.uid = options.uid;
        event.tool = "imi-store";
        event.verb = "init";
        event.object = "store";
        Json detail{{"areas", result.areas}, {"training", options.training}};
        if (!options.comment.empty())
            detail["comment"] = options.comment;
        event.detail = dump_json(detail);
        event.changes_hash = PartHash{}.add(admin.login).add(Bytes{Hash{}}).add(Bytes{hash}).finish();
        log.append(event, clock.now());
        transaction.commit();
    }
    if (!move_into_place(made, options.path))
        throw taken;
    return result;
}

MigrationResult migrate_store(Store& store, const std::string& account, const ChangeOptions& options,
                              const ActContext& context)
{
    const StoreLock lock = StoreLock::wait(store.path(), {context.tool, account}, context.timeout_seconds);
    Database& db = store.db();
    MigrationResult result;
    result.steps = migrate(db, context.clock.now());
    Transaction transaction{db, Transaction::Kind::write};
    if (store.folding() != fold_version) {
        fold_labels(db);
        rebuild_authority_index(db);
        store.set_property("fold_version", std::to_string(fold_version));
        result.new_index = true;
    }
    if (result.steps == 0 && !result.new_index)
        return result;
    // No login: who may do this is who owns the file.
    AuditEvent event;
    event.login = account;
    event.uid = context.uid;
    event.tool = context.tool;
    event.verb = "migrate";
    event.object = "store";
    event.detail = with_comment({{"schema", migrations().size()}, {"folding", fold_version}}, options);
    AuditLog{db}.append(event, context.clock.now());
    transaction.commit();
    return result;
}

void map_identity(Store& store, std::uint32_t uid, const std::string& account, const std::string& login,
                  const ChangeOptions& options, const ActContext& context)
{
    find_user(store.db(), login);
    act(store, "identity map", login, {{"uid", uid}, {"account", account}}, options, context, [&] {
        UserRepository{store.db()}.map(uid, account, login, context.clock.now());
        require_an_operator_left(store.db(), context.clock.now());
    });
}

void unmap_identity(Store& store, std::uint32_t uid, const ChangeOptions& options, const ActContext& context)
{
    const auto identities = UserRepository{store.db()}.identities();
    const auto found = std::find_if(identities.begin(), identities.end(),
                                    [&](const auto& identity) { return identity.uid == uid && !identity.valid_until; });
    if (found == identities.end())
        throw Error{Status::absent, "RGT-005",
                    "the account with uid " + std::to_string(uid) + " is no user of this store"};
    if (uid == context.uid)
        throw Error{Status::input, "RGT-006", "this is the account that you act with; nothing was changed",
                    "let another operator do it"};
    act(store, "identity unmap", found->login, {{"uid", uid}}, options, context,
        [&] { UserRepository{store.db()}.unmap(uid, context.clock.now()); });
}

void restore(Store& store, const std::string& from, const ChangeOptions& options, const ActContext& context)
{
    const Actor actor = context.actor(store.db());
    require(actor, "store", {});
    if (options.dry_run)
        return require_backup(from);
    restore_store(store, from, {context.tool, actor.acting_login}, context.timeout_seconds, [&](Database& restored) {
        migrate(restored, context.clock.now());
        Transaction transaction{restored, Transaction::Kind::write};
        AuditEvent event = audit_event(operator_in_backup(restored, context), context, "restore", "store");
        event.detail = with_comment(Json::object(), options);
        AuditLog{restored}.append(event, context.clock.now());
        transaction.commit();
    });
}

std::span<const Setting> settings() { return setting_table; }

std::int64_t setting_value(Store& store, const std::string& name)
{
    const Setting& setting = find_setting(name);
    const std::string text = store.property("setting." + name).value_or(std::string{setting.default_value});
    const auto value = whole_number(text, setting);
    if (!value)
        throw Error{Status::store, "STO-003", "the store is damaged: its setting " + name + " is " + in_quotes(text),
                    "run: imi-store config set " + name + "="};
    return *value;
}

void change_setting(Store& store, const std::string& name, const std::string& value, const ChangeOptions& options,
                    const ActContext& context)
{
    const Setting& setting = find_setting(name);
    if (!value.empty() && !whole_number(value, setting))
        throw Error{Status::input, "STO-031", name + ": " + in_quotes(value) + " does not fit; nothing was changed",
                    "give a whole number from " + std::to_string(setting.lowest) + " to " +
                        std::to_string(setting.highest)};
    const std::string stored =
        value.empty() ? std::string{setting.default_value} : std::to_string(*whole_number(value, setting));
    act(store, "config set", name, {{"value", stored}}, options, context,
        [&] { store.set_property("setting." + name, stored); });
}

std::span<const CodeRow> directory_codes()
{
    static constexpr CodeRow rows[] = {
        {"REG-001", "a required column or member is missing"},
        {"REG-002", "unknown column or member"},
        {"REG-003", "the id is malformed"},
        {"REG-004", "no such country"},
        {"REG-005", "a character that no text may hold"},
        {"REG-006", "longer than the limit"},
        {"REG-007", "no e-mail address"},
        {"REG-008", "no web address"},
        {"REG-010", "no such language"},
        {"REG-011", "no such type of body"},
        {"REG-012", "no NUTS code; the name is kept (warning)"},
        {"REG-013", "no such code of a vocabulary"},
        {"REG-014", "no such legislative area"},
        {"REG-015", "no such role"},
        {"REG-016", "no such right"},
        {"REG-017", "no such authority or kind of coordinator"},
        {"REG-018", "no date, or an end before the beginning"},
        {"REG-019", "no such state"},
        {"REG-020", "the same id and area twice"},
        {"REG-021", "rows of one authority or user do not agree"},
        {"REG-022", "the same id, or login and authority, twice"},
        {"REG-023", "insert: the id exists already"},
        {"REG-024", "no name"},
        {"REG-025", "a value of the wrong kind"},
        {"REG-026", "a likely duplicate (warning)"},
        {"REG-027", "a name that looks like another (warning)"},
        {"REG-028", "a second national coordinator of a country in an area"},
        {"REG-029", "an authority as its own coordinator"},
        {"REG-030", "rows of an import have errors"},
        {"REG-031", "a user without an authority, or roles without one"},
        {"REG-032", "no login"},
        {"REG-033", "authorities and users in one import"},
        {"REG-034", "files of different columns and one file of rejects"},
        {"REG-035", "changed meanwhile"},
        {"REG-036", "a setting without ="},
        {"REG-037", "id and country cannot be changed"},
        {"REG-038", "the last data administrator of an authority"},
        {"REG-039", "an empty input, of which the kind is not given"},
        {"REG-040", "no such authority"},
        {"REG-041", "no such login"},
        {"REG-042", "the record has another version"},
        {"REG-050", "a set-up of a wrong shape"},
        {"REG-051", "no such workflow"},
        {"REG-052", "no such switch of the workflow"},
        {"REG-053", "a switch that is neither yes nor no"},
        {"REG-054", "the same set-up twice"},
        {"REG-060", "a scope or a limit of sync that cannot be, or is missing"},
        {"REG-061", "sync of an empty input"},
        {"REG-062", "sync would suspend too many"},
        {"REG-063", "a body with open cases that the input of sync does not name"},
        {"REG-064", "a row outside the scope of sync"},
        {"REG-065", "a file that is no plan, or was changed after it was made"},
        {"REG-066", "a record changed since the plan or the batch, or in use"},
        {"REG-067", "no such batch of authorities, users or set-ups"},
        {"REG-070", "two columns that mean the same"},
        {"REG-071", "a column whose name may mean several"},
        {"REG-072", "a fault in the map of columns"},
        {"REG-073", "--set of a column that the input has, or that there is not"},
        {"REG-074", "an example or explanation of a template (warning)"},
        {"REG-076", "an option that this format of input does not take"},
        {"PKG-001", "other content under an installed version"},
        {"RGT-001", "the account is no user of the store"},
        {"RGT-002", "the login is suspended"},
        {"RGT-003", "not allowed to act as another"},
        {"RGT-004", "no such login to act as"},
        {"RGT-005", "the account is not mapped"},
        {"RGT-006", "one's own account"},
        {"RGT-007", "no operator would be left"},
        {"RGT-010", "not permitted"},
        {"AUD-001", "the chain of the audit log is broken"},
        {"AUD-002", "a record is not what its batch stored"},
        {"AUD-003", "the records of a batch are not what the log proves"},
        {"STO-030", "no such setting"},
        {"STO-031", "a value that the setting does not take"},
    };
    return rows;
}

} // namespace imi
