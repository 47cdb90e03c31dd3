// SPDX-License-Identifier: EUPL-1.2
#include "directory/change_rights.hpp"

#include "directory/authority_difference.hpp"
#include "directory/authority_input.hpp"
#include "directory/authority_repository.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace imi
{

namespace
{

/// One right that a change needs: `verb`, to one of `objects`.
struct NeededRight {
    std::string_view verb;
    std::string field; ///< of the fault, where the right is missing
    std::string act;   ///< what the actor may not do
    std::vector<RightsObject> objects;
};

struct MemberRow {
    std::string_view member; ///< without the language of a name
    std::string_view verb;
};

// An authority edits its informal names and how it is reached; its official name, who follows it, and what it is
// competent for, are its coordinator's (Decision 2008/49/EC, arts 7 and 8). Members that do not stand here need the
// right "grant".
constexpr std::array member_rights{
    MemberRow{"official", "name"}, MemberRow{"former", "name"},   MemberRow{"label", "edit"},
    MemberRow{"alias", "edit"},    MemberRow{"acronym", "edit"},  MemberRow{"city", "edit"},
    MemberRow{"address", "edit"},  MemberRow{"postcode", "edit"}, MemberRow{"email", "edit"},
    MemberRow{"phone", "edit"},    MemberRow{"website", "edit"},  MemberRow{"languages", "edit"},
    MemberRow{"keywords", "edit"}, MemberRow{"state", "suspend"}, MemberRow{"successors", "name"},
};

std::string_view verb_of(std::string_view member)
{
    const std::string_view kind = member.substr(0, member.find('.'));
    const auto row = std::find_if(member_rights.begin(), member_rights.end(),
                                  [&](const MemberRow& candidate) { return candidate.member == kind; });
    return row == member_rights.end() ? "grant" : row->verb;
}

RightsObject object_in(std::int64_t id, const Authority& authority, const AreaEntry* entry)
{
    RightsObject object{id, authority.key.country, authority.region, {}, "authority"};
    if (entry != nullptr) {
        object.area = entry->area;
        object.role = to_string(entry->role);
    }
    return object;
}

/// The authority in each of its areas; where it has none, in no area.
std::vector<RightsObject> objects_of(std::int64_t id, const Authority& authority)
{
    std::vector<RightsObject> objects;
    for (const AreaEntry& entry : authority.areas)
        objects.push_back(object_in(id, authority, &entry));
    if (objects.empty())
        objects.push_back(object_in(id, authority, nullptr));
    return objects;
}

bool equal(const AreaEntry& a, const AreaEntry& b)
{
    const auto same_link = [](const CoordinatorLink& x, const CoordinatorLink& y) {
        return x.kind == y.kind && x.authority.country == y.authority.country && x.authority.id == y.authority.id;
    };
    return a.area == b.area && a.role == b.role && a.rights == b.rights &&
           std::equal(a.coordinators.begin(), a.coordinators.end(), b.coordinators.begin(), b.coordinators.end(),
                      same_link);
}

/// The areas of `authority` that `other` has not, or has otherwise.
std::vector<RightsObject> areas_not_in(std::int64_t id, const Authority& authority, const Authority& other)
{
    std::vector<RightsObject> objects;
    for (const AreaEntry& entry : authority.areas) {
        if (std::none_of(other.areas.begin(), other.areas.end(), [&](const AreaEntry& o) { return equal(entry, o); }))
            objects.push_back(object_in(id, authority, &entry));
    }
    return objects;
}

/// What the user calls the member that differs: the column that was given.
std::string column_of(const std::string& member, const AuthorityPatch* patch)
{
    if (patch == nullptr)
        return member;
    const std::size_t dot = member.find('.');
    const auto kind = parse_name_kind(member.substr(0, dot));
    if (!kind)
        return member;
    if (patch->names)
        return "names";
    const std::string lang = dot == std::string::npos ? std::string{} : member.substr(dot + 1);
    const bool is_group =
        std::any_of(patch->name_groups.begin(), patch->name_groups.end(),
                    [&](const NameGroup& group) { return group.kind == *kind && group.lang.value_or("") == lang; });
    if (*kind == NameKind::official && !is_group && patch->first_name)
        return "name";
    return *kind == NameKind::label && !lang.empty() ? "name." + lang : member;
}

/// Whether a former name only came about because an official one was replaced.
bool is_consequence(const ChangedCell& cell, const std::vector<ChangedCell>& cells)
{
    static const std::string former = "former";
    if (!cell.member.starts_with(former))
        return false;
    const std::string official = "official" + cell.member.substr(former.size());
    return std::any_of(cells.begin(), cells.end(), [&](const ChangedCell& other) { return other.member == official; });
}

/// "grant" and "suspend" are needed in every area that they touch; "name" and "edit" in one area of the authority:
/// names and contact data are those of the whole body, whoever of its coordinators keeps them.
std::vector<NeededRight> rights_for_change(std::int64_t id, const Authority& old, const Authority& now,
                                           const AuthorityPatch* patch)
{
    std::vector<NeededRight> rights;
    const std::vector<ChangedCell> cells = differing_cells(&old, now);
    for (const ChangedCell& cell : cells) {
        if (is_consequence(cell, cells))
            continue;
        const std::string_view verb = verb_of(cell.member);
        const std::string column = column_of(cell.member, patch);
        const std::string act = "change " + column + " of " + now.key.text();
        const auto each = [&](const std::vector<RightsObject>& objects) {
            for (const RightsObject& object : objects)
                rights.push_back({verb, column, act, {object}});
        };
        if (cell.member == "areas") {
            each(areas_not_in(id, old, now));
            each(areas_not_in(id, now, old));
        } else if (verb == "grant") {
            each(objects_of(id, old));
            each(objects_of(id, now));
        } else if (verb == "suspend") {
            each(objects_of(id, old));
        } else {
            rights.push_back({verb, column, act, objects_of(id, old)});
        }
    }
    return rights;
}

std::vector<NeededRight> rights_to_register(const Authority& now)
{
    std::vector<NeededRight> rights;
    for (const RightsObject& object : objects_of(0, now)) {
        const bool special = object.role != "authority";
        rights.push_back({"register",
                          special ? "role" : "country",
                          "register " + now.key.text() + (special ? " with the role " + object.role : std::string{}),
                          {object}});
    }
    return rights;
}

std::vector<RightsObject> objects_of(AuthorityRepository& authorities, const std::string& key_text)
{
    const auto key = parse_authority_key(key_text);
    const auto stored = key ? authorities.find(*key) : std::nullopt;
    return stored ? objects_of(stored->id, stored->authority) : std::vector<RightsObject>{};
}

std::vector<NeededRight> rights_for_change(Database& db, const StoredUser* old, const User& now)
{
    std::set<std::string> keys;
    for (const User* user : {old != nullptr ? &old->user : nullptr, &now}) {
        if (user != nullptr) {
            for (const UserRole& role : user->roles)
                keys.insert(role.authority);
        }
    }
    std::vector<NeededRight> rights;
    AuthorityRepository authorities{db};
    for (const std::string& key : keys)
        rights.push_back({"users", "authority", "administer users of " + key, objects_of(authorities, key)});
    if (keys.empty() || (old != nullptr && UserRepository{db}.has_store_role(old->id)))
        rights.push_back({"store", "login", "change " + now.login, {RightsObject{}}});
    return rights;
}

std::optional<Diagnostic> missing(const Actor& actor, const std::vector<NeededRight>& rights)
{
    for (const NeededRight& right : rights) {
        if (std::any_of(right.objects.begin(), right.objects.end(),
                        [&](const RightsObject& object) { return may(actor, right.verb, object); }))
            continue;
        const std::string country = right.objects.empty() ? std::string{} : right.objects.front().country;
        return Diagnostic{Severity::error,
                          "RGT-010",
                          {},
                          right.field,
                          actor.login + " may not " + right.act,
                          country.empty() ? "ask an operator of the store"
                                          : "ask a coordinator of " + country + ", or an operator of the store"};
    }
    return std::nullopt;
}

} // namespace

std::optional<Diagnostic> missing_right(const Actor& actor, std::int64_t id, const Authority* old, const Authority& now,
                                        const AuthorityPatch* patch)
{
    if (actor.is_operator())
        return std::nullopt;
    return missing(actor, old == nullptr ? rights_to_register(now) : rights_for_change(id, *old, now, patch));
}

std::optional<Diagnostic> missing_right(Database& db, const Actor& actor, const StoredUser* old, const User& now)
{
    if (actor.is_operator())
        return std::nullopt;
    return missing(actor, rights_for_change(db, old, now));
}

bool may_see(Database& db, const Actor& actor, const User& user)
{
    if (actor.is_operator() || actor.login == user.login)
        return true;
    AuthorityRepository authorities{db};
    return std::any_of(user.roles.begin(), user.roles.end(), [&](const UserRole& role) {
        const auto objects = objects_of(authorities, role.authority);
        return std::any_of(objects.begin(), objects.end(),
                           [&](const RightsObject& object) { return may(actor, "users", object); });
    });
}

} // namespace imi
