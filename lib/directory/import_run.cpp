// SPDX-License-Identifier: EUPL-1.2
#include "directory/import_run.hpp"

#include "audit/audit_log.hpp"
#include "base/clock.hpp"
#include "directory/plan_file.hpp"
#include "formats/json.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// What every entry of the log changes: the same head, the same store.
Hash head_of_log(Database& db)
{
    const auto last = AuditLog{db}.latest({}, 1);
    return last.empty() ? Hash{} : last.front().head;
}

/// Codes of refusals that are conflicts: an id that exists, a record that changed since.
bool is_conflict(const std::string& code) { return code == "REG-023" || code == "REG-063" || code == "REG-066"; }

} // namespace

ImportRun::ImportRun(Store& store, const ImportOptions& options, const ActContext& context, std::string verb, Json what)
    : store_{store}, options_{options}, context_{context}, verb_{std::move(verb)},
      what_(std::move(what)) // braces would make a list of it
{
}

ImportResult ImportRun::run(ImportKind kind, ImportResult read, const MakePlan& make_plan)
{
    kind_ = kind;
    result_ = std::move(read);
    Hash planned_for{};
    {
        const Transaction snapshot{store_.db(), Transaction::Kind::read};
        planned_for = head_of_log(store_.db());
        const Actor actor = context_.actor(store_.db());
        plan(make_plan, actor);
        tell_changes(actor);
    }
    if (options_.dry_run || is_refused())
        return result_;
    if (plan_->changes() == 0) {
        write_rejects();
        return result_;
    }
    WriteTransaction transaction{
        store_, {context_.tool, context_.actor(store_.db()).acting_login}, context_.timeout_seconds};
    const Actor actor = context_.actor(store_.db());
    // Where somebody changed the store since, what is to be done is found out anew, now that nobody can.
    if (head_of_log(store_.db()) != planned_for) {
        plan(make_plan, actor);
        tell_changes(actor);
        if (is_refused())
            return result_;
    }
    if (plan_->changes() != 0)
        apply(actor);
    write_rejects();
    if (result_.batch)
        transaction.commit_and_checkpoint();
    return result_;
}

void ImportRun::plan(const MakePlan& make_plan, const Actor& actor)
{
    plan_faults_ = std::make_unique<Faults>(options_.keeps_rejects());
    result_.conflict = result_.suspend = 0;
    result_.not_permitted = result_.is_stale = false;
    plan_ = make_plan(actor);
    plan_->make(*plan_faults_, result_, context_.progress);
    result_.error = stage_faults_.error_rows() + plan_faults_->error_rows();
    result_.warning = stage_faults_.warnings() + plan_faults_->warnings();
    result_.diagnostics = sorted_diagnostics(stage_faults_, *plan_faults_);
}

void ImportRun::tell_changes(const Actor& actor)
{
    const bool keeps_plan = !options_.plan.empty() && !is_refused();
    if (options_.most_items == 0 && !keeps_plan)
        return;
    std::vector<ImportItem> unchanged;
    std::swap(unchanged, result_.items);
    for (const Diagnostic& fault : result_.diagnostics) {
        if (is_conflict(fault.code) || fault.severity == Severity::error)
            result_.items.push_back(
                {{}, is_conflict(fault.code) ? "conflict" : "error", fault.place, {}, fault.code, fault.message});
    }
    std::stable_partition(result_.items.begin(), result_.items.end(),
                          [](const ImportItem& item) { return item.action == "error"; });
    std::optional<PlanWriter> writer;
    if (keeps_plan) {
        Json made{{"kind", to_string(kind_)}, {"mode", to_string(options_.mode)}};
        if (options_.mode == ImportMode::sync)
            made["scope"] = options_.scope.text();
        made["made_by"] = actor.login;
        made["made_at"] = format_instant(context_.clock.now());
        made["files"] = files_;
        if (!options_.comment.empty())
            made["comment"] = options_.comment;
        for (const auto& [name, count] : {std::pair{"create", result_.create}, std::pair{"update", result_.update},
                                          std::pair{"unchanged", result_.unchanged}, std::pair{"error", result_.error}})
            made[name] = count;
        writer.emplace(options_.plan, options_.overwrite_plan, made);
    }
    std::uint64_t told = 0;
    if (!is_refused()) {
        plan_->for_each_change([&](const PlannedRow& row) {
            if (writer)
                writer->row(row);
            if (told++ < options_.most_items)
                result_.items.push_back({row.object, row.action, row.place, row.cells, {}, {}});
        });
    }
    if (writer)
        writer->finish();
    result_.items.insert(result_.items.end(), unchanged.begin(), unchanged.end());
}

Json ImportRun::detail() const
{
    Json detail = what_;
    for (const auto& [name, count] :
         {std::pair{"rows", result_.rows}, std::pair{"create", result_.create}, std::pair{"update", result_.update},
          std::pair{"unchanged", result_.unchanged}, std::pair{"rejected", result_.error}})
        detail[name] = count;
    if (result_.suspend != 0)
        detail["suspend"] = result_.suspend;
    if (!options_.comment.empty())
        detail["comment"] = options_.comment;
    return detail;
}

void ImportRun::apply(const Actor& actor)
{
    AuditLog log{store_.db()};
    result_.batch = log.next_number();
    AuditEvent event = audit_event(actor, context_, verb_, std::string{to_string(kind_)});
    event.changes_hash = plan_->apply(*result_.batch, context_.progress);
    if (kind_ == ImportKind::users)
        require_an_operator_left(store_.db(), std::max(context_.clock.now(), Clock{}.now()));
    event.detail = dump_json(detail());
    log.append(event, context_.clock.now());
}

void ImportRun::write_rejects()
{
    if (!options_.keeps_rejects() || result_.error == 0)
        return;
    stage_faults_.rejects().take(plan_faults_->rejects());
    stage_faults_.rejects().write(options_.rejects, options_.overwrite_rejects, context_.clock.now());
}

} // namespace imi
