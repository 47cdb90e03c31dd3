// SPDX-License-Identifier: EUPL-1.2
#include "questions/evaluate.hpp"

#include "formats/json.hpp"
#include "questions/item_pass.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <set>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// One pass down the page.
class Evaluation
{
public:
    Evaluation(const Form& form, const FormInput& input)
        : form_{form}, input_{input}, pass_{form, input, outcome_.faults}
    {
    }

    FormOutcome run()
    {
        check_subject();
        if (form_.kind != FormKind::set) {
            fill(form_.questions, input_.data);
        } else if (input_.stage == Stage::request) {
            fill(form_.request, input_.data);
            choose();
        } else {
            know_request();
            answer_questions();
            fill(form_.reply, input_.data);
        }
        return std::move(outcome_);
    }

private:
    void check_subject()
    {
        if (!form_.subject || form_.kind == FormKind::small || input_.stage == Stage::reply)
            return;
        if (input_.subject.empty()) {
            if (input_.grade != Required::never)
                pass_.check().fault("QS-211", form_.subject->name, "the case needs a subject", "name one of its codes");
            return;
        }
        if (form_.subject->selectable(input_.subject))
            return;
        const std::vector<std::string> names = form_.subject->names();
        pass_.check().fault(
            "QS-211", form_.subject->name, in_quotes(input_.subject) + " cannot be the subject of a case",
            form_.subject->find(input_.subject) != nullptr ? "it is a heading or retired"
                                                           : did_you_mean(nearest(input_.subject, names)));
    }

    // Fields: a form, survey, or the request or reply of a set.

    void fill(const std::vector<Group>& groups, const Json& data)
    {
        if (!data.is_null() && !data.is_object())
            return pass_.check().fault("QS-203", "data", "takes an object of fields");
        check_known(groups, data);
        for (const Group& group : groups)
            fill(group.items, data, {});
    }

    void check_known(const std::vector<Group>& groups, const Json& data)
    {
        std::vector<std::string> known;
        for_each_item(groups, [&](const Item& item, const Item*) { known.push_back(item.id); });
        for (const auto& [key, value] : data.items()) {
            if (std::find(known.begin(), known.end(), key) == known.end())
                pass_.check().fault("QS-200", key, "there is no such field here", did_you_mean(nearest(key, known)));
        }
    }

    /// `closed` says why the items' question is not asked; empty when it is.
    void fill(const std::vector<Item>& items, const Json& data, const std::string& closed)
    {
        for (const Item& item : items) {
            const std::string why = closed.empty() ? pass_.why_not(item) : closed;
            const Json& value = member(data, item.id);
            if (!why.empty()) {
                pass_.refuse_unasked(item.id, value, why);
                fill(item.follow_ups, data, "the question before it is not asked");
                continue;
            }
            outcome_.asked.push_back(item.id);
            const std::size_t faults = outcome_.faults.size();
            const Json stored = pass_.take(item, value, item.id);
            if (!stored.is_null())
                outcome_.data[item.id] = stored;
            else if (pass_.is_needed(item) && outcome_.faults.size() == faults)
                pass_.need(item.id, item);
            fill(item.follow_ups, data, {});
        }
    }

    // The choice of the requesting side.

    void choose()
    {
        const Json& chosen = input_.questions;
        if (!chosen.is_null() && !chosen.is_object())
            return pass_.check().fault("QS-203", "questions", "takes an object of questions");
        std::set<std::string> tops;
        for (const Group& group : form_.questions) {
            for (const Item& item : group.items) {
                tops.insert(item.id);
                choose_one(item, chosen);
            }
        }
        for (const auto& [key, value] : chosen.items()) {
            if (!tops.contains(key))
                report_not_choosable(key, {tops.begin(), tops.end()});
        }
        if (input_.grade >= Required::to_send && outcome_.questions.empty() && outcome_.faults.empty())
            pass_.check().fault("QS-212", "questions", "no question was chosen", "choose at least one");
    }

    void report_not_choosable(const std::string& key, const std::vector<std::string>& tops)
    {
        if (find_item(form_.questions, key) != nullptr)
            pass_.check().fault("QS-212", key, "follows another question and comes along with it",
                                "choose that question");
        else
            pass_.check().fault("QS-200", key, "there is no such question in " + in_quotes(form_.id),
                                did_you_mean(nearest(key, tops)));
    }

    /// Conditions on answers, of questions that are always asked, are open until the reply.
    bool is_decided(const Item& item) const
    {
        if (!item.ask_if)
            return true;
        const std::vector<std::string> named = named_items(*item.ask_if);
        return std::all_of(named.begin(), named.end(),
                           [&](const std::string& id) { return find_item(form_.request, id) != nullptr; });
    }

    void choose_one(const Item& item, const Json& chosen)
    {
        const auto found = chosen.is_object() ? chosen.find(item.id) : chosen.end();
        const bool is_chosen = chosen.is_object() && found != chosen.end() && !found->is_null();
        if (!is_chosen && !item.always)
            return;
        const std::string why = is_decided(item) || !pass_.for_matches(item) ? pass_.why_not(item) : std::string{};
        if (!why.empty()) {
            // A draft may keep what a later change of the request may open again.
            if (is_chosen && input_.grade >= Required::to_send)
                pass_.check().fault("QS-212", item.id, "cannot be chosen: " + why, "take the question out");
            else if (is_chosen)
                outcome_.questions[item.id] = *found;
            return;
        }
        outcome_.asked.push_back(item.id);
        if (is_chosen && !found->is_object())
            return pass_.check().fault("QS-203", item.id, "takes an object of parameters, {} where it has none");
        outcome_.questions[item.id] = take_parameters(item, is_chosen ? *found : Json::object());
    }

