// SPDX-License-Identifier: EUPL-1.2
#include "workflow/diff.hpp"

#include "formats/json.hpp"
#include "formats/yaml_json.hpp"
#include "questions/built_in_lists.hpp"
#include "questions/compile.hpp"
#include "text/list.hpp"
#include "workflow/compiled.hpp"
#include "workflow/scene.hpp"
#include "workflow/source.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace imi::workflow
{

namespace
{

using Json = nlohmann::ordered_json;

/// Lists of the compiled form whose members have ids, and what one is called.
struct Part {
    const char* key;
    const char* name;
};
constexpr std::array parts{
    Part{"parties", "party"},          Part{"setup", "switch"},   Part{"forms", "form"},
    Part{"children", "kind of child"}, Part{"start", "start"},    Part{"states", "state"},
    Part{"each", "life of"},           Part{"actions", "action"}, Part{"timers", "timer"},
};
/// Values that are texts for people.
constexpr std::array<std::string_view, 3> wordings = {"label", "title", "text"};

const Part* part_of(std::string_view key)
{
    const auto* found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return key == part.key; });
    return found == parts.end() ? nullptr : found;
}

std::string id_of(const Json& member)
{
    return member.is_object() && member.contains("id") ? member["id"].get<std::string>() : std::string{};
}

const Json* find_member(const Json& list, const std::string& id)
{
    for (const Json& member : list) {
        if (id_of(member) == id)
            return &member;
    }
    return nullptr;
}

std::size_t rank(const std::string& level)
{
    constexpr std::array<std::string_view, 5> ladder = {"nothing", "trace", "questions", "content", "all"};
    return static_cast<std::size_t>(std::find(ladder.begin(), ladder.end(), level) - ladder.begin());
}

/// A value as a person says it: conditions as refusals name them, the rest as the file has it, without its brackets.
std::string words(std::string_view key, const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (key == "if" || key == "only-if") {
        Findings none;
        Source source{{}, none};
        return describe(read_condition(source, json_to_yaml(value)));
    }
    std::vector<std::string> said;
    if (value.is_array()) {
        for (const Json& one : value)
            said.push_back(words({}, one));
        return joined(said, value.empty() || value.front().is_string() ? ", " : "; ");
    }
    if (!value.is_object())
        return dump_json(value);
    // One of a list of {id, value}.
    if (value.contains("id") && value.contains("value"))
        return value["id"].get<std::string>() + ": " + words({}, value["value"]);
    for (const auto& [name, part] : value.items())
        said.push_back(name + ": " + words(name, part));
    return joined(said, ", ");
}

class Comparison
{
public:
    Comparison(const Workflow& before, const Workflow& after, const std::set<std::string>& meaning_kept)
        : before_{before}, after_{after}, meaning_kept_{meaning_kept}
    {
        for_each_state(after, [&](const State& state, const EachLife*) {
            places_.emplace("state " + state.id, state.at);
            for (const Timer& timer : state.timers)
                places_.emplace("timer " + state.id + "/" + timer.id, timer.at_position);
        });
        for_each_action(after, [&](const Action& action, const State* state, const EachLife*) {
            places_.emplace("action " + (state == nullptr ? "" : state->id + "/") + action.id, action.at);
        });
    }

    FormDiff run()
    {
        const Json old_json = parse_json(compile(before_), {before_.file, 1, 0});
        const Json new_json = parse_json(compile(after_), {after_.file, 1, 0});
        compare_object(old_json, new_json, "", {});
        // What is gone stands last.
        std::stable_partition(diff_.changes.begin(), diff_.changes.end(),
                              [](const Change& change) { return !change.text.ends_with(" is gone"); });
        settle_version();
        return std::move(diff_);
    }

private:
    void add(ChangeClass change_class, const std::string& item, const std::string& text)
    {
        Change change;
        change.change_class = change_class;
        change.item = item;
        change.text = text;
        change.place.file = after_.file;
        for (const char* kind : {"action ", "state ", "timer "}) {
            const auto found = places_.find(kind + item);
            if (found != places_.end())
                change.place = {after_.file, found->second.line, found->second.column};
        }
        diff_.changes.push_back(std::move(change));
    }

    void compare_object(const Json& old_json, const Json& new_json, const std::string& item, const std::string& what)
    {
        for (const auto& [key, value] : new_json.items()) {
            if (key == "version" || key == "id")
                continue;
            const Json* old_value = old_json.contains(key) ? &old_json[key] : nullptr;
            if (key == "sees")
                compare_sight(old_value == nullptr ? Json::array() : *old_value, value);
            else if (const Part* part = value.is_array() ? part_of(key) : nullptr)
                compare_list(old_value == nullptr ? Json::array() : *old_value, value, *part, item);
            else if (key == "items" && old_value != nullptr)
                compare_small_form(item);
            else if (old_value == nullptr || *old_value != value)
                changed(key, old_value, value, item, what);
        }
        for (const auto& [key, value] : old_json.items()) {
            if (new_json.contains(key) || key == "sees")
                continue;
            if (const Part* part = value.is_array() ? part_of(key) : nullptr)
                compare_list(value, Json::array(), *part, item);
            else
                add(ChangeClass::breaking, item, (what.empty() ? "" : what + ": ") + key + " is gone");
        }
    }

