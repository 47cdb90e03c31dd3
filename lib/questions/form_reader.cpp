// SPDX-License-Identifier: EUPL-1.2
#include "questions/form_reader.hpp"

#include "questions/item_reader.hpp"
#include "questions/list_reader.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace imi
{

namespace
{

constexpr std::array<std::string_view, 8> set_keys = {"set",     "version", "title",     "hint",
                                                      "answers", "request", "questions", "reply"};
constexpr std::array<std::string_view, 7> form_keys = {"form", "survey",  "version",  "title",
                                                       "hint", "answers", "questions"};

/// QS-009 for a side that this kind of file does not have; then the other unknown keys.
void check_keys(const YamlNode& root, FormKind kind, Reading& reading)
{
    YamlNode others = root;
    others.entries.clear();
    for (const YamlNode::Entry& entry : root.entries) {
        const bool side = entry.key == "request" || entry.key == "reply";
        if (side && kind != FormKind::set)
            reading.error("QS-009", reading.at(entry),
                          "a " + std::string{to_string(kind)} + " has no side '" + entry.key + "'",
                          "put its groups into questions:");
        else
            others.entries.push_back(entry);
    }
    if (kind == FormKind::set)
        reading.only_keys(others, set_keys);
    else
        reading.only_keys(others, form_keys);
}

/// Collects each list once, by the path of its texts.
struct Collected {
    std::map<std::string, CodeListPtr> lists;
    std::map<std::string, std::shared_ptr<const Pattern>> patterns;

    void add(const CodeListPtr& list)
    {
        if (list && list->source != CodeList::Source::options)
            lists.emplace(list->path, list);
    }
    void add(const std::vector<Item>& items)
    {
        for (const Item& item : items) {
            add(item.answer.list);
            add(item.cannot_answer);
            if (item.answer.pattern)
                patterns.emplace(item.answer.pattern->name, item.answer.pattern);
            add(item.answer.cells);
            add(item.given);
            add(item.follow_ups);
        }
    }
};

/// Where the `questions:` of a file stand.
Side side_of(FormKind kind)
{
    return kind == FormKind::set ? Side::set_questions : kind == FormKind::form ? Side::form : Side::data;
}

} // namespace

Form read_form(const YamlNode& root, FormKind kind, const FormScope& scope, Reading& reading)
{
    Form form;
    form.kind = kind;
    form.area = scope.area;
    form.source_language = reading.source_language();
    form.subject = scope.subject;
    form.place = reading.at(root);
    form.id = root.entries.front().value.scalar;
    form.path = form.id;
    check_keys(root, kind, reading);
    form.version = reading.version(root);
    if (const YamlNode* title = reading.needed(root, "title", form.place, "the file"))
        form.title = reading.text(*title, form.path + "/title", "title", "title");
    if (const YamlNode* hint = root.find("hint"))
        form.hint = reading.text(*hint, form.path + "/hint", "hint");

    std::vector<std::shared_ptr<CodeList>> own_lists;
    if (const YamlNode* answers = root.find("answers"))
        own_lists = read_answer_lists(*answers, form.path + "/answers", reading);
    for (const auto& list : own_lists) {
        if (scope.names.list(list->name))
            reading.error("QS-004", list->place, "there is a list " + in_quotes(list->name) + " already",
                          "give it another name, or use the other one");
    }
    const ItemScope items{scope.names, own_lists, form.path, scope.subject, scope.reasons};
    if (const YamlNode* request = kind == FormKind::set ? root.find("request") : nullptr)
        form.request = read_groups(*request, Side::data, items, reading);
    if (const YamlNode* questions = reading.needed(root, "questions", form.place, "the file"))
        form.questions = read_groups(*questions, side_of(kind), items, reading);
    if (const YamlNode* reply = kind == FormKind::set ? root.find("reply") : nullptr)
        form.reply = read_groups(*reply, Side::data, items, reading);
    collect_lists(form);
    return form;
}

void collect_lists(Form& form)
{
    Collected collected;
    collected.add(form.subject);
    for (const std::vector<Group>* part : {&form.request, &form.questions, &form.reply}) {
        for (const Group& group : *part)
            collected.add(group.items);
    }
    form.lists.clear();
    form.patterns.clear();
    for (const auto& [path, list] : collected.lists)
        form.lists.push_back(list);
    for (const auto& [name, pattern] : collected.patterns)
        form.patterns.push_back(pattern);
}

} // namespace imi
