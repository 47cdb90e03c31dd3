// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace imi::cmd
{

/// The script that completes all tools in a shell: bash, zsh or fish. `tools` are what each tool's --dump-options says.
/// Throws Error(usage, "CLI-001") for another shell.
std::string completion_script(const std::string& shell, const std::vector<nlohmann::ordered_json>& tools);

} // namespace imi::cmd
