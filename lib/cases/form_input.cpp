// SPDX-License-Identifier: EUPL-1.2
#include "cases/form_input.hpp"

#include "base/error.hpp"
#include "formats/csv_writer.hpp"
#include "formats/json.hpp"
#include "text/suggest.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;
using workflow::Grade;

bool is_blank(const Json& value)
{
    return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
           ((value.is_array() || value.is_object()) && value.empty());
}

/// Overlays members; a blank one takes away what was there.
Json over(Json base, const Json& handed)
{
    if (!handed.is_object())
        return base;
    for (const auto& [key, value] : handed.items()) {
        if (is_blank(value) && !value.is_object())
            base.erase(key);
        else
            base[key] = value;
    }
    return base;
}

Required grade_of(Grade grade, Stage stage)
{
    switch (grade) {
    case Grade::full:
        return stage == Stage::reply ? Required::to_answer : Required::to_send;
    case Grade::part:
    case Grade::draft:
        break;
    }
    return Required::to_save;
}

/// What --set gives, in the kind that the item takes.
Json typed(const Item& item, const std::string& text)
{
    if (text.empty())
        return nullptr;
    switch (item.answer.kind) {
    case AnswerKind::many:
    case AnswerKind::attachment:
        return split_list(text);
    case AnswerKind::rows:
        return parse_json(text, {"--set " + item.id, 1, 0});
    default:
        return text;
    }
}

} // namespace

std::vector<std::string> texts_of_value(const Json& value)
{
    if (value.is_string())
        return {value.get<std::string>()};
    if (value.is_number())
        return {value.dump()};
    std::vector<std::string> texts;
    if (value.is_array())
        for (const Json& one : value)
            if (one.is_string())
                texts.push_back(one.get<std::string>());
    return texts;
}

CaseFormInput::CaseFormInput(FormSurroundings surroundings, const std::string& action, Json document,
                             const std::vector<std::pair<std::string, std::string>>& set)
    : around_{std::move(surroundings)}, document_(std::move(document))
{
    workflow::for_each_action(around_.model.workflow, [&](const workflow::Action& one, const workflow::State* state,
                                                          const workflow::EachLife*) {
        if (one.id != action || (state == nullptr) == around_.state.has_begun())
            return;
        for (const workflow::Name& form : one.forms)
            if (std::find(action_forms_.begin(), action_forms_.end(), form.text) == action_forms_.end())
                action_forms_.push_back(form.text);
    });
    const std::string wanted =
        member(document_, "questionset").is_string() ? document_.at("questionset").get<std::string>() : std::string{};
    subject_ = around_.row.subject;
    for (const std::string& name : action_forms_) {
        const CaseForm* form = around_.model.form(name);
        if (form == nullptr || form->part.empty())
            continue;
        const PartId id = part_of_text(PartKind::form, form->part);
        if (!wanted.empty() && wanted != id.id && wanted != id.id + "@" + id.version)
            throw Error{Status::input, "CAS-021",
                        "the form is of " + in_quotes(wanted) + ", the case has " + id.id + "@" + id.version +
                            "; nothing was changed",
                        "imi-request form gives the right one"};
    }
    const Json& subject = member(document_, "subject");
    for (const std::string& name : action_forms_) {
        const CaseForm* form = around_.model.form(name);
        if (form == nullptr || !form->form->subject || !subject.is_object())
            continue;
        for (const auto& [vocabulary, code] : subject.items())
            if (vocabulary != form->form->subject->name)
                throw Error{Status::input, "CAS-020",
                            "the subject is of the vocabulary " + form->form->subject->name + ", not " +
                                in_quotes(vocabulary) + "; nothing was changed",
                            "write " + form->form->subject->name + "=CODE"};
    }
    if (subject.is_object() && !subject.empty())
        subject_ = subject.begin()->is_string() ? subject.begin()->get<std::string>() : subject.begin()->dump();
    else if (subject.is_string())
        subject_ = subject.get<std::string>();
    take_settings(set);
}

