// SPDX-License-Identifier: EUPL-1.2
#include "cmd/request/subcommands.hpp"

#include "base/limits.hpp"
#include "cases/case_forms.hpp"
#include "formats/input.hpp"
#include "formats/json.hpp"
#include "forms/text_form.hpp"
#include "text/escape.hpp"

#include <nlohmann/json.hpp>

// What several subcommands share.

namespace imi::cmd
{

void add_from(CLI::App& command, DeskOptions& options)
{
    command.add_option("--from", options.from, "for which authority, where you act for several")
        ->type_name("AUTHORITY");
}

void add_case(CLI::App& command, CaseOptions& options)
{
    command.add_option("CASE", options.id, "number of the case, such as PQ-2008-000131")->required();
    add_from(command, options.desk);
}

CaseDesk desk_of(Invocation& invocation, DeskOptions options)
{
    options.language = invocation.language();
    return {invocation.store(), invocation.context(), std::move(options)};
}

void add_filter(CLI::App& command, CaseFilter& filter)
{
    command.add_flag("--inbox", filter.inbox, "those that wait for you, the most urgent first");
    command.add_flag("--outbox", filter.outbox, "those that your authority began");
    command.add_flag("--overdue", filter.overdue, "those with a deadline that has passed");
    command.add_flag("--open", filter.open, "those that have not ended");
    command.add_option("--state", filter.state, "those in this state of their workflow")->type_name("STATE");
    command.add_option("--area", filter.area, "those of this legislative area")->type_name("AREA");
    command.add_option("--workflow", filter.workflow, "those of this workflow")->type_name("WORKFLOW");
    command.add_option("--key", filter.key, "the one that you began with this key")->type_name("TEXT");
}

nlohmann::ordered_json read_form_file(const std::string& path, const std::function<std::vector<FormToFill>()>& forms)
{
    Input input = Input::open(path);
    const char first = input.peek();
    const std::string name = input.name();
    const std::string text = read_all(input, limits::line_bytes);
    if (first == '{')
        return parse_json(text, {name, 1, 0});
    if (first == 0)
        throw Error{Status::input, "CAS-020", escape_for_message(name) + " is empty; nothing was changed",
                    "imi-request form gives a form to fill in"};
    const std::vector<FormToFill> all = forms();
    if (all.size() != 1)
        throw Error{Status::input, "CAS-020",
                    escape_for_message(name) + " is no form file, and the action takes " +
                        (all.empty() ? "no form" : "several forms") + "; nothing was changed",
                    all.empty() ? "leave --form out" : "give the JSON that imi-request form prints"};
    const TextFormContent content = read_text_form(text, name, *all.front().form.form, all.front().form.stage);
    if (!content.faults.empty()) {
        const Diagnostic& fault = content.faults.front();
        const std::string others =
            content.faults.size() == 1 ? "" : " (and " + std::to_string(content.faults.size() - 1) + " more)";
        throw Error{Status::input, fault.code, fault.message + others + "; nothing was changed", fault.hint,
                    fault.place.text()};
    }
    return content.file;
}

} // namespace imi::cmd
