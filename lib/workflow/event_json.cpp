// SPDX-License-Identifier: EUPL-1.2
#include "workflow/event_json.hpp"

#include "base/error.hpp"
#include "formats/json.hpp"
#include "workflow/source.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imi::workflow
{

namespace
{

/// Sorted by key, so that the same event is the same bytes.
using Json = nlohmann::json;

[[noreturn]] void refuse(const std::string& why)
{
    throw Error{Status::store, "WF-071", "an event of the store is damaged: " + why, "restore the store from a backup"};
}

void put(Json& json, const char* key, const std::string& value)
{
    if (!value.empty())
        json[key] = value;
}
void put(Json& json, const char* key, const std::vector<std::string>& values)
{
    if (!values.empty())
        json[key] = values;
}
void put(Json& json, const char* key, bool value)
{
    if (value)
        json[key] = true;
}
void put(Json& json, const char* key, int value)
{
    if (value != 0)
        json[key] = value;
}

Json of(const RecipientId& id) { return {{"party", id.party}, {"key", id.key}}; }

Json of(const FormGiven& given)
{
    Json json{{"form", given.form}, {"grade", to_string(given.grade)}, {"revision", given.revision}};
    if (!given.read.empty())
        json["read"] = given.read;
    return json;
}

template <class Value> void take(const Json& json, const char* key, Value& value)
{
    if (const auto found = json.find(key); found != json.end())
        found->get_to(value);
}

RecipientId recipient_of(const Json& json)
{
    return {json.at("party").get<std::string>(), json.at("key").get<std::string>()};
}

template <std::size_t size>
std::size_t word_of(const Json& json, const char* key, const std::string_view (&words)[size])
{
    const std::string word = json.at(key).get<std::string>();
    const auto found = std::find(std::begin(words), std::end(words), word);
    if (found == std::end(words))
        refuse(std::string{key} + " is \"" + word + "\"");
    return static_cast<std::size_t>(found - std::begin(words));
}

constexpr std::string_view kinds[] = {"start", "action", "timer", "moves-on", "skip", "child"};

Instant instant_of(const Json& json)
{
    const auto instant = parse_instant(json.get<std::string>());
    if (!instant)
        refuse("a time is \"" + json.get<std::string>() + "\"");
    return *instant;
}

void read_lists(const Json& json, Event& event)
{
    for (const Json& seat : json.value("seats", Json::array()))
        event.seats.push_back({seat.at("party").get<std::string>(), seat.at("authority").get<std::string>()});
    for (const Json& added : json.value("added", Json::array()))
        event.added.push_back({recipient_of(added), added.at("authority").get<std::string>()});
    for (const Json& given : json.value("forms", Json::array())) {
        FormGiven form{given.at("form").get<std::string>(),
                       static_cast<Grade>(word_of(given, "grade", words::grades)),
                       given.at("revision").get<int>(),
                       {}};
        take(given, "read", form.read);
        event.forms.push_back(std::move(form));
    }
    for (const Json& date : json.value("dates", Json::array()))
        event.dates.emplace_back(date.at("date").get<std::string>(), date.at("value").get<std::string>());
    for (const Json& opened : json.value("opened", Json::array())) {
        ChildOpened child{opened.at("number").get<int>(), opened.at("kind").get<std::string>(), {}, {}};
        take(opened, "authority", child.authority);
        take(opened, "questions", child.questions);
        event.opened.push_back(std::move(child));
    }
}

Event event_of(const Json& json)
{
    Event event;
    event.kind = static_cast<EventKind>(word_of(json, "kind", kinds));
    event.at = instant_of(json.at("at"));
    if (json.contains("due-at"))
        event.due_at = instant_of(json["due-at"]);
    if (json.contains("recipient"))
        event.recipient = recipient_of(json["recipient"]);
    json.at("name").get_to(event.name);
    json.at("version").get_to(event.version);
    take(json, "party", event.party);
    take(json, "authority", event.authority);
    take(json, "user", event.user);
    take(json, "on-behalf-of", event.on_behalf_of);
    take(json, "from", event.from);
    take(json, "to", event.to);
    take(json, "enters", event.enters);
    take(json, "reminds-only", event.reminds_only);
    take(json, "left-out", event.left_out);
    take(json, "marks", event.marks);
    take(json, "unmarks", event.unmarks);
    take(json, "counts", event.counts);
    take(json, "allocated", event.allocated);
    take(json, "users", event.users);
    take(json, "blocks-earlier", event.blocks_earlier);
    take(json, "recipients-to", event.recipients_to);
    take(json, "directory", event.directory);
    take(json, "also-in", event.also_in);
    take(json, "child", event.child);
    take(json, "child-state", event.child_state);
    take(json, "child-marks", event.child_marks);
    take(json, "escalated-to", event.escalated_to);
    take(json, "comment", event.comment);
    take(json, "language", event.language);
    take(json, "workflow", event.workflow);
    take(json, "level", event.level);
    read_lists(json, event);
    return event;
}

} // namespace

std::string event_json(const Event& event)
{
    Json json{{"kind", to_string(event.kind)},
              {"name", event.name},
              {"version", event.version},
              {"at", format_instant(event.at)}};
    if (event.due_at)
        json["due-at"] = format_instant(*event.due_at);
    if (event.recipient)
        json["recipient"] = of(*event.recipient);
    put(json, "party", event.party);
    put(json, "authority", event.authority);
    put(json, "user", event.user);
    put(json, "on-behalf-of", event.on_behalf_of);
    put(json, "from", event.from);
    put(json, "to", event.to);
    put(json, "enters", event.enters);
    put(json, "reminds-only", event.reminds_only);
    for (const SeatTaken& seat : event.seats)
        json["seats"].push_back({{"party", seat.party}, {"authority", seat.authority}});
    for (const RecipientAdded& added : event.added) {
        json["added"].push_back(of(added.id));
        json["added"].back()["authority"] = added.authority;
    }
    put(json, "left-out", event.left_out);
    for (const FormGiven& given : event.forms)
        json["forms"].push_back(of(given));
    for (const auto& [date, value] : event.dates)
        json["dates"].push_back({{"date", date}, {"value", value}});
    put(json, "marks", event.marks);
    put(json, "unmarks", event.unmarks);
    put(json, "counts", event.counts);
    put(json, "allocated", event.allocated);
    put(json, "users", event.users);
    put(json, "blocks-earlier", event.blocks_earlier);
    put(json, "recipients-to", event.recipients_to);
    put(json, "directory", event.directory);
    for (const ChildOpened& opened : event.opened) {
        Json one{{"number", opened.number}, {"kind", opened.kind}};
        put(one, "authority", opened.authority);
        put(one, "questions", opened.questions);
        json["opened"].push_back(std::move(one));
    }
    put(json, "also-in", event.also_in);
    put(json, "child", event.child);
    put(json, "child-state", event.child_state);
    put(json, "child-marks", event.child_marks);
    put(json, "escalated-to", event.escalated_to);
    put(json, "comment", event.comment);
    put(json, "language", event.language);
    put(json, "workflow", event.workflow);
    put(json, "level", event.level);
    return json.dump();
}

Event read_event(std::string_view json)
{
    try {
        return event_of(Json::parse(parse_json(json, {"event", 1, 0}).dump()));
    } catch (const nlohmann::json::exception& error) {
        refuse(error.what());
    } catch (const Error& error) {
        if (error.id() == "WF-071")
            throw;
        refuse(error.what());
    }
}

} // namespace imi::workflow
