// SPDX-License-Identifier: EUPL-1.2
#include "cases/event_content.hpp"

#include "base/error.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;
using workflow::Event;
using workflow::EventKind;
using workflow::Grade;

void put(Json& json, const char* key, const std::string& value)
{
    if (!value.empty())
        json[key] = value;
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
void put(Json& json, const char* key, const std::vector<std::string>& values)
{
    if (!values.empty())
        json[key] = values;
}

std::string text(const Json& json, const char* key) { return json.value(key, std::string{}); }
std::vector<std::string> texts(const Json& json, const char* key)
{
    return json.value(key, std::vector<std::string>{});
}

template <class Enum, std::size_t size> Enum parse(const Json& json, const char* key, const Enum (&all)[size])
{
    const auto written = json.at(key).get<std::string>();
    for (const Enum value : all)
        if (workflow::to_string(value) == written)
            return value;
    throw std::invalid_argument{written};
}

constexpr EventKind kinds[] = {EventKind::start,    EventKind::action, EventKind::timer,
                               EventKind::moves_on, EventKind::skip,   EventKind::child};
constexpr Grade grades[] = {Grade::full, Grade::part, Grade::draft};

void put_lists(Json& json, const Event& event)
{
    for (const workflow::SeatTaken& seat : event.seats)
        json["seats"].push_back({{"party", seat.party}, {"authority", seat.authority}});
    for (const workflow::RecipientAdded& added : event.added)
        json["added"].push_back({{"recipient", recipient_text(added.id)}, {"authority", added.authority}});
    for (const workflow::RecipientId& removed : event.removed)
        json["removed"].push_back(recipient_text(removed));
    for (const auto& [name, date] : event.dates)
        json["dates"].push_back({{"name", name}, {"date", date}});
    for (const workflow::ChildOpened& opened : event.opened)
        json["opened"].push_back({{"number", opened.number},
                                  {"kind", opened.kind},
                                  {"authority", opened.authority},
                                  {"questions", opened.questions}});
}

void take_lists(const Json& json, Event& event)
{
    const Json none = Json::array();
    const auto list = [&](const char* key) -> const Json& { return json.contains(key) ? json[key] : none; };
    for (const Json& seat : list("seats"))
        event.seats.push_back({text(seat, "party"), text(seat, "authority")});
    for (const Json& added : list("added"))
        event.added.push_back({parse_recipient(text(added, "recipient")).value(), text(added, "authority")});
    for (const std::string& removed : texts(json, "removed"))
        event.removed.push_back(parse_recipient(removed).value());
    for (const Json& date : list("dates"))
        event.dates.emplace_back(text(date, "name"), text(date, "date"));
    for (const Json& opened : list("opened"))
        event.opened.push_back({opened.at("number").get<int>(), text(opened, "kind"), text(opened, "authority"),
                                texts(opened, "questions")});
    for (const Json& given : list("forms")) {
        workflow::FormGiven form{
            text(given, "form"), parse(given, "grade", grades), given.at("revision").get<int>(), {}};
        if (given.contains("read"))
            for (const auto& [question, values] : given["read"].items())
                form.read[question] = values.get<std::vector<std::string>>();
        event.forms.push_back(std::move(form));
    }
}

} // namespace

std::string recipient_text(const std::optional<workflow::RecipientId>& recipient)
{
    return recipient ? recipient->party + ":" + recipient->key : std::string{};
}

std::optional<workflow::RecipientId> parse_recipient(std::string_view written)
{
    const std::size_t colon = written.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    return workflow::RecipientId{std::string{written.substr(0, colon)}, std::string{written.substr(colon + 1)}};
}

