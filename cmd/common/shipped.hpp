// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace imi::cmd
{

/// The folder of what comes with the tools: IMI_DATA, else ../share/imi beside the program.
std::string shipped_data();

/// The packages in it.
std::string shipped_packages();

} // namespace imi::cmd
