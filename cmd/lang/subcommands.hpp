// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cmd/common/tool.hpp"

namespace imi::cmd
{

void add_status(CLI::App& command, Invocation& invocation);
void add_update(CLI::App& command, Invocation& invocation);

} // namespace imi::cmd
