// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <string_view>

namespace imi
{

/// What every procedure passes, whatever its states are called: deadlines and statistics count from these.
inline constexpr std::array<std::string_view, 4> milestones{"sent", "accepted", "answered", "closed"};

} // namespace imi
