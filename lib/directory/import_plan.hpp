// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import.hpp"
#include "directory/import_faults.hpp"
#include "store/hash.hpp"

#include <cstdint>

namespace imi
{

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
    /// Stores the changes, inside the caller's transaction. Returns the hash over them.
    virtual Hash apply(std::int64_t batch, const Progress& progress) = 0;
};

} // namespace imi
