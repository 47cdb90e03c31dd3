// SPDX-License-Identifier: EUPL-1.2
#include "formats/record_writer.hpp"
#include "forms/page_parts.hpp"
#include "i18n/names.hpp"
#include "report/writers.hpp"
#include "text/list.hpp"
#include "text/width.hpp"

#include <algorithm>
#include <cmath>

namespace imi::report
{

namespace
{

using Json = nlohmann::ordered_json;

/// "68.9", "132".
std::string decimal(double value)
{
    const auto tenths = static_cast<std::int64_t>(std::llround(value * 10));
    std::string text = std::to_string(tenths / 10);
    return tenths % 10 == 0 ? text : text + "." + std::to_string(std::abs(tenths % 10));
}

/// A row of a chart.
struct Bar {
    std::string label, value;
    double number = 0;
};

constexpr std::size_t most_bars = 30;

} // namespace

std::string Printer::number(const Column& column, const Cell& cell) const
{
    if (!cell.number)
        return ui("report/no-data");
    const std::string text = local_number(decimal(*cell.number), language_);
    const std::string& unit = column.unit.empty() ? cell.code : column.unit;
    if (unit == "percent")
        return ui("report/percent", {{"n", text}});
    return unit == "hours" ? ui("report/hours", {{"n", text}}) : text;
}

std::string Printer::shown(const Column& column, const Cell& cell) const
{
    return column.type == Column::Type::number ? number(column, cell) : cell.label;
}

/// The moment, and the period where one was asked for.
std::string Printer::when(const Result& result) const
{
    const auto date = [&](const char* key) {
        return long_date(result.parameters.at(key).get<std::string>(), language_);
    };
    std::string text = ui("report/as-of", {{"date", long_date(civil_date(result.as_of), language_)}});
    const std::string stop = text.ends_with('.') ? " " : ". ";
    const bool from = result.parameters.contains("from");
    const bool to = result.parameters.contains("to");
    if (from && to)
        text += stop + ui("report/period", {{"from", date("from")}, {"to", date("to")}});
    else if (from)
        text += stop + ui("report/from", {{"from", date("from")}});
    else if (to)
        text += stop + ui("report/until", {{"to", date("to")}});
    return text;
}

std::string Printer::to_text(const Result& result) const
{
    std::string text = result.title + "\n" + std::string(display_width(result.title), '=') + "\n";
    if (result.is_training)
        text += ui("report/training") + "\n";
    text += when(result) + "\n\n";
    if (result.rows.empty())
        return text + ui("report/nothing") + "\n";
    // Notes are sentences: they stand below.
    std::vector<imi::Column> columns;
    for (const Column& column : result.columns)
        if (column.id != "note")
            columns.push_back({column.id, column.title});
    const auto writer =
        make_record_writer(RecordFormat::table, columns, false, [&](std::string_view part) { text += part; });
    const auto add = [&](const std::vector<Cell>& row) {
        Json record = Json::object();
        for (std::size_t i = 0; i < row.size(); ++i)
            record[result.columns[i].id] = shown(result.columns[i], row[i]);
        writer->record(record);
    };
    for (const std::vector<Cell>& row : result.rows)
        add(row);
    if (!result.total.empty())
        add(result.total);
    writer->finish();
    for (const std::vector<Cell>& row : result.rows)
        if (result.columns.back().id == "note" && !row.back().label.empty())
            text += "\n" + row.front().label + "\n  " + row.back().label + "\n";
    return text;
}

namespace
{

/// The beginning of a text that is no wider.
std::string cut(const std::string& text, std::size_t width)
{
    if (display_width(text) <= width)
        return text;
    std::string kept;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t next = i + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U)
            ++next;
        if (display_width(kept) + 2 > width)
            break;
        kept += text.substr(i, next - i);
        i = next;
    }
    return kept + "…";
}

