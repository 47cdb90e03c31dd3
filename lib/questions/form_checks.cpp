// SPDX-License-Identifier: EUPL-1.2
#include "questions/form_checks.hpp"

#include "base/date.hpp"
#include "questions/proof.hpp"
#include "rules/decimal.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace imi
{

namespace
{

enum class Part { request, questions, reply };

/// An item and where it stands.
struct Spot {
    const Item* item = nullptr;
    Part part = Part::questions;
    std::size_t order = 0;
    const Item* top = nullptr; ///< the question that it follows in the end, or itself
};

class FormChecks
{
public:
    FormChecks(const Form& form, Findings& findings) : form_{form}, findings_{findings} {}

    bool run()
    {
        index(form_.request, Part::request);
        index(form_.questions, Part::questions);
        index(form_.reply, Part::reply);
        check_groups();
        for (const Spot& spot : spots_)
            check(spot);
        return ok_;
    }

private:
    void index(const std::vector<Group>& groups, Part part)
    {
        const Item* top = nullptr;
        for_each_item(groups, [&](const Item& item, const Item* parent) {
            top = parent == nullptr ? &item : top;
            const Spot spot{&item, part, spots_.size(), top};
            spots_.push_back(spot);
            take_id(item);
            by_id_.emplace(item.id, spot);
            std::set<std::string> parameters;
            for (const Item& parameter : item.given) {
                if (!parameters.insert(parameter.id).second)
                    error("QS-004", parameter.place, "the parameter " + in_quotes(parameter.id) + " stands twice");
            }
            for (const Item& cell : item.answer.cells) {
                take_id(cell);
                cells_.emplace(cell.id, item.id);
            }
        });
    }

    /// Groups are apart from items, and those of used forms keep the paths of their form.
    void check_groups()
    {
        std::map<std::string, Place> seen;
        for (const std::vector<Group>* part : {&form_.request, &form_.questions, &form_.reply}) {
            for (const Group& group : *part) {
                const auto [first, fresh] = seen.emplace(group.path, group.place);
                if (!fresh)
                    error("QS-004", group.place, "the group " + in_quotes(group.id) + " stands twice",
                          "the first is in " + first->second.text());
            }
        }
    }

    void take_id(const Item& item)
    {
        const auto [first, fresh] = places_.emplace(item.id, item.place);
        if (fresh)
            return;
        const bool here = item.place.file == form_.place.file;
        const Place& at = here || first->second.file != form_.place.file ? item.place : first->second;
        const Place& other = &at == &item.place ? first->second : item.place;
        error("QS-004", at, "the id " + in_quotes(item.id) + " stands twice", "the other is in " + other.text());
    }

    void error(std::string_view code, const Place& place, const std::string& message, std::string hint = {})
    {
        findings_.error(code, place, message, std::move(hint));
        ok_ = false;
    }

    bool is_set() const { return form_.kind == FormKind::set; }
    /// What another file wrote was checked there.
    bool is_own(const Place& place) const { return place.file == form_.place.file; }

    void check(const Spot& spot)
    {
        const Item& item = *spot.item;
        check_item(item, spot, {}, false);
        for (std::size_t i = 0; i < item.answer.cells.size(); ++i)
            check_item(item.answer.cells[i], spot, {item.answer.cells.data(), i}, true);
        for (std::size_t i = 0; i < item.given.size(); ++i)
            check_item(item.given[i], spot, {item.given.data(), i}, false);
    }

    /// `beside` are the cells or parameters before this one.
    void check_item(const Item& item, const Spot& spot, std::span<const Item> beside, bool cell)
    {
        if (item.ask_if)
            check_condition(*item.ask_if, spot, beside, cell);
        if (!item.answer.not_before.empty() && is_own(item.place))
            check_not_before(item, spot, beside);
    }

    void check_condition(const Condition& condition, const Spot& spot, std::span<const Item> beside, bool cell)
    {
        for (const Condition& part : condition.parts)
            check_condition(part, spot, beside, cell);
        if (condition.item.empty() || !is_own(condition.place))
            return;
        const Item* named = find_beside(condition.item, beside);
        if (named == nullptr)
            named = find_allowed(condition, spot, cell);
        if (named != nullptr)
            check_comparison(condition, *named);
    }

    static const Item* find_beside(const std::string& id, std::span<const Item> beside)
    {
        const auto found = std::find_if(beside.begin(), beside.end(), [&](const Item& one) { return one.id == id; });
        return found == beside.end() ? nullptr : &*found;
    }

    /// Certain to have been put before the item at `spot`.
    bool may_name(const Spot& named, const Spot& spot) const
    {
        if (named.order >= spot.order)
            return false;
        if (!is_set() || named.part == Part::request)
            return true;
        if (named.part == Part::reply)
            return spot.part == Part::reply;
        return spot.part == Part::questions && (named.top == spot.top || named.top->always);
    }

    const Item* find_allowed(const Condition& condition, const Spot& spot, bool cell)
    {
        const auto found = by_id_.find(condition.item);
        if (found == by_id_.end()) {
            report_unknown(condition, cell);
            return nullptr;
        }
        const Spot& named = found->second;
        if (may_name(named, spot))
            return named.item;
        if (named.order < spot.order)
            error("QS-072", condition.place, in_quotes(condition.item) + " may not have been chosen when this is asked",
                  "make this a follow-up of it, or give it always: yes");
        else
            error("QS-071", condition.place,
                  in_quotes(condition.item) + (named.order == spot.order ? " is this item itself" : " comes later"),
                  cycle_hint(*spot.item, *named.item));
        return nullptr;
    }

    void report_unknown(const Condition& condition, bool cell)
    {
        const auto in_table = cells_.find(condition.item);
        if (in_table != cells_.end()) {
            error("QS-076", condition.place,
                  in_quotes(condition.item) + " is a cell of the table " + in_quotes(in_table->second),
                  cell ? "a cell may name the cells before it in its own row" : "a table has many rows; name no cell");
            return;
        }
        std::vector<std::string> known;
        for (const auto& [id, spot] : by_id_)
            known.push_back(id);
        error("QS-071", condition.place, "there is no item " + in_quotes(condition.item),
              did_you_mean(nearest(condition.item, known)));
    }

    /// The shortest way from the named item back to this one, "a -> b -> a", where its conditions lead back.
    std::string cycle_hint(const Item& item, const Item& named) const
    {
        std::map<std::string, std::string> from{{named.id, item.id}};
        std::deque<std::string> waiting{named.id};
        while (!waiting.empty()) {
            const std::string at = waiting.front();
            waiting.pop_front();
            if (at == item.id) {
                std::string text = at;
                std::string step = from.at(at);
                while (step != item.id) {
                    text = step + " -> " + text;
                    step = from.at(step);
                }
                return "they wait for each other: " + item.id + " -> " + text;
            }
            const auto spot = by_id_.find(at);
            if (spot == by_id_.end() || !spot->second.item->ask_if)
                continue;
            for (const std::string& next : named_items(*spot->second.item->ask_if)) {
                if (from.emplace(next, at).second)
                    waiting.push_back(next);
            }
        }
        return "put it before this item";
    }

    void check_comparison(const Condition& condition, const Item& named)
    {
        const AnswerKind kind = named.answer.kind;
        const std::string what = in_quotes(named.id) + " (" + std::string{to_string(kind)} + ")";
        if (kind == AnswerKind::statement)
            return error("QS-074", condition.place, what + " has no answer");
        if (condition.kind == Condition::Kind::range)
            return check_range(condition, named, what);
        if (condition.kind == Condition::Kind::answered)
            return;
        if (!named.answer.has_codes()) {
            error("QS-074", condition.place, what + " has no codes to compare with",
                  kind == AnswerKind::number || kind == AnswerKind::date || kind == AnswerKind::year
                      ? "use min and max, or answered"
                      : "use answered");
            return;
        }
        for (std::size_t i = 0; i < condition.values.size(); ++i) {
            const Place& place = i < condition.places.size() ? condition.places[i] : condition.place;
            check_value(condition.values[i], place, named.answer);
        }
    }

    void check_value(const std::string& value, const Place& place, const Answer& answer)
    {
        const CodeList& list = *answer.list;
        if (list.is_open())
            return;
        if (!list.knows(value)) {
            error("QS-075", place, in_quotes(value) + " is no answer to this question",
                  suggest_one(value, list.names()));
            return;
        }
        const bool possible = std::any_of(list.codes().begin(), list.codes().end(), [&](const ListCode& code) {
            return list.selectable(code.code, answer.under) && list.covers(value, code.code);
        });
        if (!possible)
            error("QS-092", place, "nothing that " + in_quotes(value) + " covers can be chosen there");
    }

    void check_range(const Condition& condition, const Item& named, const std::string& what)
    {
        const AnswerKind kind = named.answer.kind;
        if (kind != AnswerKind::number && kind != AnswerKind::date && kind != AnswerKind::year) {
            error("QS-073", condition.place, what + " has neither number nor date to compare");
            return;
        }
        for (const std::string& limit : {condition.min, condition.max}) {
            const bool fits = limit.empty() ||
                              (kind == AnswerKind::date ? is_civil_date(limit) : canonical_decimal(limit).has_value());
            if (!fits)
                error("QS-075", condition.place, in_quotes(limit) + " is no limit for " + what);
        }
        const auto numbers = compare_decimals(condition.min, condition.max);
        const bool dates = is_civil_date(condition.min) && is_civil_date(condition.max);
        if ((numbers && *numbers > 0) || (dates && condition.min > condition.max))
            error("QS-045", condition.place, "the least value is above the greatest");
    }

    void check_not_before(const Item& item, const Spot& spot, std::span<const Item> beside)
    {
        const Item* earlier = find_beside(item.answer.not_before, beside);
        const auto found = by_id_.find(item.answer.not_before);
        if (earlier == nullptr && found != by_id_.end() && may_name(found->second, spot))
            earlier = found->second.item;
        if (earlier == nullptr || earlier->answer.kind != AnswerKind::date)
            error("QS-046", item.answer.not_before_place,
                  "not-before: " + in_quotes(item.answer.not_before) + " is no earlier date",
                  "name a date that comes before this one");
    }

    const Form& form_;
    Findings& findings_;
    bool ok_ = true;
    std::vector<Spot> spots_;
    std::map<std::string, Spot> by_id_;
    std::map<std::string, std::string> cells_; ///< cell -> table
    std::map<std::string, Place> places_;
};

} // namespace

void check_form(const Form& form, Findings& findings)
{
    if (FormChecks{form, findings}.run())
        prove_form(form, findings);
}

} // namespace imi
