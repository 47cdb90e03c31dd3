// SPDX-License-Identifier: EUPL-1.2
#include "rules/condition.hpp"

#include "rules/decimal.hpp"
#include "text/list.hpp"

#include <algorithm>

namespace imi
{

namespace
{

bool matches_one(const Fact& fact, const std::vector<std::string>& values)
{
    return std::any_of(values.begin(), values.end(), [&](const std::string& value) {
        return std::find(fact.matches.begin(), fact.matches.end(), value) != fact.matches.end();
    });
}

/// Dates and years compare as their text does; numbers by value.
int compare(std::string_view a, std::string_view b)
{
    if (const auto numbers = compare_decimals(a, b))
        return *numbers;
    return a.compare(b);
}

bool in_range(const Condition& condition, const Fact& fact)
{
    return !fact.value.empty() && (condition.min.empty() || compare(fact.value, condition.min) >= 0) &&
           (condition.max.empty() || compare(fact.value, condition.max) <= 0);
}

void collect(const Condition& condition, std::vector<std::string>& items)
{
    if (!condition.item.empty() && std::find(items.begin(), items.end(), condition.item) == items.end())
        items.push_back(condition.item);
    for (const Condition& part : condition.parts)
        collect(part, items);
}

} // namespace

bool holds(const Condition& condition, const Facts& facts)
{
    const auto part_holds = [&](const Condition& part) { return holds(part, facts); };
    switch (condition.kind) {
    case Condition::Kind::all:
        return std::all_of(condition.parts.begin(), condition.parts.end(), part_holds);
    case Condition::Kind::any:
        return std::any_of(condition.parts.begin(), condition.parts.end(), part_holds);
    case Condition::Kind::in:
    case Condition::Kind::not_in:
    case Condition::Kind::range:
    case Condition::Kind::answered:
        break;
    }
    const Fact* fact = facts(condition.item);
    if (fact == nullptr)
        return false;
    if (condition.kind == Condition::Kind::in)
        return matches_one(*fact, condition.values);
    if (condition.kind == Condition::Kind::not_in)
        return !matches_one(*fact, condition.values);
    return condition.kind == Condition::Kind::answered || in_range(condition, *fact);
}

std::vector<std::string> named_items(const Condition& condition)
{
    std::vector<std::string> items;
    collect(condition, items);
    return items;
}

std::optional<Condition> both(const std::optional<Condition>& a, const std::optional<Condition>& b)
{
    if (!a || !b)
        return a ? a : b;
    Condition together;
    together.kind = Condition::Kind::all;
    together.parts = {*a, *b};
    together.place = b->place;
    return together;
}

std::string describe(const Condition& condition)
{
    std::vector<std::string> parts;
    for (const Condition& part : condition.parts)
        parts.push_back(part.parts.empty() ? describe(part) : "(" + describe(part) + ")");
    switch (condition.kind) {
    case Condition::Kind::all:
        return joined(parts, " and ");
    case Condition::Kind::any:
        return joined(parts, " or ");
    case Condition::Kind::in:
        return condition.item + ": " + joined(condition.values, ", ");
    case Condition::Kind::not_in:
        return condition.item + ": not " + joined(condition.values, ", ");
    case Condition::Kind::answered:
        return condition.item + ": answered";
    case Condition::Kind::range:
        break;
    }
    std::string text = condition.item + ":";
    if (!condition.min.empty())
        text += " min " + condition.min;
    if (!condition.max.empty())
        text += " max " + condition.max;
    return text;
}

} // namespace imi
