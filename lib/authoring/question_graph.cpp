// SPDX-License-Identifier: EUPL-1.2
#include "authoring/question_graph.hpp"

#include "text/width.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace imi::authoring
{

namespace
{

constexpr std::array<std::string_view, 3> sides = {"request", "questions", "reply"};

std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c == '\n' ? ' ' : c;
    }
    return result + '"';
}

const std::vector<Group>& groups_of(const Form& form, std::string_view side)
{
    return side == "request" ? form.request : side == "reply" ? form.reply : form.questions;
}

/// `one of countries`, `many`, `date`.
std::string answer_of(const Item& item)
{
    std::string text{to_string(item.answer.kind)};
    const CodeListPtr& list = item.answer.list;
    const bool is_choice = item.answer.kind == AnswerKind::one || item.answer.kind == AnswerKind::many;
    if (is_choice && list && !list->name.empty())
        text += " of " + list->name;
    if (!item.answer.under.empty())
        text += " under " + item.answer.under;
    return text;
}

std::string subjects_of(const Item& item)
{
    std::string text;
    for (const auto& codes : item.subjects) {
        text += text.empty() ? "for " : " and for ";
        for (const std::string& code : codes)
            text.append(&code == codes.data() ? "" : ", ").append(code);
    }
    return text;
}

/// What must be so that the item is asked, as a person reads it.
std::string when(const Item& item, const Item* parent)
{
    std::string text = subjects_of(item);
    if (item.ask_if)
        text.append(text.empty() ? "" : "; ").append(describe(*item.ask_if));
    if (item.always)
        text.append(text.empty() ? "" : "; ").append("always");
    return text.empty() && parent != nullptr ? "with its question" : text;
}

class Drawing
{
public:
    Drawing(const Form& form, const Wording& wording) : form_{form}, wording_{wording} {}

    std::string text()
    {
        out_ = "digraph " + quoted(form_.id) + " {\n    rankdir=LR;\n    node [shape=box];\n";
        for (const std::string_view side : sides) {
            for (const Group& group : groups_of(form_, side))
                draw(group, side);
        }
        for (const std::string_view side : sides)
            for_each_item(groups_of(form_, side), [&](const Item& item, const Item* parent) { edges(item, parent); });
        return out_ + "}\n";
    }

private:
    void draw(const Group& group, std::string_view side)
    {
        out_ += "    subgraph " + quoted("cluster_" + std::string{side} + "_" + group.id) +
                " {\n        label=" + quoted(std::string{side} + ": " + wording_(group.path, group.title)) + ";\n";
        for_each_item(group.items, nullptr, [&](const Item& item, const Item*) {
            const std::string title =
                item.title.empty() ? wording_(item.path, item.ask) : wording_(item.path + "/title", item.title);
            // A doubled backslash would show: the line break is Graphviz's own.
            std::string label = quoted(title);
            label.insert(label.size() - 1, "\\n" + answer_of(item));
            out_ += "        " + quoted(item.id) + " [label=" + label + "];\n";
        });
        out_ += "    }\n";
    }

    void edges(const Item& item, const Item* parent)
    {
        std::vector<std::string> from;
        if (item.ask_if)
            from = named_items(*item.ask_if);
        const std::string condition = item.ask_if ? describe(*item.ask_if) : std::string{};
        if (parent != nullptr && std::find(from.begin(), from.end(), parent->id) == from.end())
            out_ += "    " + quoted(parent->id) + " -> " + quoted(item.id) + ";\n";
        for (const std::string& id : from)
            out_ += "    " + quoted(id) + " -> " + quoted(item.id) + " [label=" + quoted(condition) + "];\n";
    }

    const Form& form_;
    const Wording& wording_;
    std::string out_;
};

using Cells = std::array<std::string, 4>;

void add_rows(const std::vector<Item>& items, const Item* parent, std::size_t depth, const Wording& wording,
              std::vector<Cells>& out)
{
    for (const Item& item : items) {
        std::string ask = wording(item.path, item.ask);
        std::replace(ask.begin(), ask.end(), '\n', ' ');
        out.push_back({std::string(2 * depth, ' ') + item.id, answer_of(item), when(item, parent), ask});
        add_rows(item.follow_ups, &item, depth + 1, wording, out);
    }
}

} // namespace

std::string question_graph(const Form& form, const Wording& wording) { return Drawing{form, wording}.text(); }

std::string question_table(const Form& form, const Wording& wording)
{
    std::vector<Cells> rows{{"item", "answer", "asked", "text"}};
    for (const std::string_view side : sides) {
        for (const Group& group : groups_of(form, side)) {
            rows.push_back({std::string{side} + ": " + wording(group.path, group.title), "", "", ""});
            add_rows(group.items, nullptr, 1, wording, rows);
        }
    }
    std::array<std::size_t, 4> widths{};
    for (const Cells& row : rows) {
        // The heading of a group may run over the other columns, which it leaves empty.
        for (std::size_t i = row[1].empty() ? 1 : 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], display_width(row[i]));
    }
    std::string out;
    for (const Cells& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            const std::size_t width = display_width(row[i]);
            if (i + 1 < row.size() && !row[1].empty())
                line.append(widths[i] + 2 - std::min(width, widths[i]), ' ');
        }
        out += line + "\n";
    }
    return out;
}

} // namespace imi::authoring
