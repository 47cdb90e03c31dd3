// SPDX-License-Identifier: EUPL-1.2
#include "workflow/scene.hpp"

namespace imi::workflow
{

namespace
{

std::string joined(const Names& names)
{
    std::string text;
    for (const Name& name : names)
        text += (text.empty() ? "" : " or ") + name.text;
    return text;
}

std::string joined(const std::vector<Condition>& parts, const char* word)
{
    std::string text;
    for (const Condition& part : parts)
        text += (text.empty() ? "" : word) + describe(part);
    return text;
}

} // namespace

std::string describe(const Condition& condition)
{
    const std::string& name = condition.name.text;
    switch (condition.kind) {
    case Condition::Kind::all:
        return joined(condition.parts, ", ");
    case Condition::Kind::any:
        return joined(condition.parts, " or ");
    case Condition::Kind::negation:
        return "not (" + describe(condition.parts.front()) + ")";
    case Condition::Kind::setup:
        return "set-up " + name;
    case Condition::Kind::present:
        return name + " is there";
    case Condition::Kind::given:
        return name + " was given";
    case Condition::Kind::answer:
        return condition.question.text() + " is " + joined(condition.values);
    case Condition::Kind::count:
        if (condition.min && condition.max && *condition.min == *condition.max)
            return name + " = " + std::to_string(*condition.min);
        return (condition.min ? name + " at least " + std::to_string(*condition.min) : std::string{}) +
               (condition.min && condition.max ? ", " : "") +
               (condition.max ? name + " at most " + std::to_string(*condition.max) : std::string{});
    case Condition::Kind::marked:
        return "marked " + name;
    case Condition::Kind::passed:
        return name + " has passed";
    case Condition::Kind::before:
        return name + " has not passed";
    case Condition::Kind::every:
        return "every " + name + " is " + joined(condition.values);
    case Condition::Kind::some:
        return "some " + name + " is " + joined(condition.values);
    case Condition::Kind::none:
        return "no " + name + " is " + joined(condition.values);
    case Condition::Kind::no_open_cases:
        return "no open cases of " + name;
    }
    return {};
}

} // namespace imi::workflow
