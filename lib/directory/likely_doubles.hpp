// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority_stage.hpp"

#include <cstdint>
#include <vector>

namespace imi
{

/// New authorities of one input whose names and cities are the same, or only look alike.
class LikelyDoubles
{
public:
    /// `hash`: of country, name and city, folded; `row`: of the stage.
    void add(std::uint64_t hash, std::size_t row) { names_.push_back({hash, static_cast<std::uint32_t>(row)}); }
    /// Warns of each (REG-026, REG-027).
    void warn(AuthorityStage& stage, Faults& faults);

private:
    struct NamePlace {
        std::uint64_t hash;
        std::uint32_t row;
    };
    std::vector<NamePlace> names_;
};

} // namespace imi
