// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/actor.hpp"
#include "directory/country_directory.hpp"

#include <functional>
#include <string>

namespace imi
{

/// Something in the organisation of a country that will not work, or is not allowed.
struct SetupFinding {
    Severity severity = Severity::error;
    std::string code;  ///< REG-028, REG-100 to REG-120: imi-formats(5)
    std::string place; ///< "RO:cmr", "RO" or what SetupScope::text() writes; "user LOGIN"
    std::string area;  ///< empty: all
    std::string message;
    std::string fix;
};
using TakeFinding = std::function<void(SetupFinding)>;

struct SetupCheckOptions {
    std::string country; ///< empty: all that the actor may set up
    std::string area;    ///< code or short code; empty: all, and what belongs to none
};

/// Checks who coordinates whom in a whole store: countries in order, within each by place, area and code. One country
/// is in memory at a time, read by a fixed number of queries. Throws Error(absent, "REG-014") for no such area,
/// Error(input, "REG-004") for no such country, Error(forbidden, "RGT-010") where the actor may set up none.
void check_setups(Database& db, const Actor& actor, const SetupCheckOptions& options, const TakeFinding& take);

/// The findings of one country, as check_setups() gives them; `area` may be empty. For tests and one's own loops.
void check_country(const CountryDirectory& country, const std::string& area, const TakeFinding& take);

} // namespace imi
