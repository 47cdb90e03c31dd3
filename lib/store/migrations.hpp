// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "store/database.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace imi
{

/// One step of the schema, as it stands in lib/store/schema. A released step is never edited.
struct Migration {
    int number;
    std::string_view name;
    std::string_view sql;
};

/// All steps, in order. Numbers count from 1 without gaps.
std::span<const Migration> migrations();

/// Number of the last step that the store has; 0 for an empty one. Throws Error(store, "STO-007") for a store that a
/// newer program made.
int schema_version(Database& db);

/// Runs the missing steps, each in a transaction together with the record that it ran. `now` are seconds UTC.
/// Returns how many ran.
int migrate(Database& db, std::int64_t now);

} // namespace imi
