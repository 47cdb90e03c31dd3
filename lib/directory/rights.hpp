// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/actor.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace imi
{

/// What an act is done to.
struct RightsObject {
    std::int64_t authority_id = 0; ///< 0 when it does not exist yet
    std::string country;
    std::string region; ///< NUTS code, or empty
    std::string area;   ///< empty: none in particular
    std::string role;   ///< role of the authority in the area: what is registered, granted or changed
};

/// Whether the actor may do `verb` to `object`: the one place that decides, by the table in rights.cpp, deny by
/// default. Ask inside the transaction that acts. Verbs: "store" (imi-store, import of whatever country), "search",
/// "statistics" (nightly reports), and of authorities "register", "grant" (areas, roles, rights, coordinators), "name"
/// (official names), "suspend", "edit"
/// (contact data), "users", and "setup" (of countries and regions too).
bool may(const Actor& actor, std::string_view verb, const RightsObject& object);

/// Throws Error(forbidden, "RGT-010") saying who may do it.
void require(const Actor& actor, std::string_view verb, const RightsObject& object);

} // namespace imi
