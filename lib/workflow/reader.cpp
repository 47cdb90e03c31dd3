// SPDX-License-Identifier: EUPL-1.2
#include "workflow/reader.hpp"

#include "rules/version.hpp"
#include "text/suggest.hpp"
#include "workflow/source.hpp"

#include <algorithm>

namespace imi::workflow
{

namespace
{

void add_action(Source& source, State& state, Action action)
{
    if (state.action(action.id) != nullptr)
        source.error("WF-020", action.at,
                     "the action " + in_quotes(action.id) + " stands twice for the state " + in_quotes(state.id));
    else
        state.actions.push_back(std::move(action));
}

/// Puts shared actions into their states. `states` are those of the case, or of recipients.
void share(Source& source, std::vector<State>& states, const std::vector<SharedAction>& shared)
{
    const auto find = [&](const Name& name) {
        const auto state =
            std::find_if(states.begin(), states.end(), [&](const State& other) { return name == other.id; });
        if (state == states.end()) {
            std::vector<std::string> known{"open"};
            for (const State& other : states)
                known.push_back(other.id);
            source.error("WF-011", name.at, "there is no state " + in_quotes(name.text), suggest_one(name.text, known));
        }
        return state;
    };
    for (const SharedAction& each : shared) {
        for (const Name& name : each.except)
            find(name);
        if (each.in.size() == 1 && each.in.front() == "open") {
            for (State& state : states)
                if (!state.final && !contains(each.except, state.id))
                    add_action(source, state, each.action);
            continue;
        }
        for (const Name& name : each.in)
            if (const auto state = find(name); state != states.end() && !contains(each.except, state->id))
                add_action(source, *state, each.action);
    }
}

/// Who acts where `by` is absent, and the labels.
void write_defaults(Source& source, std::vector<State>& states, const std::string& each_party)
{
    for (State& state : states) {
        if (state.label.empty())
            state.label = default_label(state.id);
        for (Action& action : state.actions) {
            if (action.label.empty())
                action.label = default_label(action.id);
            if (!action.by.empty())
                continue;
            if (!each_party.empty())
                action.by = {{each_party, action.at}};
            else if (!state.waits_for.empty())
                action.by = {{state.waits_for.text, action.at}};
            else
                source.error("WF-003", action.at,
                             "the action " + in_quotes(action.id) + " needs \"by\": the state " + in_quotes(state.id) +
                                 " waits for nobody");
        }
    }
}

EachLife read_each(Source& source, const Name& party, const YamlNode& node)
{
    EachLife life;
    life.party = party.text;
    life.at = party.at;
    std::vector<SharedAction> shared;
    source.map(node, "each", party.at,
               {{"while", [&](const YamlNode& n) { life.during = source.names(n, "while"); }, true},
                {"states",
                 [&](const YamlNode& n) {
                     source.ids(n, "states", [&](const Name& id, const YamlNode& value) {
                         life.states.push_back(read_state(source, id, value));
                     });
                 },
                 true},
                {"shared", [&](const YamlNode& n) {
                     source.ids(n, "shared", [&](const Name& id, const YamlNode& value) {
                         shared.push_back(read_shared(source, id, value));
                     });
                 }}});
    share(source, life.states, shared);
    write_defaults(source, life.states, party.text);
    return life;
}

void note(Workflow& workflow, const QuestionName& question)
{
    if (question.empty())
        return;
    auto& questions = workflow.reads[question.form];
    if (std::find(questions.begin(), questions.end(), question.question) == questions.end())
        questions.push_back(question.question);
}

void note(Workflow& workflow, const DateRule& rule)
{
    note(workflow, rule.question);
    for (const DateRule& part : rule.parts)
        note(workflow, part);
}

/// Questions whose answers the engine needs, sorted. The address of a guest is not among them: mail looks it up.
void note_reads(Workflow& workflow)
{
    for_each_action(workflow, [&](const Action& action, const State*, const EachLife*) {
        for (const Adding& adding : action.adds)
            note(workflow, adding.question);
        for (const DateSet& set : action.sets)
            note(workflow, set.rule);
    });
    for_each_condition(workflow, [&](const Condition& condition) {
        for_each_part(condition, [&](const Condition& part) { note(workflow, part.question); });
    });
    for_each_state(workflow, [&](const State& state, const EachLife*) {
        for (const Timer& timer : state.timers)
            if (timer.at)
                note(workflow, timer.at->question);
    });
    for (const Party& party : workflow.parties) {
        note(workflow, party.of_answer);
        for (const auto* list : {&party.country, &party.region})
            for (const QuestionName& question : *list)
                note(workflow, question);
    }
    for (const auto& keeping : {workflow.retention.block, workflow.retention.purge})
        if (keeping)
            note(workflow, keeping->question);
    for (auto& [form, questions] : workflow.reads)
        std::sort(questions.begin(), questions.end());
}

std::string stem(const std::string& file)
{
    const std::size_t slash = file.find_last_of("/\\");
    const std::string name = slash == std::string::npos ? file : file.substr(slash + 1);
    return name.substr(0, name.find('.'));
}

} // namespace

Workflow read_workflow(const YamlNode& root, const std::string& file, Findings& findings)
{
    Source source{file, findings};
    Workflow workflow;
    workflow.file = file;
    workflow.at = position_of(root);
    std::vector<SharedAction> shared;
    source.map(root, "a workflow", position_of(root),
               {{"workflow",
                 [&](const YamlNode& n) {
                     workflow.id = source.text(n, "workflow");
                     workflow.at = position_of(n);
                     if (!is_id(workflow.id))
                         source.error("WF-004", position_of(n), in_quotes(workflow.id) + " is no id");
                     else if (workflow.id != stem(file))
                         source.error("WF-005", position_of(n),
                                      "the workflow is called " + in_quotes(workflow.id) + " and its file " +
                                          in_quotes(stem(file)));
                 },
                 true},
                {"version",
                 [&](const YamlNode& n) {
                     workflow.version = source.text(n, "version");
                     if (!parse_version(workflow.version))
                         source.error("WF-006", position_of(n), in_quotes(workflow.version) + " is no version",
                                      "write MAJOR.MINOR, such as 1.0");
                 },
                 true},
                {"title", [&](const YamlNode& n) { workflow.title = source.text(n, "title"); }, true},
                {"parties", [&](const YamlNode& n) { workflow.parties = read_parties(source, n); }, true},
                {"setup", [&](const YamlNode& n) { workflow.setup = read_setup(source, n); }},
                {"forms", [&](const YamlNode& n) { workflow.forms = read_forms(source, n); }},
                {"children", [&](const YamlNode& n) { workflow.children = read_children(source, n); }},
                {"start",
                 [&](const YamlNode& n) {
                     source.ids(n, "start", [&](const Name& id, const YamlNode& value) {
                         Action start = read_action(source, id, value, true);
                         if (start.label.empty())
                             start.label = default_label(start.id);
                         workflow.starts.push_back(std::move(start));
                     });
                 },
                 true},
                {"states",
                 [&](const YamlNode& n) {
                     source.ids(n, "states", [&](const Name& id, const YamlNode& value) {
                         workflow.states.push_back(read_state(source, id, value));
                     });
                 },
                 true},
                {"shared",
                 [&](const YamlNode& n) {
                     source.ids(n, "shared", [&](const Name& id, const YamlNode& value) {
                         shared.push_back(read_shared(source, id, value));
                     });
                 }},
                {"each",
                 [&](const YamlNode& n) {
                     source.ids(n, "each", [&](const Name& party, const YamlNode& value) {
                         workflow.each.push_back(read_each(source, party, value));
                     });
                 }},
                {"sees", [&](const YamlNode& n) { workflow.sees = read_sees(source, n); }, true},
                {"retention", [&](const YamlNode& n) { workflow.retention = read_retention(source, n); }}});
    share(source, workflow.states, shared);
    write_defaults(source, workflow.states, {});
    note_reads(workflow);
    return workflow;
}

} // namespace imi::workflow
