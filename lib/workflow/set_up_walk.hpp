// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/tested.hpp"
#include "workflow/walk.hpp"

#include <cstddef>
#include <map>
#include <string>

namespace imi::workflow
{

/// What a walk found in one set-up.
struct SetUpWalk {
    bool is_whole = true;  ///< false: the limit ended it
    std::size_t cases = 0; ///< that differ
    /// States in which a case can no longer come to an end, each with the shortest way there.
    std::map<std::string, std::string> stuck;
    /// States waited in by an empty seat, with the shortest way there.
    std::map<std::string, std::string> empty_seats;
};

/// Walks every case of one set-up, breadth first, up to `limit` different ones. `paths` keeps the shortest way to each
/// transition, over all set-ups.
SetUpWalk walk_set_up(const Workflow& workflow, const Tested& tested, SetUp set_up, std::size_t limit,
                      std::map<Transition, Path>& paths);

} // namespace imi::workflow