    Json take_parameters(const Item& item, const Json& values)
    {
        std::vector<std::string> known{"note"};
        for (const Item& parameter : item.given)
            known.push_back(parameter.id);
        for (const auto& [key, value] : values.items()) {
            if (std::find(known.begin(), known.end(), key) == known.end())
                pass_.check().fault("QS-200", item.id + "." + key, "the question has no such parameter",
                                    did_you_mean(nearest(key, known)));
        }
        FactMap facts;
        Dates dates;
        Json stored = Json::object();
        for (const Item& parameter : item.given)
            pass_.take_beside(parameter, values, item.id + "." + parameter.id, facts, dates, stored);
        const Json note = pass_.check().check_note(member(values, "note"), item.id + ".note");
        if (!note.is_null())
            stored["note"] = note;
        return stored;
    }

    // The reply.

    /// What the request says is taken as it was stored, without checking it again.
    void know_request()
    {
        for_each_item(form_.request,
                      [&](const Item& item, const Item*) { pass_.know(item, member(input_.request, item.id)); });
    }

    void answer_questions()
    {
        const Json& answers = input_.answers;
        if (!answers.is_null() && !answers.is_object())
            return pass_.check().fault("QS-203", "answers", "takes an object of answers");
        for (const Group& group : form_.questions) {
            for (const Item& item : group.items) {
                const bool put = item.always || !member(input_.questions, item.id).is_null();
                const std::string why = put ? pass_.why_not(item) : std::string{"it was not chosen"};
                answer_one(item, answers, why);
            }
        }
        std::vector<std::string> known;
        for_each_item(form_.questions, [&](const Item& item, const Item*) { known.push_back(item.id); });
        for (const auto& [key, value] : answers.items()) {
            if (std::find(known.begin(), known.end(), key) == known.end())
                pass_.check().fault("QS-200", key, "there is no such question", did_you_mean(nearest(key, known)));
        }
    }

    void answer_one(const Item& item, const Json& answers, const std::string& closed)
    {
        const Json& given = member(answers, item.id);
        if (!closed.empty()) {
            pass_.refuse_unasked(item.id, given, closed);
            for (const Item& follow_up : item.follow_ups)
                answer_one(follow_up, answers, "the question before it is not asked");
            return;
        }
        outcome_.asked.push_back(item.id);
        const std::size_t faults = outcome_.faults.size();
        const Json stored = take_answer(item, given);
        const bool complete =
            !stored.is_null() && (!stored.is_object() || stored.contains("value") || stored.contains("cannot-answer"));
        if (!complete && pass_.is_needed(item) && outcome_.faults.size() == faults)
            pass_.need(item.id, item);
        if (!stored.is_null())
            outcome_.answers[item.id] = stored;
        for (const Item& follow_up : item.follow_ups)
            answer_one(follow_up, answers, pass_.why_not(follow_up));
    }

    Json take_answer(const Item& item, const Json& given)
    {
        if (!given.is_object())
            return pass_.take(item, given, item.id);
        for (const auto& [key, value] : given.items()) {
            if (key != "value" && key != "note" && key != "cannot-answer")
                pass_.check().fault("QS-200", item.id + "." + key, "an answer has value, note and cannot-answer");
        }
        const Json reason = take_reason(item, member(given, "cannot-answer"));
        const Json value = pass_.take(item, member(given, "value"), item.id);
        const Json note = pass_.check().check_note(member(given, "note"), item.id + ".note");
        if (!note.is_null() && !item.note)
            pass_.check().fault("QS-210", item.id, "takes no note");
        if (!reason.is_null() && !value.is_null()) {
            pass_.check().fault("QS-209", item.id, "has a value and a reason why it cannot be answered",
                                "keep one of them");
            pass_.forget(item);
            return nullptr;
        }
        if (note.is_null())
            return reason.is_null() ? value : Json{{"cannot-answer", reason}};
        Json stored = Json::object();
        if (!value.is_null())
            stored["value"] = value;
        if (!reason.is_null())
            stored["cannot-answer"] = reason;
        stored["note"] = note;
        return stored;
    }

    Json take_reason(const Item& item, const Json& reason)
    {
        if (reason.is_null())
            return nullptr;
        if (!item.cannot_answer) {
            pass_.check().fault("QS-209", item.id, "must be answered; no reason is taken");
            return nullptr;
        }
        const std::string code = reason.is_string() ? reason.get<std::string>() : reason.dump();
        if (item.cannot_answer->selectable(code))
            return code;
        pass_.check().fault("QS-209", item.id, in_quotes(code) + " is no reason for not answering",
                            did_you_mean(nearest(code, item.cannot_answer->names())));
        return nullptr;
    }

    const Form& form_;
    const FormInput& input_;
    FormOutcome outcome_;
    ItemPass pass_;
};

} // namespace

FormOutcome evaluate(const Form& form, const FormInput& input) { return Evaluation{form, input}.run(); }

} // namespace imi
