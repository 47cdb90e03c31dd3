// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import.hpp"
#include "directory/import_faults.hpp"
#include "store/hash.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace imi
{

/// One change that is going to be made: what a dry run shows, and a plan keeps.
struct PlannedRow {
    std::string object; ///< "RO:cmr", or a login
    std::string action; ///< create, update, suspend, withdraw
    Place place;        ///< none where the input does not name it
    std::vector<ChangedCell> cells;
    nlohmann::ordered_json record; ///< as it will be, whole; null: withdrawn
    Hash old_hash{};               ///< of the record as it is; zero: there is none
    Hash new_hash{};               ///< as it will be
};

/// What a record must be found as before it is changed, and what it is to become: hashes as in PlannedRow.
struct ExpectedChange {
    Hash old_hash{}, new_hash{};
    bool withdraw = false; ///< there was none before
};

/// What an import is going to do to the store as it is: found out before the store is locked, carried out under the
/// lock if nobody changed it since.
class ImportPlan
{
public:
    virtual ~ImportPlan() = default;
    /// Finds out what changes, and adds the faults that only show beside other records. Counts into `result`. Call
    /// once.
    virtual void make(Faults& faults, ImportResult& result, const Progress& progress) = 0;
    virtual std::uint64_t changes() const = 0;
    /// Gives the changes by key. Call after make(), in its snapshot.
    virtual void for_each_change(const std::function<void(const PlannedRow&)>& each) = 0;
    /// Stores the changes, inside the caller's transaction. Returns the hash over them.
    virtual Hash apply(std::int64_t batch, const Progress& progress) = 0;
};

} // namespace imi
