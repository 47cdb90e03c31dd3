// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/request/subcommands.hpp"

#include "cases/case_forms.hpp"
#include "forms/case_sheet.hpp"
#include "forms/text_form.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

struct FormOptions {
    CaseOptions on;
    std::string action, name;
};

/// The one form that a page is made of.
const FormToFill& chosen(const std::vector<FormToFill>& forms, const FormOptions& options)
{
    std::vector<std::string> names;
    for (const FormToFill& fill : forms) {
        names.push_back(fill.form.id);
        if (options.name.empty() ? forms.size() == 1 : fill.form.id == options.name)
            return fill;
    }
    if (names.empty())
        throw Error{Status::input, "CAS-020", options.action + " takes no form", "do it without one"};
    const std::string list = joined(names, " or ");
    if (options.name.empty())
        throw Error{Status::usage, "CAS-020", options.action + " takes several forms", "say which: --name " + list};
    throw Error{Status::usage, "CAS-020", options.action + " takes no form " + in_quotes(options.name),
                "say which: --name " + list};
}

void run_form(const FormOptions& options, Invocation& invocation)
{
    CaseDesk desk = desk_of(invocation, options.on.desk);
    if (invocation.out().format() == "json")
        return invocation.out().document(desk.form(options.on.id, options.action).dump(2) + "\n");
    const std::vector<FormToFill> forms = desk.forms(options.on.id, options.action);
    const FormToFill& fill = chosen(forms, options);
    const UiTexts ui = shipped_ui_texts();
    const FormTexts texts{fill.texts.form, fill.texts.fingerprint, fill.texts.languages, ui};
    const FormPage page = page_of(fill, options.on.id);
    invocation.out().document(invocation.out().format() == "html" ? html_form(texts, page) : text_form(texts, page));
}

} // namespace

void add_form(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<FormOptions>();
    add_case(command, options->on);
    command.add_option("ACTION", options->action, "the action whose form it is")->required();
    command.add_option("--name", options->name, "which form, where the action takes several")->type_name("FORM");
    invocation.out().documents(command, {"json", "html", "text"});
    command.callback([options, &invocation] { run_form(*options, invocation); });
}

void add_actions(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<CaseOptions>();
    add_case(command, *options);
    invocation.out().records(command,
                             {{"action", "action"},
                              {"label", "label"},
                              {"allowed", "allowed"},
                              {"recipient", "recipient"},
                              {"forms", "forms"},
                              {"comment", "comment"},
                              {"names", "names"},
                              {"to", "next state"},
                              {"reason", "why not"}},
                             "action");
    command.callback([options, &invocation] {
        for (const nlohmann::ordered_json& action : desk_of(invocation, options->desk).actions(options->id))
            invocation.out().record(action);
    });
}

} // namespace imi::cmd