void CaseFormInput::take_settings(const std::vector<std::pair<std::string, std::string>>& set)
{
    for (const auto& [field, text] : set) {
        bool found = false;
        std::vector<std::string> known;
        for (const std::string& name : action_forms_) {
            const CaseForm* form = around_.model.form(name);
            if (form == nullptr || found)
                continue;
            const auto take = [&, key = field, value = text](const std::vector<Group>& groups, const char* part) {
                for_each_item(groups, [&](const Item& item, const Item*) {
                    known.push_back(item.id);
                    if (item.id != key || found)
                        return;
                    found = true;
                    document_[part][key] = typed(item, value);
                });
            };
            take(fields_of(*form), "data");
            if (!found && form->stage == Stage::reply)
                take(form->form->questions, "answers");
        }
        if (!found)
            throw Error{Status::input, "CAS-022", "there is no field " + in_quotes(field) + "; nothing was changed",
                        did_you_mean(nearest(field, known))};
    }
}

bool CaseFormInput::is_mine(const CaseForm& form) const
{
    return std::find(action_forms_.begin(), action_forms_.end(), form.id) != action_forms_.end();
}

Json CaseFormInput::handed_data(const CaseForm& form) const
{
    const Json& data = member(document_, "data");
    Json own = Json::object();
    if (!data.is_object())
        return data.is_null() ? own : data;
    for (const auto& [key, value] : data.items()) {
        if (find_item(fields_of(form), key) != nullptr) {
            own[key] = value;
            continue;
        }
        // What no form of the action knows is a fault of the first.
        const bool elsewhere = std::any_of(action_forms_.begin(), action_forms_.end(), [&, id = key](const auto& name) {
            const CaseForm* other = around_.model.form(name);
            return other != nullptr && find_item(fields_of(*other), id) != nullptr;
        });
        if (!elsewhere && !action_forms_.empty() && action_forms_.front() == form.id)
            own[key] = value;
    }
    return own;
}

bool CaseFormInput::goes_on_from(const workflow::FormRecord& record) const
{
    return record.recipient == around_.recipient &&
           (record.given.grade != Grade::draft || around_.author.empty() || record.authority == around_.author);
}

const workflow::FormRecord* CaseFormInput::base_record(std::string_view name, bool with_drafts) const
{
    const CaseForm* form = around_.model.form(name);
    const workflow::FormRecord* found = nullptr;
    for (const workflow::FormRecord& record : around_.state.forms) {
        if (record.given.form != name || !goes_on_from(record) || (!with_drafts && record.given.grade == Grade::draft))
            continue;
        const bool saved = record.given.grade != Grade::full;
        if ((saved || (form != nullptr && form->is_continued)) && row_of(record) != nullptr)
            found = &record;
    }
    return found;
}

const CaseFormRow* CaseFormInput::row_of(const workflow::FormRecord& record) const
{
    for (const CaseFormRow& row : around_.forms)
        if (row.form == record.given.form && row.revision == record.given.revision &&
            row.recipient == recipient_text(record.recipient))
            return &row;
    return nullptr;
}

std::optional<GivenForm> CaseFormInput::base(std::string_view name, bool with_drafts) const
{
    const workflow::FormRecord* record = base_record(name, with_drafts);
    return record == nullptr ? std::nullopt : std::optional{join(*row_of(*record))};
}

bool CaseFormInput::is_given(std::string_view name) const
{
    const CaseForm* form = around_.model.form(name);
    if (form == nullptr)
        return false;
    if (document_.is_object() && is_mine(*form)) {
        const bool alone = action_forms_.size() == 1;
        const bool chosen = form->form->kind == FormKind::set &&
                            (!member(document_, "questions").is_null() || !member(document_, "answers").is_null());
        if (alone || chosen || !handed_data(*form).empty())
            return true;
    }
    for (const workflow::FormRecord& record : around_.state.forms)
        if (record.given.form == name && goes_on_from(record) &&
            (record.given.grade != Grade::full || (form->is_continued && form->stage == Stage::request)))
            return true;
    return false;
}

