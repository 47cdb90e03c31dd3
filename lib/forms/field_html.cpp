// SPDX-License-Identifier: EUPL-1.2
#include "forms/field_html.hpp"

#include "i18n/names.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Attributes = HtmlWriter::Attributes;

constexpr std::size_t longest_short_list = 12;

std::size_t count_selectable(const Answer& answer)
{
    const auto& codes = answer.list->codes();
    return static_cast<std::size_t>(std::count_if(codes.begin(), codes.end(), [&](const ListCode& one) {
        return answer.list->selectable(one.code, answer.under);
    }));
}

const char* class_of(AnswerKind kind)
{
    switch (kind) {
    case AnswerKind::number:
        return "number";
    case AnswerKind::date:
        return "date";
    case AnswerKind::year:
        return "year";
    default:
        return "text";
    }
}

} // namespace

bool is_short(const Answer& answer)
{
    return !answer.list->is_open() && count_selectable(answer) <= longest_short_list;
}

std::size_t number_of_ask(TextTable& table, const FormPage& page, const Item& item, const Item* top)
{
    if (top == nullptr || top->given.empty() || page.stage == Stage::request)
        return table.of_form(item.path, item.ask);
    const auto found = page.questions.is_object() ? page.questions.find(top->id) : page.questions.end();
    const nlohmann::ordered_json chosen = found == page.questions.end() ? nlohmann::ordered_json{} : *found;
    return table.add("ask:" + item.path, [&](std::string_view language) {
        ShownText shown = table.texts().ask(item, language);
        shown.text = escape_braces(fill_in(shown.text, table.texts().parameters(*top, chosen, language)));
        return shown;
    });
}

void FieldHtml::text(std::string_view element, std::size_t number, Attributes attributes)
{
    const ShownText& shown = table_.shown(number);
    attributes.emplace_back("data-t", std::to_string(number));
    if (shown.language != table_.language())
        attributes.emplace_back("lang", shown.language);
    if (element == "optgroup") {
        attributes.emplace_back("label", fill_in(shown.text, {}));
        html_.open(element, attributes);
        return;
    }
    html_.element(element, fill_in(shown.text, {}), attributes);
}

void FieldHtml::button(std::string_view key, std::string_view act, Attributes attributes)
{
    attributes.insert(attributes.begin(), {"type", "button"});
    attributes.emplace_back("data-act", std::string{act});
    text("button", table_.ui(key), std::move(attributes));
    html_.line();
}

void FieldHtml::label_text(const Item& item)
{
    const std::size_t number = number_of_ask(table_, page_, item, question_);
    const bool is_open = question_ != nullptr && !question_->given.empty() && page_.stage == Stage::request;
    if (is_open) {
        // What the reader chooses as a parameter comes to stand in it.
        const ShownText& shown = table_.shown(number);
        Attributes attributes{{"data-t", std::to_string(number)}, {"data-q", question_->id}};
        if (shown.language != table_.language())
            attributes.emplace_back("lang", shown.language);
        html_.element("span", fill_in(shown.text, table_.texts().parameters(*question_, {}, table_.language())),
                      attributes);
    } else {
        text("span", number);
    }
    if (item.required != Required::never && item.required <= page_.grade) {
        html_.text(" ");
        text("span", table_.ui("form/needed"), {{"class", "tag needed"}});
    }
    if (item.personal != Personal::no && (row_of_ == nullptr || row_of_->personal != item.personal)) {
        const bool is_special = item.personal == Personal::special;
        html_.text(" ");
        text("span", table_.ui(is_special ? "form/special" : "form/personal"),
             {{"class", is_special ? "tag special" : "tag personal"}});
    }
}

void FieldHtml::error(const std::string& address)
{
    html_.element("p", "", {{"class", "error"}, {"id", "e-" + address}, {"hidden", ""}});
    html_.line();
}

