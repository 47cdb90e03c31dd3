// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_listing.hpp"

#include "base/error.hpp"
#include "text/suggest.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using workflow::Level;

/// Cases in which the user might see something, by number: those of its authorities, of those that these coordinate,
/// and for coordinators of their country.
std::vector<CaseRow> candidates(CaseWork& work, const Actor& actor, const std::string& from)
{
    std::vector<std::string> authorities = authorities_of(actor, {});
    if (!from.empty())
        std::erase_if(authorities, [&](const std::string& key) { return key != from; });
    std::vector<std::string> countries;
    for (const Grant& grant : actor.grants)
        if (!grant.ended && !grant.authority_role.empty() && grant.authority_role != "authority")
            countries.push_back(grant.country);
    for (std::string& key : work.cases().coordinated_by(authorities))
        authorities.push_back(std::move(key));
    return work.cases().seated(authorities, countries);
}

/// What may be sorted out without reading the events.
bool may_pass(const CaseRow& row, const CaseFilter& filter, const std::string& area)
{
    return (filter.state.empty() || row.state == filter.state) && (area.empty() || row.area == area) &&
           (filter.workflow.empty() || row.workflow.id == filter.workflow) &&
           (filter.key.empty() || row.key == filter.key) &&
           ((!filter.open && !filter.inbox && !filter.overdue) || !row.ended_at);
}

} // namespace

bool passes(const OpenCase& opened, const CaseReader& reader, const nlohmann::ordered_json& summary,
            const CaseFilter& filter)
{
    return (!filter.inbox || awaits(opened, reader)) &&
           (filter.key.empty() || summary.value("key", std::string{}) == filter.key) &&
           (!filter.outbox || summary.value("from", std::string{}) == reader.who.seat()) &&
           (!filter.overdue || is_overdue(opened, reader));
}

void for_each_visible(CaseWork& work, const Actor& actor, const DeskOptions& options, const CaseFilter& filter,
                      const std::function<void(const OpenCase&, const CaseReader&)>& use)
{
    require_person(actor);
    const std::vector<std::string> own = authorities_of(actor, {});
    if (!options.from.empty() && std::find(own.begin(), own.end(), options.from) == own.end())
        throw Error{Status::forbidden, "CAS-004", actor.login + " does not act for " + in_quotes(options.from),
                    "leave --from out, or write it as the register does"};
    const std::string area = filter.area.empty() ? std::string{} : work.library().area(filter.area).code;
    for (CaseRow& row : candidates(work, actor, options.from)) {
        if (!may_pass(row, filter, area))
            continue;
        const OpenCase opened = work.open(std::move(row));
        CaseReader best{{}, Level::nothing, work.now()};
        for (const std::string& key : authorities_of(actor, opened.row.area)) {
            if (!options.from.empty() && key != options.from)
                continue;
            const workflow::Actor who{actor.login, key, {}, false};
            const Level level = sight_of(opened, who, work.now());
            if (level > best.level)
                best = {who, level, work.now()};
        }
        if (best.level > Level::nothing)
            use(opened, best);
    }
}

} // namespace imi
