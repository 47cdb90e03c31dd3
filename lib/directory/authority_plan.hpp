// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/actor.hpp"
#include "directory/authority_repository.hpp"
#include "directory/authority_stage.hpp"
#include "directory/change_finisher.hpp"
#include "directory/import_plan.hpp"
#include "directory/likely_doubles.hpp"
#include "directory/national_coordinators.hpp"
#include "directory/store_doubles.hpp"
#include "directory/succession_circles.hpp"

#include <functional>
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
    void for_each_change(const std::function<void(const PlannedRow&)>& each) override;
    Hash apply(std::int64_t batch, const Progress& progress) override;

private:
    /// The rows of input that speak of one authority.
    struct Unit {
        std::size_t first, count;
        AuthorityPatch patch;
        Place place;
    };
    void compare_all(Faults& faults, ImportResult& result, const Progress& progress);
    bool merge(Unit& unit, std::vector<Diagnostic>& found);
    void plan(Unit& unit, Faults& faults, ImportResult& result);
    /// The record that takes the place of the stored one, where it was made out beforehand; nothing when it is so
    /// already.
    std::optional<Authority> made_out(const Unit& unit, const PendingChange& pending, const Faults& faults,
                                      std::vector<Diagnostic>& found);
    bool is_withdrawing(const Unit& unit) const;
    void check_unused(const AuthorityKey& key, std::int64_t id, std::vector<Diagnostic>& found);
    void check_scope(const Authority& now, std::vector<Diagnostic>& found) const;
    void find_leaving(Faults& faults, ImportResult& result);
    void check_suspended(const ImportResult& result) const;
    void suspend_next(Faults& faults, ImportResult& result);
    void take_over(PendingChange pending, ImportResult& result);
    Authority patched(const Unit& unit, const Authority* old, const Faults& faults, std::vector<Diagnostic>& found);
    bool exists(const AuthorityKey& key);
    void reject(const Unit& unit, const std::vector<Diagnostic>& found, Faults& faults);
    void reject_excess_coordinators(Faults& faults);
    void reject_succession_circles(Faults& faults);
    /// Leaves out the rows of an authority that the input names.
    void reject(const AuthorityKey& key, const std::function<Diagnostic(const Place&)>& fault, Faults& faults);

    Database& db_;
    AuthorityStage& stage_;
    const ImportOptions& options_;
    Actor actor_;
    AuthorityRepository authorities_;
    bool store_is_empty_ = false;
    std::set<std::string> rejected_;    ///< keys of the stage
    std::vector<AuthorityKey> leaving_; ///< to be suspended by `sync`, in the order of the keys
    std::size_t next_leaving_ = 0;
    std::uint64_t active_ = 0; ///< in the scope of `sync`
    std::unique_ptr<NationalCoordinators> national_;
    SuccessionCircles circles_;
    LikelyDoubles doubles_;
    std::unique_ptr<StoreDoubles> store_doubles_; ///< nothing where the store is empty
    std::unique_ptr<ChangeFinisher> changes_;
};

} // namespace imi
