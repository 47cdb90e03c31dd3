// SPDX-License-Identifier: EUPL-1.2
#include "questions/domain.hpp"

#include "base/date.hpp"
#include "rules/decimal.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace imi
{

namespace
{

constexpr std::size_t most_unions = 4096;
constexpr Instant seconds_a_day = 86'400;

/// Which of the names a code is covered by.
std::vector<bool> signature(const Fact& fact, const std::vector<std::string>& names)
{
    std::vector<bool> result;
    for (const std::string& name : names)
        result.push_back(std::find(fact.matches.begin(), fact.matches.end(), name) != fact.matches.end());
    return result;
}

std::vector<Sample> code_samples(const Answer& answer, const std::vector<std::string>& names)
{
    std::map<std::vector<bool>, Sample> samples;
    for (const ListCode& code : answer.list->codes()) {
        if (!answer.list->selectable(code.code, answer.under))
            continue;
        Sample sample{code.code, {answer.list->matches(code.code), {}}};
        samples.emplace(signature(sample.fact, names), std::move(sample));
    }
    // The codes of an open list are known to the store only: those compared, and one other.
    if (answer.list->is_open()) {
        for (const std::string& name : names)
            samples.emplace(signature({{name}, {}}, names), Sample{name, {{name}, {}}});
        samples.emplace(std::vector<bool>(names.size(), false), Sample{"another", {{"another"}, {}}});
    }
    std::vector<Sample> result;
    for (auto& [key, sample] : samples)
        result.push_back(std::move(sample));
    std::sort(result.begin(), result.end(), [](const Sample& a, const Sample& b) { return a.text < b.text; });
    return result;
}

/// Sets of codes that conditions can tell apart, the single ones first.
std::vector<Sample> union_samples(std::vector<Sample> singles, const std::vector<std::string>& names)
{
    std::set<std::vector<bool>> seen;
    std::vector<Sample> result;
    for (Sample& single : singles) {
        seen.insert(signature(single.fact, names));
        result.push_back(std::move(single));
    }
    const std::size_t count = result.size();
    for (std::size_t i = 0; i < result.size() && result.size() < most_unions; ++i) {
        for (std::size_t j = 0; j < count; ++j) {
            Sample joined = result[i];
            joined.text += ", " + result[j].text;
            joined.fact.matches.insert(joined.fact.matches.end(), result[j].fact.matches.begin(),
                                       result[j].fact.matches.end());
            if (seen.insert(signature(joined.fact, names)).second)
                result.push_back(std::move(joined));
        }
    }
    return result;
}

std::string neighbour(const Answer& answer, const std::string& limit, bool above)
{
    if (answer.kind == AnswerKind::date)
        return civil_date(end_of_day(limit) + (above ? seconds_a_day : -seconds_a_day));
    const std::size_t decimals = std::max(static_cast<std::size_t>(answer.decimals), decimals_of(limit));
    return neighbour_decimal(limit, decimals, above);
}

bool allowed(const Answer& answer, const std::string& value)
{
    if (answer.kind == AnswerKind::date)
        return (!is_civil_date(answer.min) || value >= answer.min) &&
               (!is_civil_date(answer.max) || value <= answer.max);
    const auto least = compare_decimals(value, answer.min);
    const auto most = compare_decimals(value, answer.max);
    return (!least || *least >= 0) && (!most || *most <= 0);
}

std::vector<Sample> range_samples(const Answer& answer, const std::vector<const Condition*>& comparisons)
{
    std::set<std::string> values;
    for (const Condition* comparison : comparisons) {
        for (const std::string& limit : {comparison->min, comparison->max}) {
            if (limit.empty())
                continue;
            values.insert({limit, neighbour(answer, limit, true), neighbour(answer, limit, false)});
        }
    }
    std::vector<Sample> samples;
    for (const std::string& value : values) {
        if (allowed(answer, value))
            samples.push_back({value, {{value}, value}});
    }
    if (values.empty())
        samples.push_back({"any", {{"any"}, {}}});
    return samples;
}

} // namespace

std::vector<Sample> domain_of(const Item& item, const std::vector<const Condition*>& comparisons)
{
    std::set<std::string> names;
    for (const Condition* comparison : comparisons)
        names.insert(comparison->values.begin(), comparison->values.end());
    const std::vector<std::string> compared{names.begin(), names.end()};
    switch (item.answer.kind) {
    case AnswerKind::yes_no_unknown:
    case AnswerKind::yes_no:
    case AnswerKind::one:
        return item.answer.list ? code_samples(item.answer, compared) : std::vector<Sample>{};
    case AnswerKind::many:
        return item.answer.list ? union_samples(code_samples(item.answer, compared), compared) : std::vector<Sample>{};
    case AnswerKind::number:
    case AnswerKind::date:
    case AnswerKind::year:
        return range_samples(item.answer, comparisons);
    case AnswerKind::text:
    case AnswerKind::paragraph:
    case AnswerKind::authority:
    case AnswerKind::attachment:
    case AnswerKind::rows:
        return {{"any", {{"any"}, {}}}};
    case AnswerKind::statement:
        break;
    }
    return {};
}

std::vector<std::string> subject_samples(const CodeList& subject, const std::vector<std::vector<std::string>>& lists)
{
    std::set<std::vector<bool>> seen;
    std::vector<std::string> samples;
    for (const ListCode& code : subject.codes()) {
        if (!subject.selectable(code.code))
            continue;
        std::vector<bool> key;
        for (const std::vector<std::string>& list : lists) {
            key.push_back(std::any_of(list.begin(), list.end(),
                                      [&](const std::string& name) { return subject.covers(name, code.code); }));
        }
        if (seen.insert(key).second)
            samples.push_back(code.code);
    }
    return samples;
}

bool matches_all(const CodeListPtr& list, const std::string& subject,
                 const std::vector<std::vector<std::string>>& subjects)
{
    return std::all_of(subjects.begin(), subjects.end(), [&](const std::vector<std::string>& one) {
        return list && std::any_of(one.begin(), one.end(),
                                   [&](const std::string& name) { return list->covers(name, subject); });
    });
}

} // namespace imi
