// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/record_proof.hpp"
#include "store/store.hpp"

#include <vector>

namespace imi
{

/// Re-hashes every version of every record and compares with the hash chain of the audit log, and compares the tables
/// by which rights are found (areas, coordinators, professions, roles of users) with the records: what was changed
/// behind the store's back is named. `more` are records of modules above this one. Linear.
std::vector<Diagnostic> verify_records(Database& db, const std::vector<RecordSource>& more = {});

/// Findings of everything that must agree in a store: engine, audit, records, national coordinators, index.
std::vector<Diagnostic> check_store(Store& store, const std::vector<RecordSource>& more = {});

} // namespace imi