imi::FormInput CaseFormInput::evaluation(const CaseForm& form, Grade grade) const
{
    const GivenForm base = this->base(form.id).value_or(GivenForm{});
    imi::FormInput input;
    input.stage = form.stage;
    input.grade = grade_of(grade, form.stage);
    input.today = around_.today;
    // A draft is held to the day on which it is released.
    if (const auto kept = this->base(form.id, grade == Grade::draft))
        input.kept = {kept->data, kept->questions, kept->answers};
    input.subject = subject_;
    const Json handed = handed_data(form);
    input.data = handed.is_object() ? over(base.data, handed) : handed;
    if (form.form->kind != FormKind::set)
        return input;
    if (form.stage == Stage::request) {
        const Json& questions = member(document_, "questions");
        input.questions = questions.is_null() || questions.is_object() ? over(base.questions, questions) : questions;
        return input;
    }
    const Json& answers = member(document_, "answers");
    input.answers = answers.is_null() || answers.is_object() ? over(base.answers, answers) : answers;
    if (const workflow::FormRecord* record = around_.state.released(form.request))
        for (const CaseFormRow& row : around_.forms)
            if (row.form == form.request && row.revision == record->given.revision &&
                row.recipient == recipient_text(record->recipient)) {
                const GivenForm request = join(row);
                input.request = request.data;
                input.questions = request.questions;
            }
    return input;
}

const FormOutcome& CaseFormInput::outcome(const CaseForm& form, Grade grade) const
{
    const auto [found, is_new] = outcomes_.try_emplace({form.id, grade});
    if (is_new)
        found->second = evaluate(*form.form, evaluation(form, grade));
    return found->second;
}

std::vector<workflow::Fault> CaseFormInput::faults(std::string_view name, Grade grade) const
{
    const CaseForm* form = around_.model.form(name);
    if (form == nullptr)
        return {{"CAS-023", "the area has no question set for the form " + std::string{name}, {}}};
    std::vector<workflow::Fault> result;
    const FormOutcome& outcome = this->outcome(*form, grade);
    for (const Diagnostic& fault : outcome.faults)
        result.push_back(
            {fault.code, (fault.field.empty() ? std::string{} : fault.field + ": ") + fault.message, fault.hint});
    for_each_item(fields_of(*form), [&](const Item& item, const Item*) {
        if (!outcome.data.contains(item.id))
            return;
        for (const std::string& text : texts_of_value(outcome.data.at(item.id))) {
            if (item.answer.kind == AnswerKind::authority && !around_.facts.exists(text))
                result.push_back({"CAS-024", item.id + ": there is no authority " + in_quotes(text), {}});
            if (item.answer.kind == AnswerKind::attachment && grade != Grade::draft && !around_.files.contains(text) &&
                !files_may_be_elsewhere())
                result.push_back({"CAS-025", item.id + ": no file " + in_quotes(text) + " is attached to the case",
                                  "attach it first: imi-request attach"});
        }
    });
    return result;
}

std::vector<std::string> CaseFormInput::values(std::string_view name, std::string_view question) const
{
    const CaseForm* form = around_.model.form(name);
    if (form == nullptr)
        return {};
    const FormOutcome& outcome = this->outcome(*form, Grade::draft);
    const std::string id{question};
    if (outcome.data.contains(id))
        return texts_of_value(outcome.data.at(id));
    if (!outcome.answers.contains(id))
        return {};
    const Json& answer = outcome.answers.at(id);
    return texts_of_value(answer.is_object() ? member(answer, "value") : answer);
}

std::optional<std::vector<std::string>> CaseFormInput::asked(std::string_view name) const
{
    const workflow::FormRecord* record = around_.state.released(name);
    if (record == nullptr)
        return std::nullopt;
    std::vector<std::string> questions;
    for (const CaseFormRow& row : around_.forms) {
        if (row.form != name || row.revision != record->given.revision ||
            row.recipient != recipient_text(record->recipient))
            continue;
        const GivenForm given = join(row);
        for (const auto& [id, parameters] : given.questions.items())
            questions.push_back(id);
    }
    return questions;
}

GivenForm CaseFormInput::result(std::string_view name, Grade grade) const
{
    const CaseForm& form = *around_.model.form(name);
    const FormOutcome& outcome = this->outcome(form, grade);
    GivenForm given;
    if (!form.part.empty()) {
        const PartId id = part_of_text(PartKind::form, form.part);
        given.questionset = id.id + "@" + id.version;
    }
    const Json& language = member(document_, "language");
    given.language = language.is_string() ? language.get<std::string>() : around_.language;
    // What is only sent on is in the language in which it was written.
    if (const auto before = base(name); document_.is_null() && before && !before->language.empty())
        given.language = before->language;
    given.subject = subject_;
    given.data = outcome.data;
    if (form.stage == Stage::request)
        given.questions = outcome.questions;
    given.answers = outcome.answers;
    return given;
}

} // namespace imi
