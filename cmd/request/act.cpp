// SPDX-License-Identifier: EUPL-1.2
#include "cmd/request/subcommands.hpp"

#include "cases/case_forms.hpp"
#include "directory/import.hpp"
#include "text/escape.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

/// What starts and actions take alike.
struct InputOptions {
    std::string form, key, recipient;
    std::vector<std::string> settings, to, users, parts;
};

void add_input(CLI::App& command, InputOptions& options)
{
    command
        .add_option("--form", options.form, "what is filled in: the form file, or a text form; - reads standard input")
        ->type_name("FILE");
    command.add_option("--set", options.settings, "one field of the form, over what --form says; may be repeated")
        ->type_name("FIELD=VALUE");
    command.add_option("--to", options.to, "the authority that is named; may be repeated")->type_name("AUTHORITY");
    command.add_option("--key", options.key, "your own reference: the same again is answered, not done again")
        ->type_name("TEXT");
}

std::pair<std::string, std::string> cut(const std::string& text, const std::string& option, const std::string& shape)
{
    const std::size_t at = text.find('=');
    if (at == std::string::npos || at == 0)
        throw Error{Status::usage, "CLI-001", option + ": " + escape_for_message(text) + " has no \"=\"",
                    "write " + option + " " + shape};
    return {text.substr(0, at), text.substr(at + 1)};
}

void take(const InputOptions& options, Invocation& invocation, ActInput& input)
{
    const ChangeOptions change = invocation.change_options();
    input.set = parse_settings(options.settings);
    input.to = options.to;
    input.users = options.users;
    for (const std::string& text : options.parts) {
        auto [authority, questions] = cut(text, "--part", "AUTHORITY=QUESTION,QUESTION");
        CasePart& part = input.parts.emplace_back();
        part.authority = std::move(authority);
        for (std::size_t at = 0; at <= questions.size();) {
            const std::size_t end = std::min(questions.find(',', at), questions.size());
            part.questions.push_back(questions.substr(at, end - at));
            at = end + 1;
        }
    }
    input.recipient = options.recipient;
    input.key = options.key;
    input.comment = change.comment;
    input.dry_run = change.dry_run;
    if (change.if_version)
        input.if_version = static_cast<int>(std::min<std::int64_t>(*change.if_version, INT32_MAX));
}

void print_outcome(const ActOutcome& outcome, Invocation& invocation)
{
    invocation.out().spare_table({"state"});
    invocation.out().single(to_json(outcome));
    for (const std::string& country : outcome.left_out)
        invocation.warn({Severity::warning, "CAS-070", {}, {}, country + " has no postbox and was left out", {}});
    if (outcome.repeated)
        invocation.note(invocation.tool() + ": this was done before with the same key; nothing was changed");
}

void outcome_columns(CLI::App& command, Invocation& invocation)
{
    invocation.out().records(command,
                             {{"id", "case"},
                              {"action", "action"},
                              {"state", "state code"},
                              {"label", "state"},
                              {"party", "as"},
                              {"version", "version"},
                              {"parts", "parts"},
                              {"repeated", "repeated"},
                              {"dry_run", "dry run"}},
                             "id");
}

struct NewOptions : InputOptions {
    StartInput start;
    DeskOptions desk;
    std::vector<std::string> subjects;
};

void run_new(const NewOptions& options, Invocation& invocation)
{
    StartInput input = options.start;
    take(options, invocation, input);
    for (const std::string& text : options.subjects)
        input.subject.push_back(cut(text, "--subject", "VOCABULARY=CODE"));
    CaseDesk desk = desk_of(invocation, options.desk);
    if (!options.form.empty()) {
        input.form = read_form_file(options.form, [&] { return desk.start_forms(input); });
        input.form_name = options.form;
    }
    const ActOutcome outcome = desk.start(input);
    if (invocation.out().format() != "table")
        return print_outcome(outcome, invocation);
    // The number alone, for scripts: CASE=$(imi-request new ...)
    invocation.out().document(outcome.id + "\n");
    if (outcome.dry_run)
        invocation.note(invocation.tool() + ": a dry run; nothing was changed, and the number may become another");
    else if (outcome.repeated)
        invocation.note(invocation.tool() + ": this was begun before with the same key; nothing was changed");
}

struct ActOptions : InputOptions {
    CaseOptions on;
    std::string action;
};

void run_act(const ActOptions& options, Invocation& invocation)
{
    ActInput input;
    take(options, invocation, input);
    CaseDesk desk = desk_of(invocation, options.on.desk);
    if (!options.form.empty()) {
        input.form = read_form_file(options.form, [&] { return desk.forms(options.on.id, options.action, true); });
        input.form_name = options.form;
    }
    print_outcome(desk.act(options.on.id, options.action, input), invocation);
}

void add_acting(CLI::App& command, Invocation& invocation, const std::shared_ptr<ActOptions>& options)
{
    add_input(command, *options);
    command.add_option("--user", options->users, "login to which the case is given; may be repeated")
        ->type_name("LOGIN");
    command.add_option("--part", options->parts, "questions of one part, where the case is split; may be repeated")
        ->type_name("AUTHORITY=QUESTION,QUESTION");
    command
        .add_option("--recipient", options->recipient, "country or authority, where you stand for several recipients")
        ->type_name("WHOM");
    invocation.changes(command, true);
    outcome_columns(command, invocation);
    command.callback([options, &invocation] { run_act(*options, invocation); });
}

} // namespace

void add_new(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<NewOptions>();
    StartInput& start = options->start;
    command.add_option("--area", start.area, "legislative area: its code or short code")->type_name("AREA")->required();
    command.add_option("--questionset", start.questionset, "question set, with or without @VERSION")->type_name("SET");
    add_from(command, options->desk);
    add_input(command, *options);
    command.add_option("--subject", options->subjects, "what the case is about, such as professions=doctor")
        ->type_name("VOCABULARY=CODE");
    command.add_option("--ask", start.ask, "a question, beside those of --form; may be repeated")
        ->type_name("QUESTION");
    command.add_option("--workflow", start.workflow, "where the area uses the set in several")->type_name("WORKFLOW");
    command.add_option("--start", start.start, "where the workflow begins in several ways")->type_name("START");
    command.add_option("--follows", start.follows, "the earlier case that this one goes on from")->type_name("CASE");
    invocation.changes(command);
    outcome_columns(command, invocation);
    command.callback([options, &invocation] { run_new(*options, invocation); });
}

void add_act(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<ActOptions>();
    add_case(command, options->on);
    command.add_option("ACTION", options->action, "id of the action: imi-request actions CASE lists them")->required();
    add_acting(command, invocation, options);
}

void add_action(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<ActOptions>();
    options->action = invocation.verb();
    add_case(command, options->on);
    add_acting(command, invocation, options);
}

} // namespace imi::cmd
