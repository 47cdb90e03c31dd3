// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "statistics/counting.hpp"
#include "store/database.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace imi::report
{

/// How the register is counted.
struct RegisterQuestion {
    statistics::Population population = statistics::Population::authorities;
    std::vector<statistics::Dimension> by;
    std::vector<std::pair<statistics::Dimension, std::vector<std::string>>> where;
    std::string area;               ///< empty: all
    std::set<std::string> involved; ///< authorities that are counted as well under "involved"
    Instant as_of = 0;
};

/// Active authorities or users, in cells of the counters "all" and "involved". One with several roles or professions is
/// counted with each where they are told apart. Linear.
statistics::Cells register_cells(Database& db, const RegisterQuestion& question);

} // namespace imi::report
