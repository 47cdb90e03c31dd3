// SPDX-License-Identifier: EUPL-1.2
#include "directory/coordination.hpp"

#include <algorithm>

namespace imi
{

namespace
{

/// By the roles in Decision 2008/49/EC and the staff report 3.1.1: the greater coordinates the lesser.
int rank(AuthorityRole role)
{
    switch (role) {
    case AuthorityRole::nimic:
        return 3;
    case AuthorityRole::sdimic:
    case AuthorityRole::limic:
        return 2;
    case AuthorityRole::dimic:
        return 1;
    case AuthorityRole::authority:
        return 0;
    }
    return 0;
}

bool acts(const std::string& authority, const CoordinationFacts& facts)
{
    return facts.acting_role(authority) != AuthorityRole::authority;
}

std::string by_setup(CoordinatorKind kind, const CoordinatedPlace& place, std::string_view area,
                     const std::vector<StoredSetup>& setups, const CoordinationFacts& facts)
{
    for (const StoredSetup* setup : nearest_first(setups, {place.authority, place.region, std::string{area}})) {
        const auto named = setup->content.coordinators.find(kind);
        if (named != setup->content.coordinators.end() && named->second != place.authority &&
            outranks(facts.acting_role(named->second), place.role))
            return named->second;
    }
    return {};
}

std::string by_role(const CoordinatedPlace& place, const CoordinationFacts& facts)
{
    for (const AuthorityRole role : {AuthorityRole::sdimic, AuthorityRole::limic, AuthorityRole::nimic}) {
        if (!outranks(role, place.role) || (role == AuthorityRole::sdimic && place.region.empty()))
            continue;
        std::string found = facts.holder(role, place.country, place.region);
        if (!found.empty())
            return found;
    }
    return {};
}

} // namespace

std::string nearest_holder(AuthorityRole role, const std::vector<std::pair<std::string, std::string>>& holders,
                           const std::string& region)
{
    if (role != AuthorityRole::sdimic)
        return holders.empty() ? std::string{} : holders.front().first;
    const std::pair<std::string, std::string>* nearest = nullptr;
    for (const auto& holder : holders)
        if (!holder.second.empty() && region.starts_with(holder.second) &&
            (nearest == nullptr || holder.second.size() > nearest->second.size()))
            nearest = &holder;
    return nearest == nullptr ? std::string{} : nearest->first;
}

bool outranks(AuthorityRole above, AuthorityRole below) { return rank(above) > rank(below); }

Coordinators coordinators(CoordinatorKind kind, const CoordinatedPlace& place, std::string_view area,
                          const std::vector<StoredSetup>& setups, const CoordinationFacts& facts)
{
    if (place.role != AuthorityRole::authority)
        return {CoordinatedBy::itself, {place.authority}};
    return coordinators_above(kind, place, area, setups, facts);
}

Coordinators coordinators_above(CoordinatorKind kind, const CoordinatedPlace& place, std::string_view area,
                                const std::vector<StoredSetup>& setups, const CoordinationFacts& facts)
{
    if (!place.authority.empty()) {
        std::vector<std::string> links = facts.links(kind, place.authority);
        std::erase_if(links, [&](const std::string& link) { return !acts(link, facts); });
        if (!links.empty())
            return {CoordinatedBy::link, std::move(links)};
    }
    if (std::string named = by_setup(kind, place, area, setups, facts); !named.empty())
        return {CoordinatedBy::setup, {std::move(named)}};
    if (std::string holder = by_role(place, facts); !holder.empty())
        return {CoordinatedBy::role, {std::move(holder)}};
    return {};
}

std::string why_not_coordinating(const Authority& authority, const std::string& area)
{
    if (authority.state != AuthorityState::active)
        return "is " + std::string{to_string(authority.state)};
    const bool coordinates = std::any_of(authority.areas.begin(), authority.areas.end(), [&](const AreaEntry& entry) {
        return (area.empty() || entry.area == area) && entry.role != AuthorityRole::authority;
    });
    if (coordinates)
        return {};
    return "has no coordinating role" + (area.empty() ? std::string{} : " in " + area);
}

} // namespace imi
