// SPDX-License-Identifier: EUPL-1.2
#include "workflow/readings.hpp"

#include "text/suggest.hpp"

#include <algorithm>

namespace imi::workflow
{

namespace
{

class Collection
{
public:
    void add(const QuestionName& question, std::vector<std::string_view> kinds = {}, std::string_view wanted = {})
    {
        if (!question.empty())
            found.push_back({question, std::move(kinds), wanted, {}});
    }
    void add_date(const QuestionName& question) { add(question, {"date"}, "a date"); }
    void add_rule(const DateRule& rule)
    {
        if (rule.kind == DateRule::Kind::answer)
            add_date(rule.question);
        else
            add(rule.question, {"number"}, "a number of days");
        for (const DateRule& part : rule.parts)
            add_rule(part);
    }

    std::vector<Reading> found;
};

} // namespace

std::vector<Reading> readings(const Workflow& workflow)
{
    Collection all;
    for (const Party& party : workflow.parties) {
        all.add(party.of_answer, {"one", "many"}, "a country");
        for (const QuestionName& mail : party.mail)
            all.add(mail);
    }
    for_each_action(workflow, [&](const Action& action, const State*, const EachLife*) {
        for (const Adding& adding : action.adds)
            all.add(adding.question, {"one", "many", "authority", "rows"}, "countries or authorities");
        for (const DateSet& set : action.sets)
            all.add_rule(set.rule);
    });
    for_each_state(workflow, [&](const State& state, const EachLife*) {
        for (const Timer& timer : state.timers)
            if (timer.at)
                all.add_date(timer.at->question);
    });
    for_each_condition(workflow, [&](const Condition& condition) {
        for_each_part(condition, [&](const Condition& part) {
            if (part.kind == Condition::Kind::answer)
                all.found.push_back({part.question, {}, {}, part.values});
        });
    });
    for (const auto& keeping : {workflow.retention.block, workflow.retention.purge})
        if (keeping)
            all.add_date(keeping->question);
    return std::move(all.found);
}

std::vector<Misfit> misfits(const Reading& reading, const FormQuestion& question)
{
    std::vector<Misfit> result;
    if (!reading.kinds.empty() &&
        std::find(reading.kinds.begin(), reading.kinds.end(), question.kind) == reading.kinds.end())
        result.push_back({"WF-049",
                          reading.question.at,
                          in_quotes(reading.question.text()) + " is answered with " + question.kind +
                              "; here it must be " + std::string{reading.wanted},
                          {}});
    for (const Name& value : reading.values)
        if (!question.codes.empty() &&
            std::find(question.codes.begin(), question.codes.end(), value.text) == question.codes.end())
            result.push_back({"WF-013", value.at, "there is no answer " + in_quotes(value.text),
                              suggest_one(value.text, question.codes)});
    return result;
}

} // namespace imi::workflow
