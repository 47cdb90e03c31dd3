// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_view.hpp"

#include "cases/given_form.hpp"
#include "workflow/texts.hpp"
#include "workflow/timers.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;
using workflow::Level;

bool has_seat(const OpenCase& work, const CaseReader& reader, std::string_view party,
              const std::optional<workflow::RecipientId>& recipient)
{
    const workflow::RealPassing passing{work.workflow(), work.state, *work.facts, reader.now};
    return workflow::Scene{work.workflow(), work.state, *work.facts, passing}.has_seat(
        reader.who, party, recipient ? &*recipient : nullptr);
}

bool is_for_others(const OpenCase& work, const CaseReader& reader, std::string_view party)
{
    const workflow::RealPassing passing{work.workflow(), work.state, *work.facts, reader.now};
    return workflow::Scene{work.workflow(), work.state, *work.facts, passing}.is_allocated_to_others(reader.who, party);
}

/// A life that waits for somebody: of the case, or of a recipient.
struct Waiting {
    const workflow::State* state;
    const workflow::Life* life;
    std::optional<workflow::RecipientId> recipient;
};

/// Whether the reader sits among recipients: only its own life is its own business then.
bool is_recipient(const OpenCase& work, const CaseReader& reader)
{
    return std::any_of(
        work.state.recipients.begin(), work.state.recipients.end(),
        [&](const workflow::Recipient& recipient) { return has_seat(work, reader, recipient.id.party, recipient.id); });
}

/// The lives that concern the reader.
std::vector<Waiting> lives_of(const OpenCase& work, const CaseReader& reader)
{
    std::vector<Waiting> lives{{work.workflow().state(work.state.life.state), &work.state.life, {}}};
    const bool own_only = is_recipient(work, reader);
    // Where the case has left the states in which recipients act, it waits for none of them.
    const auto is_on = [&](const workflow::EachLife& life) {
        return !work.state.ended && workflow::contains(life.during, work.state.life.state);
    };
    for (const workflow::Recipient& recipient : work.state.recipients)
        if (const workflow::EachLife* life = work.workflow().life(recipient.id.party); life != nullptr && is_on(*life))
            if (recipient.begun != 0 && (!own_only || has_seat(work, reader, recipient.id.party, recipient.id)))
                lives.push_back({life->state(recipient.life.state), &recipient.life, recipient.id});
    std::erase_if(lives, [](const Waiting& waiting) { return waiting.state == nullptr; });
    return lives;
}

std::vector<std::string> authorities_in(const OpenCase& work, const workflow::Party& party, Instant now)
{
    const workflow::RealPassing passing{work.workflow(), work.state, *work.facts, now};
    return workflow::Scene{work.workflow(), work.state, *work.facts, passing}.seated(party.id);
}

} // namespace

CaseReader reader_of(CaseWork& work, const OpenCase& opened, const Actor& actor, const std::string& from)
{
    CaseReader reader{choose_actor(work, opened, actor, from, {}), Level::nothing, work.now()};
    reader.level = sight_of(opened, reader.who, work.now());
    return reader;
}

std::optional<Instant> urgency_of(const OpenCase& work, const CaseReader& reader)
{
    std::optional<Instant> earliest;
    const auto take = [&](Instant due) { earliest = earliest ? std::min(*earliest, due) : due; };
    const std::vector<Waiting> lives = lives_of(work, reader);
    for (const Waiting& waiting : lives)
        for (const workflow::Firing& firing : waiting.life->fired)
            take(firing.due);
    if (earliest)
        return earliest;
    for (const workflow::TimerDue& due : workflow::pending_timers(work.workflow(), work.state, *work.facts))
        if (std::any_of(lives.begin(), lives.end(),
                        [&](const Waiting& waiting) { return waiting.recipient == due.recipient; }))
            return due.due;
    return std::nullopt;
}

bool is_overdue(const OpenCase& work, const CaseReader& reader)
{
    const auto due = urgency_of(work, reader);
    return due && *due <= reader.now && !work.state.ended;
}

