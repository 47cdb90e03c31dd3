// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/coordination.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace imi
{

/// What coordination wants of an authority.
struct CountryMember {
    struct Link {
        CoordinatorKind kind = CoordinatorKind::validating;
        std::string coordinator; ///< "RO:cmr"
    };
    struct Part {
        std::string area;
        AuthorityRole role = AuthorityRole::authority;
        std::string rights;      ///< joined by |
        std::vector<Link> links; ///< by kind and key
    };
    std::int64_t id = 0;
    std::string key; ///< "RO:cmr"
    AuthorityState state = AuthorityState::active;
    std::string region;      ///< as stored; read only where the country has regions to coordinate
    std::vector<Part> parts; ///< by area
    int users = 0;           ///< active ones with a role at it
    int administrators = 0;  ///< of these

    bool is_active() const { return state == AuthorityState::active; }
    const Part* part(std::string_view area) const;
};

/// A coordinator abroad, whom a link names.
struct ForeignCoordinator {
    AuthorityState state = AuthorityState::inactive;
    std::vector<std::pair<std::string, AuthorityRole>> roles; ///< by area
};

/// The authorities of one country as coordination sees them, in memory: for checks and drawings of the whole.
struct CountryDirectory {
    std::string country;
    std::vector<CountryMember> members; ///< by folded id
    std::unordered_map<std::string, ForeignCoordinator> foreign;
    std::vector<StoredSetup> setups;
    bool has_regions = false; ///< an SDIMIC, or a set-up of a region

    /// Areas in which somebody takes part, sorted.
    std::vector<std::string> areas() const;
};

/// Countries of which the store knows an authority or a set-up, sorted.
std::vector<std::string> countries_in_store(Database& db);
/// Reads a country: a fixed number of queries.
CountryDirectory read_country(Database& db, const std::string& country);
/// Logins that are active and have no role anywhere, nor in the store; sorted.
std::vector<std::string> users_without_role(Database& db);

/// One area of a country, for the rule of coordination. Owns nothing; must not outlive `country`.
class AreaOfCountry final : public CoordinationFacts
{
public:
    AreaOfCountry(const CountryDirectory& country, std::string area);

    AuthorityRole acting_role(const std::string& authority) const override;
    std::vector<std::string> links(CoordinatorKind kind, const std::string& authority) const override;
    std::string holder(AuthorityRole role, const std::string& country, const std::string& region) const override;

    const std::string& area() const { return area_; }
    /// Active and taking part, by folded id.
    const std::vector<const CountryMember*>& members() const { return members_; }
    /// nullptr for one that does not take part or is not active.
    const CountryMember* member(const std::string& authority) const;
    /// State of an authority that the country knows, one of its own or a coordinator abroad; nothing for others.
    std::optional<AuthorityState> state_of(const std::string& authority) const;
    /// Acting coordinators, by folded id.
    std::vector<const CountryMember*> coordinators() const;
    /// The coordinator above an authority of the area.
    Coordinators above(CoordinatorKind kind, const CountryMember& member) const;
    /// Whether an authority of the area may reply: by its rights, and no set-up lets it only send.
    bool may_reply(const CountryMember& member) const;

private:
    /// Those that can govern an authority.
    const std::vector<StoredSetup>& setups_of(const CountryMember& member) const;

    const CountryDirectory& country_;
    std::string area_;
    std::vector<const CountryMember*> members_;
    std::unordered_map<std::string_view, const CountryMember*> by_key_;    ///< all of the country
    std::vector<StoredSetup> setups_;                                      ///< but those of single authorities
    std::unordered_map<std::string, std::vector<StoredSetup>> own_setups_; ///< these, each with all others
    std::vector<std::pair<AuthorityRole, std::vector<std::pair<std::string, std::string>>>> holders_;
};

} // namespace imi
