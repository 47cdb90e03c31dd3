// SPDX-License-Identifier: EUPL-1.2
#include "forms/answer_schema.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr const char* date_pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
constexpr int note_letters = 4000;

Json decimal(const std::string& digits)
{
    if (digits.find('.') != std::string::npos) {
        double real = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), real);
        return real;
    }
    std::int64_t whole = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), whole);
    return whole;
}

Json object_of(Json properties, std::vector<std::string> required = {})
{
    Json schema = {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
    if (!required.empty())
        schema["required"] = std::move(required);
    return schema;
}

class SchemaMaker
{
public:
    SchemaMaker(const Form& form, Stage stage, Required grade)
        : form_{form}, grade_{grade}, is_set_{form.kind == FormKind::set}, is_reply_{is_set_ && stage == Stage::reply}
    {
    }

    Json make()
    {
        Json schema = {
            {"$schema", "https://json-schema.org/draft/2020-12/schema"},
            {"$id", "urn:imi:" + form_.id + ":" + form_.version.text() + (is_reply_ ? ":reply" : ":request")},
            {"title", form_.title},
            {"type", "object"},
            {"additionalProperties", false}};
        Json& members = schema["properties"];
        std::vector<std::string> required;
        if (is_set_)
            members["questionset"] = {{"enum", {form_.id, form_.id + "@" + form_.version.text()}}};
        members["language"] = {{"type", "string"}};
        if (form_.subject && form_.kind != FormKind::small && !is_reply_) {
            members["subject"] = object_of({{form_.subject->name, code_schema(form_.subject, {})}});
            if (grade_ != Required::never)
                required.emplace_back("subject");
        }
        members["data"] = data(is_set_ ? is_reply_ ? form_.reply : form_.request : form_.questions);
        if (is_reply_)
            members["answers"] = answers();
        else if (is_set_)
            members["questions"] = choice();
        members["comment"] = {{"type", "string"}};
        if (!required.empty())
            schema["required"] = required;
        if (!rules_.empty())
            schema["allOf"] = rules_;
        return schema;
    }

private:
    bool is_needed(const Item& item) const { return item.required != Required::never && item.required <= grade_; }

    static Json described(const Item& item, Json schema)
    {
        schema["title"] = item.short_name();
        if (!item.title.empty())
            schema["description"] = item.ask;
        return schema;
    }

    static Json code_schema(const CodeListPtr& list, const std::string& under)
    {
        if (list->is_open())
            return {{"type", "string"}, {"minLength", 1}};
        Json codes = Json::array();
        for (const ListCode& code : list->codes()) {
            if (list->selectable(code.code, under))
                codes.push_back(code.code);
        }
        return {{"enum", std::move(codes)}};
    }

    Json value_schema(const Item& item) const
    {
        const Answer& answer = item.answer;
        switch (answer.kind) {
        case AnswerKind::yes_no_unknown:
        case AnswerKind::yes_no:
        case AnswerKind::one:
            return code_schema(answer.list, answer.under);
        case AnswerKind::many:
            return {{"type", "array"},
                    {"minItems", 1},
                    {"uniqueItems", true},
                    {"items", code_schema(answer.list, answer.under)}};
        case AnswerKind::text:
        case AnswerKind::paragraph: {
            Json schema = {{"type", "string"}, {"minLength", 1}, {"maxLength", decimal(answer.max)}};
            if (answer.pattern)
                schema["pattern"] = "^(?:" + answer.pattern->match + ")$";
            return schema;
        }
        case AnswerKind::number: {
            Json schema = {{"type", answer.decimals == 0 ? "integer" : "number"}};
            if (!answer.min.empty())
                schema["minimum"] = decimal(answer.min);
            if (!answer.max.empty())
                schema["maximum"] = decimal(answer.max);
            return schema;
        }
        case AnswerKind::date:
            return {{"type", "string"}, {"format", "date"}, {"pattern", date_pattern}};
        case AnswerKind::year:
            return {{"type", "string"}, {"pattern", "^[0-9]{4}$"}};
        case AnswerKind::authority:
            return {{"type", "string"}, {"pattern", "^[A-Za-z]{2}:[^ ]{1,255}$"}};
        case AnswerKind::attachment:
            return {{"type", "array"},
                    {"minItems", 1},
                    {"maxItems", decimal(answer.max)},
                    {"items", {{"type", "string"}, {"pattern", "^[^/\\\\]{1,255}$"}}}};
        case AnswerKind::rows:
            return {{"type", "array"}, {"maxItems", answer.rows_max}, {"items", beside(answer.cells)}};
        case AnswerKind::statement:
            break;
        }
        return false;
    }

    /// Cells of a row, or parameters; what some of them need of the others is a rule of their own.
    Json beside(const std::vector<Item>& items, bool with_note = false) const
    {
        Json properties = Json::object();
        std::vector<std::string> required;
        for (const Item& item : items) {
            properties[item.id] = described(item, value_schema(item));
            if (is_needed(item) && !item.ask_if && item.subjects.empty())
                required.push_back(item.id);
        }
        if (with_note)
            properties["note"] = note();
        return object_of(std::move(properties), std::move(required));
    }

    static Json note() { return {{"type", "string"}, {"maxLength", note_letters}}; }

    // Conditions, seen from the root of the file.

    struct Part {
        const char* name; ///< member of the file
        bool holds_answers = false;
    };

    Json present(const Part& part, const std::string& id, const Json& value) const
    {
        return {{"properties", {{part.name, {{"properties", {{id, value}}}, {"required", {id}}}}}},
                {"required", {part.name}}};
    }

    /// What holds of a value, whichever way an answer is written.
    static Json in_answer(const Part& part, const Json& value)
    {
        if (!part.holds_answers)
            return value;
        return {{"anyOf", {value, {{"type", "object"}, {"properties", {{"value", value}}}, {"required", {"value"}}}}}};
    }

    static Json answered(const Part& part)
    {
        return part.holds_answers ? Json{{"not", {{"type", "object"}, {"required", {"cannot-answer"}}}}}
                                  : Json{{"not", {{"type", "null"}}}};
    }

    /// Nothing where a schema cannot say it.
    std::optional<Json> condition(const Condition& rule, const Part& part) const
    {
        if (rule.kind == Condition::Kind::all || rule.kind == Condition::Kind::any) {
            Json all = Json::array();
            for (const Condition& one : rule.parts) {
                auto schema = condition(one, part);
                if (!schema)
                    return std::nullopt;
                all.push_back(std::move(*schema));
            }
            return Json{{rule.kind == Condition::Kind::all ? "allOf" : "anyOf", std::move(all)}};
        }
        const Item* item = find_item(fields(), rule.item);
        const Part own = item != nullptr ? Part{"data", false} : part;
        if (item == nullptr)
            item = is_reply_ ? find_item(form_.questions, rule.item) : nullptr;
        if (item == nullptr)
            return std::nullopt;
        if (rule.kind == Condition::Kind::answered)
            return present(own, rule.item, answered(own));
        if (rule.kind == Condition::Kind::range) {
            if (item->answer.kind != AnswerKind::number)
                return std::nullopt;
            Json range = {{"type", "number"}};
            if (!rule.min.empty())
                range["minimum"] = decimal(rule.min);
            if (!rule.max.empty())
                range["maximum"] = decimal(rule.max);
            return present(own, rule.item, in_answer(own, range));
        }
        return codes(rule, *item, own);
    }

    std::optional<Json> codes(const Condition& rule, const Item& item, const Part& part) const
    {
        const Answer& answer = item.answer;
        // Who takes part in a territory depends on the day.
        if (!answer.list || answer.list->is_open() || answer.list->source == CodeList::Source::built_in) {
            const bool has_groups = answer.list && !answer.list->groups.empty();
            if (!answer.list || answer.list->is_open() || has_groups)
                return std::nullopt;
        }
        Json matching = Json::array();
        for (const ListCode& code : answer.list->codes()) {
            if (std::any_of(rule.values.begin(), rule.values.end(),
                            [&](const std::string& value) { return answer.list->covers(value, code.code); }))
                matching.push_back(code.code);
        }
        const bool is_not = rule.kind == Condition::Kind::not_in;
        Json schema;
        if (answer.kind == AnswerKind::many)
            schema = is_not ? Json{{"type", "array"}, {"items", {{"not", {{"enum", matching}}}}}}
                            : Json{{"type", "array"}, {"contains", {{"enum", matching}}}};
        else
            schema = is_not ? Json{{"type", "string"}, {"not", {{"enum", matching}}}} : Json{{"enum", matching}};
        return present(part, rule.item, in_answer(part, schema));
    }

    std::optional<Json> subject_matches(const Item& item) const
    {
        if (item.subjects.empty() || !form_.subject || is_reply_)
            return std::nullopt;
        Json codes = Json::array();
        for (const ListCode& code : form_.subject->codes()) {
            if (std::all_of(item.subjects.begin(), item.subjects.end(), [&](const std::vector<std::string>& one) {
                    return std::any_of(one.begin(), one.end(),
                                       [&](const std::string& name) { return form_.subject->covers(name, code.code); });
                }))
                codes.push_back(code.code);
        }
        return present({"subject", false}, form_.subject->name, {{"enum", std::move(codes)}});
    }

    /// Not there unless asked; there when asked and needed. `opened` is what asks the question before it.
    std::optional<Json> add_rule(const Item& item, const Part& part, const std::optional<Json>& opened)
    {
        Json all = Json::array();
        bool is_whole = true;
        if (opened)
            all.push_back(*opened);
        if (auto subject = subject_matches(item))
            all.push_back(std::move(*subject));
        else
            is_whole = item.subjects.empty();
        if (item.ask_if) {
            auto own = condition(*item.ask_if, part);
            is_whole = is_whole && own.has_value();
            if (own)
                all.push_back(std::move(*own));
        }
        const bool needs = is_needed(item) && is_whole && item.answer.kind != AnswerKind::statement;
        const Json asked = all.empty() ? Json(true) : Json{{"allOf", all}};
        if (!all.empty() || needs) {
            Json rule = {{"if", asked}};
            if (needs)
                rule["then"] = present(part, item.id, true);
            if (!all.empty())
                rule["else"] = {{"properties", {{part.name, {{"properties", {{item.id, false}}}}}}}};
            rules_.push_back(std::move(rule));
        }
        return all.empty() ? std::nullopt : std::optional<Json>{asked};
    }

    const std::vector<Group>& fields() const
    {
        return is_set_ ? is_reply_ ? form_.reply : form_.request : form_.questions;
    }

    Json data(const std::vector<Group>& groups)
    {
        Json properties = Json::object();
        for (const Group& group : groups)
            add_fields(group.items, properties, std::nullopt);
        return object_of(std::move(properties));
    }

    void add_fields(const std::vector<Item>& items, Json& properties, const std::optional<Json>& opened)
    {
        for (const Item& item : items) {
            if (item.answer.kind != AnswerKind::statement)
                properties[item.id] = described(item, value_schema(item));
            add_fields(item.follow_ups, properties, add_rule(item, {"data", false}, opened));
        }
    }

    Json choice()
    {
        Json properties = Json::object();
        for (const Group& group : form_.questions) {
            for (const Item& item : group.items) {
                properties[item.id] = described(item, beside(item.given, true));
                if (auto subject = subject_matches(item))
                    rules_.push_back(
                        {{"if", std::move(*subject)},
                         {"else", {{"properties", {{"questions", {{"properties", {{item.id, false}}}}}}}}}});
            }
        }
        return object_of(std::move(properties));
    }

    Json answers()
    {
        Json properties = Json::object();
        for (const Group& group : form_.questions)
            add_answers(group.items, properties, nullptr, std::nullopt);
        return object_of(std::move(properties));
    }

    void add_answers(const std::vector<Item>& items, Json& properties, const Item* parent,
                     const std::optional<Json>& opened)
    {
        for (const Item& item : items) {
            if (item.answer.kind != AnswerKind::statement)
                properties[item.id] = described(item, answer_schema_of(item));
            // Which top questions were chosen is not in the file.
            std::optional<Json> asked;
            if (parent != nullptr)
                asked = add_rule(item, {"answers", true}, opened);
            add_answers(item.follow_ups, properties, &item, asked);
        }
    }

    Json answer_schema_of(const Item& item) const
    {
        const Json value = value_schema(item);
        Json with_note = {{"value", value}};
        Json forms = Json::array({value});
        if (item.note) {
            with_note["note"] = note();
            forms.push_back(object_of(with_note));
        } else {
            forms.push_back(object_of(with_note, {"value"}));
        }
        if (item.cannot_answer) {
            Json reason = {{"cannot-answer", code_schema(item.cannot_answer, {})}};
            if (item.note)
                reason["note"] = note();
            forms.push_back(object_of(std::move(reason), {"cannot-answer"}));
        }
        return {{"anyOf", std::move(forms)}};
    }

    const Form& form_;
    Required grade_;
    bool is_set_;
    bool is_reply_;
    Json rules_ = Json::array();
};

} // namespace

Json answer_schema(const Form& form, Stage stage, Required grade) { return SchemaMaker{form, stage, grade}.make(); }

} // namespace imi
