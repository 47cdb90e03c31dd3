// SPDX-License-Identifier: EUPL-1.2
#include "directory/authority_json_input.hpp"

#include "base/limits.hpp"
#include "directory/ignored_names.hpp"
#include "formats/json.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// Reads one member of a JSON record.
class JsonReader
{
public:
    JsonReader(RecordChecks& row, Place place, std::map<std::string, std::uint64_t>& ignored)
        : row_{row}, place_{std::move(place)}, ignored_{ignored}
    {
    }

    bool member(const std::string& name, const Json& value)
    {
        row_.at(place_, name);
        for (std::size_t i = 0; i < text_members.size(); ++i) {
            if (text_members[i].name == name)
                return with_text(value, [&](std::string text) { row_.text(i, std::move(text)); });
        }
        if (name == "id")
            return with_text(value, [&](std::string text) { row_.id(std::move(text)); });
        if (name == "country")
            return with_text(value, [&](std::string text) { row_.country(std::move(text)); });
        if (name == "state")
            return with_text(value, [&](std::string text) { row_.state(text); });
        if (name == "languages")
            return with_list(value, [&](auto list) { row_.codes(name, row_.patch().languages, std::move(list)); });
        if (name == "professions")
            return with_list(value, [&](auto list) { row_.codes(name, row_.patch().professions, std::move(list)); });
        if (name == "keywords")
            return with_list(value, [&](auto list) { row_.codes(name, row_.patch().keywords, std::move(list)); });
        if (name == "successors")
            return with_list(value, [&](auto list) { row_.successors(std::move(list)); });
        if (name == "names")
            return names(value), true;
        if (name == "areas")
            return areas(value), true;
        if (name == "ext")
            return ext(value), true;
        return false;
    }

    /// A member that is not known: left out, where that is asked for, or a fault. `known`: what the hint names.
    void unknown(const std::string& name, const std::string& message, const std::string& known)
    {
        if (row_.options().ignore_unknown)
            count_ignored(ignored_, name, 1);
        else
            row_.refuse("REG-002", message, known);
    }

private:
    bool wrong_kind(const Json& value, std::string_view wanted)
    {
        row_.refuse("REG-025", "is a " + std::string{json_kind(value)} + "; a " + std::string{wanted} + " is expected");
        return true;
    }
    template <class Use> bool with_text(const Json& value, Use use)
    {
        if (value.is_null())
            return use(std::string{}), true;
        if (!value.is_string())
            return wrong_kind(value, "text");
        return use(value.get<std::string>()), true;
    }
    template <class Use> bool with_list(const Json& value, Use use)
    {
        std::vector<std::string> list;
        if (value.is_string() && value.get_ref<const std::string&>().empty())
            return use(std::move(list)), true;
        if (!value.is_null() && !value.is_array())
            return wrong_kind(value, "list of texts");
        for (const Json& item : value) {
            if (!item.is_string())
                return wrong_kind(item, "text");
            list.push_back(item.get<std::string>());
        }
        return use(std::move(list)), true;
    }
    bool empty_list(const Json& value)
    {
        return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
               (value.is_array() && value.empty());
    }

    void names(const Json& value)
    {
        if (empty_list(value) && row_.options().keep_empty)
            return;
        std::vector<Name> names;
        if (!empty_list(value) && !value.is_array())
            return void(wrong_kind(value, "list of names"));
        if (value.is_array() && value.size() > limits::list_values)
            return row_.refuse("REG-006", "has " + std::to_string(value.size()) + " names; the limit is " +
                                              std::to_string(limits::list_values));
        if (value.is_array()) {
            for (const Json& item : value) {
                if (auto name = one_name(item))
                    names.push_back(std::move(*name));
            }
        }
        row_.patch().names = std::move(names);
    }
    std::optional<Name> one_name(const Json& item)
    {
        Name name;
        if (!item.is_object())
            return wrong_kind(item, "name with lang, text and kind"), std::nullopt;
        for (const auto& [key, value] : item.items()) {
            if (key.starts_with('_') || (key == "lang" && value.is_null()))
                continue;
            if (key != "lang" && key != "text" && key != "kind") {
                unknown("names." + key, "a name has no member " + in_quotes(key), "give lang, text and kind");
                continue;
            }
            if (!value.is_string())
                return wrong_kind(value, "text"), std::nullopt;
            const auto& text = value.get_ref<const std::string&>();
            if (key == "text") {
                const auto checked = row_.name_text(text);
                if (!checked)
                    return std::nullopt;
                name.text = *checked;
            } else if (key == "lang" && !text.empty()) {
                name.lang = row_.language(text);
            } else if (key == "kind") {
                const auto kind = parse_name_kind(text);
                if (!kind)
                    return row_.refuse("REG-025", in_quotes(text) + " is no kind of name",
                                       "give official, label, alias, acronym or former"),
                           std::nullopt;
                name.kind = *kind;
            }
        }
        if (name.text.empty())
            return row_.refuse("REG-024", "a name has no text"), std::nullopt;
        return name;
    }

