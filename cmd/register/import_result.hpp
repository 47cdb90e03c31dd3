// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cmd/common/tool.hpp"
#include "directory/import.hpp"

#include <functional>
#include <string>

namespace imi::cmd
{

/// Columns of what an import, apply or revert did.
std::vector<Column> import_columns();
/// How much of what is going to happen row by row is wanted: with --verbose all, of a dry run that is read as a table
/// the first changes.
void ask_items(Invocation& invocation, ImportOptions& import);
/// Runs an import that shows its progress and that an interruption stops without a trace.
ImportResult interruptible(Invocation& invocation, const std::function<ImportResult(const ActContext&)>& import);
/// Tells errors and warnings, then what was done. Throws Error where it was refused; `hint`: what can be done then.
void print_import(Invocation& invocation, const ImportResult& result, const ImportOptions& import,
                  const std::string& hint);

} // namespace imi::cmd
