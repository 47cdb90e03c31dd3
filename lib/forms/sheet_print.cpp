// SPDX-License-Identifier: EUPL-1.2
#include "forms/html_writer.hpp"
#include "forms/page_parts.hpp"
#include "forms/sheet.hpp"
#include "text/width.hpp"

#include <algorithm>

namespace imi
{

namespace
{

/// Text that breaks between words, each line after an indent.
class Paragraphs
{
public:
    explicit Paragraphs(std::size_t width) : width_{width} {}

    void add(std::string_view text, std::size_t indent)
    {
        while (true) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            add_line(text.substr(0, end), indent);
            if (end == text.size())
                return;
            text.remove_prefix(end + 1);
        }
    }
    void blank()
    {
        if (!text_.empty() && !text_.ends_with("\n\n"))
            text_ += '\n';
    }
    std::string take() { return std::move(text_); }

private:
    void add_line(std::string_view text, std::size_t indent)
    {
        const std::string margin(indent, ' ');
        std::string line = margin;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find(' '), text.size());
            const std::string_view word = text.substr(0, end);
            const bool is_first = line.size() == margin.size();
            if (!is_first && display_width(line) + 1 + display_width(word) > width_) {
                text_.append(line).append("\n");
                line = margin;
            } else if (!is_first) {
                line += ' ';
            }
            line += word;
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        text_.append(line.size() == margin.size() ? std::string{} : line).append("\n");
    }

    std::size_t width_;
    std::string text_;
};

std::string laws_of(const SheetLine& line)
{
    std::string all;
    for (const SheetLaw& law : line.law)
        all.append(all.empty() ? "" : "; ").append(law.text);
    return all;
}

std::string mark_of(const Sheet& sheet, const SheetLine& line)
{
    if (line.personal == Personal::no)
        return {};
    return " (" + (line.personal == Personal::special ? sheet.special_word : sheet.personal_word) + ")";
}

std::string row_text(const std::vector<std::pair<std::string, std::string>>& row)
{
    std::string all;
    for (const auto& [title, text] : row)
        all.append(all.empty() ? "" : "; ").append(title).append(": ").append(text);
    return all;
}

void write_line(Paragraphs& text, const Sheet& sheet, const SheetLine& line)
{
    const std::size_t indent = 2 + 2 * static_cast<std::size_t>(line.depth);
    text.add(line.question + mark_of(sheet, line), indent);
    if (!line.law.empty())
        text.add(sheet.law_word + ": " + laws_of(line), indent);
    for (std::size_t i = 0; i < line.rows.size(); ++i)
        text.add(std::to_string(i + 1) + ". " + row_text(line.rows[i]), indent + 4);
    if (line.rows.empty())
        text.add(line.answer.empty() ? sheet.none_word : line.answer, indent + 4);
    if (!line.note.empty())
        text.add(sheet.note_word + ": " + line.note, indent + 4);
    text.blank();
}

void write_rows(HtmlWriter& html, const SheetLine& line)
{
    html.open("ol");
    for (const auto& row : line.rows)
        html.element("li", row_text(row));
    html.close();
}

/// Lines of a free text stay lines.
void write_lines(HtmlWriter& html, std::string_view text)
{
    while (true) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        html.text(text.substr(0, end));
        if (end == text.size())
            return;
        html.single("br");
        text.remove_prefix(end + 1);
    }
}

void write_line(HtmlWriter& html, const Sheet& sheet, const SheetLine& line)
{
    html.open("dt", {{"id", line.id}, {"class", "depth-" + std::to_string(std::min(line.depth, 3))}});
    html.text(line.question);
    if (line.personal != Personal::no) {
        const bool is_special = line.personal == Personal::special;
        html.element("span", is_special ? sheet.special_word : sheet.personal_word,
                     {{"class", is_special ? "tag special" : "tag personal"}});
    }
    html.close();
    html.open("dd", {{"class", "depth-" + std::to_string(std::min(line.depth, 3))}});
    if (!line.rows.empty()) {
        write_rows(html, line);
    } else {
        html.open("p", {{"class", line.answer.empty() ? "hint" : "answer"}});
        write_lines(html, line.answer.empty() ? sheet.none_word : line.answer);
        html.close();
    }
    if (!line.note.empty()) {
        html.open("p");
        html.text(sheet.note_word + ": ");
        write_lines(html, line.note);
        html.close();
    }
    if (!line.law.empty()) {
        html.open("p", {{"class", "law"}});
        html.text(sheet.law_word + ": ");
        for (const SheetLaw& law : line.law) {
            if (&law != &line.law.front())
                html.text("; ");
            if (law.address.empty())
                html.text(law.text);
            else
                html.element("a", law.text, {{"href", law.address}, {"rel", "noreferrer"}});
        }
        html.close();
    }
    html.close();
}

