// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "cases/case_forms.hpp"
#include "cases/case_listing.hpp"
#include "directory/authority_repository.hpp"
#include "workflow/texts.hpp"
#include "workflow/timers.hpp"

#include <algorithm>

// What the desk shows: lists, a case, its history, its deadlines, what may be done.

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;
using workflow::Level;

/// A case that passed the filter, with the moment by which it is sorted.
struct Listed {
    Json summary;
    bool urgent = false;
    std::optional<Instant> due;
};

Json parties_of(const OpenCase& opened, const CaseReader& reader, const CaseTexts& texts)
{
    const workflow::RealPassing passing{opened.workflow(), opened.state, *opened.facts, reader.now};
    const workflow::Scene scene{opened.workflow(), opened.state, *opened.facts, passing};
    Json parties = Json::array();
    for (const workflow::Party& party : opened.workflow().parties) {
        const std::vector<std::string> seated = scene.seated(party.id);
        if (!seated.empty())
            parties.push_back({{"party", party.id},
                               {"label", texts(workflow::party_path(opened.workflow(), party.id),
                                               party.label.empty() ? workflow::default_label(party.id) : party.label)},
                               {"authorities", seated}});
    }
    return parties;
}

Json recipients_of(const OpenCase& opened, const CaseTexts& texts)
{
    Json list = Json::array();
    for (const workflow::Recipient& recipient : opened.state.recipients) {
        const workflow::EachLife* life = opened.workflow().life(recipient.id.party);
        const workflow::State* state = life == nullptr ? nullptr : life->state(recipient.life.state);
        list.push_back(
            {{"recipient", recipient.id.key},
             {"authority", recipient.authority},
             {"state", recipient.life.state},
             {"label", state == nullptr ? recipient.life.state
                                        : texts(workflow::each_path(opened.workflow(), state->id), state->label)}});
    }
    return list;
}

Json available_of(CaseWork& work, const OpenCase& opened, const CaseReader& reader, const CaseTexts& texts)
{
    Json list = Json::array();
    for (const workflow::Available& available :
         workflow::available_actions(opened.workflow(), opened.state, *opened.facts, reader.who, work.now())) {
        const workflow::Action& action = *available.action;
        const workflow::State* state = nullptr;
        find_action(opened, action.id, &state);
        Json one{{"action", action.id},
                 {"label", state == nullptr
                               ? action.label
                               : texts(workflow::action_path(opened.workflow(), *state, action), action.label)},
                 {"allowed", !available.party.empty()}};
        if (!available.party.empty())
            one["party"] = available.party;
        if (available.recipient)
            one["recipient"] = available.recipient->key;
        one["forms"] = Json::array();
        for (const workflow::Name& form : action.forms)
            one["forms"].push_back(form.text);
        if (action.comment_required)
            one["comment"] = "required";
        if (!action.names.empty())
            one["names"] = action.names.text;
        if (!action.to.empty())
            one["to"] = action.to.text;
        if (!available.reasons.empty())
            one["reason"] = available.reasons.front().message;
        list.push_back(std::move(one));
    }
    return list;
}

/// What the authorities that the case names are called.
Json names_of(CaseWork& work, const Json& json, const std::string& language)
{
    Json names = Json::object();
    const auto add = [&](const Json& key) {
        const std::string& text = key.get_ref<const std::string&>();
        if (const auto parsed = parse_authority_key(text); parsed && !names.contains(text))
            if (const auto found = AuthorityRepository{work.db()}.find(*parsed))
                names[text] = found->authority.display_name(language).text;
    };
    if (json.contains("from"))
        add(json["from"]);
    for (const Json& key : json["to"])
        add(key);
    if (json.contains("parties"))
        for (const Json& party : json["parties"])
            for (const Json& key : party["authorities"])
                add(key);
    return names;
}

/// Everything of a case that the reader sees.
Json whole(CaseWork& work, const OpenCase& opened, const CaseReader& reader, const CaseTexts& texts, bool& personal)
{
    Json json = summary_of(opened, reader, texts, work.library().area(opened.row.area).short_code);
    json["sight"] = workflow::to_string(reader.level);
    for (const auto& [name, at] : opened.state.milestones)
        json["milestones"][name] = format_instant(at);
    if (opened.row.parent_id)
        json["parent"] = work.cases().find(*opened.row.parent_id)->number;
    if (!opened.row.follows.empty())
        json["follows"] = opened.row.follows;
    if (reader.level >= Level::questions) {
        for (const auto& [name, values] : opened.state.dates)
            json["dates"][name] = values.back().date;
        json["parties"] = parties_of(opened, reader, texts);
        if (!opened.state.recipients.empty())
            json["recipients"] = recipients_of(opened, texts);
        for (const workflow::Child& child : opened.state.children)
            json["parts"].push_back(
                {{"id", opened.row.number + "." + std::to_string(child.number)}, {"state", child.state}});
        json["forms"] = Json::array();
        for (const workflow::FormRecord& record : opened.state.forms) {
            const Level level = form_sight(opened, reader.who, record, reader.now);
            const CaseForm* form = opened.model->form(record.given.form);
            // Before acceptance the questions of what was sent stand there, without what is personal.
            if (level >= Level::content || (level == Level::questions && form != nullptr &&
                                            form->stage == Stage::request && form->form->kind == FormKind::set))
                json["forms"].push_back(form_view(opened, record, reader, texts, personal));
        }
        json["files"] = Json::array();
        for (const CaseFile& file : files_for(opened, reader))
            json["files"].push_back({{"name", file.name}, {"size", file.size}, {"by", file.by}, {"form", file.form}});
    }
    json["names"] = names_of(work, json, texts.language());
    json["actions"] = Json::array();
    for (const Json& action : available_of(work, opened, reader, texts))
        if (action["allowed"].get<bool>())
            json["actions"].push_back({{"action", action["action"]}, {"label", action["label"]}});
    return json;
}

} // namespace

