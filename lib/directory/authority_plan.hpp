// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/actor.hpp"
#include "directory/authority_repository.hpp"
#include "directory/authority_stage.hpp"
#include "directory/change_finisher.hpp"
#include "directory/import_plan.hpp"
#include "directory/likely_doubles.hpp"
#include "directory/national_coordinators.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace imi
{

/// Compares the staged rows of authorities with the store as it is now.
class AuthorityPlan : public ImportPlan
{
public:
    AuthorityPlan(Database& db, AuthorityStage& stage, const ImportOptions& options, Actor actor);
    ~AuthorityPlan() override;

    void make(Faults& faults, ImportResult& result, const Progress& progress) override;
    std::uint64_t changes() const override { return changes_->count(); }
    Hash apply(std::int64_t batch, const Progress& progress) override;

private:
    struct Unit;
    void compare_all(Faults& faults, ImportResult& result, const Progress& progress);
    bool merge(Unit& unit, std::vector<Diagnostic>& found);
    void plan(Unit& unit, Faults& faults, ImportResult& result);
    Authority patched(const Unit& unit, const Authority* old, const Faults& faults, std::vector<Diagnostic>& found);
    bool exists(const AuthorityKey& key);
    void reject(const Unit& unit, const std::vector<Diagnostic>& found, Faults& faults);
    void reject_excess_coordinators(Faults& faults);

    Database& db_;
    AuthorityStage& stage_;
    const ImportOptions& options_;
    Actor actor_;
    AuthorityRepository authorities_;
    bool store_is_empty_ = false;
    std::set<std::string> rejected_; ///< keys of the stage
    std::unique_ptr<NationalCoordinators> national_;
    LikelyDoubles doubles_;
    std::unique_ptr<ChangeFinisher> changes_;
};

} // namespace imi
