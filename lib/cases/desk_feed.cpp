// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "cases/case_listing.hpp"
#include "cases/given_form.hpp"
#include "text/suggest.hpp"

#include <map>

// What leaves the desk for other programs: whole cases as import reads them, and events as they come.

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// What the reader sees of a form once, without the rest.
GivenForm shown(const OpenCase& work, const workflow::FormRecord& record, const CaseReader& reader)
{
    const CaseFormRow* row = work.given(record);
    const workflow::Level level = form_sight(work, reader.who, record, reader.now);
    if (row == nullptr || level < workflow::Level::content)
        return {};
    CaseFormRow visible = *row;
    if (level < workflow::Level::all)
        visible.personal.reset();
    return join(visible);
}

/// The authority; of a case that was taken in what was written there, which its own authority reads.
std::string name_of_actor(const OpenCase& work, const StoredEvent& stored, const CaseReader& reader)
{
    const workflow::Event& event = stored.event;
    const bool was_taken_in = work.row.imported && stored.batch == work.row.batch;
    return was_taken_in && event.authority == reader.who.seat() && !event.user.empty() ? event.user : event.authority;
}

/// CONTRACT 4, "cases".
Json exported(const OpenCase& work, const CaseReader& reader, const Json& summary)
{
    Json json{{"id", work.row.number}, {"workflow", work.row.workflow.id}, {"area", work.row.area}};
    for (const char* member : {"questionset", "from", "to", "key"})
        if (summary.contains(member))
            json[member] = summary[member];
    std::map<int, std::vector<const workflow::FormRecord*>> given;
    for (const workflow::FormRecord& record : work.state.forms)
        given[record.version].push_back(&record);
    // What was filled in is gone then, and nothing of it is missed when the case is taken in.
    if (workflow::was_purged(work.workflow(), work.state))
        json["erased"] = true;
    json["events"] = Json::array();
    for (const StoredEvent& stored : work.events) {
        const workflow::Event& event = stored.event;
        if (event.kind != workflow::EventKind::start && event.kind != workflow::EventKind::action)
            continue;
        Json one{{"at", format_instant(event.at)}, {"action", event.name}, {"by", name_of_actor(work, stored, reader)}};
        for (const workflow::SeatTaken& seat : event.seats)
            if (const workflow::Party* party = work.workflow().party(seat.party);
                party != nullptr && party->kind == workflow::PartyKind::named)
                one["to"].push_back(seat.authority);
        for (const workflow::RecipientAdded& added : event.added)
            if (const workflow::Party* party = work.workflow().party(added.id.party);
                party != nullptr && party->kind == workflow::PartyKind::named)
                one["to"].push_back(added.authority);
        for (const workflow::FormRecord* record : given[event.version]) {
            const CaseForm* form = work.model->form(record->given.form);
            const GivenForm whole = shown(work, *record, reader);
            if (form == nullptr)
                continue;
            if (form->form->subject && form->stage == Stage::request && !whole.subject.empty())
                json["subject"] = {{form->form->subject->name, whole.subject}};
            if (form->form->kind == FormKind::set && form->stage == Stage::request) {
                if (!whole.language.empty())
                    json["language"] = whole.language;
                json["data"] = whole.data;
                json["questions"] = whole.questions;
                continue;
            }
            if (!whole.answers.empty())
                one["answers"] = whole.answers;
            if (!whole.data.empty())
                one["data"].update(whole.data);
        }
        if (const std::string comment = work.comment(event.version); !comment.empty())
            if (sees_comment(work, reader.who, event, reader.now))
                one["comment"] = comment;
        if (!event.language.empty() && event.language != json.value("language", std::string{}))
            one["language"] = event.language;
        json["events"].push_back(std::move(one));
    }
    return json;
}

} // namespace

void CaseDesk::export_cases(const CaseFilter& filter, const std::function<void(const Json&)>& each)
{
    const auto read = [&](CaseWork& work, const Actor& actor) {
        std::vector<Json> cases;
        for_each_visible(work, actor, options_, filter, [&](const OpenCase& opened, const CaseReader& reader) {
            const CaseTexts& texts = work.library().texts(opened.row, options_.language);
            const Json summary = summary_of(opened, reader, texts, work.library().area(opened.row.area).short_code);
            if (passes(opened, reader, summary, filter))
                cases.push_back(exported(opened, reader, summary));
        });
        return cases;
    };
    WriteTransaction transaction{
        store_, {context_.tool, context_.actor(store_.db()).acting_login}, context_.timeout_seconds};
    CaseWork work{store_.db(), context_.clock.now(), *library_};
    const Actor actor = context_.actor(store_.db());
    const std::vector<Json> cases = read(work, actor);
    audit_reading(store_.db(), actor, context_, "export", std::to_string(cases.size()) + " cases");
    transaction.commit();
    for (const Json& one : cases)
        each(one);
}

void CaseDesk::events(const std::string& cursor, const std::function<void(const Json&)>& each)
{
    std::int64_t position = 0;
    if (!cursor.empty()) {
        const bool digits = cursor.find_first_not_of("0123456789") == std::string::npos && cursor.size() < 19;
        if (!digits)
            throw Error{Status::usage, "CAS-006", in_quotes(cursor) + " is no cursor",
                        "give the cursor of the last event that was read"};
        position = std::stoll(cursor);
    }
    in_snapshot(store_, context_, *library_, [&](CaseWork& work, const Actor& actor) {
        std::map<std::int64_t, std::pair<OpenCase, CaseReader>> visible;
        for_each_visible(work, actor, options_, {}, [&](const OpenCase& opened, const CaseReader& reader) {
            visible.emplace(opened.row.id, std::pair{opened, reader});
        });
        work.cases().events_after(position, [&](const StoredEvent& stored, std::int64_t case_id) {
            const auto found = visible.find(case_id);
            if (found == visible.end())
                return;
            const auto& [opened, reader] = found->second;
            bool personal = false;
            Json event{{"cursor", std::to_string(stored.position)}, {"case", opened.row.number}};
            event.update(
                event_view(opened, stored, reader, work.library().texts(opened.row, options_.language), personal));
            event.erase("comment");
            each(event);
        });
        return 0;
    });
}

} // namespace imi