std::vector<Json> CaseDesk::list(const CaseFilter& filter)
{
    return in_snapshot(store_, context_, *library_, [&](CaseWork& work, const Actor& actor) {
        std::vector<Listed> found;
        for_each_visible(work, actor, options_, filter, [&](const OpenCase& opened, const CaseReader& reader) {
            const CaseTexts& texts = work.library().texts(opened.row, options_.language);
            Json summary = summary_of(opened, reader, texts, work.library().area(opened.row.area).short_code);
            if (passes(opened, reader, summary, filter)) {
                const bool urgent = summary["urgent"].get<bool>();
                found.push_back({std::move(summary), urgent, urgency_of(opened, reader)});
            }
        });
        if (filter.inbox || filter.overdue)
            std::stable_sort(found.begin(), found.end(), [](const Listed& a, const Listed& b) {
                return std::tuple{!a.urgent, !a.due, a.due.value_or(0)} <
                       std::tuple{!b.urgent, !b.due, b.due.value_or(0)};
            });
        std::vector<Json> result;
        for (Listed& one : found)
            if (filter.limit == 0 || static_cast<std::int64_t>(result.size()) < filter.limit)
                result.push_back(std::move(one.summary));
        return result;
    });
}

Json CaseDesk::show(const std::string& case_id)
{
    return read_logged(
        store_, context_, *library_, "show", case_id, [&](CaseWork& work, const Actor& actor, bool& personal) {
            const OpenCase opened = open_visible(work, actor, case_id);
            const CaseReader reader = reader_of(work, opened, actor, options_.from);
            return whole(work, opened, reader, work.library().texts(opened.row, options_.language), personal);
        });
}

std::vector<Json> CaseDesk::history(const std::string& case_id)
{
    return read_logged(store_, context_, *library_, "history", case_id,
                       [&](CaseWork& work, const Actor& actor, bool& personal) {
                           const OpenCase opened = open_visible(work, actor, case_id);
                           const CaseReader reader = reader_of(work, opened, actor, options_.from);
                           const CaseTexts& texts = work.library().texts(opened.row, options_.language);
                           std::vector<Json> events;
                           for (const StoredEvent& stored : opened.events)
                               events.push_back(event_view(opened, stored, reader, texts, personal));
                           return events;
                       });
}

std::vector<Json> CaseDesk::explain(const std::string& case_id)
{
    return in_snapshot(store_, context_, *library_, [&](CaseWork& work, const Actor& actor) {
        const OpenCase opened = open_visible(work, actor, case_id);
        reader_of(work, opened, actor, options_.from);
        std::vector<Json> list;
        for (const workflow::TimerDue& due : workflow::pending_timers(opened.workflow(), opened.state, *opened.facts)) {
            Json one{{"timer", due.timer->id},
                     {"state", due.state},
                     {"due", format_instant(due.due)},
                     {"last_day", workflow::format_day(due.last_day)},
                     {"zone", due.zone}};
            if (due.recipient)
                one["recipient"] = due.recipient->key;
            one["lines"] = workflow::explain(due);
            const auto names = [](const workflow::Names& all) {
                Json list_of = Json::array();
                for (const workflow::Name& name : all)
                    list_of.push_back(name.text);
                return list_of;
            };
            one["does"] = {{"remind", names(due.timer->remind)},
                           {"escalate", names(due.timer->escalate)},
                           {"tells", names(due.timer->tells)},
                           {"to", due.timer->to.text}};
            list.push_back(std::move(one));
        }
        return list;
    });
}

std::vector<Json> CaseDesk::actions(const std::string& case_id)
{
    return in_snapshot(store_, context_, *library_, [&](CaseWork& work, const Actor& actor) {
        const OpenCase opened = open_visible(work, actor, case_id);
        const CaseReader reader = reader_of(work, opened, actor, options_.from);
        const Json all = available_of(work, opened, reader, work.library().texts(opened.row, options_.language));
        return std::vector<Json>(all.begin(), all.end());
    });
}

CasePrint CaseDesk::print(const std::string& case_id, const std::string& verb)
{
    return read_logged(store_, context_, *library_, verb, case_id,
                       [&](CaseWork& work, const Actor& actor, bool& personal) {
                           const OpenCase opened = open_visible(work, actor, case_id);
                           const CaseReader reader = reader_of(work, opened, actor, options_.from);
                           const CaseTexts& texts = work.library().texts(opened.row, options_.language);
                           CasePrint print;
                           print.show = whole(work, opened, reader, texts, personal);
                           for (const StoredEvent& stored : opened.events)
                               print.history.push_back(event_view(opened, stored, reader, texts, personal));
                           if (print.show.contains("forms"))
                               for (const Json& given : print.show["forms"])
                                   if (const CaseForm* form = opened.model->form(given["form"].get<std::string>())) {
                                       print.forms[form->id] = *form;
                                       print.texts[form->id] = work.library().form_texts(opened.row, *form);
                                   }
                           print.area = work.library().area(opened.row.area).title(options_.language);
                           return print;
                       });
}

} // namespace imi
