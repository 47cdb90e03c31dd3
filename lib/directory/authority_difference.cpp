// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_difference.hpp"

#include "directory/authority_export.hpp"
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

bool has_names(const Authority& authority, NameKind kind)
{
    return std::any_of(authority.names.begin(), authority.names.end(),
                       [&](const Name& name) { return name.kind == kind; });
}

} // namespace

std::vector<ChangedCell> differing_cells(const Authority* old, const Authority& now)
{
    static const Authority nothing;
    const Authority& before = old != nullptr ? *old : nothing;
    std::vector<ChangedCell> cells;
    const auto compare = [&](std::string member, const std::string& a, const std::string& b) {
        if (a != b)
            cells.push_back({std::move(member), a, b});
    };
    std::map<std::string, std::pair<std::vector<std::string>, std::vector<std::string>>> names;
    const auto group = [](const Name& name) {
        return std::string{to_string(name.kind)} + (name.lang ? "." + *name.lang : std::string{});
    };
    for (const Name& name : before.names)
        names[group(name)].first.push_back(name.text);
    for (const Name& name : now.names)
        names[group(name)].second.push_back(name.text);
    for (const auto& [member, lists] : names)
        compare(member, join_list(lists.first), join_list(lists.second));
    for (const TextMemberRow& row : text_members)
        compare(std::string{row.name}, before.*row.member, now.*row.member);
    compare("languages", join_list(before.languages), join_list(now.languages));
    compare("professions", join_list(before.professions), join_list(now.professions));
    compare("keywords", join_list(before.keywords), join_list(now.keywords));
    compare("successors", join_list(texts_of(before.successors)), join_list(texts_of(now.successors)));
    const auto areas = [](const Authority& authority) {
        const Json json = to_json(authority);
        return json.contains("areas") ? dump_json(json["areas"]) : std::string{};
    };
    compare("areas", areas(before), areas(now));
    const auto ext = [](const Authority& authority) {
        return authority.ext.empty() ? std::string{} : dump_json(Json(authority.ext));
    };
    compare("ext", ext(before), ext(now));
    if (old != nullptr)
        compare("state", std::string{to_string(before.state)}, std::string{to_string(now.state)});
    return cells;
}

std::uint64_t cleared_values(const Authority& old, const Authority& now)
{
    std::uint64_t count = 0;
    for (const TextMemberRow& row : text_members)
        count += !(old.*row.member).empty() && (now.*row.member).empty();
    for (const NameKind kind :
         {NameKind::official, NameKind::label, NameKind::alias, NameKind::acronym, NameKind::former})
        count += has_names(old, kind) && !has_names(now, kind);
    count += !old.languages.empty() && now.languages.empty();
    count += !old.professions.empty() && now.professions.empty();
    count += !old.keywords.empty() && now.keywords.empty();
    count += !old.successors.empty() && now.successors.empty();
    count += !old.areas.empty() && now.areas.empty();
    count += !old.ext.empty() && now.ext.empty();
    return count;
}

} // namespace imi