void write_sheet(Paragraphs& text, const Sheet& sheet)
{
    text.add(sheet.title, 0);
    if (!sheet.subject.empty())
        text.add(sheet.subject_title + ": " + sheet.subject, 0);
    for (const SheetPart& part : sheet.parts) {
        text.blank();
        if (!part.title.empty()) {
            text.add(part.title, 0);
            text.blank();
        }
        for (const SheetLine& line : part.lines)
            write_line(text, sheet, line);
    }
    if (!sheet.comment.empty()) {
        text.blank();
        text.add(sheet.comment_title + ": " + sheet.comment, 0);
    }
    text.blank();
    if (!sheet.act.empty())
        text.add(sheet.act, 0);
    if (!sheet.about.empty())
        text.add(sheet.about, 0);
}

/// `heading` is the level of its title: "h1" where it stands alone.
void write_sheet(HtmlWriter& html, const Sheet& sheet, const std::string& heading, const std::string& part_heading)
{
    html.element(heading, sheet.title);
    if (!sheet.subject.empty())
        html.element("p", sheet.subject_title + ": " + sheet.subject);
    for (const SheetPart& part : sheet.parts) {
        if (!part.title.empty())
            html.element(part_heading, part.title);
        html.open("dl", {{"class", "sheet"}});
        for (const SheetLine& line : part.lines)
            write_line(html, sheet, line);
        html.close();
    }
    if (!sheet.comment.empty()) {
        html.element(part_heading, sheet.comment_title);
        html.open("p");
        write_lines(html, sheet.comment);
        html.close();
    }
}

void write_about(HtmlWriter& html, const Sheet& sheet)
{
    if (!sheet.act.empty())
        html.element("p", sheet.act);
    if (!sheet.about.empty())
        html.element("p", sheet.about);
}

/// A whole page around what `body` writes.
template <class Body> std::string page(const std::string& language, const std::string& title, Body body)
{
    HtmlWriter html;
    html.verbatim("<!DOCTYPE html>\n");
    html.open("html", {{"lang", language}});
    html.open("head");
    html.single("meta", {{"charset", "utf-8"}});
    html.single("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", style_policy()}});
    html.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html.element("title", title);
    html.open("style");
    html.verbatim(form_style());
    html.close();
    html.close();
    html.open("body");
    body(html);
    html.close();
    html.close();
    return html.take();
}

void write_facts(HtmlWriter& html, const std::vector<std::pair<std::string, std::string>>& facts)
{
    html.open("table", {{"class", "facts"}});
    for (std::size_t i = 0; i < facts.size(); ++i) {
        html.open("tr");
        // A name that holds for several stands once beside them.
        if (i == 0 || facts[i].first != facts[i - 1].first) {
            std::size_t rows = 1;
            while (i + rows < facts.size() && facts[i + rows].first == facts[i].first)
                ++rows;
            if (rows == 1)
                html.element("th", facts[i].first, {{"scope", "row"}});
            else
                html.element("th", facts[i].first, {{"scope", "rowgroup"}, {"rowspan", std::to_string(rows)}});
        }
        html.element("td", facts[i].second);
        html.close();
    }
    html.close();
}

} // namespace

std::string to_text(const Sheet& sheet, std::size_t width)
{
    Paragraphs text{width};
    write_sheet(text, sheet);
    return text.take();
}

std::string to_text(const CaseSheet& sheet, std::size_t width)
{
    Paragraphs text{width};
    text.add(sheet.title, 0);
    text.blank();
    for (const auto& [name, fact] : sheet.facts)
        text.add(name + ": " + fact, 0);
    for (const Sheet& form : sheet.sheets) {
        text.blank();
        text.add(std::string(width, '-'), 0);
        write_sheet(text, form);
    }
    text.blank();
    text.add(std::string(width, '-'), 0);
    text.add(sheet.history_title, 0);
    text.blank();
    for (const auto& [at, what] : sheet.history)
        text.add(at + ": " + what, 2);
    text.blank();
    text.add(sheet.printed, 0);
    return text.take();
}

std::string to_html(const Sheet& sheet)
{
    return page(sheet.language, sheet.title, [&](HtmlWriter& html) {
        html.open("main");
        write_sheet(html, sheet, "h1", "h2");
        html.close();
        html.open("footer");
        write_about(html, sheet);
        html.close();
    });
}

std::string to_html(const CaseSheet& sheet)
{
    return page(sheet.language, sheet.title, [&](HtmlWriter& html) {
        html.open("main");
        html.element("h1", sheet.title);
        write_facts(html, sheet.facts);
        for (const Sheet& form : sheet.sheets) {
            html.open("section", {{"class", "form"}});
            write_sheet(html, form, "h2", "h3");
            html.open("div", {{"class", "hint"}});
            write_about(html, form);
            html.close();
            html.close();
        }
        html.open("section");
        html.element("h2", sheet.history_title);
        write_facts(html, sheet.history);
        html.close();
        html.close();
        html.open("footer");
        html.element("p", sheet.printed);
        html.close();
    });
}

} // namespace imi
