// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"

#include <optional>

namespace imi
{

/// What time it is: the system's, or one that was given (`--now`, tests).
class Clock
{
public:
    Clock() = default;
    explicit Clock(Instant fixed) : fixed_{fixed} {}
    Instant now() const;
    bool is_fixed() const { return fixed_.has_value(); }

private:
    std::optional<Instant> fixed_;
};

} // namespace imi
