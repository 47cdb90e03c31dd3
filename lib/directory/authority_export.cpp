// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_export.hpp"

#include "directory/as_of_repository.hpp"
#include "directory/authority_input.hpp"
#include "directory/authority_patch.hpp"
#include "directory/authority_repository.hpp"
#include "directory/user.hpp"
#include "formats/csv_writer.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// "alias.fr"; labels are the columns `name.xx`.
std::string name_column(const Name& name)
{
    if (!name.lang)
        return std::string{to_string(name.kind)};
    return (name.kind == NameKind::label ? std::string{"name"} : std::string{to_string(name.kind)}) + "." + *name.lang;
}

/// The columns of a CSV export: fixed ones that are used at all, in the order of the record.
class CsvColumns
{
public:
    void use(const Authority& authority)
    {
        for (const Name& name : other_names(authority))
            names_.insert({name.kind, {!name.lang, name_column(name)}});
        for (const auto& [key, value] : authority.ext)
            ext_.insert(key);
        for (const TextMemberRow& row : text_members) {
            if (!(authority.*row.member).empty())
                used_.insert(row.name);
        }
        const auto list = [&](std::string_view name, const auto& values) {
            if (!values.empty())
                used_.insert(name);
        };
        list("languages", authority.languages);
        list("professions", authority.professions);
        list("keywords", authority.keywords);
        list("successors", authority.successors);
        list("area", authority.areas);
    }

    std::vector<std::string> header() const
    {
        std::vector<std::string> columns{"id", "country", "name", "lang"};
        for (const auto& [kind, column] : names_)
            columns.push_back(column.second);
        for (const std::string& key : ext_)
            columns.push_back("ext." + key);
        for (const TextMemberRow& row : text_members)
            add(columns, row.name);
        for (const std::string_view name : {"languages", "professions", "keywords", "successors"})
            add(columns, name);
        columns.emplace_back("state");
        if (used_.contains("area"))
            columns.insert(columns.end(), {"area", "role", "rights", "coordinator"});
        return columns;
    }

    std::vector<std::string> cells(const Authority& authority, const AreaEntry* area) const
    {
        const Name first = first_official(authority);
        std::vector<std::string> cells{authority.key.id, authority.key.country, first.text, first.lang.value_or("")};
        std::map<std::string, std::vector<std::string>> names;
        for (const Name& name : other_names(authority))
            names[name_column(name)].push_back(name.text);
        for (const auto& [kind, column] : names_)
            cells.push_back(join_list(names[column.second]));
        for (const std::string& key : ext_) {
            const auto found = authority.ext.find(key);
            cells.push_back(found == authority.ext.end() ? std::string{} : found->second);
        }
        for (const TextMemberRow& row : text_members) {
            if (used_.contains(row.name))
                cells.push_back(authority.*row.member);
        }
        for (const auto& [name, list] :
             {std::pair{"languages", &authority.languages}, std::pair{"professions", &authority.professions},
              std::pair{"keywords", &authority.keywords}}) {
            if (used_.contains(name))
                cells.push_back(join_list(*list));
        }
        if (used_.contains("successors"))
            cells.push_back(join_list(texts_of(authority.successors)));
        cells.emplace_back(to_string(authority.state));
        if (used_.contains("area"))
            append_area(cells, area);
        return cells;
    }

private:
    static Name first_official(const Authority& authority)
    {
        return authority.names.empty() || authority.names.front().kind != NameKind::official ? Name{}
                                                                                             : authority.names.front();
    }
    /// All but the one that stands in `name`.
    static std::vector<Name> other_names(const Authority& authority)
    {
        const bool has_official = !authority.names.empty() && authority.names.front().kind == NameKind::official;
        return {authority.names.begin() + (has_official ? 1 : 0), authority.names.end()};
    }
    void add(std::vector<std::string>& columns, std::string_view name) const
    {
        if (used_.contains(name))
            columns.emplace_back(name);
    }
    static void append_area(std::vector<std::string>& cells, const AreaEntry* area)
    {
        if (area == nullptr) {
            cells.insert(cells.end(), 4, {});
            return;
        }
        cells.push_back(area->area);
        cells.emplace_back(to_string(area->role));
        cells.push_back(join_list(area->rights));
        // One that coordinates in every capacity stands bare.
        std::map<std::string, std::vector<CoordinatorKind>> kinds;
        for (const CoordinatorLink& link : area->coordinators)
            kinds[link.authority.text()].push_back(link.kind);
        std::vector<std::string> coordinators;
        for (const auto& [key, held] : kinds) {
            if (held.size() == 4)
                coordinators.push_back(key);
            else
                for (const CoordinatorKind kind : held)
                    coordinators.push_back(std::string{to_string(kind)} + "=" + key);
        }
        cells.push_back(join_list(coordinators));
    }

