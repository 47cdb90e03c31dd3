// SPDX-License-Identifier: EUPL-1.2
#include "forms/citation_text.hpp"
#include "forms/field_html.hpp"
#include "i18n/names.hpp"

namespace imi
{

void FieldHtml::limit(std::string_view key, const std::string& name, const std::string& value, const Item& item)
{
    if (value.empty())
        return;
    const auto values = [&](std::string_view language) {
        if (value == "today")
            return Values{{name, table_.texts().ui().text("limit/today", language)}};
        if (item.answer.kind == AnswerKind::date)
            return Values{{name, long_date(value, language)}};
        return Values{{name, item.answer.kind == AnswerKind::number ? local_number(value, language) : value}};
    };
    // Dates and numbers of one text are written in different ways.
    const std::string mark = std::string{to_string(item.answer.kind)} + value;
    html_.text(" ");
    text("span", table_.ui("limit/" + std::string{key}, mark, values));
    html_.text(".");
}

void FieldHtml::limits(const Item& item)
{
    const Answer& answer = item.answer;
    switch (answer.kind) {
    case AnswerKind::text:
    case AnswerKind::paragraph:
        // What the language gives where the author says nothing needs no word beforehand.
        if (answer.max != (answer.kind == AnswerKind::text ? "250" : "4000"))
            limit("letters", "max", answer.max, item);
        if (answer.pattern) {
            html_.text(" ");
            text("span", table_.of_form(answer.pattern->path(), answer.pattern->hint));
        }
        break;
    case AnswerKind::number:
        limit("least", "min", answer.min, item);
        limit("most", "max", answer.max, item);
        if (answer.decimals > 0)
            limit("decimals", "max", std::to_string(answer.decimals), item);
        break;
    case AnswerKind::date:
    case AnswerKind::year:
        limit("from", "min", answer.min, item);
        limit("until", "max", answer.max, item);
        break;
    case AnswerKind::authority:
        limit("authority", "example", "RO:cmr", item);
        break;
    case AnswerKind::attachment:
        limit("files", "max", answer.max, item);
        html_.text(" ");
        text("span", table_.ui("form/files"));
        break;
    default:
        break;
    }
}

void FieldHtml::describe(const Item& item, const std::string& address, bool has_limits)
{
    html_.open("div", {{"class", "hint"}, {"id", "d-" + address}});
    if (!item.hint.empty())
        text("p", table_.of_form(item.path + "/hint", item.hint));
    if (has_limits) {
        html_.open("p", {{"class", "limits"}});
        limits(item);
        html_.close();
    }
    html_.close();
    if (item.law.empty() || (row_of_ != nullptr && row_of_->law == item.law))
        return;
    html_.open("p", {{"class", "law"}});
    text("span", table_.ui("form/law"));
    html_.text(": ");
    for (const Citation& citation : item.law) {
        const std::size_t number =
            table_.add("law:" + citation.act + " " + citation.at, [&](std::string_view language) {
                return ShownText{escape_braces(table_.texts().citation(citation, language)), std::string{language}};
            });
        if (&citation != &item.law.front())
            html_.text("; ");
        const std::string address_of_law = eur_lex_address(citation.act, table_.language());
        if (address_of_law.empty())
            text("span", number);
        else
            text("a", number, {{"href", address_of_law}, {"data-celex", citation.act}, {"rel", "noreferrer"}});
    }
    html_.close();
}

} // namespace imi