/// What fits in a line of a chart: of several labels the first, which is a question, gives way.
std::string label_of(const std::vector<Column>& columns, const std::vector<Cell>& row)
{
    constexpr std::size_t width = 46, least = 12;
    std::string first, others;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].type == Column::Type::code)
            (first.empty() ? first : others) += (first.empty() ? "" : " – ") + row[i].label;
    const std::size_t taken = std::min(display_width(others), width - least);
    return cut(cut(first, width - taken) + others, width);
}

void write_svg(HtmlWriter& html, const std::vector<Bar>& bars, const std::string& id, const std::string& title,
               const std::string& description, const std::string& more)
{
    constexpr int width = 420, line = 38, bar_most = 330;
    double most = 0;
    for (const Bar& bar : bars)
        most = std::max(most, bar.number);
    const int height = static_cast<int>(bars.size()) * line + (more.empty() ? 8 : 28);
    html.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                      {"viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(height)},
                      {"width", std::to_string(width)},
                      {"height", std::to_string(height)},
                      {"role", "img"},
                      {"aria-labelledby", id + "-title " + id + "-desc"},
                      {"font-family", "Liberation Sans, Arial, sans-serif"},
                      {"font-size", "14"},
                      {"fill", "#1a1a1a"}});
    html.element("title", title, {{"id", id + "-title"}});
    html.element("desc", description, {{"id", id + "-desc"}});
    int y = 0;
    for (const Bar& bar : bars) {
        const int length = most <= 0 ? 0 : static_cast<int>(std::lround(bar.number / most * bar_most));
        html.element("text", bar.label, {{"x", "0"}, {"y", std::to_string(y + 14)}});
        html.element("rect", {},
                     {{"x", "0"},
                      {"y", std::to_string(y + 19)},
                      {"width", std::to_string(std::max(length, 1))},
                      {"height", "13"}});
        html.element("text", bar.value,
                     {{"x", std::to_string(std::max(length, 1) + 6)}, {"y", std::to_string(y + 31)}});
        y += line;
    }
    if (!more.empty())
        html.element("text", more, {{"x", "0"}, {"y", std::to_string(y + 16)}});
    html.close();
}

} // namespace

void Printer::write_chart(HtmlWriter& html, const Result& result) const
{
    const Column& column = result.columns[result.chart];
    std::vector<Bar> bars;
    for (const std::vector<Cell>& row : result.rows)
        bars.push_back(
            {label_of(result.columns, row), number(column, row[result.chart]), row[result.chart].number.value_or(0)});
    std::string more;
    if (bars.size() > most_bars) {
        std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.number > b.number; });
        more = ui("report/others", {{"n", std::to_string(bars.size() - most_bars)}});
        bars.resize(most_bars);
    }
    write_svg(html, bars, "chart-" + result.id, ui("report/chart", {{"what", result.title + ", " + column.title}}),
              ui("report/chart-below"), more);
}

std::string Printer::to_svg(const Result& result) const
{
    HtmlWriter html;
    if (result.chart != 0 && !result.rows.empty())
        write_chart(html, result);
    return html.take();
}

void Printer::write_table(HtmlWriter& html, const Result& result) const
{
    html.open("div",
              {{"class", "wide"}, {"role", "region"}, {"tabindex", "0"}, {"aria-labelledby", "report-" + result.id}});
    html.open("table", {{"class", "figures"}});
    html.open("thead");
    html.open("tr");
    for (const Column& column : result.columns)
        html.element("th", column.title,
                     {{"scope", "col"}, {"class", column.type == Column::Type::number ? "number" : "name"}});
    html.close();
    html.close();
    const auto write_row = [&](const std::vector<Cell>& row) {
        html.open("tr");
        for (std::size_t i = 0; i < row.size(); ++i) {
            const Column& column = result.columns[i];
            if (i == 0)
                html.element("th", shown(column, row[i]), {{"scope", "row"}, {"class", "name"}});
            else
                html.element("td", shown(column, row[i]),
                             {{"class", column.type == Column::Type::number ? "number" : "name"}});
        }
        html.close();
        html.line();
    };
    html.open("tbody");
    for (const std::vector<Cell>& row : result.rows)
        write_row(row);
    html.close();
    if (!result.total.empty()) {
        html.open("tfoot");
        write_row(result.total);
        html.close();
    }
    html.close();
    html.close();
}

