// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_patch.hpp"

#include <algorithm>

namespace imi
{

namespace
{

template <class Value> void sort_unique(std::vector<Value>& values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool is_in(const Name& name, NameKind kind, const std::optional<std::string>& lang)
{
    return name.kind == kind && name.lang == lang;
}

void replace_group(std::vector<Name>& names, const NameGroup& group)
{
    std::erase_if(names, [&](const Name& name) { return is_in(name, group.kind, group.lang); });
    for (const std::string& text : group.texts)
        names.push_back({group.kind, group.lang, text});
}

/// The first official name: takes the place of those in its language; where there are none, of the one whose language
/// is unknown. One without a language keeps that of the name whose place it takes. Official names in other languages
/// stay.
void replace_first(std::vector<Name>& names, Name first)
{
    const auto official = [](const Name& name) { return name.kind == NameKind::official; };
    if (first.text.empty()) {
        std::erase_if(names, official);
        return;
    }
    const auto in_language = [&](const std::optional<std::string>& lang) {
        return std::find_if(names.begin(), names.end(),
                            [&](const Name& name) { return is_in(name, NameKind::official, lang); });
    };
    auto replaced = in_language(first.lang);
    if (replaced == names.end())
        replaced = first.lang ? in_language(std::nullopt) : std::find_if(names.begin(), names.end(), official);
    if (replaced != names.end()) {
        const Name old = *replaced;
        if (!first.lang)
            first.lang = old.lang;
        replace_group(names, {NameKind::official, old.lang, {}});
        if (old.lang != first.lang && old.text != first.text)
            names.push_back({NameKind::former, old.lang, old.text});
    }
    names.push_back(std::move(first));
}

/// Official names that another in the same language replaced become former; former names stay.
void keep_former(std::vector<Name>& names, const std::vector<Name>& before)
{
    const auto has = [&](NameKind kind, const Name& other) {
        return std::any_of(names.begin(), names.end(),
                           [&](const Name& name) { return is_in(name, kind, other.lang) && name.text == other.text; });
    };
    const auto has_language = [&](const Name& other) {
        return std::any_of(names.begin(), names.end(),
                           [&](const Name& name) { return is_in(name, NameKind::official, other.lang); });
    };
    for (const Name& old : before) {
        const bool replaced = old.kind == NameKind::official && !has(NameKind::official, old) && has_language(old);
        if ((replaced || old.kind == NameKind::former) && !has(NameKind::former, old))
            names.push_back({NameKind::former, old.lang, old.text});
    }
    // A name that is official again is no former one: A, B, A leaves A.
    std::erase_if(names, [&](const Name& name) {
        return name.kind == NameKind::former && std::any_of(names.begin(), names.end(), [&](const Name& other) {
                   return is_in(other, NameKind::official, name.lang) && other.text == name.text;
               });
    });
}

void apply_names(Authority& authority, const AuthorityPatch& patch)
{
    if (!patch.names && !patch.first_name && patch.name_groups.empty())
        return;
    const std::vector<Name> before = authority.names;
    if (patch.names)
        authority.names = *patch.names;
    const bool has_official_groups =
        std::any_of(patch.name_groups.begin(), patch.name_groups.end(),
                    [](const NameGroup& group) { return group.kind == NameKind::official; });
    if (patch.first_name && !has_official_groups)
        replace_first(authority.names, *patch.first_name);
    for (const NameGroup& group : patch.name_groups)
        replace_group(authority.names, group);
    if (patch.first_name && has_official_groups) {
        // The columns official.xx list the others of their language: the first one goes beside them.
        const bool listed =
            std::any_of(patch.name_groups.begin(), patch.name_groups.end(), [&](const NameGroup& group) {
                return group.kind == NameKind::official && group.lang == patch.first_name->lang;
            });
        if (listed && !patch.first_name->text.empty())
            authority.names.push_back(*patch.first_name);
        else if (!listed)
            replace_first(authority.names, *patch.first_name);
    }
    sort_unique(authority.names);
    keep_former(authority.names, before);
    sort_unique(authority.names);
}

void apply_area(Authority& authority, const AreaPatch& patch)
{
    auto found = std::find_if(authority.areas.begin(), authority.areas.end(),
                              [&](const AreaEntry& entry) { return entry.area >= patch.area; });
    if (found == authority.areas.end() || found->area != patch.area) {
        AreaEntry entry;
        entry.area = patch.area;
        found = authority.areas.insert(found, std::move(entry));
    }
    if (patch.role)
        found->role = *patch.role;
    if (patch.rights) {
        found->rights = patch.rights->empty() ? AreaEntry{}.rights : *patch.rights;
        sort_unique(found->rights);
    }
}

void apply_list(std::vector<std::string>& list, const std::optional<std::vector<std::string>>& patch)
{
    if (!patch)
        return;
    list = *patch;
    sort_unique(list);
}

} // namespace

void set_coordinators(AreaEntry& entry, std::vector<CoordinatorLink> links)
{
    const auto key = [](const CoordinatorLink& link) {
        return std::tuple{link.kind, link.authority.country, link.authority.id};
    };
    std::sort(links.begin(), links.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    links.erase(std::unique(links.begin(), links.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
                links.end());
    entry.coordinators = std::move(links);
}

Authority apply_without_coordinators(const Authority* old, const AuthorityPatch& patch)
{
    Authority authority = old != nullptr ? *old : Authority{};
    if (old == nullptr)
        authority.key = patch.key;
    for (std::size_t i = 0; i < text_members.size(); ++i) {
        if (patch.texts[i])
            authority.*text_members[i].member = *patch.texts[i];
    }
    if (patch.state)
        authority.state = *patch.state;
    apply_names(authority, patch);
    apply_list(authority.languages, patch.languages);
    apply_list(authority.professions, patch.professions);
    apply_list(authority.keywords, patch.keywords);
    if (patch.ext_replaced)
        authority.ext.clear();
    for (const auto& [key, value] : patch.ext) {
        if (value.empty())
            authority.ext.erase(key);
        else
            authority.ext[key] = value;
    }
    if (patch.areas_cleared)
        authority.areas.clear();
    for (const AreaPatch& area : patch.areas)
        apply_area(authority, area);
    return authority;
}

} // namespace imi
