// SPDX-License-Identifier: EUPL-1.2
#include "questions/diff.hpp"

#include "questions/condition_diff.hpp"
#include "questions/placeholders.hpp"
#include "questions/wording.hpp"
#include "rules/decimal.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace imi
{

namespace
{

enum class Part { request, questions, reply };

/// An item and where it stands.
struct Spot {
    const Item* item = nullptr;
    const Item* parent = nullptr;
    Part part = Part::questions;
};

struct Page {
    std::map<std::string, Spot> by_id;
    std::vector<std::string> order;

    explicit Page(const Form& form)
    {
        add(form.request, Part::request);
        add(form.questions, Part::questions);
        add(form.reply, Part::reply);
    }

private:
    void add(const std::vector<Group>& groups, Part part)
    {
        for_each_item(groups, [&](const Item& item, const Item* parent) {
            by_id[item.id] = {&item, parent, part};
            order.push_back(item.id);
        });
    }
};

class FormComparison
{
public:
    FormComparison(const Form& before, const Form& after, const std::set<std::string>& meaning_kept)
        : before_{before}, after_{after}, meaning_kept_{meaning_kept}, old_page_{before}, new_page_{after}
    {
    }

    FormDiff run()
    {
        compare_files();
        for (const std::string& id : new_page_.order) {
            const Spot& spot = new_page_.by_id.at(id);
            const auto old = old_page_.by_id.find(id);
            if (old == old_page_.by_id.end())
                report_new(spot);
            else
                compare(old->second, spot);
        }
        for (const std::string& id : old_page_.order) {
            if (!new_page_.by_id.contains(id))
                add(ChangeClass::breaking, id, "was removed", {});
        }
        compare_lists();
        settle_version();
        return std::move(diff_);
    }

private:
    void add(ChangeClass change_class, const std::string& item, const std::string& text, const Place& place,
             bool meaning = false)
    {
        diff_.changes.push_back({change_class, item, text, meaning, place});
    }

    void compare_files()
    {
        compare_text({}, "title", before_.title, after_.title, after_.place);
        compare_text({}, "hint", before_.hint, after_.hint, after_.place);
        const std::string old_subject = before_.subject ? before_.subject->name : std::string{};
        const std::string new_subject = after_.subject ? after_.subject->name : std::string{};
        if (old_subject != new_subject)
            add(ChangeClass::breaking, {}, "the subject changed", after_.place);
        if (before_.kind != after_.kind)
            add(ChangeClass::breaking, {}, "the kind of file changed", after_.place);
        std::map<std::string, const Group*> groups;
        for (const std::vector<Group>* part : {&before_.request, &before_.questions, &before_.reply}) {
            for (const Group& group : *part)
                groups[group.path] = &group;
        }
        for (const std::vector<Group>* part : {&after_.request, &after_.questions, &after_.reply}) {
            for (const Group& group : *part) {
                const auto old = groups.find(group.path);
                if (old == groups.end()) {
                    add(ChangeClass::wording, group.id, "is a new group", group.place);
                    continue;
                }
                compare_text(group.id, "title", old->second->title, group.title, group.place);
                compare_text(group.id, "hint", old->second->hint, group.hint, group.place);
            }
        }
        std::vector<std::string> old_order = old_page_.order;
        std::vector<std::string> new_order = new_page_.order;
        std::erase_if(old_order, [&](const std::string& id) { return !new_page_.by_id.contains(id); });
        std::erase_if(new_order, [&](const std::string& id) { return !old_page_.by_id.contains(id); });
        if (old_order != new_order)
            add(ChangeClass::wording, {}, "items stand in another order", after_.place);
    }

    void compare_text(const std::string& item, const std::string& what, const std::string& before,
                      const std::string& after, const Place& place)
    {
        if (before == after)
            return;
        const std::string reason = meaning_difference(before, after, after_.source_language);
        if (reason.empty() || meaning_kept_.contains(item))
            add(ChangeClass::wording, item, what + " has another wording", place);
        else
            add(ChangeClass::breaking, item, what + " " + reason + ": may change the meaning: new id?", place, true);
    }

    /// What makes a new follow-up asked: answers that were there before, or new ones only.
    bool follows_new_answer(const Spot& spot) const
    {
        const auto old = old_page_.by_id.find(spot.parent->id);
        if (old == old_page_.by_id.end())
            return true;
        const std::optional<Condition>& condition = spot.item->ask_if;
        const CodeListPtr& list = old->second.item->answer.list;
        return condition && list && condition->kind == Condition::Kind::in && condition->item == spot.parent->id &&
               std::none_of(condition->values.begin(), condition->values.end(),
                            [&](const std::string& value) { return list->knows(value); });
    }

    void report_new(const Spot& spot)
    {
        const Item& item = *spot.item;
        const bool chosen = after_.kind == FormKind::set && spot.part == Part::questions;
        bool breaking = item.required != Required::never;
        if (chosen && spot.parent == nullptr)
            breaking = item.always;
        else if (spot.parent != nullptr)
            breaking = breaking && !follows_new_answer(spot);
        add(breaking ? ChangeClass::breaking : ChangeClass::additive, item.id,
            item.always ? "is new and part of every request"
            : breaking  ? "is new and required"
                        : "is new",
            item.place);
    }

    void compare(const Spot& old_spot, const Spot& new_spot)
    {
        const std::string old_parent = old_spot.parent == nullptr ? std::string{} : old_spot.parent->id;
        const std::string new_parent = new_spot.parent == nullptr ? std::string{} : new_spot.parent->id;
        if (old_spot.part != new_spot.part || old_parent != new_parent)
            add(ChangeClass::breaking, new_spot.item->id, "moved to another side or question", new_spot.item->place);
        compare_items(*old_spot.item, *new_spot.item, new_spot.item->id);
        compare_inner(old_spot.item->given, new_spot.item->given, new_spot.item->id, "parameter");
        compare_inner(old_spot.item->answer.cells, new_spot.item->answer.cells, new_spot.item->id, "cell");
    }

    void compare_inner(const std::vector<Item>& before, const std::vector<Item>& after, const std::string& owner,
                       const std::string& what)
    {
        const auto find = [](const std::vector<Item>& items, const std::string& id) {
            const auto found = std::find_if(items.begin(), items.end(), [&](const Item& one) { return one.id == id; });
            return found == items.end() ? nullptr : &*found;
        };
        for (const Item& item : after) {
            const std::string name = owner + "." + item.id;
            if (const Item* old = find(before, item.id))
                compare_items(*old, item, name);
            else
                add(item.required == Required::never ? ChangeClass::additive : ChangeClass::breaking, name,
                    "is a new " + what + (item.required == Required::never ? "" : " and required"), item.place);
        }
        for (const Item& item : before) {
            if (find(after, item.id) == nullptr)
                add(ChangeClass::breaking, owner + "." + item.id, "the " + what + " was removed", {});
        }
    }

    /// Adds a change that is breaking one way and additive the other.
    void add_step(bool breaking, const std::string& name, const std::string& text, const Place& place)
    {
        add(breaking ? ChangeClass::breaking : ChangeClass::additive, name, text, place);
    }

    void compare_items(const Item& before, const Item& after, const std::string& name)
    {
        compare_text(name, "ask", before.ask, after.ask, after.place);
        compare_text(name, "title", before.title, after.title, after.place);
        compare_text(name, "hint", before.hint, after.hint, after.place);
        if (before.law != after.law)
            add(ChangeClass::wording, name, "law changed", after.place);
        if (before.required != after.required)
            add_step(after.required > before.required, name,
                     changed("required", to_string(before.required), to_string(after.required)), after.place);
        if (before.personal != after.personal)
            add_step(after.personal < before.personal, name,
                     changed("personal", to_string(before.personal), to_string(after.personal)), after.place);
        if (before.visible_when_sent != after.visible_when_sent)
            add_step(after.visible_when_sent, name, "visible changed", after.place);
        if (before.note != after.note)
            add_step(!after.note, name, after.note ? "a note is allowed" : "no note is allowed", after.place);
        if ((before.cannot_answer == nullptr) != (after.cannot_answer == nullptr))
            add_step(after.cannot_answer == nullptr, name,
                     after.cannot_answer ? "cannot-answer is allowed" : "cannot-answer is not allowed", after.place);
        if (before.always != after.always)
            add(ChangeClass::breaking, name,
                after.always ? "is part of every request" : "is no longer part of every request", after.place);
        if (before.subjects != after.subjects)
            add_step(!covers_subjects(before.subjects, after.subjects, before_, after_), name, "for changed",
                     after.place);
        compare_conditions(before, after, name);
        compare_answers(before.answer, after.answer, name, after.place);
    }

    static std::string changed(const std::string& key, std::string_view before, std::string_view after)
    {
        return key + ": " + std::string{before} + " became " + std::string{after};
    }

    void compare_conditions(const Item& before, const Item& after, const std::string& name)
    {
        const std::string old_text = before.ask_if ? describe(*before.ask_if) : "always";
        const std::string new_text = after.ask_if ? describe(*after.ask_if) : "always";
        if (old_text == new_text)
            return;
        const bool wider = holds_wherever(before.ask_if, after.ask_if, before_, after_);
        const bool narrower = holds_wherever(after.ask_if, before.ask_if, before_, after_);
        const std::string text = changed("ask-if", old_text, new_text);
        if (wider && narrower)
            add(ChangeClass::wording, name, text, after.place);
        else
            add_step(!wider, name, text, after.place);
    }

    void compare_answers(const Answer& before, const Answer& after, const std::string& name, const Place& place)
    {
        if (before.kind != after.kind)
            return add(ChangeClass::breaking, name, changed("answer", to_string(before.kind), to_string(after.kind)),
                       place);
        if (before.unit != after.unit)
            add(ChangeClass::breaking, name, changed("unit", before.unit, after.unit), place);
        if (before.decimals != after.decimals)
            add(ChangeClass::breaking, name, "decimals changed", place);
        compare_limit(before.min, after.min, "min", true, name, place);
        compare_limit(before.max, after.max, "max", false, name, place);
        if (before.not_before != after.not_before)
            add_step(!after.not_before.empty(), name, "not-before changed", place);
        const std::string old_pattern = before.pattern ? before.pattern->match : std::string{};
        const std::string new_pattern = after.pattern ? after.pattern->match : std::string{};
        if (old_pattern != new_pattern)
            add_step(!new_pattern.empty(), name, "pattern changed", place);
        if (before.rows_min != after.rows_min)
            add_step(after.rows_min > before.rows_min, name, "the least number of rows changed", place);
        if (before.rows_max != after.rows_max)
            add_step(after.rows_max < before.rows_max, name, "the greatest number of rows changed", place);
        if (before.list && after.list)
            compare_choices(before, after, name, place);
    }

    void compare_limit(const std::string& before, const std::string& after, const std::string& key, bool least,
                       const std::string& name, const Place& place)
    {
        if (before == after)
            return;
        const auto order = compare_decimals(after, before);
        const bool dates = before.size() == 10 && after.size() == 10;
        const int direction = order ? *order : dates ? after.compare(before) : 0;
        const bool looser =
            after.empty() || (!before.empty() && direction != 0 && (least ? direction < 0 : direction > 0));
        add_step(!looser, name, changed(key, before.empty() ? "none" : before, after.empty() ? "none" : after), place);
    }

    /// Own options, and what a named list offers here.
    void compare_choices(const Answer& before, const Answer& after, const std::string& name, const Place& place)
    {
        if (before.list->source == CodeList::Source::options && after.list->source == CodeList::Source::options)
            return compare_codes(*before.list, *after.list, name, place);
        if (before.list->name != after.list->name)
            return add(ChangeClass::breaking, name, "the answers come from another list", place);
        if (before.under == after.under)
            return;
        const auto& codes = before.list->codes();
        const bool kept = std::all_of(codes.begin(), codes.end(), [&](const ListCode& code) {
            return !before.list->selectable(code.code, before.under) || after.list->selectable(code.code, after.under);
        });
        add_step(!kept, name, changed("under", before.under, after.under), place);
    }

    void compare_codes(const CodeList& before, const CodeList& after, const std::string& name, const Place& place)
    {
        std::vector<std::string> old_order, new_order;
        for (const ListCode& code : after.codes()) {
            const ListCode* old = before.find(code.code);
            const std::string path = name + "/" + code.code;
            if (old == nullptr) {
                add(ChangeClass::additive, path, "is a new code", place);
                continue;
            }
            new_order.push_back(code.code);
            compare_text(path, "label", old->label, code.label, place);
            if (old->synonyms != code.synonyms)
                add(ChangeClass::wording, path, "synonyms changed", place);
            if (old->law != code.law)
                add(ChangeClass::wording, path, "law changed", place);
            if (old->parent != code.parent)
                add(ChangeClass::breaking, path, "stands under another code", place);
            if (old->retired != code.retired)
                add(ChangeClass::additive, path, code.retired ? "is retired" : "is no longer retired", place);
            if (old->heading != code.heading)
                add_step(code.heading, path, code.heading ? "became a heading" : "is no longer a heading", place);
        }
        for (const ListCode& code : before.codes()) {
            if (after.find(code.code) == nullptr)
                add(ChangeClass::breaking, name + "/" + code.code, "the code was removed", place);
            else
                old_order.push_back(code.code);
        }
        if (old_order != new_order)
            add(ChangeClass::wording, name, "codes stand in another order", place);
        compare_code_groups(before, after, name, place);
    }

    void compare_code_groups(const CodeList& before, const CodeList& after, const std::string& name, const Place& place)
    {
        for (const auto& [group, members] : before.groups) {
            for (const ListCode& code : before.codes()) {
                if (after.find(code.code) != nullptr && before.covers(group, code.code) &&
                    !after.covers(group, code.code)) {
                    add(ChangeClass::breaking, name + "/" + group, "the group holds fewer codes", place);
                    break;
                }
            }
        }
    }

    void compare_lists()
    {
        for (const CodeListPtr& list : after_.lists) {
            const auto old = std::find_if(before_.lists.begin(), before_.lists.end(),
                                          [&](const CodeListPtr& one) { return one->path == list->path; });
            if (old == before_.lists.end() || list->source == CodeList::Source::built_in)
                continue;
            if (list->source == CodeList::Source::external && (*old)->hash != list->hash)
                add(ChangeClass::additive, list->name, "has another file of codes", list->place);
            else
                compare_codes(**old, *list, list->name, list->place);
        }
    }

    void settle_version()
    {
        for (const Change& change : diff_.changes)
            diff_.highest = std::max(diff_.highest, change.change_class);
        diff_.needed = before_.version;
        if (diff_.highest == ChangeClass::breaking)
            diff_.needed = {before_.version.major + 1, 0};
        else if (diff_.highest != ChangeClass::none)
            ++diff_.needed.minor;
        diff_.version_is_enough = after_.version >= diff_.needed;
    }

    const Form& before_;
    const Form& after_;
    const std::set<std::string>& meaning_kept_;
    Page old_page_;
    Page new_page_;
    FormDiff diff_;
};

} // namespace

std::string_view to_string(ChangeClass change_class)
{
    constexpr std::array<std::string_view, 4> names = {"none", "wording", "additive", "breaking"};
    return names[static_cast<std::size_t>(change_class)];
}

FormDiff diff_forms(const Form& before, const Form& after, const std::set<std::string>& meaning_kept)
{
    return FormComparison{before, after, meaning_kept}.run();
}

} // namespace imi
