// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/actor.hpp"
#include "directory/administrators.hpp"
#include "directory/authority_repository.hpp"
#include "directory/import_plan.hpp"
#include "directory/user.hpp"
#include "directory/user_stage.hpp"
#include "directory/vocabularies.hpp"

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace imi
{

/// Compares the staged rows of users with the store as it is now.
class UserPlan : public ImportPlan
{
public:
    UserPlan(Database& db, const Vocabularies& vocabularies, UserStage& stage, const ImportOptions& options,
             Actor actor);

    void make(Faults& faults, ImportResult& result, const Progress& progress) override;
    std::uint64_t changes() const override { return places_.size(); }
    void for_each_change(const std::function<void(const PlannedRow&)>& each) override;
    Hash apply(std::int64_t batch, const Progress& progress) override;

private:
    void compare_all(Faults& faults, ImportResult& result);
    void plan(const std::vector<UserRow>& rows, Faults& faults, ImportResult& result);
    /// The user that was made out beforehand.
    User made_out(const UserStage::Record& record, const std::optional<StoredUser>& old,
                  std::vector<Diagnostic>& found);
    /// The user that the rows make.
    User patched(const std::vector<UserRow>& rows, const std::optional<StoredUser>& old, const Faults& faults,
                 ImportResult& result, std::vector<Diagnostic>& found);
    /// `seen`: the authorities of the rows before, with their places.
    void apply_row(const UserRow& row, const UserRow& first, std::map<std::string, Place>& seen, User& now,
                   const Faults& faults, std::vector<Diagnostic>& found);
    std::vector<UserRow> rows_of(std::size_t first);
    void reject(const std::vector<UserRow>& rows, const std::vector<Diagnostic>& found, Faults& faults);
    bool nobody_is_left(const std::string& authority);
    void reject_last_administrators(Faults& faults);
    /// Whether the row names the first user of an authority, whose roles go without saying.
    bool is_first_user(const UserRow& row, const std::string& authority, const User& now) const;
    void warn_of_unadministered(Faults& faults);

    UserRepository users_;
    AuthorityRepository authorities_;
    Database& db_;
    const Vocabularies& vocabularies_;
    UserStage& stage_;
    const ImportOptions& options_;
    Actor actor_;
    std::set<std::string> rejected_;                           ///< logins
    std::vector<std::pair<UserRow, std::string>> first_users_; ///< with their authorities
    Administrators administrators_;
    std::unique_ptr<RecordFile> records_;                 ///< users as they will be
    std::vector<std::pair<std::uint64_t, Place>> places_; ///< of `records_`, and of the input
};

} // namespace imi
