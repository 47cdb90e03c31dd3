// SPDX-License-Identifier: EUPL-1.2
#include "cases/given_form.hpp"

#include "formats/json.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

void split_answers(const std::vector<Group>& groups, const Json& answers, Json& open, Json& personal)
{
    for_each_item(groups, [&](const Item& item, const Item*) {
        if (!answers.contains(item.id))
            return;
        const Json& answer = answers.at(item.id);
        Json value = answer, note;
        if (answer.is_object()) {
            value = answer.contains("value") ? answer.at("value") : Json{};
            if (answer.contains("note"))
                note = answer.at("note");
            if (answer.contains("cannot-answer"))
                open[item.id]["cannot-answer"] = answer.at("cannot-answer");
        }
        if (!value.is_null())
            (is_personal(item) ? personal : open)[item.id]["value"] = value;
        if (!note.is_null())
            personal[item.id]["note"] = note;
    });
}

void split_questions(const std::vector<Group>& groups, const Json& questions, Json& open, Json& personal)
{
    for_each_item(groups, [&](const Item& item, const Item*) {
        if (!questions.contains(item.id))
            return;
        open[item.id] = Json::object();
        for (const auto& [name, value] : questions.at(item.id).items()) {
            const auto parameter = std::find_if(item.given.begin(), item.given.end(),
                                                [&, key = name](const Item& one) { return one.id == key; });
            // What no parameter explains is the requester's note.
            const bool is_open = parameter != item.given.end() && !is_personal(*parameter);
            (is_open ? open : personal)[item.id][name] = value;
        }
    });
}

/// Adds the members of members; an answer of a value alone is written as that value.
void add(Json& into, const Json& from)
{
    for (const auto& [key, value] : from.items()) {
        if (value.is_object() && into.contains(key) && into.at(key).is_object())
            into[key].update(value);
        else
            into[key] = value;
    }
}

} // namespace

bool is_personal(const Item& item)
{
    return item.personal != Personal::no ||
           std::any_of(item.answer.cells.begin(), item.answer.cells.end(), is_personal);
}

const std::vector<Group>& fields_of(const CaseForm& form)
{
    if (form.form->kind != FormKind::set)
        return form.form->questions;
    return form.stage == Stage::reply ? form.form->reply : form.form->request;
}

void split(const CaseForm& form, const GivenForm& given, CaseFormRow& row)
{
    Json open{{"questionset", given.questionset}, {"language", given.language},  {"subject", given.subject},
              {"data", Json::object()},           {"questions", Json::object()}, {"answers", Json::object()}};
    Json personal{{"data", Json::object()}, {"questions", Json::object()}, {"answers", Json::object()}};
    for_each_item(fields_of(form), [&](const Item& item, const Item*) {
        if (given.data.contains(item.id))
            (is_personal(item) ? personal : open)["data"][item.id] = given.data.at(item.id);
    });
    if (form.form->kind == FormKind::set) {
        split_questions(form.form->questions, given.questions, open["questions"], personal["questions"]);
        split_answers(form.form->questions, given.answers, open["answers"], personal["answers"]);
    }
    row.content = dump_json(open);
    const bool none = std::all_of(personal.begin(), personal.end(), [](const Json& part) { return part.empty(); });
    row.personal = none ? std::nullopt : std::optional{dump_json(personal)};
    row.salt = random_salt();
}

GivenForm join(const CaseFormRow& row)
{
    const Json open = Json::parse(row.content);
    GivenForm given;
    given.questionset = open.value("questionset", std::string{});
    given.language = open.value("language", std::string{});
    given.subject = open.value("subject", std::string{});
    given.data = open.value("data", Json::object());
    given.questions = open.value("questions", Json::object());
    given.answers = open.value("answers", Json::object());
    if (row.personal) {
        const Json personal = Json::parse(*row.personal);
        add(given.data, personal.value("data", Json::object()));
        add(given.questions, personal.value("questions", Json::object()));
        add(given.answers, personal.value("answers", Json::object()));
    }
    for (auto& [question, answer] : given.answers.items())
        if (answer.is_object() && answer.size() == 1 && answer.contains("value")) {
            const Json value = answer.at("value");
            answer = value;
        }
    return given;
}

} // namespace imi
