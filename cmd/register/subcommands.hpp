// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cmd/common/tool.hpp"
#include "directory/setup.hpp"

namespace imi::cmd
{

void add_import(CLI::App& command, Invocation& invocation);
void add_export(CLI::App& command, Invocation& invocation);
void add_apply(CLI::App& command, Invocation& invocation);
void add_show_plan(CLI::App& command, Invocation& invocation);
void add_revert(CLI::App& command, Invocation& invocation);
void add_template(CLI::App& command, Invocation& invocation);
void add_log(CLI::App& command, Invocation& invocation);
void add_history(CLI::App& command, Invocation& invocation);
void add_authority_show(CLI::App& command, Invocation& invocation);
void add_authority_set(CLI::App& command, Invocation& invocation);
void add_authority_suspend(CLI::App& command, Invocation& invocation);
void add_authority_reactivate(CLI::App& command, Invocation& invocation);
void add_authority_merge(CLI::App& command, Invocation& invocation);
void add_authority_split(CLI::App& command, Invocation& invocation);
void add_setup_apply(CLI::App& command, Invocation& invocation);
void add_setup_show(CLI::App& command, Invocation& invocation);
void add_setup_check(CLI::App& command, Invocation& invocation);
void add_setup_what_if(CLI::App& command, Invocation& invocation);
void add_user_show(CLI::App& command, Invocation& invocation);
void add_user_set(CLI::App& command, Invocation& invocation);
void add_user_suspend(CLI::App& command, Invocation& invocation);
void add_user_reactivate(CLI::App& command, Invocation& invocation);
void add_user_handover(CLI::App& command, Invocation& invocation);
void add_duplicates(CLI::App& command, Invocation& invocation);

/// Prints what a single change did.
void print_change(Invocation& invocation, const ChangeResult& result, bool dry_run);
/// Prints what became of set-ups.
void print_setups(Invocation& invocation, const SetupResult& result, bool dry_run);
/// "city: Paris -> Lyon".
std::string change_text(const ChangedCell& cell);
/// Prints what changes of one command did, a record each.
void print_changes(Invocation& invocation, const std::vector<ChangeResult>& results, bool dry_run);
/// Columns of it.
std::vector<Column> change_columns();

} // namespace imi::cmd