    void areas(const Json& value)
    {
        if (empty_list(value)) {
            row_.patch().areas_cleared = !row_.options().keep_empty;
            return;
        }
        if (!value.is_array())
            return void(wrong_kind(value, "list of areas"));
        for (const Json& item : value) {
            if (!item.is_object())
                return void(wrong_kind(item, "area with its role"));
            AreaPatch area;
            for (const auto& [key, member] : item.items())
                area_member(area, key, member);
            if (area.area.empty()) {
                if (row_.ok())
                    row_.refuse("REG-014", "an entry of areas has no area");
                return;
            }
            auto& all = row_.patch().areas;
            if (std::any_of(all.begin(), all.end(), [&](const AreaPatch& other) { return other.area == area.area; }))
                return row_.refuse("REG-020", "the area " + area.area + " stands twice");
            all.push_back(std::move(area));
        }
        std::sort(row_.patch().areas.begin(), row_.patch().areas.end(),
                  [](const AreaPatch& a, const AreaPatch& b) { return a.area < b.area; });
    }
    void area_member(AreaPatch& area, const std::string& key, const Json& value)
    {
        if (key == "area")
            with_text(value, [&](const std::string& text) { area.area = row_.area(text); });
        else if (key == "role")
            with_text(value, [&](const std::string& text) { row_.role(area, text); });
        else if (key == "rights")
            with_list(value, [&](auto list) { row_.rights(area, std::move(list)); });
        else if (key == "coordinators")
            coordinators(area, value);
        else if (!key.starts_with('_'))
            unknown("areas." + key, "an area has no member " + in_quotes(key),
                    "give area, role, rights and coordinators");
    }
    void coordinators(AreaPatch& area, const Json& value)
    {
        if (empty_list(value) && row_.options().keep_empty)
            return;
        area.coordinators.emplace();
        if (empty_list(value))
            return;
        if (!value.is_array())
            return void(wrong_kind(value, "list of coordinators"));
        for (const Json& item : value) {
            if (!item.is_object() || !item.contains("authority") || !item["authority"].is_string())
                return void(wrong_kind(item, "coordinator with kind and authority"));
            for (const auto& [key, member] : item.items()) {
                if (key != "authority" && key != "kind" && !key.starts_with('_'))
                    unknown("coordinators." + key, "a coordinator has no member " + in_quotes(key),
                            "give kind and authority");
            }
            std::optional<CoordinatorKind> kind;
            if (item.contains("kind") && !item["kind"].is_null()) {
                kind = item["kind"].is_string() ? parse_coordinator_kind(item["kind"].get_ref<const std::string&>())
                                                : kind;
                if (!kind)
                    return row_.refuse("REG-017", "a coordinator has no such kind",
                                       "give validating, access, request or alert");
            }
            if (!row_.coordinator(area, item["authority"].get<std::string>(), kind))
                return;
        }
    }
    void ext(const Json& value)
    {
        if (empty_list(value) && row_.options().keep_empty)
            return;
        row_.patch().ext_replaced = true;
        if (empty_list(value))
            return;
        if (!value.is_object())
            return void(wrong_kind(value, "object of texts"));
        for (const auto& [key, text] : value.items()) {
            if (!text.is_string() && !text.is_null())
                return void(wrong_kind(text, "text"));
            row_.ext(key, text.is_null() ? std::string{} : text.get<std::string>());
        }
    }

    RecordChecks& row_;
    Place place_;
    std::map<std::string, std::uint64_t>& ignored_;
};

/// More is not told of one record.
constexpr std::size_t most_faults = 100;

/// What to give instead of an unknown member.
std::string hint_for(const std::string& name, const InputOptions& options)
{
    if (options.ignore_unknown)
        return {};
    static const std::vector<std::string> members = [] {
        std::vector<std::string> all{"id",          "country",  "names", "languages", "areas",
                                     "professions", "keywords", "ext",   "state",     "successors"};
        for (const TextMemberRow& member : text_members)
            all.emplace_back(member.name);
        return all;
    }();
    const std::string near = options.with_hints ? nearest(name, members) : std::string{};
    return (near.empty() ? std::string{} : did_you_mean(near) + " ") + "--ignore-unknown leaves it out";
}

} // namespace

bool read_authority_json(RecordChecks& row, const Json& record, const Place& place,
                         std::map<std::string, std::uint64_t>& ignored)
{
    row.at(place, {});
    if (!record.is_object()) {
        row.refuse("REG-025", "the line is a " + std::string{json_kind(record)} + "; an object is expected");
        return false;
    }
    JsonReader reader{row, place, ignored};
    for (const auto& [name, value] : record.items()) {
        if (row.fault_count() >= most_faults)
            return false;
        if (!name.starts_with('_') && !reader.member(name, value))
            reader.unknown(name, "unknown member", hint_for(name, row.options()));
    }
    for (const char* needed : {"id", "country"}) {
        if (record.contains(needed))
            continue;
        row.at(place, needed);
        row.refuse("REG-001", "is missing", "every record needs id and country");
    }
    return row.ok();
}

} // namespace imi
