// SPDX-License-Identifier: EUPL-1.2
#include "questions/condition_diff.hpp"

#include "questions/domain.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace imi
{

namespace
{

constexpr std::size_t most_cases = 100'000;

void collect(const Condition& condition, std::map<std::string, std::vector<const Condition*>>& by_item)
{
    if (!condition.item.empty())
        by_item[condition.item].push_back(&condition);
    for (const Condition& part : condition.parts)
        collect(part, by_item);
}

/// An item by id, cells and parameters among them: conditions in rows name cells.
const Item* find_anywhere(const Form& form, const std::string& id)
{
    const Item* found = find_item(form, id);
    if (found != nullptr)
        return found;
    for (const std::vector<Group>* part : {&form.request, &form.questions, &form.reply}) {
        for_each_item(*part, [&](const Item& item, const Item*) {
            for (const std::vector<Item>* inner : {&item.answer.cells, &item.given}) {
                for (const Item& one : *inner)
                    found = one.id == id ? &one : found;
            }
        });
    }
    return found;
}

} // namespace

bool holds_wherever(const std::optional<Condition>& before, const std::optional<Condition>& after, const Form& old_form,
                    const Form& new_form)
{
    if (!after)
        return true;
    if (!before)
        return false;
    std::map<std::string, std::vector<const Condition*>> by_item;
    collect(*before, by_item);
    collect(*after, by_item);
    std::vector<std::pair<std::string, std::vector<Sample>>> domains;
    std::size_t cases = 1;
    for (const auto& [id, comparisons] : by_item) {
        // Cases of before are those of the old item.
        const Item* item = find_anywhere(old_form, id);
        if (item == nullptr)
            item = find_anywhere(new_form, id);
        if (item == nullptr)
            return false;
        domains.emplace_back(id, domain_of(*item, comparisons));
        cases *= domains.back().second.size() + 1;
        if (cases > most_cases)
            return false;
    }
    std::map<std::string, const Fact*, std::less<>> facts;
    const Facts lookup = [&](std::string_view id) -> const Fact* {
        const auto found = facts.find(id);
        return found == facts.end() ? nullptr : found->second;
    };
    const std::function<bool(std::size_t)> try_all = [&](std::size_t position) {
        if (position == domains.size())
            return !holds(*before, lookup) || holds(*after, lookup);
        const auto& [id, samples] = domains[position];
        facts[id] = nullptr;
        if (!try_all(position + 1))
            return false;
        return std::all_of(samples.begin(), samples.end(), [&, &name = id](const Sample& sample) {
            facts[name] = &sample.fact;
            return try_all(position + 1);
        });
    };
    return try_all(0);
}

bool covers_subjects(const std::vector<std::vector<std::string>>& before,
                     const std::vector<std::vector<std::string>>& after, const Form& old_form, const Form& new_form)
{
    if (after.empty())
        return true;
    if (!old_form.subject || !new_form.subject)
        return false;
    const auto& codes = old_form.subject->codes();
    return std::all_of(codes.begin(), codes.end(), [&](const ListCode& code) {
        return !old_form.subject->selectable(code.code) || !matches_all(old_form.subject, code.code, before) ||
               matches_all(new_form.subject, code.code, after);
    });
}

} // namespace imi