void FieldHtml::field(const Item& item, const std::string& address, const Item* table)
{
    row_of_ = table;
    html_.open("div", {{"class", "item"}, {"id", "i-" + address}, {"data-field", address}});
    body(item, address);
    row_of_ = nullptr;
    for (const Item& follow_up : item.follow_ups)
        field(follow_up, follow_up.id);
    html_.close();
}

bool FieldHtml::is_grouped(const Answer& answer) const
{
    switch (answer.kind) {
    case AnswerKind::yes_no_unknown:
    case AnswerKind::yes_no:
    case AnswerKind::many:
    case AnswerKind::rows:
    case AnswerKind::attachment:
        return true;
    case AnswerKind::one:
        return is_short(answer);
    default:
        return false;
    }
}

void FieldHtml::body(const Item& item, const std::string& address)
{
    if (item.answer.kind == AnswerKind::statement) {
        html_.open("p", {{"class", "ask"}});
        label_text(item);
        html_.close();
        describe(item, address);
        return;
    }
    // Disabled as a whole where a reason stands instead of an answer.
    const bool can_be_off = question_ != nullptr;
    if (can_be_off)
        html_.open("fieldset", {{"id", "a-" + address}, {"role", "presentation"}});
    if (is_grouped(item.answer)) {
        grouped(item, address);
    } else {
        html_.open("label", {{"class", "ask"}, {"for", "f-" + address}});
        label_text(item);
        html_.close();
        describe(item, address);
        one_control(item, address);
    }
    if (can_be_off)
        html_.close();
    error(address);
}

void FieldHtml::grouped(const Item& item, const std::string& address)
{
    html_.open("fieldset", {{"id", "f-" + address}, {"aria-describedby", "d-" + address + " e-" + address}});
    html_.open("legend", {{"id", "l-" + address}});
    label_text(item);
    html_.close();
    describe(item, address);
    if (item.answer.kind == AnswerKind::rows)
        rows(item, address);
    else if (item.answer.kind == AnswerKind::attachment)
        files(item, address);
    else if (item.answer.kind == AnswerKind::many && !is_short(item.answer))
        codes(item, address);
    else
        options(item, address);
    html_.close();
}

void FieldHtml::options(const Item& item, const std::string& address)
{
    const bool is_many = item.answer.kind == AnswerKind::many;
    html_.open("div", {{"class", "options"}, {"id", "k-" + address}});
    for (const ListCode& code : item.answer.list->codes()) {
        if (!item.answer.list->selectable(code.code, item.answer.under))
            continue;
        html_.open("label", {{"class", "option"}});
        html_.single("input",
                     {{"type", is_many ? "checkbox" : "radio"}, {"name", "v-" + address}, {"value", code.code}});
        text("span", table_.code(*item.answer.list, code.code));
        html_.close();
    }
    if (!is_many)
        button("button/clear", "clear", {{"class", "clear"}, {"hidden", ""}});
    html_.close();
}

void FieldHtml::rows(const Item& item, const std::string& address)
{
    const auto number = [&](std::string_view key, std::string_view element, Attributes attributes) {
        attributes.emplace_back("data-number", "");
        text(element, table_.ui(key), std::move(attributes));
    };
    html_.open("div", {{"data-adds", address}});
    html_.element("div", "", {{"id", "k-" + address}});
    html_.open("template", {{"id", "t-" + address}});
    html_.open("fieldset", {{"class", "added row"}});
    number("form/row", "legend", {});
    html_.open("div", {{"class", "cells"}});
    for (const Item& cell : item.answer.cells)
        field(cell, address + "[#]." + cell.id, &item);
    html_.close();
    number("button/remove-row", "button", {{"type", "button"}, {"data-act", "remove"}});
    html_.close();
    html_.close();
    button("button/add-row", "add-row", {{"id", "b-" + address}});
    html_.close();
}

