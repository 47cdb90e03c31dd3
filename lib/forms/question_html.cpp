// SPDX-License-Identifier: EUPL-1.2
#include "forms/field_html.hpp"

namespace imi
{

void FieldHtml::answer(const Item& item)
{
    const bool is_top = question_ == nullptr;
    if (is_top)
        question_ = &item;
    html_.open("div", {{"class", "item"}, {"id", "i-" + item.id}, {"data-field", item.id}});
    body(item, item.id);
    reason_or_note(item);
    for (const Item& follow_up : item.follow_ups)
        answer(follow_up);
    html_.close();
    if (is_top)
        question_ = nullptr;
}

void FieldHtml::note(const std::string& id, std::string_view label)
{
    html_.open("div");
    text("label", table_.ui(label), {{"for", "n-" + id}});
    text("span", table_.ui("form/personal"), {{"class", "tag personal"}});
    html_.element("textarea", "", {{"id", "n-" + id}, {"rows", "2"}, {"aria-describedby", "e-" + id}});
    html_.close();
}

void FieldHtml::reason_or_note(const Item& item)
{
    if (item.answer.kind == AnswerKind::statement || (!item.note && !item.cannot_answer))
        return;
    html_.open("details");
    text("summary", table_.ui(item.cannot_answer ? "form/reason-or-note" : "form/add-note"));
    if (item.cannot_answer) {
        html_.open("div");
        text("label", table_.ui("form/reason"), {{"for", "r-" + item.id}});
        html_.text(" ");
        select(*item.cannot_answer, {}, {{"id", "r-" + item.id}});
        html_.close();
    }
    if (item.note)
        note(item.id, "form/note");
    html_.close();
}

void FieldHtml::question(const Item& item)
{
    question_ = &item;
    html_.open("div", {{"class", "item"}, {"id", "i-" + item.id}, {"data-question", item.id}});
    if (item.always) {
        html_.open("p", {{"class", "ask"}});
        label_text(item);
        html_.text(" ");
        text("span", table_.ui("form/always"), {{"class", "tag"}});
        html_.close();
    } else {
        html_.open("div", {{"class", "choice"}});
        html_.single("input", {{"type", "checkbox"}, {"id", "c-" + item.id}});
        html_.open("label", {{"for", "c-" + item.id}});
        label_text(item);
        html_.close();
        html_.close();
    }
    describe(item, item.id, false);
    html_.open("div", {{"class", "given"}});
    question_ = nullptr;
    for (const Item& parameter : item.given)
        field(parameter, item.id + "." + parameter.id);
    question_ = &item;
    if (!item.follow_ups.empty()) {
        html_.open("div", {{"class", "follow-list"}});
        text("p", table_.ui("form/follow-ups"));
        html_.open("ul");
        for_each_item(item.follow_ups, nullptr, [&](const Item& follow_up, const Item*) {
            html_.open("li");
            label_text(follow_up);
            html_.close();
        });
        html_.close();
        html_.close();
    }
    note(item.id, "form/your-note");
    html_.close();
    error(item.id);
    html_.close();
    question_ = nullptr;
}

} // namespace imi