    void changed(const std::string& key, const Json* old_value, const Json& value, const std::string& item,
                 const std::string& what)
    {
        const bool is_text = std::find(wordings.begin(), wordings.end(), key) != wordings.end();
        const std::string name = (what.empty() ? "" : what + ": ") + key;
        const auto shown = [&](const Json& json) {
            return key == "items" ? std::string{"written here"} : words(key, json);
        };
        // More mails to who sees the case anyway change nothing that anybody may do.
        // Nor does showing a form to less.
        const bool adds = (key == "tells" || key == "own") && old_value == nullptr;
        add(is_text ? ChangeClass::wording
            : adds  ? ChangeClass::additive
                    : ChangeClass::breaking,
            item,
            old_value == nullptr ? name + " is new: " + shown(value)
                                 : name + ": " + shown(*old_value) + " became " + shown(value));
    }

    /// A form in place is compared as sets are.
    void compare_small_form(const std::string& id)
    {
        const FormUse* old_use = before_.form(id);
        const FormUse* new_use = after_.form(id);
        if (old_use == nullptr || new_use == nullptr || old_use->compiled == new_use->compiled)
            return;
        std::set<std::string> kept;
        for (const std::string& name : meaning_kept_)
            if (name.starts_with(id + "/"))
                kept.insert(name.substr(id.size() + 1));
        FormDiff diff = diff_forms(load_compiled(old_use->compiled, built_in_list),
                                   load_compiled(new_use->compiled, built_in_list), kept);
        for (Change& change : diff.changes) {
            change.item = change.item.empty() ? id : id + "/" + change.item;
            change.place = {after_.file, new_use->at.line, new_use->at.column};
            diff_.changes.push_back(std::move(change));
        }
    }

    void compare_list(const Json& old_list, const Json& new_list, const Part& part, const std::string& above)
    {
        for (const Json& member : new_list) {
            const std::string id = id_of(member);
            const std::string item = above.empty() ? id : above + "/" + id;
            const Json* old_member = find_member(old_list, id);
            const std::string what = std::string{part.name} + " " + id;
            if (old_member == nullptr)
                add(ChangeClass::additive, item, what + " is new");
            else
                compare_object(*old_member, member, item, what);
        }
        for (const Json& member : old_list) {
            const std::string id = id_of(member);
            if (find_member(new_list, id) == nullptr)
                add(ChangeClass::breaking, above.empty() ? id : above + "/" + id,
                    std::string{part.name} + " " + id + " is gone");
        }
    }

    static std::map<std::string, std::string> levels_of(const Json& sight)
    {
        std::map<std::string, std::string> levels;
        if (sight.is_object() && sight.contains("levels")) {
            for (const Json& level : sight["levels"])
                levels[level["id"].get<std::string>()] = level["value"].get<std::string>();
        }
        return levels;
    }

    void compare_sight(const Json& old_list, const Json& new_list)
    {
        for (const Json& sight : new_list) {
            const std::string party = id_of(sight);
            const Json* old_sight = find_member(old_list, party);
            const auto old_levels = old_sight == nullptr ? std::map<std::string, std::string>{} : levels_of(*old_sight);
            const auto new_levels = levels_of(sight);
            if (before_.party(party) == nullptr)
                continue;
            // What changes alike in several states is one change.
            std::map<std::pair<std::string, std::string>, std::string> states;
            for (const State& state : after_.states) {
                const std::string was = level_at(old_levels, state.id);
                const std::string is = level_at(new_levels, state.id);
                if (was == is || before_.state(state.id) == nullptr)
                    continue;
                std::string& list = states[{was, is}];
                list += (list.empty() ? "" : ", ") + state.id;
            }
            for (const auto& [levels, list] : states) {
                const auto& [was, is] = levels;
                add(rank(is) > rank(was) ? ChangeClass::breaking : ChangeClass::additive, party,
                    "party " + party + ": sees " + is + ", before " + was + ", in " + list);
            }
        }
    }

    static std::string level_at(const std::map<std::string, std::string>& levels, const std::string& state)
    {
        for (const std::string& key : {state, std::string{"else"}}) {
            const auto found = levels.find(key);
            if (found != levels.end())
                return found->second;
        }
        return "nothing";
    }

    void settle_version()
    {
        const Version before = parse_version(before_.version).value_or(Version{});
        const Version after = parse_version(after_.version).value_or(Version{});
        for (const Change& change : diff_.changes)
            diff_.highest = std::max(diff_.highest, change.change_class);
        diff_.needed = before;
        if (diff_.highest == ChangeClass::breaking)
            diff_.needed = {before.major + 1, 0};
        else if (diff_.highest != ChangeClass::none)
            ++diff_.needed.minor;
        diff_.version_is_enough = after >= diff_.needed;
    }

    const Workflow& before_;
    const Workflow& after_;
    const std::set<std::string>& meaning_kept_;
    std::map<std::string, Position> places_;
    FormDiff diff_;
};

} // namespace

FormDiff diff_workflows(const Workflow& before, const Workflow& after, const std::set<std::string>& meaning_kept)
{
    return Comparison{before, after, meaning_kept}.run();
}

} // namespace imi::workflow
