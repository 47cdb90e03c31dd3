// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cases/case_facts.hpp"
#include "report/result.hpp"
#include "statistics/counting.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace imi::report
{

/// The end of a day that was given with an option. Throws Error(usage, "RPT-012").
Instant asked_day(const std::string& civil, const char* option);

/// Whether the report counts authorities or users.
bool is_register(const statistics::Report& report);

/// A query as the report understands it.
struct Asked {
    std::vector<std::string> by;
    std::vector<std::pair<statistics::Dimension, std::vector<std::string>>> where;
    std::optional<Instant> from, to;
    std::string area;
    AsOf as_of;
};

/// Throws Error(usage): RPT-011, RPT-012, RPT-014; Error(input, "RPT-013"). `last_entry` is the last one of the log.
Asked understand(Database& db, const statistics::Report& report, const Query& query, Instant now,
                 std::int64_t last_entry);
/// What was asked, as reports print it.
nlohmann::ordered_json parameters_of(const Query& query, const Asked& asked);

} // namespace imi::report
