// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cmd/common/tool.hpp"

#include "cases/case_desk.hpp"

#include <functional>
#include <string>
#include <vector>

namespace imi::cmd
{

void add_new(CLI::App& command, Invocation& invocation);
void add_act(CLI::App& command, Invocation& invocation);
void add_action(CLI::App& command, Invocation& invocation);
void add_actions(CLI::App& command, Invocation& invocation);
void add_form(CLI::App& command, Invocation& invocation);
void add_list(CLI::App& command, Invocation& invocation);
void add_show(CLI::App& command, Invocation& invocation);
void add_history(CLI::App& command, Invocation& invocation);
void add_explain(CLI::App& command, Invocation& invocation);
void add_print(CLI::App& command, Invocation& invocation);
void add_attach(CLI::App& command, Invocation& invocation);
void add_files(CLI::App& command, Invocation& invocation);
void add_fetch(CLI::App& command, Invocation& invocation);
void add_batch(CLI::App& command, Invocation& invocation);
void add_import(CLI::App& command, Invocation& invocation);
void add_export(CLI::App& command, Invocation& invocation);
void add_events(CLI::App& command, Invocation& invocation);
void add_due(CLI::App& command, Invocation& invocation);
void add_mail(CLI::App& command, Invocation& invocation);

/// A subcommand about one case: the words CASE, and --from, for which authority it is done.
struct CaseOptions {
    std::string id;
    DeskOptions desk;
};
void add_case(CLI::App& command, CaseOptions& options);
void add_from(CLI::App& command, DeskOptions& options);
/// The desk of whoever calls.
CaseDesk desk_of(Invocation& invocation, DeskOptions options);

/// Which cases: --inbox and others.
void add_filter(CLI::App& command, CaseFilter& filter);

/// A form as a file has it: a form file (CONTRACT 4), or a text form of one of `forms`, which is asked only then.
nlohmann::ordered_json read_form_file(const std::string& path, const std::function<std::vector<FormToFill>()>& forms);

} // namespace imi::cmd
