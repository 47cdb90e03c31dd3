// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "audit/audit_log.hpp"
#include "cases/case_desk.hpp"
#include "cases/case_work.hpp"
#include "workflow/sight.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// What the parts of the desk share: who acts, what is seen, how a refusal is told.
namespace imi
{

/// A case that is not there, or not visible: the two read alike.
[[noreturn]] void refuse_absent(const std::string& case_id);
/// A refusal of the engine, all its faults in one error.
[[noreturn]] void refuse(const workflow::Refusal& refusal, const std::string& case_id, const std::string& since = {});
/// In cases nobody acts as operator: Error(forbidden, "CAS-002").
void require_person(const Actor& actor);

/// Authorities for which the user has a role in the area (empty: in any), by key.
std::vector<std::string> authorities_of(const Actor& actor, const std::string& area);

workflow::Level sight_of(const OpenCase& work, const workflow::Actor& who, Instant now);
workflow::Level form_sight(const OpenCase& work, const workflow::Actor& who, const workflow::FormRecord& record,
                           Instant now);
bool sees_comment(const OpenCase& work, const workflow::Actor& who, const workflow::Event& event, Instant now);

/// For which authority the user acts in a case: `from`, else the one that the case involves and that may do `action`
/// (empty: looks at it). Absent where none of them sees it. Throws Error(usage, "CAS-003") where several could act,
/// Error(forbidden, "CAS-004") for a `from` that the user does not act for.
workflow::Actor choose_actor(CaseWork& work, const OpenCase& opened, const Actor& actor, const std::string& from,
                             const std::string& action);

/// The recipient inside `each` that the actor stands for in this action; nothing in an action of the case. Throws
/// Error(input, "CAS-015") where none is the one that is wanted.
std::optional<workflow::RecipientId> recipient_of(const OpenCase& work, const workflow::Actor& who,
                                                  const std::string& action, const std::string& wanted);

/// The start that is meant: the one named, `new`, or the only one. Throws Error(usage, "CAS-011") where several are.
std::string start_of(const workflow::Workflow& workflow, const std::string& wanted);

/// An action of the present state of the case or of one of its recipients, and the state; nullptr when there is none.
const workflow::Action* find_action(const OpenCase& work, std::string_view action, const workflow::State** state);

std::string state_label(const OpenCase& work, const CaseTexts& texts);

/// Records that personal parts of a case were read. Part of the caller's write transaction.
void audit_reading(Database& db, const Actor& actor, const ActContext& context, const std::string& verb,
                   const std::string& case_id);

/// The case by its number, for somebody who may have a part in it; refused as absent where there is none.
OpenCase open_visible(CaseWork& work, const Actor& actor, const std::string& case_id);

/// Runs `use(work, actor, writes)` in a transaction that is committed where it changed something.
template <class Use>
auto in_change(Store& store, const ActContext& context, CaseLibrary& library, bool dry_run, Use use)
{
    Database& db = store.db();
    if (dry_run) {
        const Transaction snapshot{db, Transaction::Kind::read};
        CaseWork work{db, context.clock.now(), library};
        return use(work, context.actor(db), false);
    }
    WriteTransaction transaction{store, {context.tool, context.actor(db).acting_login}, context.timeout_seconds};
    CaseWork work{db, context.clock.now(), library};
    auto result = use(work, context.actor(db), true);
    if (work.has_changes())
        transaction.commit();
    return result;
}

/// Whether the log says that more was done from entry `since` on than that other cases moved on by this tool: what was
/// read before for the case `number` may be stale.
bool is_overtaken(Database& db, std::int64_t since, const std::string& number, const std::string& tool);

/// Prepares a change over a snapshot while others may write, and writes it under the lock. `prepare(work, actor)` reads
/// and decides; what it gives has the `number` of the case, and `is_void(work)` where it depends on more than the case.
/// When it was overtaken, or a second has passed, it is prepared again under the lock: the outcome is always as if all
/// was done there. `finish(work, actor, prepared, writes)` writes it, or in a dry run says what would be written.
template <class Prepare, class Finish>
auto in_staged_change(Store& store, const ActContext& context, CaseLibrary& library, bool dry_run, Prepare prepare,
                      Finish finish)
{
    Database& db = store.db();
    std::optional<CaseWork> work;
    std::optional<std::invoke_result_t<Prepare, CaseWork&, const Actor&>> prepared;
    Actor actor;
    const auto read = [&] {
        prepared.reset();
        work.emplace(db, context.clock.now(), library);
        actor = context.actor(db);
        prepared.emplace(prepare(*work, actor));
    };
    std::int64_t since = 0;
    {
        const Transaction snapshot{db, Transaction::Kind::read};
        since = AuditLog{db}.next_number();
        read();
        if (dry_run)
            return finish(*work, actor, *prepared, false);
    }
    WriteTransaction transaction{store, {context.tool, actor.acting_login}, context.timeout_seconds};
    if (context.clock.now() != work->now() || is_overtaken(db, since, prepared->number(), context.tool) ||
        prepared->is_void(*work))
        read();
    auto result = finish(*work, actor, *prepared, true);
    if (work->has_changes())
        transaction.commit();
    return result;
}

/// Runs `use(work, actor)` over a snapshot.
template <class Use> auto in_snapshot(Store& store, const ActContext& context, CaseLibrary& library, Use use)
{
    Database& db = store.db();
    const Transaction snapshot{db, Transaction::Kind::read};
    CaseWork work{db, context.clock.now(), library};
    return use(work, context.actor(db));
}

/// Reads under a lock where something personal is opened, so that it is logged or not shown at all.
template <class Read>
auto read_logged(Store& store, const ActContext& context, CaseLibrary& library, const std::string& verb,
                 const std::string& case_id, Read read)
{
    bool personal = false;
    auto result = in_snapshot(store, context, library,
                              [&](CaseWork& work, const Actor& actor) { return read(work, actor, personal); });
    if (!personal)
        return result;
    WriteTransaction transaction{
        store, {context.tool, context.actor(store.db()).acting_login}, context.timeout_seconds};
    CaseWork work{store.db(), context.clock.now(), library};
    const Actor actor = context.actor(store.db());
    result = read(work, actor, personal);
    audit_reading(store.db(), actor, context, verb, case_id);
    transaction.commit();
    return result;
}

} // namespace imi
