// SPDX-License-Identifier: EUPL-1.2
#include "directory/area_check.hpp"

#include "directory/rights.hpp"

#include <algorithm>
#include <map>

namespace imi
{

namespace
{

using Kinds = std::set<CoordinatorKind>;

std::string names(const Kinds& kinds)
{
    if (kinds.size() == every_coordinator_kind.size())
        return {};
    std::string text;
    for (const CoordinatorKind kind : kinds)
        text += (text.empty() ? "" : ", ") + std::string{to_string(kind)};
    return text;
}

std::string in_brackets(const std::string& text) { return text.empty() ? text : " (" + text + ")"; }

class AreaCheck
{
public:
    AreaCheck(const CountryDirectory& country, const AreaOfCountry& area, const TakeFinding& take)
        : country_{country}, area_{area}, take_{take}
    {
    }

    void run()
    {
        if (area_.members().empty())
            return;
        check_recipients();
        const std::vector<const CountryMember*> coordinators = area_.coordinators();
        for (const CountryMember* member : area_.members())
            check_links(*member);
        if (coordinators.empty()) {
            const int count = static_cast<int>(area_.members().size());
            add(Severity::error, "REG-103", country_.country,
                counted(count, "authority takes part", "authorities take part") + " and nobody coordinates",
                "register a NIMIC, or give the role to one of them");
            return;
        }
        check_seats(coordinators);
        for (const CountryMember* member : area_.members())
            check_member(*member);
        check_cycles(coordinators);
    }

private:
    void add(Severity severity, const char* code, const std::string& place, std::string message, std::string fix)
    {
        take_({severity, code, place, area_.area(), std::move(message), std::move(fix)});
    }

    /// Requests to the country must find somebody who may reply.
    void check_recipients()
    {
        const auto replies = [&](const CountryMember* member) { return area_.may_reply(*member); };
        const auto& members = area_.members();
        if (std::none_of(members.begin(), members.end(), replies))
            add(Severity::error, "REG-116", country_.country,
                counted(static_cast<int>(members.size()), "authority takes part", "authorities take part") +
                    " and none may reply: nothing can be sent to the country",
                "give the right reply to one of them, or take back the set-up that lets them only send");
        for (const CountryMember* member : area_.coordinators())
            if (!replies(member))
                add(Severity::warning, "REG-117", member->key,
                    "is a coordinator that may only send: what is forwarded to it finds nobody who may reply",
                    "give it the right reply");
    }

    /// One NIMIC (REG-028 tells of two), and one coordinator for each region or area.
    void check_seats(const std::vector<const CountryMember*>& coordinators)
    {
        std::map<std::pair<AuthorityRole, std::string>, std::string> seats;
        bool has_nimic = false;
        for (const CountryMember* member : coordinators) {
            const AuthorityRole role = member->part(area_.area())->role;
            has_nimic |= role == AuthorityRole::nimic;
            if (role != AuthorityRole::sdimic && role != AuthorityRole::limic)
                continue;
            const std::string region = role == AuthorityRole::sdimic ? member->region : std::string{};
            const auto [seat, is_first] = seats.emplace(std::pair{role, region}, member->key);
            if (!is_first)
                add(Severity::warning, "REG-120", member->key,
                    role == AuthorityRole::limic
                        ? "is LIMIC beside " + seat->second
                        : "is SDIMIC of " + (region.empty() ? "no region" : region) + " beside " + seat->second,
                    seat->second + " is asked where neither links nor set-ups say which; give one another role");
        }
        if (!has_nimic)
            add(Severity::warning, "REG-104", country_.country, "has coordinators and no NIMIC",
                "give the role to one, so that nobody is left without a coordinator");
    }

    /// The links of an authority's own record, each coordinator once.
    void check_links(const CountryMember& member)
    {
        std::map<std::string, Kinds> linked;
        for (const CountryMember::Link& link : member.part(area_.area())->links)
            linked[link.coordinator].insert(link.kind);
        for (const auto& [coordinator, kinds] : linked) {
            const std::string who = coordinator + in_brackets(names(kinds));
            if (const AuthorityRole role = area_.acting_role(coordinator); role == AuthorityRole::authority)
                add(Severity::warning, "REG-109", member.key,
                    "its coordinator " + who + " " + why_idle(coordinator) + ", and is passed over",
                    "name another, or none: then set-ups and roles say who coordinates it");
            else if (!coordinator.starts_with(country_.country + ":"))
                add(Severity::error, "REG-107", member.key, "its coordinator " + who + " is of another country",
                    "name a coordinator of " + country_.country);
            else
                check_rank(member, coordinator, role, kinds);
        }
    }

    /// Who registers whom is decided where rights are: the coordinator must have the right itself.
    void check_rank(const CountryMember& member, const std::string& coordinator, AuthorityRole role, const Kinds& kinds)
    {
        const CountryMember& above = *area_.member(coordinator);
        const AuthorityRole own = member.part(area_.area())->role;
        if (role == AuthorityRole::sdimic && (above.region.empty() || !member.region.starts_with(above.region))) {
            add(Severity::error, "REG-106", member.key,
                "its coordinator " + coordinator + in_brackets(names(kinds)) + " is the SDIMIC of " +
                    (above.region.empty() ? "no region" : above.region) + ", and it " +
                    (member.region.empty() ? "has no region" : "is in " + member.region),
                "correct the region, or name the coordinator of its own");
            return;
        }
        Actor actor;
        actor.grants.push_back({above.id, above.key, country_.country, above.region, "data-administrator", area_.area(),
                                std::string{to_string(role)}});
        const RightsObject object{member.id, country_.country, member.region, area_.area(),
                                  std::string{to_string(own)}};
        for (const auto& [kind, verb] :
             {std::pair{CoordinatorKind::validating, "register"}, std::pair{CoordinatorKind::access, "grant"}}) {
            if (!kinds.contains(kind) || may(actor, verb, object))
                continue;
            add(Severity::error, "REG-105", member.key,
                "its coordinator " + coordinator + " may not register it: a " + std::string{to_string(role)} +
                    " registers no " + std::string{to_string(own)},
                own == AuthorityRole::nimic ? "name none: a NIMIC is registered by an operator"
                                            : "name the NIMIC or another that may");
            return;
        }
    }

