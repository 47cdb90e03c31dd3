// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_desk.hpp"
#include "cases/desk_support.hpp"
#include "directory/rights.hpp"
#include "workflow/timers.hpp"

// The nightly run of the timers.

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

Json fired(const OpenCase& work, const workflow::Event& event)
{
    Json json{{"id", work.row.number}, {"timer", event.name}, {"due", format_instant(event.due_at.value_or(event.at))}};
    if (event.recipient)
        json["recipient"] = event.recipient->key;
    if (!event.to.empty())
        json["to"] = event.to;
    return json;
}

} // namespace

std::vector<Json> due_timers(Store& store, bool apply, const ActContext& context)
{
    CaseLibrary library{store.db()};
    const std::vector<std::int64_t> cases =
        in_snapshot(store, context, library, [&](CaseWork& work, const Actor& actor) {
            require(actor, "store", {});
            return work.cases().due(work.now());
        });
    std::vector<Json> list;
    for (const std::int64_t id : cases)
        in_change(store, context, library, !apply, [&](CaseWork& work, const Actor& actor, bool writes) {
            require(actor, "store", {});
            auto row = work.cases().find(id);
            if (!row)
                return 0;
            OpenCase opened = work.open(std::move(*row));
            const workflow::Step step =
                workflow::run_timers(opened.workflow(), opened.state, *opened.facts, work.now());
            for (const workflow::Event& event : step.events)
                if (event.kind == workflow::EventKind::timer)
                    list.push_back(fired(opened, event));
            if (writes && !step.events.empty()) {
                work.store(opened, step, {}, work.mails(opened, step));
                work.audit(actor, context, "due", opened.row.number, {});
            }
            return 0;
        });
    return list;
}

} // namespace imi
