// SPDX-License-Identifier: EUPL-1.2
#include "cases/what_if.hpp"

#include "cases/case_work.hpp"
#include "directory/setup_input.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace imi
{

namespace
{

using Setups = std::shared_ptr<const std::vector<StoredSetup>>;

/// What the cases are compared by.
class Comparison
{
public:
    Comparison(CaseWork& work, Setups before, Setups after)
        : work_{work}, before_{std::move(before)}, after_{std::move(after)}
    {
    }

    void take(const CaseRow& row)
    {
        const OpenCase opened = work_.open(row);
        const DirectoryFacts& before = facts(before_facts_, row, before_);
        const DirectoryFacts& after = facts(after_facts_, row, after_);
        workflow::CaseState state;
        state.id = row.number;
        for (const StoredEvent& stored : opened.events) {
            compare(opened, state, stored.event, before, after);
            workflow::apply(state, stored.event, opened.workflow());
        }
        ++result_.cases;
    }

    WhatIf finish()
    {
        for (auto& [where, count] : counts_)
            if (!count.cases.empty())
                result_.counts.push_back(std::move(count));
        return std::move(result_);
    }

private:
    using Facts = std::map<std::pair<std::string, std::string>, std::unique_ptr<DirectoryFacts>>;

    const DirectoryFacts& facts(Facts& known, const CaseRow& row, const Setups& setups)
    {
        std::unique_ptr<DirectoryFacts>& found = known[{row.area, row.workflow.id}];
        if (!found)
            found = std::make_unique<DirectoryFacts>(work_.db(), row.area, work_.library().area(row.area).territory,
                                                     row.workflow.id, work_.now(), setups);
        return *found;
    }

    void compare(const OpenCase& opened, const workflow::CaseState& state, const workflow::Event& event,
                 const DirectoryFacts& before_facts, const DirectoryFacts& after_facts)
    {
        using workflow::EventKind;
        if (event.kind != EventKind::start && event.kind != EventKind::action && event.kind != EventKind::timer)
            return;
        const workflow::Workflow& workflow = opened.workflow();
        workflow::Lead before = lead_of(workflow, state, event, before_facts);
        workflow::Lead after = lead_of(workflow, state, event, after_facts);
        count(opened, state, before, &WhatIfCount::before);
        count(opened, state, after, &WhatIfCount::after);
        // For whom a case waits, the step that brought it there has told.
        const workflow::State* from = workflow.state(state.life.state);
        if (from != nullptr && from->waits_for == event.party) {
            before.actors.clear();
            after.actors.clear();
        }
        if (event.to.empty()) {
            before.awaited.clear();
            after.awaited.clear();
        }
        if (before == after)
            return;
        tell_difference(opened, state, before, after);
        tell_difference(opened, state, after, before);
        result_.steps.push_back({opened.row.number, workflow.id, event.version, event.at, event.name, event.authority,
                                 std::move(before), std::move(after)});
    }

    /// Whether the step brings the case to wait for a coordinator.
    static bool asks_coordinator(const workflow::Workflow& workflow, const workflow::Lead& lead,
                                 const workflow::CaseState& from)
    {
        const workflow::Party* party = workflow.party(lead.waits_for);
        return party != nullptr && party->kind == workflow::PartyKind::coordinator && lead.state != from.life.state;
    }

    void count(const OpenCase& opened, const workflow::CaseState& from, const workflow::Lead& lead,
               std::int64_t WhatIfCount::*side)
    {
        if (asks_coordinator(opened.workflow(), lead, from))
            for (const std::string& authority : lead.awaited)
                ++(slot(opened, authority, lead.state).*side);
    }

    /// The case stands under those who are asked by one and not by the other.
    void tell_difference(const OpenCase& opened, const workflow::CaseState& from, const workflow::Lead& lead,
                         const workflow::Lead& other)
    {
        if (!asks_coordinator(opened.workflow(), lead, from))
            return;
        for (const std::string& authority : lead.awaited)
            if (lead.state != other.state ||
                std::find(other.awaited.begin(), other.awaited.end(), authority) == other.awaited.end())
                slot(opened, authority, lead.state).cases.insert(opened.row.number);
    }

    WhatIfCount& slot(const OpenCase& opened, const std::string& authority, const std::string& state)
    {
        WhatIfCount& found = counts_[{authority, opened.workflow().id, state}];
        found.authority = authority;
        found.workflow = opened.workflow().id;
        found.state = state;
        return found;
    }

    CaseWork& work_;
    Setups before_, after_;
    Facts before_facts_, after_facts_;
    std::map<std::tuple<std::string, std::string, std::string>, WhatIfCount> counts_;
    WhatIf result_;
};

} // namespace

WhatIf what_if(Store& store, const std::vector<SetupFile>& files, const std::vector<SetupFile>& against,
               const ActContext& context)
{
    Database& db = store.db();
    const Transaction snapshot{db, Transaction::Kind::read};
    const Actor actor = context.actor(db);
    WhatIf refused;
    std::set<std::string> countries;
    const auto documents_of = [&](const std::vector<SetupFile>& some) {
        std::vector<SetupDocument> documents = read_setups(db, some, refused.diagnostics, refused.warnings);
        refused.not_permitted |= ask_rights(actor, documents, refused.diagnostics);
        for (const SetupDocument& document : documents)
            countries.insert(document.scope.country);
        return documents;
    };
    const auto in_force = SetupRepository{db}.all();
    auto before = std::make_shared<std::vector<StoredSetup>>(with_documents(in_force, documents_of(against)));
    auto after = std::make_shared<std::vector<StoredSetup>>(with_documents(in_force, documents_of(files)));
    if (!refused.diagnostics.empty())
        return refused;
    CaseLibrary library{db};
    CaseWork work{db, context.clock.now(), library};
    Comparison comparison{work, std::move(before), std::move(after)};
    for (const CaseRow& row : work.cases().seated({}, {countries.begin(), countries.end()}))
        comparison.take(row);
    WhatIf result = comparison.finish();
    result.warnings = std::move(refused.warnings);
    return result;
}

} // namespace imi
