// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace imi
{

/// Counts values of a column or member that is left out. Above a thousand names, the rest is counted together, so that
/// input whose every row has other members takes no memory.
inline void count_ignored(std::map<std::string, std::uint64_t>& ignored, const std::string& name, std::uint64_t values)
{
    constexpr std::size_t most_names = 1000;
    if (ignored.size() < most_names || ignored.contains(name))
        ignored[name] += values;
    else
        ignored["(others)"] += values;
}

} // namespace imi
