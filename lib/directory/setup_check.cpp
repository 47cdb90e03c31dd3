// SPDX-License-Identifier: EUPL-1.2
#include "directory/setup_check.hpp"

#include "base/country.hpp"
#include "base/error.hpp"
#include "directory/area_check.hpp"
#include "directory/national_coordinators.hpp"
#include "directory/rights.hpp"
#include "directory/vocabularies.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace imi
{

namespace
{

bool concerns(const std::string& wanted, const std::string& area) { return wanted.empty() || wanted == area; }

/// Several coordinators who validate one authority, over all its areas.
void check_validating(const CountryDirectory& country, const std::string& area, const TakeFinding& take)
{
    std::map<std::string, std::set<std::string>> validating;
    for (const std::string& each : country.areas()) {
        const AreaOfCountry view{country, each};
        for (const CountryMember* member : view.members())
            for (std::string& key : view.above(CoordinatorKind::validating, *member).authorities)
                validating[member->key].insert(std::move(key));
    }
    for (const CountryMember& member : country.members) {
        const auto found = validating.find(member.key);
        if (found == validating.end() || found->second.size() < 2 || (!area.empty() && member.part(area) == nullptr))
            continue;
        take({Severity::error,
              "REG-100",
              member.key,
              {},
              "several coordinators validate it: " + listed(found->second),
              "name one validating coordinator for all its areas"});
    }
}

/// Who sits where, and whether anybody administers it; of Union institutions operators do.
void check_users(const CountryDirectory& country, const std::string& area, bool is_union, const TakeFinding& take)
{
    for (const CountryMember& member : country.members) {
        if (member.users == 0 || (!area.empty() && member.part(area) == nullptr))
            continue;
        if (member.state == AuthorityState::inactive)
            take({Severity::warning,
                  "REG-114",
                  member.key,
                  {},
                  "is inactive, and " + counted(member.users, "active user has", "active users have") + " roles at it",
                  "give them roles at its successor, or suspend them"});
        else if (member.is_active() && member.administrators == 0 && !is_union)
            take({Severity::error,
                  "REG-115",
                  member.key,
                  {},
                  "nobody administers its users and data",
                  "give one of its users the role data-administrator"});
    }
}

void take_in_order(std::vector<SetupFinding> findings, const TakeFinding& take)
{
    std::stable_sort(findings.begin(), findings.end(), [](const SetupFinding& a, const SetupFinding& b) {
        return std::tie(a.place, a.area, a.code) < std::tie(b.place, b.area, b.code);
    });
    for (SetupFinding& finding : findings)
        take(std::move(finding));
}

} // namespace

void check_country(const CountryDirectory& country, const std::string& area, const TakeFinding& take)
{
    std::vector<SetupFinding> findings;
    const TakeFinding add = [&](SetupFinding finding) { findings.push_back(std::move(finding)); };
    const Country* known = find_country(country.country);
    const bool is_union = known != nullptr && known->from.empty();
    // Union institutions are coordinated by nobody.
    if (!is_union) {
        for (const std::string& each : country.areas())
            if (concerns(area, each))
                check_area(country, AreaOfCountry{country, each}, add);
        check_validating(country, area, add);
        check_setups_of(country, area, add);
    }
    check_users(country, area, is_union, add);
    take_in_order(std::move(findings), take);
}

void check_setups(Database& db, const Actor& actor, const SetupCheckOptions& options, const TakeFinding& take)
{
    const Vocabularies vocabularies = Vocabularies::load(db);
    const std::string area = vocabularies.area(options.area);
    if (!options.area.empty() && area.empty())
        throw Error{Status::absent, "REG-014", in_quotes(options.area) + " is no legislative area of this store",
                    did_you_mean(vocabularies.nearest_area(options.area))};
    std::vector<std::string> countries = countries_in_store(db);
    if (!options.country.empty()) {
        const Country* country = find_country(options.country);
        if (country == nullptr)
            throw Error{Status::input, "REG-004", in_quotes(options.country) + " is no country",
                        "two letters, such as RO"};
        countries = {std::string{country->code}};
        require(actor, "setup", {0, countries.front(), {}, area, {}});
    }
    std::erase_if(countries, [&](const std::string& country) {
        return !may(actor, "setup", {0, country, {}, area, {}});
    });
    if (countries.empty() && !actor.is_operator())
        require(actor, "setup", {});
    std::map<std::string, std::vector<SetupFinding>> too_many;
    for (const NationalCoordinators::Excess& excess : NationalCoordinators{db}.excess())
        if (concerns(area, excess.area))
            too_many[excess.authority.country].push_back({Severity::error, "REG-028", excess.authority.text(),
                                                          excess.area, "is NIMIC beside " + excess.stays.text(),
                                                          "a country has one NIMIC in an area; give another role"});
    for (const std::string& country : countries) {
        std::vector<SetupFinding>& findings = too_many[country];
        check_country(read_country(db, country), area,
                      [&](SetupFinding finding) { findings.push_back(std::move(finding)); });
        take_in_order(std::move(findings), take);
    }
    if (!actor.is_operator() || !options.country.empty() || !area.empty())
        return;
    for (const std::string& login : users_without_role(db))
        take({Severity::warning,
              "REG-113",
              "user " + login,
              {},
              "has no role at any authority",
              "give roles with imi-register user set " + login + ", or suspend it"});
}

} // namespace imi