void Printer::write_report(HtmlWriter& html, const Result& result, const Page& page) const
{
    html.open("section");
    html.element("h2", result.title, {{"id", "report-" + result.id}});
    html.element("p", when(result), {{"class", "when"}});
    html.element("p", result.definition);
    for (const std::string& note : result.notes)
        html.element("p", note);
    if (result.rows.empty()) {
        html.element("p", ui("report/nothing"));
    } else {
        constexpr std::size_t most_beside = 5;
        html.open("div", {{"class", result.columns.size() > most_beside ? "beside stacked" : "beside"}});
        if (result.chart != 0) {
            html.open("div", {{"class", "chart"}});
            html.element("p", result.columns[result.chart].title);
            write_chart(html, result);
            html.close();
        }
        write_table(html, result);
        html.close();
    }
    if (page.has_data) {
        // {formats} stands where the language wants it; the links are put there.
        const std::string text = ui("report/data", {{"formats", "\x1f"}});
        const std::size_t here = std::min(text.find('\x1f'), text.size());
        html.open("p", {{"class", "data"}});
        html.text(std::string_view{text}.substr(0, here));
        html.element("a", "CSV", {{"href", result.id + ".csv"}});
        html.text(", ");
        html.element("a", "JSON", {{"href", result.id + ".json"}});
        if (here < text.size())
            html.text(std::string_view{text}.substr(here + 1));
        html.close();
    }
    html.close();
    html.line();
}

void Printer::write_head(HtmlWriter& html, const std::vector<Result>& results, const Page& page) const
{
    const std::string title = results.size() == 1 ? results.front().title : ui("report/statistics");
    html.open("head");
    html.single("meta", {{"charset", "utf-8"}});
    html.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html.single("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", style_policy()}});
    html.element("title", results.empty() ? title : title + " – " + when(results.front()));
    html.open("style");
    html.verbatim(form_style());
    html.close();
    html.close();
    html.line();
    html.open("body", {{"class", "statistics"}});
    html.open("header");
    const auto links = [&](const std::vector<Link>& all, const std::string& name) {
        if (all.empty())
            return;
        html.open("nav", {{"aria-label", name}});
        html.open("ul", {{"class", "links"}});
        for (const Link& link : all) {
            html.open("li");
            HtmlWriter::Attributes attributes{{"href", link.address}};
            if (!link.language.empty())
                attributes.insert(attributes.end(), {{"lang", link.language}, {"hreflang", link.language}});
            if (link.is_here)
                attributes.emplace_back("aria-current", "page");
            html.element("a", link.text, attributes);
            html.close();
        }
        html.close();
        html.close();
    };
    links(page.languages, ui("form/language"));
    html.element("h1", title);
    if (!results.empty() && results.front().is_training)
        html.element("p", ui("report/training"), {{"class", "training"}});
    if (results.size() > 1) {
        html.element("p", ui("report/about", {{"entry", std::to_string(results.front().entry)}}), {{"class", "when"}});
        std::vector<Link> contents;
        for (const Result& result : results)
            contents.push_back({result.title, "#report-" + result.id, {}, false});
        links(contents, ui("report/contents"));
    }
    if (!page.others.empty()) {
        html.element("p", ui("report/nights") + ":");
        links(page.others, ui("report/nights"));
    }
    html.close();
}

std::string Printer::to_html(const std::vector<Result>& results, const Page& page) const
{
    HtmlWriter html;
    html.verbatim("<!DOCTYPE html>\n");
    html.open("html", {{"lang", language_}});
    write_head(html, results, page);
    html.open("main");
    for (const Result& result : results)
        write_report(html, result, page);
    html.close();
    html.close();
    html.close();
    return html.take();
}

} // namespace imi::report
