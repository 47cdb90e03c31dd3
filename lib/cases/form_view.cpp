// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_view.hpp"

#include "cases/given_form.hpp"

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;
using workflow::Level;

/// Shows one form to one reader: before acceptance what is `visible: sent`, then the rest; personal parts at the end.
class FormView
{
public:
    FormView(const CaseForm& form, const GivenForm& given, const CaseTexts& texts, bool content, bool personal)
        : form_{form}, given_{given}, texts_{texts}, content_{content}, personal_{personal}
    {
    }

    Json fields()
    {
        Json list = Json::array();
        for_each_item(fields_of(form_), [&](const Item& item, const Item*) {
            if (!given_.data.contains(item.id))
                return;
            Json field{{"id", item.id}, {"title", title(item)}};
            put_value(field, item, given_.data.at(item.id), "value");
            list.push_back(std::move(field));
        });
        return list;
    }

    Json questions(const Json& chosen)
    {
        Json list = Json::array();
        for (const Group& group : form_.form->questions)
            for (const Item& item : group.items)
                add(item, chosen, list, false);
        return list;
    }

    bool opened() const { return opened_; }

private:
    std::string title(const Item& item) const
    {
        return item.title.empty() ? texts_(item.path, item.ask) : texts_(item.path + "/title", item.title);
    }

    void put_value(Json& into, const Item& item, const Json& value, const char* key)
    {
        const bool is_private = is_personal(item);
        if (is_private)
            into["personal"] = true;
        if (is_private ? !personal_ : !content_ && !item.visible_when_sent) {
            into["hidden"] = true;
            return;
        }
        into[key] = value;
        into["text"] = texts_.value(item, value);
        opened_ |= is_private;
    }

    /// A question and, where they are asked, those that follow it.
    void add(const Item& item, const Json& chosen, Json& list, bool follows)
    {
        const bool asked = chosen.contains(item.id) || item.always || follows;
        if (!asked && !given_.answers.contains(item.id))
            return;
        const bool answered = given_.answers.contains(item.id);
        if (follows && !answered)
            return;
        Json question{{"id", item.id}, {"ask", words(item, chosen)}};
        if (chosen.contains(item.id))
            parameters(question, item, chosen.at(item.id));
        if (answered)
            answer(question, item, given_.answers.at(item.id));
        list.push_back(std::move(question));
        for (const Item& follow_up : item.follow_ups)
            add(follow_up, chosen, list, true);
    }

    /// The question with its parameters in place; what may not be seen yet is called by its own name.
    std::string words(const Item& item, const Json& chosen) const
    {
        std::string text = texts_(item.path, item.ask);
        const Json values = chosen.contains(item.id) ? chosen.at(item.id) : Json::object();
        for (const Item& parameter : item.given) {
            const std::string name = "{" + parameter.id + "}";
            std::string value = "[" + title(parameter) + "]";
            if (values.contains(parameter.id) &&
                (is_personal(parameter) ? personal_ : content_ || parameter.visible_when_sent))
                value = texts_.value(parameter, values.at(parameter.id));
            for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
                text.replace(at, name.size(), value);
        }
        return text;
    }

    void parameters(Json& question, const Item& item, const Json& values)
    {
        for (const Item& parameter : item.given) {
            if (!values.contains(parameter.id))
                continue;
            Json one{{"id", parameter.id}, {"title", title(parameter)}};
            put_value(one, parameter, values.at(parameter.id), "value");
            question["parameters"].push_back(std::move(one));
        }
        if (values.contains("note"))
            note(question, "request_note", values.at("note"));
    }

    void answer(Json& question, const Item& item, const Json& answer)
    {
        const Json value = !answer.is_object() ? answer : answer.contains("value") ? answer.at("value") : Json{};
        if (!value.is_null())
            put_value(question, item, value, "answer");
        if (answer.is_object() && answer.contains("cannot-answer")) {
            const std::string code = answer.at("cannot-answer").get<std::string>();
            question["cannot_answer"] = code;
            question["text"] = item.cannot_answer ? texts_.label(*item.cannot_answer, code) : code;
        }
        if (answer.is_object() && answer.contains("note"))
            note(question, "note", answer.at("note"));
    }

    void note(Json& question, const char* key, const Json& text)
    {
        if (!personal_) {
            question["note_hidden"] = true;
            return;
        }
        question[key] = text;
        opened_ = true;
    }

    const CaseForm& form_;
    const GivenForm& given_;
    const CaseTexts& texts_;
    bool content_, personal_;
    bool opened_ = false;
};

/// The questions that a reply answers: those of the request as it was when it was given.
Json questions_of(const OpenCase& work, const CaseForm& form, const GivenForm& given)
{
    if (form.stage == Stage::request)
        return given.questions;
    if (const workflow::FormRecord* request = work.state.released(form.request))
        if (const CaseFormRow* row = work.given(*request))
            return join(*row).questions;
    return Json::object();
}

} // namespace

Json form_view(const OpenCase& work, const workflow::FormRecord& record, const CaseReader& reader,
               const CaseTexts& texts, bool& opened)
{
    const CaseForm* form = work.model->form(record.given.form);
    Json json{{"form", record.given.form},
              {"revision", record.given.revision},
              {"grade", workflow::to_string(record.given.grade)},
              {"at", format_instant(record.at)},
              {"by", record.authority},
              {"party", record.party}};
    if (record.recipient)
        json["recipient"] = record.recipient->key;
    const CaseFormRow* row = work.given(record);
    if (form == nullptr || row == nullptr) {
        json["erased"] = true;
        return json;
    }
    const std::string title = form->form->title.empty() ? workflow::default_label(form->id) : form->form->title;
    json["title"] = texts(form->form->path + "/title", title);
    const GivenForm given = join(*row);
    if (!given.questionset.empty())
        json["questionset"] = given.questionset;
    if (!given.language.empty())
        json["language"] = given.language;
    if (!row->salt)
        json["erased"] = true;
    const bool own = record.authority == reader.who.seat();
    const Level level = form_sight(work, reader.who, record, reader.now);
    FormView view{*form, given, texts, level >= Level::content, level == Level::all};
    json["fields"] = view.fields();
    if (form->form->kind == FormKind::set)
        json["questions"] = view.questions(questions_of(work, *form, given));
    opened = opened || (view.opened() && !own);
    return json;
}

} // namespace imi
