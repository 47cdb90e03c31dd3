// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import.hpp"
#include "directory/import_faults.hpp"
#include "directory/import_plan.hpp"
#include "store/store.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <memory>
#include <string>

namespace imi
{

/// One import, from staged rows to what it did: a plan is made beside the store, and carried out under its lock.
class ImportRun
{
public:
    using MakePlan = std::function<std::unique_ptr<ImportPlan>(Actor)>;

    /// `verb`: of the audit entry. `what`: what else the entry says of it, beside the counts.
    ImportRun(Store& store, const ImportOptions& options, const ActContext& context, std::string verb,
              nlohmann::ordered_json what);

    /// Of reading: what cannot be taken whatever the store holds.
    Faults& stage_faults() { return stage_faults_; }
    /// Sources of the input, for a plan that is kept: {"name", "sha256"} each.
    void set_files(nlohmann::ordered_json files) { files_ = std::move(files); }

    /// Makes the plan and carries it out. `read`: what reading counted. Throws Error(conflict, "FMT-050") where the
    /// file for the plan exists.
    ImportResult run(ImportKind kind, ImportResult read, const MakePlan& make_plan);

private:
    void plan(const MakePlan& make_plan, const Actor& actor);
    bool is_refused() const { return result_.error != 0 && !options_.partial; }
    void apply(const Actor& actor);
    void write_rejects();
    /// What the plan says row by row: items of the result, and the file.
    void tell_changes(const Actor& actor);
    nlohmann::ordered_json detail() const;

    Store& store_;
    const ImportOptions& options_;
    const ActContext& context_;
    std::string verb_;
    nlohmann::ordered_json what_, files_;
    ImportKind kind_ = ImportKind::authorities;
    Faults stage_faults_{options_.keeps_rejects()};
    std::unique_ptr<Faults> plan_faults_; ///< of the last plan
    std::unique_ptr<ImportPlan> plan_;
    ImportResult result_;
};

} // namespace imi
