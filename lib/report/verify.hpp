// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "report/run.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace imi::report
{

/// A value that was published and is computed differently; a row that only one of them has stands whole.
struct Difference {
    std::string report, row, column; ///< without a row: what is said of the whole
    nlohmann::ordered_json published, computed;
};
/// Computes published reports (one, or a list, as to_json() writes them) again and compares all that is
/// not in a language. Throws
/// Error(input, "RPT-024") for what is none, or of another store.
std::vector<Difference> verify(Desk& desk, Database& db, bool is_training, const nlohmann::ordered_json& published);

} // namespace imi::report
