// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cmd/common/tool.hpp"

namespace imi::cmd
{

void add_init(CLI::App& command, Invocation& invocation);
void add_info(CLI::App& command, Invocation& invocation);
void add_whoami(CLI::App& command, Invocation& invocation);
void add_check(CLI::App& command, Invocation& invocation);
void add_migrate(CLI::App& command, Invocation& invocation);
void add_audit_list(CLI::App& command, Invocation& invocation);
void add_audit_verify(CLI::App& command, Invocation& invocation);
void add_identity_list(CLI::App& command, Invocation& invocation);
void add_identity_map(CLI::App& command, Invocation& invocation);
void add_identity_unmap(CLI::App& command, Invocation& invocation);
void add_backup(CLI::App& command, Invocation& invocation);
void add_restore(CLI::App& command, Invocation& invocation);
void add_config_list(CLI::App& command, Invocation& invocation);
void add_config_get(CLI::App& command, Invocation& invocation);
void add_config_set(CLI::App& command, Invocation& invocation);

} // namespace imi::cmd
