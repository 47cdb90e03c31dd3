// SPDX-License-Identifier: EUPL-1.2
#include "forms/html_writer.hpp"

namespace imi
{

namespace
{

void append_escaped(std::string& html, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '&':
            html += "&amp;";
            break;
        case '<':
            html += "&lt;";
            break;
        case '>':
            html += "&gt;";
            break;
        case '"':
            html += "&quot;";
            break;
        case '\'':
            html += "&#39;";
            break;
        default:
            html += c;
        }
    }
}

} // namespace

void HtmlWriter::start(std::string_view name, const Attributes& attributes)
{
    html_.append("<").append(name);
    for (const auto& [attribute, value] : attributes) {
        html_.append(" ").append(attribute).append("=\"");
        append_escaped(html_, value);
        html_ += '"';
    }
    html_ += '>';
}

void HtmlWriter::open(std::string_view name, const Attributes& attributes)
{
    start(name, attributes);
    open_.emplace_back(name);
}

void HtmlWriter::close()
{
    html_.append("</").append(open_.back()).append(">\n");
    open_.pop_back();
}

void HtmlWriter::element(std::string_view name, std::string_view text, const Attributes& attributes)
{
    start(name, attributes);
    append_escaped(html_, text);
    html_.append("</").append(name).append(">");
}

void HtmlWriter::single(std::string_view name, const Attributes& attributes) { start(name, attributes); }

void HtmlWriter::text(std::string_view text) { append_escaped(html_, text); }

std::string script_json(std::string json)
{
    std::string safe;
    safe.reserve(json.size());
    for (const char c : json) {
        if (c == '<')
            safe += "\\u003c";
        else if (c == '>')
            safe += "\\u003e";
        else if (c == '&')
            safe += "\\u0026";
        else
            safe += c;
    }
    return safe;
}

} // namespace imi
