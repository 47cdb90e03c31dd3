// SPDX-License-Identifier: EUPL-1.2
#include "directory/area_check.hpp"

#include <algorithm>
#include <map>

namespace imi
{

namespace
{

/// Whether the authority takes part in the area (empty: in any) as somebody for whom `holds`.
template <class Holds> bool takes_part(const CountryMember& member, const std::string& area, Holds holds)
{
    return std::any_of(member.parts.begin(), member.parts.end(), [&](const CountryMember::Part& part) {
        return (area.empty() || part.area == area) && holds(part);
    });
}

class ScopeCheck
{
public:
    ScopeCheck(const CountryDirectory& country, const TakeFinding& take) : country_{country}, take_{take}
    {
        for (const CountryMember& member : country.members)
            by_key_.emplace(member.key, &member);
    }

    void check_coordinators(const StoredSetup& setup)
    {
        std::map<std::string, std::set<std::string>> named;
        for (const auto& [kind, authority] : setup.content.coordinators)
            named[authority].insert(std::string{to_string(kind)});
        for (const auto& [authority, kinds] : named) {
            const std::string who = authority + " (" + listed(kinds) + ")";
            const CountryMember* member = find(authority);
            const auto coordinates = [](const CountryMember::Part& part) {
                return part.role != AuthorityRole::authority;
            };
            const auto is_sdimic = [](const CountryMember::Part& part) { return part.role == AuthorityRole::sdimic; };
            if (member == nullptr || !member->is_active())
                add(setup, "REG-110",
                    "names " + who + ", which is " +
                        (member == nullptr ? "not registered" : std::string{to_string(member->state)}) +
                        ": it is passed over",
                    "name another");
            else if (!takes_part(*member, setup.scope.area, coordinates))
                add(setup, "REG-110",
                    "names " + who + ", which has no coordinating role" +
                        (setup.scope.area.empty() ? std::string{} : " in this area") + ": it is passed over",
                    "name another, or give it a role");
            else if (takes_part(*member, setup.scope.area, is_sdimic) &&
                     (member->region.empty() || !region_of(setup.scope).starts_with(member->region)))
                add(setup, "REG-106",
                    "names " + who + ", which is the SDIMIC of " +
                        (member->region.empty() ? "no region" : member->region) + ", for more than that",
                    "name it for its own region only", Severity::error);
        }
    }

    /// Somebody must be there for whom it holds.
    void check_scope(const StoredSetup& setup)
    {
        const SetupScope& scope = setup.scope;
        const auto any = [](const CountryMember::Part&) { return true; };
        if (!scope.authority.empty()) {
            const CountryMember* member = find(scope.authority);
            if (member == nullptr || !member->is_active())
                add(setup, "REG-111",
                    "is for an authority that is " +
                        (member == nullptr ? "not registered" : std::string{to_string(member->state)}),
                    "apply it for the successor, or as setup: {} to end it");
            else if (!takes_part(*member, scope.area, any))
                add(setup, "REG-111",
                    scope.area.empty() ? "is for an authority that takes part in no area"
                                       : "is for an authority that does not take part in the area",
                    "correct the area, or apply it as setup: {} to end it");
        } else if (!scope.region.empty()) {
            const bool is_used =
                std::any_of(country_.members.begin(), country_.members.end(), [&](const CountryMember& member) {
                    return member.is_active() && member.region.starts_with(scope.region) &&
                           takes_part(member, scope.area, any);
                });
            if (!is_used)
                add(setup, "REG-112", "is for a region in which no authority takes part",
                    "correct the region, or give authorities their NUTS codes");
        }
    }

    /// A nearer place for all areas beats a named area of a wider place: where they differ, the author may have meant
    /// it the other way round.
    void check_contradictions()
    {
        for (const StoredSetup& near : country_.setups)
            for (const StoredSetup& wide : country_.setups) {
                if (!near.scope.area.empty() || wide.scope.area.empty() || !is_inside(near.scope, wide.scope))
                    continue;
                if (const std::set<std::string> both = differing(near, wide); !both.empty())
                    add(near, "REG-119",
                        "and " + wide.scope.text() + " differ in " + listed(both) + "; the nearer place wins, in " +
                            wide.scope.area + " too",
                        "say it for " + near.scope.text() + "@" + wide.scope.area + " as well");
            }
    }

private:
    const CountryMember* find(const std::string& key) const
    {
        const auto found = by_key_.find(key);
        return found == by_key_.end() ? nullptr : found->second;
    }

    void add(const StoredSetup& setup, const char* code, std::string message, std::string fix,
             Severity severity = Severity::warning)
    {
        take_({severity, code, setup.scope.text(), setup.scope.area, std::move(message), std::move(fix)});
    }

    /// Of an authority its own region.
    std::string region_of(const SetupScope& scope) const
    {
        const CountryMember* member = scope.authority.empty() ? nullptr : find(scope.authority);
        return member == nullptr ? scope.region : member->region;
    }

    bool is_inside(const SetupScope& near, const SetupScope& wide) const
    {
        if (!wide.authority.empty() || (near.authority.empty() && near.region.empty()))
            return false;
        const std::string region = region_of(near);
        return wide.region.empty()
                   ? true
                   : region.starts_with(wide.region) && (!near.authority.empty() || region.size() > wide.region.size());
    }

    /// What both name and say differently, unless the nearer place names it for that area too.
    std::set<std::string> differing(const StoredSetup& near, const StoredSetup& wide) const
    {
        SetupScope same = near.scope;
        same.area = wide.scope.area;
        const auto settled = std::find_if(country_.setups.begin(), country_.setups.end(),
                                          [&](const StoredSetup& setup) { return setup.scope == same; });
        std::map<std::string, std::string> named = settings(near.content);
        if (settled != country_.setups.end())
            for (const auto& setting : settings(settled->content))
                named.erase(setting.first);
        const std::map<std::string, std::string> others = settings(wide.content);
        std::set<std::string> both;
        for (const auto& [name, value] : named)
            if (const auto other = others.find(name); other != others.end() && other->second != value)
                both.insert(name);
        return both;
    }

    const CountryDirectory& country_;
    const TakeFinding& take_;
    std::unordered_map<std::string_view, const CountryMember*> by_key_;
};

} // namespace

void check_setups_of(const CountryDirectory& country, const std::string& area, const TakeFinding& take)
{
    // What one area is asked about may be set up for all.
    const auto concerns = [&](const SetupFinding& finding) {
        return area.empty() || finding.area.empty() || finding.area == area;
    };
    const TakeFinding take_some = [&](SetupFinding finding) {
        if (concerns(finding))
            take(std::move(finding));
    };
    ScopeCheck check{country, take_some};
    for (const StoredSetup& setup : country.setups) {
        check.check_coordinators(setup);
        check.check_scope(setup);
    }
    check.check_contradictions();
}

} // namespace imi
