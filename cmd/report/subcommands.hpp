// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cmd/common/shipped.hpp"
#include "cmd/common/tool.hpp"

#include "report/run.hpp"

namespace imi::cmd
{

void add_list(CLI::App& command, Invocation& invocation);
void add_describe(CLI::App& command, Invocation& invocation);
void add_run(CLI::App& command, Invocation& invocation);
void add_nightly(CLI::App& command, Invocation& invocation);
void add_verify(CLI::App& command, Invocation& invocation);

/// Uses the reports of the store within one snapshot, in the language of the invocation, for whoever has a login.
void with_desk(Invocation& invocation, const UiTexts& ui, const std::function<void(report::Desk&)>& use);

} // namespace imi::cmd
