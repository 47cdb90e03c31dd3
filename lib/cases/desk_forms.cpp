// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "cases/case_desk.hpp"
#include "cases/case_forms.hpp"
#include "cases/case_view.hpp"
#include "cases/desk_support.hpp"
#include "cases/form_input.hpp"
#include "cases/given_form.hpp"
#include "text/suggest.hpp"

// Forms of actions, to be filled in.

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// The members of the form file that the form has, with what is filled in already.
Json filled_in(const CaseForm& form, const GivenForm& given, const std::string& language, const std::string& subject)
{
    Json json = Json::object();
    if (!form.part.empty()) {
        const PartId id = part_of_text(PartKind::form, form.part);
        json["questionset"] = id.id + "@" + id.version;
    }
    json["language"] = language;
    if (form.form->subject && form.stage == Stage::request && !subject.empty())
        json["subject"] = {{form.form->subject->name, subject}};
    json["data"] = given.data;
    if (form.form->kind == FormKind::set && form.stage == Stage::request)
        json["questions"] = given.questions;
    if (form.form->kind == FormKind::set && form.stage == Stage::reply)
        json["answers"] = given.answers;
    return json;
}

/// What was filled in once, as far as the actor may see that giving: with the questions what is visible when it is
/// sent, and only with everything what is personal.
GivenForm seen(const OpenCase& opened, const workflow::Actor& who, Instant now, const CaseForm& form,
               const workflow::FormRecord& record)
{
    const CaseFormRow* row = opened.given(record);
    const workflow::Level level = form_sight(opened, who, record, now);
    if (row == nullptr || level < workflow::Level::questions)
        return {};
    CaseFormRow shown = *row;
    if (level < workflow::Level::all)
        shown.personal.reset();
    GivenForm given = join(shown);
    if (level >= workflow::Level::content)
        return given;
    given.answers = Json::object();
    const auto hide = [](const Item& item, Json& values) {
        if (!item.visible_when_sent)
            values.erase(item.id);
    };
    for_each_item(fields_of(form), [&](const Item& item, const Item*) { hide(item, given.data); });
    for_each_item(form.form->questions, [&](const Item& item, const Item*) {
        if (const auto parameters = given.questions.find(item.id); parameters != given.questions.end())
            for (const Item& parameter : item.given)
                hide(parameter, *parameters);
    });
    return given;
}

/// The forms of an action as `input` finds them.
std::vector<FormToFill> forms_to_fill(CaseWork& work, const OpenCase& opened, const workflow::Action& action,
                                      const CaseFormInput& input, const workflow::Actor& who,
                                      const std::string& language)
{
    std::vector<FormToFill> list;
    for (const workflow::Name& name : action.forms) {
        const CaseForm* form = opened.model->form(name.text);
        if (form == nullptr)
            continue;
        FormToFill fill;
        fill.form = *form;
        fill.texts = work.library().form_texts(opened.row, *form);
        fill.grade = action.grade;
        fill.language = language;
        fill.subject = opened.row.subject;
        const workflow::FormRecord* before = input.base_record(name.text);
        fill.filled = filled_in(*form, before == nullptr ? GivenForm{} : seen(opened, who, work.now(), *form, *before),
                                language, opened.row.subject);
        if (form->stage == Stage::reply)
            if (const workflow::FormRecord* request = opened.state.released(form->request)) {
                const GivenForm asked = seen(opened, who, work.now(), *opened.model->form(form->request), *request);
                fill.questions = asked.questions;
                fill.request = asked.data;
            }
        list.push_back(std::move(fill));
    }
    return list;
}

CaseFormInput blank_input(const OpenCase& opened, const workflow::Actor& who, const std::string& action, Instant now,
                          const std::string& language)
{
    return {{*opened.model,
             opened.row,
             opened.forms,
             opened.state,
             *opened.facts,
             {},
             recipient_of(opened, who, action, {}),
             workflow::format_day(opened.facts->calendar(who.seat()).day_of(now)),
             language,
             who.seat()},
            action,
            nullptr,
            {}};
}

/// One document for all forms of the action, everything that may be filled in named.
Json document_of(const std::vector<FormToFill>& forms)
{
    Json json = Json::object();
    for (const FormToFill& fill : forms) {
        for (const char* member : {"questionset", "language", "subject"})
            if (fill.filled.contains(member))
                json[member] = fill.filled[member];
        for_each_item(fields_of(fill.form), [&](const Item& item, const Item*) {
            if (item.answer.kind != AnswerKind::statement)
                json["data"][item.id] = fill.filled["data"].value(item.id, Json{});
        });
        for (const char* member : {"questions", "answers"})
            if (fill.filled.contains(member))
                json[member] = fill.filled[member];
        for (const auto& [question, parameters] : fill.questions.items())
            if (!json["answers"].contains(question))
                json["answers"][question] = nullptr;
    }
    json["comment"] = "";
    return json;
}

} // namespace

std::vector<FormToFill> CaseDesk::forms(const std::string& case_id, const std::string& action, bool in_any_state)
{
    return read_logged(
        store_, context_, *library_, "form", case_id, [&](CaseWork& work, const Actor& actor, bool& personal) {
            const OpenCase opened = open_visible(work, actor, case_id);
            const workflow::Actor who = choose_actor(work, opened, actor, options_.from, action);
            const workflow::Action* found = find_action(opened, action, nullptr);
            if (found == nullptr && in_any_state)
                workflow::for_each_action(
                    opened.workflow(),
                    [&](const workflow::Action& one, const workflow::State* state, const workflow::EachLife*) {
                        if (one.id == action && state != nullptr && found == nullptr)
                            found = &one;
                    });
            if (found == nullptr)
                refuse(workflow::no_such_action(opened.workflow(), opened.state, action), opened.row.number);
            auto list =
                forms_to_fill(work, opened, *found, blank_input(opened, who, action, work.now(), options_.language),
                              who, options_.language);
            for (const FormToFill& fill : list)
                personal = personal || !fill.filled["data"].empty() || !fill.questions.empty() || !fill.request.empty();
            return list;
        });
}

std::vector<FormToFill> CaseDesk::start_forms(const StartInput& input)
{
    return in_snapshot(store_, context_, *library_, [&](CaseWork& work, const Actor& actor) {
        const OpenCase fresh = work.fresh(work.library().new_case(input.area, input.workflow, input.questionset));
        const workflow::Action* start = fresh.workflow().start(start_of(fresh.workflow(), input.start));
        if (start == nullptr)
            return std::vector<FormToFill>{};
        const workflow::Actor nobody{actor.login, {}, {}, false};
        return forms_to_fill(work, fresh, *start, blank_input(fresh, nobody, start->id, work.now(), options_.language),
                             nobody, options_.language);
    });
}

Json CaseDesk::form(const std::string& case_id, const std::string& action)
{
    return document_of(forms(case_id, action));
}

} // namespace imi