    /// "is suspended", "takes no part", "has no coordinating role".
    std::string why_idle(const std::string& coordinator) const
    {
        if (area_.member(coordinator) != nullptr)
            return "has no coordinating role";
        const AuthorityState state = area_.state_of(coordinator).value_or(AuthorityState::inactive);
        return state == AuthorityState::active ? "takes no part" : "is " + std::string{to_string(state)};
    }

    void check_member(const CountryMember& member)
    {
        const CountryMember::Part& part = *member.part(area_.area());
        Kinds missing;
        bool all_linked = true;
        for (const CoordinatorKind kind : every_coordinator_kind) {
            const Coordinators above = area_.above(kind, member);
            all_linked &= above.by == CoordinatedBy::link;
            if (above.by == CoordinatedBy::nobody)
                missing.insert(kind);
            if (kind == CoordinatorKind::access && above.authorities.size() > 1)
                add(Severity::error, "REG-101", member.key,
                    "several coordinators grant it access: " +
                        listed({above.authorities.begin(), above.authorities.end()}),
                    "name one access coordinator in an area");
        }
        if (part.role != AuthorityRole::nimic && !missing.empty())
            add(Severity::error, "REG-102", member.key,
                missing.size() == every_coordinator_kind.size() ? "nobody coordinates it"
                                                                : "it has no coordinator for " + names(missing),
                "name a coordinator in its record or in a set-up, or register a NIMIC");
        if (country_.has_regions && !all_linked && part.role != AuthorityRole::nimic &&
            !is_placed(country_, member.region))
            add(Severity::warning, "REG-118", member.key,
                member.region.empty() ? "has no region, so nothing that is set up for a region reaches it"
                                      : "has a region that is no code of " + country_.country +
                                            ", so nothing that is set up for a region reaches it",
                "give its NUTS code as region, or name its coordinators");
    }

    /// Circles among coordinators, each told once for all kinds, at its first member.
    void check_cycles(const std::vector<const CountryMember*>& coordinators)
    {
        std::map<std::vector<std::string>, Kinds> cycles;
        for (const CoordinatorKind kind : every_coordinator_kind) {
            std::map<std::string, std::vector<std::string>> above;
            for (const CountryMember* member : coordinators)
                above[member->key] = area_.above(kind, *member).authorities;
            std::set<std::string> done;
            for (const auto& entry : above)
                for (const std::vector<std::string>& cycle : cycles_from(entry.first, above, done))
                    cycles[cycle].insert(kind);
        }
        for (const auto& [cycle, kinds] : cycles) {
            std::string path;
            for (const std::string& key : cycle)
                path += key + " < ";
            add(Severity::error, "REG-108", cycle.front(),
                "coordinators stand above each other in a circle" + in_brackets(names(kinds)) + ": " + path +
                    cycle.front(),
                "take one of these links away");
        }
    }

    /// Circles that a walk upwards from `start` closes; what was walked before is left out.
    static std::vector<std::vector<std::string>>
    cycles_from(const std::string& start, const std::map<std::string, std::vector<std::string>>& above,
                std::set<std::string>& done)
    {
        std::vector<std::vector<std::string>> found;
        struct Step {
            std::string key;
            std::size_t next = 0;
        };
        std::vector<Step> path;
        const auto go_to = [&](const std::string& key) {
            const auto on_path =
                std::find_if(path.begin(), path.end(), [&](const Step& step) { return step.key == key; });
            if (on_path != path.end()) {
                std::vector<std::string> cycle;
                for (auto step = on_path; step != path.end(); ++step)
                    cycle.push_back(step->key);
                std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
                found.push_back(std::move(cycle));
            } else if (above.contains(key) && done.insert(key).second) {
                path.push_back({key});
            }
        };
        go_to(start);
        while (!path.empty()) {
            Step& step = path.back();
            const std::vector<std::string>& next = above.at(step.key);
            if (step.next == next.size())
                path.pop_back();
            else
                go_to(std::string{next[step.next++]});
        }
        return found;
    }

    const CountryDirectory& country_;
    const AreaOfCountry& area_;
    const TakeFinding& take_;
};

} // namespace

void check_area(const CountryDirectory& country, const AreaOfCountry& area, const TakeFinding& take)
{
    AreaCheck{country, area, take}.run();
}

std::string counted(int count, const std::string& one, const std::string& many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string listed(const std::set<std::string>& texts)
{
    std::string all;
    std::size_t i = 0;
    for (const std::string& text : texts) {
        all += (i == 0 ? "" : i + 1 == texts.size() ? " and " : ", ") + text;
        ++i;
    }
    return all;
}

bool is_placed(const CountryDirectory& country, const std::string& region)
{
    return region.size() > 2 && region.starts_with(country.country) &&
           region.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string::npos;
}

} // namespace imi