    std::set<std::pair<NameKind, std::pair<bool, std::string>>> names_;
    std::set<std::string> ext_;
    std::set<std::string_view> used_;
};

} // namespace

Json to_json(const Authority& authority)
{
    Json json{{"id", authority.key.id}, {"country", authority.key.country}};
    Json content = parse_json(encode_content(authority), {});
    auto& members = json.get_ref<Json::object_t&>();
    members.reserve(content.size() + 3);
    for (auto& [name, value] : content.get_ref<Json::object_t&>())
        members.emplace_back(name, std::move(value));
    if (json.contains("areas")) {
        for (std::size_t i = 0; i < authority.areas.size(); ++i) {
            Json area{{"area", authority.areas[i].area},
                      {"role", to_string(authority.areas[i].role)},
                      {"rights", authority.areas[i].rights}};
            if (json["areas"][i].contains("coordinators"))
                area["coordinators"] = json["areas"][i]["coordinators"];
            json["areas"][i] = std::move(area);
        }
    }
    json["state"] = to_string(authority.state);
    return json;
}

void export_authorities(Database& db, const ExportFilter& filter, const std::function<void(const Authority&)>& each)
{
    const auto take = [&](const AuthorityRow& row) {
        if (!filter.countries.empty() && !filter.countries.contains(std::string{row.country}))
            return;
        if (filter.state && to_string(*filter.state) != row.state)
            return;
        const Authority authority = row.decode();
        const bool in_area = std::any_of(authority.areas.begin(), authority.areas.end(),
                                         [&](const AreaEntry& entry) { return entry.area == filter.area; });
        if (filter.area.empty() || in_area)
            each(authority);
    };
    if (filter.as_of)
        for_each_authority_as_of(db, *filter.as_of, take);
    else
        AuthorityRepository{db}.for_each(take);
}

void export_authority_rows(Database& db, const ExportFilter& filter, const RowSink& sink)
{
    CsvColumns columns;
    export_authorities(db, filter, [&](const Authority& authority) { columns.use(authority); });
    sink(columns.header());
    export_authorities(db, filter, [&](const Authority& authority) {
        if (authority.areas.empty())
            sink(columns.cells(authority, nullptr));
        for (const AreaEntry& area : authority.areas)
            sink(columns.cells(authority, &area));
    });
}

namespace
{

using UserRow = std::function<void(const User&, const std::string&, const std::vector<std::string>&)>;

/// One row per login and authority. A login without an authority (an operator of the store) has none: it belongs to
/// this store, and no import could bring it back.
void for_each_user_row(Database& db, const ExportFilter& filter, const UserRow& each)
{
    const auto take = [&](const StoredUser& stored) {
        const AuthorityState state = stored.user.suspended ? AuthorityState::suspended : AuthorityState::active;
        if (filter.state && *filter.state != state)
            return;
        std::map<std::string, std::vector<std::string>> roles;
        for (const UserRole& role : stored.user.roles) {
            const auto key = parse_authority_key(role.authority);
            const bool in_country = filter.countries.empty() || (key && filter.countries.contains(key->country));
            if (in_country && (filter.area.empty() || role.area.empty() || role.area == filter.area))
                roles[role.authority].push_back(role.text());
        }
        for (const auto& [authority, list] : roles)
            each(stored.user, authority, list);
    };
    UserRepository{db}.for_each(take, filter.as_of);
}

} // namespace

void export_users(Database& db, const ExportFilter& filter, const std::function<void(const Json&)>& each)
{
    for_each_user_row(db, filter,
                      [&](const User& user, const std::string& authority, const std::vector<std::string>& roles) {
                          each({{"login", user.login},
                                {"name", user.name},
                                {"email", user.email},
                                {"language", user.language},
                                {"authority", authority},
                                {"roles", roles}});
                      });
}

void export_user_rows(Database& db, const ExportFilter& filter, const RowSink& sink)
{
    sink({"login", "name", "email", "language", "authority", "roles"});
    for_each_user_row(db, filter,
                      [&](const User& user, const std::string& authority, const std::vector<std::string>& roles) {
                          sink({user.login, user.name, user.email, user.language, authority, join_list(roles)});
                      });
}

} // namespace imi
