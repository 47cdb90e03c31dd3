// SPDX-License-Identifier: EUPL-1.2
#include "questions/item_reader.hpp"

#include <set>

namespace imi
{

namespace
{

/// Puts the name of the block before the ids of a form's items, wherever they are named.
class Prefixer
{
public:
    Prefixer(const Form& form, const std::string& block) : prefix_{block + "."}
    {
        for_each_item(form.questions, [&](const Item& item, const Item*) { ids_.insert(item.id); });
    }

    void apply(std::vector<Item>& items) const
    {
        for (Item& item : items) {
            rename(item.id);
            rename_names(item);
            for (Item& cell : item.answer.cells)
                rename_names(cell);
            apply(item.follow_ups);
        }
    }

private:
    void rename(std::string& id) const
    {
        if (ids_.contains(id))
            id = prefix_ + id;
    }
    void rename(Condition& condition) const
    {
        rename(condition.item);
        for (Condition& part : condition.parts)
            rename(part);
    }
    void rename_names(Item& item) const
    {
        rename(item.answer.not_before);
        if (item.ask_if)
            rename(*item.ask_if);
    }

    std::string prefix_;
    std::set<std::string> ids_;
};

void inherit(Item& item, const Inherited& inherited)
{
    if (item.law.empty())
        item.law = inherited.law;
    if (!item.says_personal && inherited.personal) {
        item.personal = *inherited.personal;
        item.visible_when_sent = item.visible_when_sent && item.personal == Personal::no;
    }
    for (Item& follow_up : item.follow_ups)
        inherit(follow_up, inherited);
}

void take_defaults_of_set(Item& item, const CodeListPtr& reasons)
{
    const bool shown_only = item.answer.kind == AnswerKind::statement;
    if (!item.says_required && !shown_only)
        item.required = Required::to_answer;
    if (!item.says_cannot_answer && !shown_only)
        item.cannot_answer = reasons;
    if (!item.says_note && !shown_only)
        item.note = true;
    for (Item& follow_up : item.follow_ups)
        take_defaults_of_set(follow_up, reasons);
}

} // namespace

void make_data(std::vector<Item>& items)
{
    for (Item& item : items) {
        item.cannot_answer = nullptr;
        item.note = false;
        make_data(item.follow_ups);
    }
}

std::vector<Item> block_items(const Form& form, const std::string& block, const Inherited& inherited, Side side,
                              const CodeListPtr& reasons)
{
    std::vector<Item> items;
    for (const Group& group : form.questions)
        items.insert(items.end(), group.items.begin(), group.items.end());
    Prefixer{form, block}.apply(items);
    for (Item& item : items) {
        inherit(item, inherited);
        item.subjects.insert(item.subjects.begin(), inherited.subjects.begin(), inherited.subjects.end());
        item.ask_if = both(inherited.ask_if, item.ask_if);
        if (side == Side::set_questions)
            take_defaults_of_set(item, reasons);
    }
    if (side == Side::data || side == Side::small_form)
        make_data(items);
    return items;
}

} // namespace imi
