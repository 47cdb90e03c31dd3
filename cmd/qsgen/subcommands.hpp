// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cmd/common/tool.hpp"

namespace imi::cmd
{

void add_init(CLI::App& command, Invocation& invocation);
void add_check(CLI::App& command, Invocation& invocation);
void add_explain(CLI::App& command, Invocation& invocation);
void add_fmt(CLI::App& command, Invocation& invocation);
void add_graph(CLI::App& command, Invocation& invocation);
void add_cover(CLI::App& command, Invocation& invocation);
void add_build(CLI::App& command, Invocation& invocation);
void add_install(CLI::App& command, Invocation& invocation);
void add_diff(CLI::App& command, Invocation& invocation);

} // namespace imi::cmd
