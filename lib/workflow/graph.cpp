// SPDX-License-Identifier: EUPL-1.2
#include "workflow/graph.hpp"

#include "text/width.hpp"
#include "workflow/scene.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace imi::workflow
{

namespace
{

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

std::string joined(const Names& names, const char* separator = ", ")
{
    std::string text;
    for (const Name& name : names)
        text += (text.empty() ? "" : separator) + name.text;
    return text;
}

std::string timing(const Timer& timer)
{
    if (timer.after)
        return "after " + to_text(*timer.after);
    if (!timer.at)
        return {};
    const std::string date = timer.at->question.empty() ? timer.at->date.text : timer.at->question.text();
    return timer.at->duration ? to_text(*timer.at->duration) + (timer.at->before ? " before " : " after ") + date
                              : "at " + date;
}

class Drawing
{
public:
    Drawing(const Workflow& workflow, const Translate& translate) : workflow_{workflow}, translate_{translate} {}

    std::string text()
    {
        std::string out = "digraph " + quoted(workflow_.id) + " {\n    rankdir=LR;\n    node [shape=box];\n    " +
                          "\"\" [shape=point];\n";
        for (const Action& start : workflow_.starts)
            edge("", start.to.text, translate_(start_path(workflow_, start.id), start.label), "");
        for (const State& state : sorted(workflow_.states))
            out += "    " + node(state, state.id, state_path(workflow_, state.id));
        for (const State& state : workflow_.states)
            edges(state, "");
        for (const EachLife& life : workflow_.each) {
            out +=
                "    subgraph " + quoted("cluster " + life.party) + " {\n        label=" + quoted(life.party) + ";\n";
            for (const State& state : sorted(life.states))
                out += "        " + node(state, life.party + "/" + state.id, each_path(workflow_, state.id));
            out += "    }\n";
            for (const State& state : life.states)
                edges(state, life.party + "/");
        }
        for (const std::string& edge : edges_)
            out += "    " + edge;
        return out + "}\n";
    }

private:
    static std::vector<State> sorted(std::vector<State> states)
    {
        std::sort(states.begin(), states.end(), [](const State& a, const State& b) { return a.id < b.id; });
        return states;
    }

    std::string node(const State& state, const std::string& id, const std::string& path) const
    {
        std::string style;
        if (state.final)
            style = ", peripheries=2";
        else if (state.only_if)
            style = ", style=dashed";
        return quoted(id) + " [label=" + quoted(translate_(path, state.label)) + style + "];\n";
    }

    void edges(const State& state, const std::string& prefix)
    {
        for (const Action& action : state.actions)
            if (!action.to.empty() && !(action.to == "previous"))
                edge(prefix + state.id, prefix + action.to.text,
                     translate_(action_path(workflow_, state, action), action.label), "");
        for (const Timer& timer : state.timers)
            if (!timer.to.empty())
                edge(prefix + state.id, prefix + timer.to.text, timing(timer), ", style=dotted");
        for (const MovesOn& moves : state.moves_on)
            edge(prefix + state.id, prefix + moves.to.text, describe(moves.condition), ", style=dotted");
        if (state.only_if)
            edge(prefix + state.id, prefix + state.otherwise.text, "not " + describe(*state.only_if), ", style=dashed");
    }

    void edge(const std::string& from, const std::string& to, const std::string& label, const std::string& style)
    {
        edges_.insert(quoted(from) + " -> " + quoted(to) + " [label=" + quoted(label) + style + "];\n");
    }

    const Workflow& workflow_;
    const Translate& translate_;
    std::set<std::string> edges_;
};

using Row = std::array<std::string, 6>;

std::string padded(const std::vector<Row>& rows)
{
    std::array<std::size_t, 6> widths{};
    for (const Row& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], display_width(row[i]));
    std::string out;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += row[i] + std::string(widths[i] - display_width(row[i]) + 2, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    }
    return out;
}

} // namespace

std::string graph(const Workflow& workflow, const Translate& translate) { return Drawing{workflow, translate}.text(); }

std::string table(const Workflow& workflow, const Translate& translate)
{
    std::vector<Row> rows{{"state", "action", "by", "next", "form", "tells"}};
    const auto state_name = [&](const EachLife* life, const std::string& id) {
        if (id.empty() || id == "previous")
            return id;
        const State* state = life == nullptr ? workflow.state(id) : life->state(id);
        return state == nullptr
                   ? id
                   : translate(life == nullptr ? state_path(workflow, id) : each_path(workflow, id), state->label);
    };
    const auto parties = [&](const Names& names) {
        std::string text;
        for (const Name& name : names) {
            const Party* party = workflow.party(name);
            text += (text.empty() ? "" : ", ") +
                    (party == nullptr ? name.text : translate(party_path(workflow, party->id), party->label));
        }
        return text;
    };
    const auto add_action = [&](const Action& action, const std::string& state, const std::string& path,
                                const EachLife* life) {
        rows.push_back({state, translate(path, action.label), parties(action.by), state_name(life, action.to.text),
                        joined(action.forms), parties(action.tells)});
    };
    for (const Action& start : workflow.starts)
        add_action(start, "-", start_path(workflow, start.id), nullptr);
    for_each_state(workflow, [&](const State& state, const EachLife* life) {
        const std::string name =
            (life == nullptr ? std::string{} : parties({{life->party, {}}}) + ": ") + state_name(life, state.id);
        if (state.only_if)
            rows.push_back(
                {name, "not " + describe(*state.only_if), "-", state_name(life, state.otherwise.text), {}, {}});
        for (const Action& action : state.actions)
            add_action(action, name, action_path(workflow, state, action), life);
        for (const Timer& timer : state.timers) {
            Names told = timer.remind;
            told.insert(told.end(), timer.escalate.begin(), timer.escalate.end());
            told.insert(told.end(), timer.tells.begin(), timer.tells.end());
            rows.push_back({name, timing(timer), "-", state_name(life, timer.to.text), {}, parties(told)});
        }
        for (const MovesOn& moves : state.moves_on)
            rows.push_back(
                {name, describe(moves.condition), "-", state_name(life, moves.to.text), {}, parties(moves.tells)});
    });
    return padded(rows);
}

} // namespace imi::workflow