std::string encode_event(const StoredEvent& stored)
{
    const Event& event = stored.event;
    Json json{
        {"kind", workflow::to_string(event.kind)}, {"name", event.name}, {"version", event.version}, {"at", event.at}};
    if (event.due_at)
        json["due_at"] = *event.due_at;
    put(json, "party", event.party);
    put(json, "authority", event.authority);
    put(json, "user", event.user);
    put(json, "on_behalf_of", event.on_behalf_of);
    put(json, "recipient", recipient_text(event.recipient));
    put(json, "from", event.from);
    put(json, "to", event.to);
    put(json, "enters", event.enters);
    put(json, "reminds_only", event.reminds_only);
    put_lists(json, event);
    put(json, "left_out", event.left_out);
    for (const workflow::FormGiven& given : event.forms) {
        Json form{{"form", given.form}, {"grade", workflow::to_string(given.grade)}, {"revision", given.revision}};
        for (const auto& [question, values] : given.read)
            form["read"][question] = values;
        const auto commitment = stored.commitments.find(given.form);
        if (commitment != stored.commitments.end())
            form["commitment"] = commitment->second;
        json["forms"].push_back(std::move(form));
    }
    put(json, "marks", event.marks);
    put(json, "unmarks", event.unmarks);
    put(json, "counts", event.counts);
    put(json, "allocated", event.allocated);
    put(json, "users", event.users);
    put(json, "blocks_earlier", event.blocks_earlier);
    put(json, "recipients_to", event.recipients_to);
    put(json, "directory", event.directory);
    put(json, "also_in", event.also_in);
    put(json, "child", event.child);
    put(json, "child_state", event.child_state);
    put(json, "child_marks", event.child_marks);
    put(json, "escalated_to", event.escalated_to);
    if (const auto comment = stored.commitments.find({}); comment != stored.commitments.end())
        json["comment"] = comment->second;
    put(json, "language", event.language);
    put(json, "workflow", event.workflow);
    put(json, "level", event.level);
    if (stored.firing)
        json["firing"] = *stored.firing;
    return dump_json(json);
}

StoredEvent decode_event(std::string_view content)
{
    try {
        const Json json = Json::parse(content);
        StoredEvent stored;
        Event& event = stored.event;
        event.kind = parse(json, "kind", kinds);
        event.name = text(json, "name");
        event.version = json.at("version").get<int>();
        event.at = json.at("at").get<Instant>();
        if (json.contains("due_at"))
            event.due_at = json["due_at"].get<Instant>();
        event.party = text(json, "party");
        event.authority = text(json, "authority");
        event.user = text(json, "user");
        event.on_behalf_of = text(json, "on_behalf_of");
        event.recipient = parse_recipient(text(json, "recipient"));
        event.from = text(json, "from");
        event.to = text(json, "to");
        event.enters = json.value("enters", false);
        event.reminds_only = json.value("reminds_only", false);
        take_lists(json, event);
        event.left_out = texts(json, "left_out");
        event.marks = texts(json, "marks");
        event.unmarks = texts(json, "unmarks");
        event.counts = texts(json, "counts");
        event.allocated = text(json, "allocated");
        event.users = texts(json, "users");
        event.blocks_earlier = json.value("blocks_earlier", false);
        event.recipients_to = text(json, "recipients_to");
        event.directory = text(json, "directory");
        event.also_in = text(json, "also_in");
        event.child = json.value("child", 0);
        event.child_state = text(json, "child_state");
        event.child_marks = texts(json, "child_marks");
        event.escalated_to = texts(json, "escalated_to");
        event.language = text(json, "language");
        event.workflow = text(json, "workflow");
        event.level = json.value("level", 0);
        if (json.contains("comment"))
            stored.commitments[{}] = json["comment"].get<std::string>();
        if (json.contains("forms"))
            for (const Json& form : json["forms"])
                if (form.contains("commitment"))
                    stored.commitments[text(form, "form")] = form["commitment"].get<std::string>();
        if (json.contains("firing"))
            stored.firing = json["firing"].get<std::string>();
        return stored;
    } catch (const std::exception& error) {
        throw Error{Status::store, "STO-003",
                    std::string{"the store is damaged: an event of a case cannot be read: "} + error.what(),
                    "run imi-store check, and restore a backup"};
    }
}

} // namespace imi
