// SPDX-License-Identifier: EUPL-1.2
#include "base/clock.hpp"

#include <chrono>

namespace imi
{

Instant Clock::now() const
{
    if (fixed_)
        return *fixed_;
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace imi