void FieldHtml::codes(const Item& item, const std::string& address)
{
    html_.open("div", {{"data-adds", address}, {"data-long", ""}});
    html_.element("div", "", {{"id", "k-" + address}});
    html_.open("template", {{"id", "t-" + address}});
    html_.open("div", {{"class", "added line"}});
    if (item.answer.list->is_open())
        html_.single("input", {{"aria-labelledby", "l-" + address}, {"class", "text"}});
    else
        select(*item.answer.list, item.answer.under, {{"aria-labelledby", "l-" + address}});
    button("button/remove-code", "remove");
    html_.close();
    html_.close();
    button("button/add-code", "add-code", {{"id", "b-" + address}});
    html_.close();
}

void FieldHtml::files(const Item& item, const std::string& address)
{
    html_.open("div", {{"data-adds", address}});
    html_.element("div", "", {{"id", "k-" + address}});
    html_.open("template", {{"id", "t-" + address}});
    html_.open("div", {{"class", "added line"}});
    html_.element("span", "", {{"class", "name"}});
    button("button/remove-file", "remove");
    html_.close();
    html_.close();
    Attributes input{{"type", "file"}, {"id", "x-" + address}, {"hidden", ""}};
    if (item.answer.max != "1")
        input.emplace_back("multiple", "");
    html_.single("input", input);
    button("button/add-files", "add-files", {{"id", "b-" + address}});
    html_.close();
}

void FieldHtml::select(const CodeList& list, std::string_view under, Attributes attributes)
{
    if (list.source == CodeList::Source::built_in)
        attributes.emplace_back("data-list", list.name);
    html_.open("select", attributes);
    text("option", table_.ui("answer/choose"), {{"value", ""}});
    std::vector<const ListCode*> codes;
    for (const ListCode& code : list.codes()) {
        if (code.heading || list.selectable(code.code, under))
            codes.push_back(&code);
    }
    if (list.source == CodeList::Source::built_in)
        std::sort(codes.begin(), codes.end(), [&](const ListCode* a, const ListCode* b) {
            const auto key = [&](const ListCode* one) {
                return sort_key(table_.shown(table_.code(list, one->code)).text, table_.language());
            };
            return key(a) < key(b);
        });
    bool is_open = false;
    for (const ListCode* code : codes) {
        if (code->heading) {
            if (is_open)
                html_.close();
            text("optgroup", table_.code(list, code->code));
            is_open = true;
        } else {
            // What stands at the top again is no longer part of the heading before it.
            if (is_open && code->parent.empty()) {
                html_.close();
                is_open = false;
            }
            text("option", table_.code(list, code->code), {{"value", code->code}});
        }
    }
    if (is_open)
        html_.close();
    html_.close();
}

void FieldHtml::one_control(const Item& item, const std::string& address)
{
    const AnswerKind kind = item.answer.kind;
    Attributes attributes{{"id", "f-" + address}, {"aria-describedby", "d-" + address + " e-" + address}};
    if (item.required != Required::never && item.required <= page_.grade)
        attributes.emplace_back("aria-required", "true");
    if (kind == AnswerKind::one && !item.answer.list->is_open())
        return select(*item.answer.list, item.answer.under, std::move(attributes));
    if (kind == AnswerKind::paragraph) {
        attributes.emplace_back("rows", "3");
        html_.element("textarea", "", attributes);
        html_.line();
        return;
    }
    attributes.emplace_back("type", kind == AnswerKind::date ? "date" : "text");
    attributes.emplace_back("class", class_of(kind));
    attributes.emplace_back("autocomplete", "off");
    if (kind == AnswerKind::number || kind == AnswerKind::year)
        attributes.emplace_back("inputmode", kind == AnswerKind::year ? "numeric" : "decimal");
    html_.single("input", attributes);
    if (!item.answer.unit.empty()) {
        html_.text(" ");
        text("span", table_.add("unit:" + item.answer.unit, [&](std::string_view language) {
            return ShownText{escape_braces(table_.texts().unit(item, language)), std::string{language}};
        }));
    }
    html_.line();
}

} // namespace imi
