// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "directory/setup.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Who coordinates whom: the one rule, for cases, checks and drawings.
namespace imi
{

inline constexpr std::array every_coordinator_kind{CoordinatorKind::validating, CoordinatorKind::access,
                                                   CoordinatorKind::request, CoordinatorKind::alert};

/// By what an authority is coordinated.
enum class CoordinatedBy { nobody, itself, link, setup, role };

/// The coordinators of one kind for one authority, "RO:cmr": the first is asked to act. Several only by links.
struct Coordinators {
    CoordinatedBy by = CoordinatedBy::nobody;
    std::vector<std::string> authorities;
};

/// Who asks: an authority in an area, or (no authority) a place.
struct CoordinatedPlace {
    std::string authority; ///< may be empty
    std::string country, region;
    AuthorityRole role = AuthorityRole::authority;
};

/// What the rule asks of the directory, for one area and as of one moment.
class CoordinationFacts
{
public:
    virtual ~CoordinationFacts() = default;
    /// The coordinating role that an authority has and acts in: it is active and takes part. AuthorityRole::authority
    /// of all others, registered or not.
    virtual AuthorityRole acting_role(const std::string& authority) const = 0;
    /// Links of this kind in the record of the authority, by key.
    virtual std::vector<std::string> links(CoordinatorKind kind, const std::string& authority) const = 0;
    /// The active holder of a role in a country: of an SDIMIC the one with the narrowest region that holds `region`,
    /// among equals the first by key. Empty when there is none.
    virtual std::string holder(AuthorityRole role, const std::string& country, const std::string& region) const = 0;
};

/// Who coordinates in this capacity. Asked in this order, and whoever does not coordinate now (suspended, without a
/// coordinating role in the area) is passed over: the links of the authority's own record; the set-ups, the nearest
/// first, but nobody for one of its own rank (NIMIC before SDIMIC and LIMIC before DIMIC); the SDIMIC of the region,
/// the LIMIC, the NIMIC. A coordinator is its own. `setups` are those of the country.
Coordinators coordinators(CoordinatorKind kind, const CoordinatedPlace& place, std::string_view area,
                          const std::vector<StoredSetup>& setups, const CoordinationFacts& facts);
/// The same, but of a coordinator the one above it.
Coordinators coordinators_above(CoordinatorKind kind, const CoordinatedPlace& place, std::string_view area,
                                const std::vector<StoredSetup>& setups, const CoordinationFacts& facts);

/// Among the holders of a role, key and region, by key: the one that CoordinationFacts::holder() means.
std::string nearest_holder(AuthorityRole role, const std::vector<std::pair<std::string, std::string>>& holders,
                           const std::string& region);
/// Whether one in the first role may stand above one in the second.
bool outranks(AuthorityRole above, AuthorityRole below);
/// "is suspended", "is inactive", "has no coordinating role in AREA" (empty: in any area); empty when it coordinates.
std::string why_not_coordinating(const Authority& authority, const std::string& area);

} // namespace imi
