// SPDX-License-Identifier: EUPL-1.2
#include "directory/country_directory.hpp"

#include "directory/authority_input.hpp"
#include "formats/csv_writer.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace imi
{

const CountryMember::Part* CountryMember::part(std::string_view area) const
{
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.area == area; });
    return found == parts.end() ? nullptr : &*found;
}

std::vector<std::string> CountryDirectory::areas() const
{
    std::set<std::string> all;
    for (const CountryMember& member : members)
        for (const CountryMember::Part& part : member.parts)
            all.insert(part.area);
    return {all.begin(), all.end()};
}

AreaOfCountry::AreaOfCountry(const CountryDirectory& country, std::string area)
    : country_{country}, area_{std::move(area)}
{
    for (const AuthorityRole role : {AuthorityRole::nimic, AuthorityRole::sdimic, AuthorityRole::limic})
        holders_.push_back({role, {}});
    for (const CountryMember& member : country.members) {
        by_key_.emplace(member.key, &member);
        const CountryMember::Part* part = member.part(area_);
        if (part == nullptr || !member.is_active())
            continue;
        members_.push_back(&member);
        for (auto& [role, holders] : holders_)
            if (part->role == role)
                holders.emplace_back(member.key, member.region);
    }
    std::copy_if(country.setups.begin(), country.setups.end(), std::back_inserter(setups_),
                 [](const StoredSetup& setup) { return setup.scope.authority.empty(); });
    for (const StoredSetup& setup : country.setups)
        if (!setup.scope.authority.empty())
            own_setups_.try_emplace(setup.scope.authority, setups_).first->second.push_back(setup);
}

const CountryMember* AreaOfCountry::member(const std::string& authority) const
{
    const auto found = by_key_.find(authority);
    if (found == by_key_.end() || !found->second->is_active() || found->second->part(area_) == nullptr)
        return nullptr;
    return found->second;
}

std::optional<AuthorityState> AreaOfCountry::state_of(const std::string& authority) const
{
    if (const auto found = by_key_.find(authority); found != by_key_.end())
        return found->second->state;
    const auto foreign = country_.foreign.find(authority);
    return foreign == country_.foreign.end() ? std::nullopt : std::optional{foreign->second.state};
}

AuthorityRole AreaOfCountry::acting_role(const std::string& authority) const
{
    if (const CountryMember* found = member(authority))
        return found->part(area_)->role;
    const auto foreign = country_.foreign.find(authority);
    if (foreign != country_.foreign.end() && foreign->second.state == AuthorityState::active)
        for (const auto& [area, role] : foreign->second.roles)
            if (area == area_)
                return role;
    return AuthorityRole::authority;
}

std::vector<std::string> AreaOfCountry::links(CoordinatorKind kind, const std::string& authority) const
{
    std::vector<std::string> result;
    if (const CountryMember* found = member(authority))
        for (const CountryMember::Link& link : found->part(area_)->links)
            if (link.kind == kind)
                result.push_back(link.coordinator);
    return result;
}

std::string AreaOfCountry::holder(AuthorityRole role, const std::string&, const std::string& region) const
{
    const auto found =
        std::find_if(holders_.begin(), holders_.end(), [&](const auto& entry) { return entry.first == role; });
    return found == holders_.end() ? std::string{} : nearest_holder(role, found->second, region);
}

std::vector<const CountryMember*> AreaOfCountry::coordinators() const
{
    std::vector<const CountryMember*> result;
    std::copy_if(members_.begin(), members_.end(), std::back_inserter(result),
                 [&](const CountryMember* member) { return member->part(area_)->role != AuthorityRole::authority; });
    return result;
}

const std::vector<StoredSetup>& AreaOfCountry::setups_of(const CountryMember& member) const
{
    const auto own = own_setups_.find(member.key);
    return own == own_setups_.end() ? setups_ : own->second;
}

Coordinators AreaOfCountry::above(CoordinatorKind kind, const CountryMember& member) const
{
    return coordinators_above(kind, {member.key, country_.country, member.region, member.part(area_)->role}, area_,
                              setups_of(member), *this);
}

bool AreaOfCountry::may_reply(const CountryMember& member) const
{
    const CountryMember::Part& part = *member.part(area_);
    const std::vector<std::string> rights = split_list(part.rights);
    return std::find(rights.begin(), rights.end(), right_to_reply) != rights.end() &&
           !is_send_only(setups_of(member), {member.key, member.region, area_}, part.role);
}

} // namespace imi
