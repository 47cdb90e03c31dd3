// SPDX-License-Identifier: EUPL-1.2
#include "directory/national_coordinators.hpp"

#include "directory/authority_repository.hpp"
#include "text/normalise.hpp"

#include <algorithm>

namespace imi
{

NationalCoordinators::NationalCoordinators(Database& db)
{
    for (auto& [area, key] : AuthorityRepository{db}.national_coordinators()) {
        const std::string folded = fold_case(key.id);
        stored_[key.country + " " + folded].push_back(area);
        holders_[{key.country, area}].emplace(folded, std::pair{key, true});
    }
}

void NationalCoordinators::change(const Authority& now)
{
    const bool coordinates = std::any_of(now.areas.begin(), now.areas.end(),
                                         [](const AreaEntry& entry) { return entry.role == AuthorityRole::nimic; });
    if (!coordinates && stored_.empty())
        return;
    const std::string folded = fold_case(now.key.id);
    const auto before = stored_.find(now.key.country + " " + folded);
    if (before != stored_.end()) {
        for (const std::string& area : before->second)
            holders_[{now.key.country, area}].erase(folded);
    }
    if (now.state != AuthorityState::active)
        return;
    for (const AreaEntry& entry : now.areas) {
        if (entry.role != AuthorityRole::nimic)
            continue;
        const bool was_before = before != stored_.end() && std::find(before->second.begin(), before->second.end(),
                                                                     entry.area) != before->second.end();
        holders_[{now.key.country, entry.area}].insert_or_assign(folded, std::pair{now.key, was_before});
    }
}

std::vector<NationalCoordinators::Excess> NationalCoordinators::excess() const
{
    std::vector<Excess> found;
    for (const auto& [place, holders] : holders_) {
        if (holders.size() < 2)
            continue;
        auto stays =
            std::find_if(holders.begin(), holders.end(), [](const auto& holder) { return holder.second.second; });
        if (stays == holders.end())
            stays = holders.begin();
        for (auto holder = holders.begin(); holder != holders.end(); ++holder) {
            if (holder != stays)
                found.push_back({holder->second.first, place.second, stays->second.first, holder->second.second});
        }
    }
    return found;
}

Diagnostic NationalCoordinators::Excess::fault(Place place) const
{
    return {Severity::error,
            "REG-028",
            std::move(place),
            "role",
            authority.country + " has its national coordinator already: " + stays.text(),
            "a country has one NIMIC in an area; give another role"};
}

} // namespace imi