bool awaits(const OpenCase& work, const CaseReader& reader)
{
    const auto waits_for_it = [&](const Waiting& waiting) {
        const std::string& party = waiting.state->waits_for.text;
        return !waiting.state->final && !waiting.state->rests && !party.empty() &&
               has_seat(work, reader, party, waiting.recipient) && !is_for_others(work, reader, party);
    };
    for (const Waiting& waiting : lives_of(work, reader)) {
        // A case that waits for recipients waits for those whose own lives do.
        const bool by_lives = !waiting.recipient && work.workflow().life(waiting.state->waits_for.text) != nullptr;
        if (!by_lives && waits_for_it(waiting))
            return true;
    }
    return false;
}

Json summary_of(const OpenCase& work, const CaseReader& reader, const CaseTexts& texts, const std::string& short_code)
{
    const workflow::Workflow& workflow = work.workflow();
    const workflow::State* state = workflow.state(work.state.life.state);
    Json json{{"id", work.row.number},
              {"area", work.row.area},
              {"short", short_code},
              {"workflow", work.row.workflow.id + "@" + work.row.workflow.version},
              {"state", work.state.life.state},
              {"label", state_label(work, texts)}};
    Json sets = Json::array();
    for (const workflow::FormUse& use : workflow.forms)
        if (const auto form = work.row.forms.find(use.id);
            form != work.row.forms.end() && use.source == workflow::FormSource::area) {
            const PartId id = part_of_text(PartKind::form, form->second);
            sets.push_back(id.id + "@" + id.version);
        }
    if (!sets.empty())
        json["questionset"] = sets.front();
    Json to = Json::array();
    for (const workflow::Party& party : workflow.parties) {
        if (party.kind != workflow::PartyKind::starter && party.kind != workflow::PartyKind::named &&
            party.each == workflow::Each::none)
            continue;
        for (const std::string& authority : authorities_in(work, party, reader.now)) {
            // A trace tells the countries, not who it is there.
            const std::string shown = reader.level >= Level::questions || authority == reader.who.seat()
                                          ? authority
                                          : work.facts->country(authority);
            if (party.kind == workflow::PartyKind::starter)
                json["from"] = shown;
            else
                to.push_back(shown);
        }
    }
    json["to"] = std::move(to);
    if (reader.level >= Level::questions && !work.row.subject.empty())
        json["subject"] = work.row.subject;
    if (const auto due = urgency_of(work, reader); due && !work.state.ended)
        json["due"] = format_instant(*due);
    json["overdue"] = is_overdue(work, reader);
    json["urgent"] = std::any_of(work.state.urgent_for.begin(), work.state.urgent_for.end(),
                                 [&](const std::string& party) { return has_seat(work, reader, party, {}); });
    if (state != nullptr && !state->waits_for.empty())
        json["waits_for"] = state->waits_for.text;
    json["awaits_me"] = awaits(work, reader);
    json["started"] = format_instant(work.state.started);
    json["changed"] = format_instant(work.row.changed_at);
    if (work.state.ended)
        json["ended"] = format_instant(*work.state.ended);
    json["version"] = work.state.version;
    const bool began = json.contains("from") && json["from"] == reader.who.seat();
    if (began && !work.row.key.empty())
        json["key"] = work.row.key;
    return json;
}

std::string event_label(const workflow::Workflow& workflow, const workflow::Event& event, const CaseTexts& texts)
{
    std::string label;
    if (event.kind == workflow::EventKind::start || event.kind == workflow::EventKind::action)
        workflow::for_each_action(
            workflow, [&](const workflow::Action& action, const workflow::State* state, const workflow::EachLife*) {
                if (action.id != event.name || !label.empty())
                    return;
                if (state == nullptr && event.kind == workflow::EventKind::start)
                    label = texts(workflow::start_path(workflow, action.id), action.label);
                else if (state != nullptr && state->id == event.from)
                    label = texts(workflow::action_path(workflow, *state, action), action.label);
            });
    // A state that was passed over is named by itself, what the system did by where it led.
    const bool is_skip = event.kind == workflow::EventKind::skip;
    const bool is_act = event.kind == workflow::EventKind::start || event.kind == workflow::EventKind::action;
    if (const workflow::State* state = is_act ? nullptr : workflow.state(is_skip ? event.name : event.to))
        label = texts(workflow::state_path(workflow, state->id), state->label);
    return label.empty() ? workflow::default_label(event.name) : label;
}

