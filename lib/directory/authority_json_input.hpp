// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/record_checks.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace imi
{

/// Reads a record of JSON Lines into the patch of `row`. Members that are ignored are counted in `ignored`. False when
/// the record has an error.
bool read_authority_json(RecordChecks& row, const nlohmann::ordered_json& record, const Place& place,
                         std::map<std::string, std::uint64_t>& ignored);

} // namespace imi
