// SPDX-License-Identifier: EUPL-1.2
#include "workflow/compiled.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "formats/json.hpp"
#include "workflow/reader.hpp"

#include <nlohmann/json.hpp>

namespace imi::workflow
{

namespace
{

/// Sorted by key, as RFC 8785 wants it.
using Json = nlohmann::json;

void put(Json& json, const char* key, const std::string& value)
{
    if (!value.empty())
        json[key] = value;
}
void put(Json& json, const char* key, const Names& names)
{
    for (const Name& name : names)
        json[key].push_back(name.text);
}
void put(Json& json, const char* key, bool value)
{
    if (value)
        json[key] = "yes";
}
void put(Json& json, const char* key, const QuestionName& question)
{
    if (!question.empty())
        json[key] = question.text();
}
void put(Json& json, const char* key, const std::optional<Duration>& duration)
{
    if (duration)
        json[key] = to_text(*duration);
}
void put(Json& json, const char* key, const std::vector<QuestionName>& questions)
{
    for (const QuestionName& question : questions)
        json[key].push_back(question.text());
}

Json limited(const Name& party, const Name& in_country_of)
{
    if (in_country_of.empty())
        return party.text;
    return {{party.text, {{"in-country-of", in_country_of.text}}}};
}

Json of(const Condition& condition)
{
    Json values = Json::array();
    for (const Name& value : condition.values)
        values.push_back(value.text);
    Json parts = Json::array();
    for (const Condition& part : condition.parts)
        parts.push_back(of(part));
    const std::string& name = condition.name.text;
    switch (condition.kind) {
    case Condition::Kind::all:
        return {{"all", std::move(parts)}};
    case Condition::Kind::any:
        return {{"any", std::move(parts)}};
    case Condition::Kind::negation:
        return {{"not", parts.front()}};
    case Condition::Kind::setup:
        return {{"setup", name}};
    case Condition::Kind::present:
        return {{"present", name}};
    case Condition::Kind::given:
        return {{"given", name}};
    case Condition::Kind::answer:
        return {{"answer", {{condition.question.text(), std::move(values)}}}};
    case Condition::Kind::count: {
        Json limits = Json::object();
        if (condition.min)
            limits["min"] = std::to_string(*condition.min);
        if (condition.max)
            limits["max"] = std::to_string(*condition.max);
        return {{"count", {{name, std::move(limits)}}}};
    }
    case Condition::Kind::marked:
        return {{"marked", name}};
    case Condition::Kind::passed:
        return {{"passed", name}};
    case Condition::Kind::before:
        return {{"before", name}};
    case Condition::Kind::every:
        return {{"every", {{name, std::move(values)}}}};
    case Condition::Kind::some:
        return {{"some", {{name, std::move(values)}}}};
    case Condition::Kind::none:
        return {{"none", {{name, std::move(values)}}}};
    case Condition::Kind::no_open_cases:
        return {{"no-open-cases", name}};
    }
    return {};
}

Json of(const DateRule& rule)
{
    Json parts = Json::array();
    for (const DateRule& part : rule.parts)
        parts.push_back(of(part));
    switch (rule.kind) {
    case DateRule::Kind::answer:
        return rule.question.text();
    case DateRule::Kind::date:
        return rule.date.text;
    case DateRule::Kind::days:
        return {{"days", std::to_string(rule.days)}};
    case DateRule::Kind::days_of_answer:
        return {{"days", rule.question.text()}};
    case DateRule::Kind::latest:
        return {{"latest", std::move(parts)}};
    case DateRule::Kind::earliest:
        return {{"earliest", std::move(parts)}};
    }
    return {};
}

Json of(const Party& party)
{
    Json json{{"id", party.id}, {"is", to_string(party.kind)}, {"label", party.label}};
    put(json, "of", party.of.text);
    put(json, "of", party.of_answer);
    put(json, "kind", party.coordinator_kind.text);
    put(json, "mail", party.mail);
    put(json, "country", party.country);
    put(json, "region", party.region);
    put(json, "role", party.role);
    put(json, "right", party.right);
    put(json, "abroad-from", party.abroad_from.text);
    put(json, "in-country-of", party.in_country_of.text);
    put(json, "else", party.otherwise.text);
    put(json, "many", party.many);
    if (party.each != Each::none)
        json["each"] = to_string(party.each);
    if (party.always_commission)
        json["always"] = "commission";
    put(json, "sees-all-after", party.sees_all_after);
    return json;
}

Json of(const FormUse& form)
{
    Json json{{"id", form.id}};
    switch (form.source) {
    case FormSource::area:
        json["from"] = "area";
        break;
    case FormSource::named:
        json["from"] = form.from.text;
        break;
    case FormSource::answers:
        json["answers"] = form.from.text;
        break;
    case FormSource::in_place:
        json["items"] = form.compiled.empty() ? Json::object() : Json::parse(form.compiled);
        break;
    }
    put(json, "uses", form.uses);
    put(json, "own", form.own);
    return json;
}

Json of(const ChildKind& kind)
{
    Json json{{"id", kind.id}, {"label", kind.label}, {"workflow", kind.workflow.text}, {"start", kind.start.text}};
    put(json, "divides", kind.divides.text);
    put(json, "keeps", kind.keeps);
    if (!kind.names.empty())
        json["names"] = limited(kind.names, kind.in_country_of);
    return json;
}

Json of(const Action& action)
{
    Json json{{"id", action.id}, {"label", action.label}};
    put(json, "by", action.by);
    put(json, "role", action.role.text);
    if (action.condition)
        json["if"] = of(*action.condition);
    put(json, "form", action.forms);
    if (action.grade != Grade::full)
        json["grade"] = to_string(action.grade);
    if (action.comment_required)
        json["comment"] = "required";
    put(json, "to", action.to.text);
    put(json, "tells", action.tells);
    if (!action.names.empty())
        json["names"] = limited(action.names, action.names_in_country_of);
    for (const Adding& adding : action.adds)
        json["adds"].push_back({{"id", adding.party.text},
                                {"value", adding.from == Adding::From::answer          ? adding.question.text()
                                          : adding.from == Adding::From::all_countries ? "all-countries"
                                                                                       : "named"}});
    for (const DateSet& set : action.sets)
        json["set"].push_back({{"id", set.date.text}, {"value", of(set.rule)}});
    put(json, "count", action.counts);
    put(json, "mark", action.marks);
    put(json, "unmark", action.unmarks);
    put(json, "assigns", action.assigns.text);
    if (action.once != Once::never)
        json["once"] = action.once == Once::user ? "user" : "party";
    put(json, "opens", action.opens.text);
    put(json, "also-in", action.also_in.text);
    put(json, "blocks-earlier", action.blocks_earlier);
    put(json, "directory", action.directory.text);
    put(json, "recipients", action.recipients_to.text);
    put(json, "while", action.during);
    put(json, "follows", action.follows);
    return json;
}

Json of(const Timer& timer)
{
    Json json{{"id", timer.id}};
    put(json, "after", timer.after);
    if (timer.at) {
        const std::string date = timer.at->question.empty() ? timer.at->date.text : timer.at->question.text();
        json["at"] = timer.at->duration
                         ? to_text(*timer.at->duration) + (timer.at->before ? " before " : " after ") + date
                         : date;
    }
    put(json, "repeat", timer.repeat);
    put(json, "remind", timer.remind);
    put(json, "escalate", timer.escalate);
    put(json, "tells", timer.tells);
    put(json, "to", timer.to.text);
    return json;
}

Json of(const State& state)
{
    Json json{{"id", state.id}, {"label", state.label}};
    put(json, "waits-for", state.waits_for.text);
    put(json, "rests", state.rests);
    put(json, "final", state.final);
    if (state.only_if)
        json["only-if"] = of(*state.only_if);
    put(json, "else", state.otherwise.text);
    put(json, "milestone", state.milestone);
    put(json, "holds", state.holds.text);
    if (state.purge_at_once)
        json["purge"] = "at once";
    for (const Timer& timer : state.timers)
        json["timers"].push_back(of(timer));
    for (const Action& action : state.actions)
        json["actions"].push_back(of(action));
    for (const MovesOn& moves : state.moves_on) {
        Json one{{"if", of(moves.condition)}, {"to", moves.to.text}};
        put(one, "tells", moves.tells);
        json["moves-on"].push_back(std::move(one));
    }
    return json;
}

Json of(const Sight& sight)
{
    Json json{{"id", sight.party}};
    for (const auto& [state, level] : sight.states)
        json["levels"].push_back({{"id", state.text}, {"value", to_string(level)}});
    if (sight.otherwise)
        json["levels"].push_back({{"id", "else"}, {"value", to_string(*sight.otherwise)}});
    return json;
}

template <class Things> void put_all(Json& json, const char* key, const Things& things)
{
    for (const auto& thing : things)
        json[key].push_back(of(thing));
}

std::string keeping(const Keeping& keeping)
{
    return to_text(keeping.duration) + " after " +
           (keeping.question.empty() ? keeping.date.text : keeping.question.text());
}

[[noreturn]] void refuse(const std::string& why)
{
    throw Error{Status::store, "WF-070", "the compiled workflow is damaged: " + why, "restore the store from a backup"};
}

YamlNode as_yaml(const nlohmann::ordered_json& json);

/// A list of `{id, …}` is a map in the language; `{id, value}` is one of its entries.
YamlNode map_of_ids(const nlohmann::ordered_json& list)
{
    YamlNode node;
    node.kind = YamlNode::Kind::map;
    for (const auto& item : list) {
        nlohmann::ordered_json rest = item;
        rest.erase("id");
        YamlNode value = rest.contains("value")    ? as_yaml(rest["value"])
                         : rest.contains("levels") ? map_of_ids(rest["levels"])
                                                   : as_yaml(rest);
        node.entries.push_back({item.at("id").get<std::string>(), 0, 0, std::move(value)});
    }
    return node;
}

YamlNode as_yaml(const nlohmann::ordered_json& json)
{
    YamlNode node;
    if (json.is_string()) {
        node.scalar = json.get<std::string>();
        return node;
    }
    if (json.is_object()) {
        node.kind = YamlNode::Kind::map;
        for (const auto& [key, value] : json.items())
            node.entries.push_back({key, 0, 0, as_yaml(value)});
        return node;
    }
    if (!json.is_array())
        refuse("a value is neither text, list nor map");
    if (!json.empty() && json.front().is_object() && json.front().contains("id"))
        return map_of_ids(json);
    node.kind = YamlNode::Kind::list;
    for (const auto& item : json)
        node.items.push_back(as_yaml(item));
    return node;
}

} // namespace

std::string compile(const Workflow& workflow)
{
    Json json{{"workflow", workflow.id}, {"version", workflow.version}, {"title", workflow.title}};
    put_all(json, "parties", workflow.parties);
    for (const SetupSwitch& setup_switch : workflow.setup) {
        Json one{{"id", setup_switch.id}, {"of", setup_switch.of.text}, {"text", setup_switch.text}};
        put(one, "needs", setup_switch.needs.text);
        json["setup"].push_back(std::move(one));
    }
    put_all(json, "forms", workflow.forms);
    put_all(json, "children", workflow.children);
    put_all(json, "start", workflow.starts);
    put_all(json, "states", workflow.states);
    for (const EachLife& life : workflow.each) {
        Json one{{"id", life.party}};
        put(one, "while", life.during);
        put_all(one, "states", life.states);
        json["each"].push_back(std::move(one));
    }
    put_all(json, "sees", workflow.sees);
    if (workflow.retention.block)
        json["retention"]["block"] = keeping(*workflow.retention.block);
    if (workflow.retention.purge)
        json["retention"]["purge"] = keeping(*workflow.retention.purge);
    return json.dump();
}

std::string fingerprint(std::string_view compiled) { return to_hex(sha256(compiled)); }

Workflow read_compiled(std::string_view compiled)
{
    nlohmann::ordered_json json;
    try {
        json = parse_json(compiled, {"compiled workflow", 1, 0});
    } catch (const Error& error) {
        refuse(error.what());
    }
    if (!json.is_object() || !json.contains("workflow") || !json["workflow"].is_string())
        refuse("it names no workflow");
    // Small forms are kept as they are; the engine does not look into them.
    std::map<std::string, std::string> small_forms;
    try {
        if (json.contains("forms"))
            for (auto& form : json["forms"])
                if (form.contains("items")) {
                    small_forms[form.at("id").get<std::string>()] = form["items"].dump();
                    form["items"] = "compiled";
                }
        Findings findings;
        Workflow workflow = read_workflow(as_yaml(json), json["workflow"].get<std::string>() + ".yaml", findings);
        for (FormUse& form : workflow.forms)
            if (const auto found = small_forms.find(form.id); found != small_forms.end()) {
                form.compiled = found->second;
                form.in_place.reset();
            }
        if (findings.has_errors())
            refuse(findings.sorted().front().message);
        return workflow;
    } catch (const nlohmann::json::exception& error) {
        refuse(error.what());
    }
}

} // namespace imi::workflow