Json event_view(const OpenCase& work, const StoredEvent& stored, const CaseReader& reader, const CaseTexts& texts,
                bool& opened)
{
    const workflow::Event& event = stored.event;
    const bool names = reader.level >= Level::questions;
    const bool own =
        !event.authority.empty() && (event.authority == reader.who.seat() || event.on_behalf_of == reader.who.seat());
    Json json{{"version", event.version}, {"at", format_instant(event.at)}};
    if (event.due_at)
        json["due_at"] = format_instant(*event.due_at);
    json["kind"] = workflow::to_string(event.kind);
    json["action"] = event.name;
    json["label"] = event_label(work.workflow(), event, texts);
    const auto put = [&](const char* key, const std::string& value) {
        if (!value.empty())
            json[key] = value;
    };
    put("party", event.party);
    put("authority", names || own              ? event.authority
                     : event.authority.empty() ? std::string{}
                                               : work.facts->country(event.authority));
    if (own)
        put("user", event.user);
    put("on_behalf_of", names ? event.on_behalf_of : std::string{});
    put("recipient", event.recipient ? event.recipient->key : std::string{});
    put("from", event.from);
    put("to", event.to);
    if (!names)
        return json;
    for (const auto& [name, date] : event.dates)
        json["dates"][name] = date;
    for (const workflow::FormGiven& given : event.forms)
        json["forms"].push_back(
            {{"form", given.form}, {"revision", given.revision}, {"grade", workflow::to_string(given.grade)}});
    for (const workflow::SeatTaken& seat : event.seats)
        json["seats"].push_back({{"party", seat.party}, {"authority", seat.authority}});
    for (const workflow::ChildOpened& part : event.opened)
        json["parts"].push_back(work.row.number + "." + std::to_string(part.number));
    if (!event.left_out.empty())
        json["left_out"] = event.left_out;
    if (stored.commitments.contains({})) {
        const std::string comment = work.comment(event.version);
        if (comment.empty())
            json["comment_erased"] = true;
        else if (sees_comment(work, reader.who, event, reader.now)) {
            json["comment"] = comment;
            opened = opened || !own;
        }
    }
    return json;
}

std::vector<CaseFile> files_for(const OpenCase& work, const CaseReader& reader)
{
    std::map<std::string, std::string> named; ///< file to form, as far as the reader sees it
    for (const workflow::FormRecord& record : work.state.forms) {
        const CaseFormRow* row = work.given(record);
        const CaseForm* form = work.model->form(record.given.form);
        if (row == nullptr || form == nullptr || form_sight(work, reader.who, record, reader.now) < Level::all)
            continue;
        const GivenForm given = join(*row);
        for_each_item(fields_of(*form), [&](const Item& item, const Item*) {
            if (item.answer.kind == AnswerKind::attachment && given.data.contains(item.id))
                for (const Json& name : given.data.at(item.id))
                    named[name.get<std::string>()] =
                        record.given.grade == workflow::Grade::draft ? std::string{} : record.given.form;
        });
    }
    std::vector<CaseFile> files;
    for (const CaseFileRow& file : work.files) {
        const auto form = named.find(file.name);
        if (file.erased || (form == named.end() && file.authority != reader.who.seat()))
            continue;
        files.push_back({file.name, file.size, to_hex(Bytes{file.hash}), file.authority, file.at,
                         form == named.end() ? std::string{} : form->second});
    }
    return files;
}

} // namespace imi
