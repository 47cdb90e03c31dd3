// SPDX-License-Identifier: EUPL-1.2
#include "questions/item_pass.hpp"

#include "formats/json.hpp"
#include "questions/built_in_lists.hpp"
#include "questions/domain.hpp"
#include "rules/decimal.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

std::optional<Fact> make_fact(const Answer& answer, const CodeListPtr& list, const Json& value)
{
    const auto matches = [&](const std::string& code) { return list ? list->matches(code) : std::vector{code}; };
    Fact fact;
    if (value.is_string()) {
        const std::string text = value.get<std::string>();
        if (text.empty())
            return std::nullopt;
        fact.matches = answer.has_codes() ? matches(text) : std::vector{text};
        fact.value = answer.has_codes() ? std::string{} : text;
    } else if (value.is_number()) {
        fact.value = canonical_decimal(value.dump()).value_or(value.dump());
        fact.matches = {fact.value};
    } else if (value.is_array() && !value.empty()) {
        for (const Json& one : value) {
            if (!one.is_string())
                continue;
            const std::vector<std::string> more = matches(one.get<std::string>());
            fact.matches.insert(fact.matches.end(), more.begin(), more.end());
        }
    } else {
        return std::nullopt;
    }
    return fact;
}

} // namespace

ItemPass::ItemPass(const Form& form, const FormInput& input, std::vector<Diagnostic>& faults)
    : form_{form}, input_{input}, faults_{faults}, check_{input.today, input.kept, faults}
{
}

Facts ItemPass::lookup(const FactMap* beside) const
{
    return [this, beside](std::string_view id) -> const Fact* {
        if (beside != nullptr) {
            if (const auto found = beside->find(id); found != beside->end())
                return &found->second;
        }
        const auto found = facts_.find(id);
        return found == facts_.end() ? nullptr : &found->second;
    };
}

bool ItemPass::for_matches(const Item& item) const { return matches_all(form_.subject, input_.subject, item.subjects); }

std::string ItemPass::why_not(const Item& item, const FactMap* beside) const
{
    if (!for_matches(item))
        return "it is asked only for: " + joined(item.subjects.back(), ", ");
    if (item.ask_if && !holds(*item.ask_if, lookup(beside)))
        return "its condition does not hold: " + describe(*item.ask_if);
    return {};
}

bool ItemPass::is_needed(const Item& item) const
{
    return item.required != Required::never && item.required <= input_.grade;
}

void ItemPass::refuse_unasked(const std::string& field, const Json& value, const std::string& why)
{
    if (!value.is_null() && !(value.is_string() && value.get_ref<const std::string&>().empty()))
        check_.fault("QS-201", field, "is not asked: " + why, "take the answer out");
}

void ItemPass::need(const std::string& field, const Item& item)
{
    const std::string_view grade = item.required == Required::to_save   ? "to save"
                                   : item.required == Required::to_send ? "to send"
                                                                        : "to answer";
    check_.fault("QS-202", field, "is needed " + std::string{grade} + ": " + item.short_name(),
                 item.cannot_answer ? "answer it, or say why not: {\"cannot-answer\": REASON}" : std::string{});
}

Json ItemPass::take(const Item& item, const Json& value, const std::string& field)
{
    return take_into(item, value, field, facts_, dates_, dates_);
}

/// `known` are the dates that this one may be compared with.
Json ItemPass::take_into(const Item& item, const Json& value, const std::string& field, FactMap& facts, Dates& dates,
                         const Dates& known)
{
    if (value.is_null())
        return nullptr;
    Json stored =
        item.answer.kind == AnswerKind::rows ? take_rows(item, value, field) : check_.check(item, value, field, known);
    if (auto fact = make_fact(item.answer, check_.list_of(item.answer), stored))
        facts[item.id] = std::move(*fact);
    if (item.answer.kind == AnswerKind::date && stored.is_string())
        dates[item.id] = stored.get<std::string>();
    return stored;
}

void ItemPass::know(const Item& item, const Json& value)
{
    if (auto fact = make_fact(item.answer, check_.list_of(item.answer), value))
        facts_[item.id] = std::move(*fact);
    if (item.answer.kind == AnswerKind::date && value.is_string())
        dates_[item.id] = value.get<std::string>();
}

Json ItemPass::take_rows(const Item& item, const Json& value, const std::string& field)
{
    if (!value.is_array()) {
        check_.fault("QS-203", field, "takes a list of rows");
        return nullptr;
    }
    Json rows = Json::array();
    for (const Json& row : value) {
        const std::string place = field + "[" + std::to_string(rows.size() + 1) + "]";
        if (!row.is_object()) {
            check_.fault("QS-203", place, "a row is an object of cells");
            rows.push_back(Json::object());
            continue;
        }
        rows.push_back(take_row(item, row, place));
    }
    const auto count = static_cast<int>(rows.size());
    if (count > item.answer.rows_max)
        check_.fault("QS-205", field,
                     std::to_string(count) + " rows; at most " + std::to_string(item.answer.rows_max) + " are allowed");
    else if (count != 0 && count < item.answer.rows_min && is_needed(item))
        check_.fault("QS-205", field,
                     std::to_string(count) + " rows; at least " + std::to_string(item.answer.rows_min) + " are needed");
    return rows.empty() ? Json(nullptr) : rows;
}

Json ItemPass::take_row(const Item& table, const Json& row, const std::string& place)
{
    std::vector<std::string> known;
    for (const Item& cell : table.answer.cells)
        known.push_back(cell.id);
    for (const auto& [key, value] : row.items()) {
        if (std::find(known.begin(), known.end(), key) == known.end())
            check_.fault("QS-200", place + "." + key, "there is no such cell", did_you_mean(nearest(key, known)));
    }
    FactMap facts;
    Dates dates;
    Json stored = Json::object();
    for (const Item& cell : table.answer.cells)
        take_beside(cell, row, place + "." + cell.id, facts, dates, stored);
    return stored;
}

void ItemPass::take_beside(const Item& item, const Json& values, const std::string& field, FactMap& facts, Dates& dates,
                           Json& stored)
{
    const Json& value = member(values, item.id);
    const std::string why = why_not(item, &facts);
    if (!why.empty())
        return refuse_unasked(field, value, why);
    const std::size_t before = faults_.size();
    Dates known = dates;
    known.insert(dates_.begin(), dates_.end());
    Json taken = take_into(item, value, field, facts, dates, known);
    if (!taken.is_null())
        stored[item.id] = std::move(taken);
    else if (is_needed(item) && faults_.size() == before)
        need(field, item);
}

std::optional<Fact> fact_of(const Item& item, const Json& value, std::string_view today)
{
    const bool countries = item.answer.list && item.answer.list->source == CodeList::Source::built_in &&
                           item.answer.list->name == "countries";
    return make_fact(item.answer, countries ? countries_on(today) : item.answer.list, value);
}

} // namespace imi
