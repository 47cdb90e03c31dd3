// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "store/database.hpp"
#include "store/hash.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Collects what each batch stored, to be compared with what the audit log proves: one batch's objects in the order in
/// which they were hashed when they were stored.
class BatchHashes
{
public:
    /// An empty `old_hash` means that there was no version before.
    void add(std::int64_t batch, std::string_view object, Bytes old_hash, Bytes new_hash)
    {
        const Hash none{};
        PartHash& hash = hashes_.try_emplace(batch).first->second;
        hash.add(object).add(old_hash.empty() ? Bytes{none} : old_hash).add(new_hash);
    }
    std::map<std::int64_t, PartHash>& all() { return hashes_; }

private:
    std::map<std::int64_t, PartHash> hashes_;
};

/// Re-hashes records of one kind, adds them to their batches, and names those that are not what was stored.
using RecordSource = std::function<void(Database&, BatchHashes&, std::vector<Diagnostic>&)>;

Diagnostic record_finding(const char* code, const std::string& object, const std::string& message);

} // namespace imi
