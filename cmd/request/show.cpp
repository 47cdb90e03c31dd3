// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/shipped.hpp"
#include "cmd/request/subcommands.hpp"

#include "cases/case_forms.hpp"
#include "forms/case_sheet.hpp"

#include <nlohmann/json.hpp>

namespace imi::cmd
{

namespace
{

std::string printed(const CaseOptions& options, Invocation& invocation, const std::string& verb, bool as_html = false)
{
    CaseDesk desk = desk_of(invocation, options.desk);
    const CasePrint print = desk.print(options.id, verb);
    const UiTexts ui = shipped_ui_texts(invocation.language());
    const CaseSheet sheet = make_case_sheet(print, ui, invocation.language(), invocation.clock().now());
    return as_html ? to_html(sheet) : to_text(sheet);
}

/// The case as data, with yes and no in the reader's language too.
nlohmann::ordered_json shown(const CaseOptions& options, Invocation& invocation)
{
    const UiTexts ui = shipped_ui_texts(invocation.language());
    DeskOptions desk = options.desk;
    for (const std::string code : {"yes", "no", "unknown"})
        for (const char* list : {"yes-no/", "yes-no-unknown/"})
            desk.words[list + code] = ui.text("answer/" + code, invocation.language());
    return desk_of(invocation, std::move(desk)).show(options.id);
}

/// In a table the arithmetic stands line by line below each timer.
void run_explain(const CaseOptions& options, Invocation& invocation)
{
    std::string text;
    for (const nlohmann::ordered_json& timer : desk_of(invocation, options.desk).explain(options.id)) {
        if (invocation.out().format() != "table") {
            invocation.out().record(timer);
            continue;
        }
        const std::string recipient =
            timer.contains("recipient") ? " (" + timer["recipient"].get<std::string>() + ")" : "";
        text += timer["timer"].get<std::string>() + recipient + ": " + timer["due"].get<std::string>() + "\n";
        for (const nlohmann::ordered_json& line : timer["lines"])
            text += "  " + line.get<std::string>() + "\n";
    }
    if (invocation.out().format() == "table")
        invocation.out().document(text);
}

} // namespace

void add_list(CLI::App& command, Invocation& invocation)
{
    struct Options {
        CaseFilter filter;
        DeskOptions desk;
    };
    auto options = std::make_shared<Options>();
    add_filter(command, options->filter);
    add_number(command, "--limit", options->filter.limit, "how many at most", 1, 1'000'000);
    add_from(command, options->desk);
    invocation.out().records(command,
                             {{"id", "case"},
                              {"area", "area"},
                              {"workflow", "workflow"},
                              {"questionset", "question set"},
                              {"subject", "subject"},
                              {"state", "state code"},
                              {"label", "state"},
                              {"from", "from"},
                              {"to", "to"},
                              {"due", "due"},
                              {"overdue", "overdue"},
                              {"urgent", "urgent"},
                              {"awaits_me", "waits for you"},
                              {"started", "started"},
                              {"changed", "changed"},
                              {"version", "version"},
                              {"key", "key"}},
                             "id");
    command.callback([options, &invocation] {
        invocation.out().spare_table({"area", "workflow", "questionset", "subject", "state", "started", "version"});
        for (const nlohmann::ordered_json& one : desk_of(invocation, options->desk).list(options->filter))
            invocation.out().record(one);
    });
}

void add_show(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<CaseOptions>();
    add_case(command, *options);
    invocation.out().documents(command, {"table", "json"});
    command.callback([options, &invocation] {
        if (invocation.out().format() == "table")
            return invocation.out().document(printed(*options, invocation, "show"));
        invocation.out().document(shown(*options, invocation).dump(2) + "\n");
    });
}

void add_history(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<CaseOptions>();
    add_case(command, *options);
    invocation.out().records(command,
                             {{"version", "version"},
                              {"at", "at"},
                              {"kind", "kind"},
                              {"action", "action"},
                              {"label", "what"},
                              {"authority", "by"},
                              {"user", "user"},
                              {"to", "state"},
                              {"comment", "comment"}},
                             "version");
    command.callback([options, &invocation] {
        invocation.out().spare_table({"action"});
        for (const nlohmann::ordered_json& event : desk_of(invocation, options->desk).history(options->id))
            invocation.out().record(event);
    });
}

void add_explain(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<CaseOptions>();
    add_case(command, *options);
    invocation.out().records(
        command, {{"timer", "timer"}, {"recipient", "recipient"}, {"due", "due"}, {"zone", "zone"}, {"lines", "how"}},
        "timer");
    command.callback([options, &invocation] { run_explain(*options, invocation); });
}

void add_print(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<CaseOptions>();
    add_case(command, *options);
    invocation.out().documents(command, {"text", "html"});
    command.callback([options, &invocation] {
        invocation.out().document(printed(*options, invocation, "print", invocation.out().format() == "html"));
    });
}

} // namespace imi::cmd
