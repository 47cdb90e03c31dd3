// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "audit/audit_log.hpp"
#include "directory/actor.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace imi
{

/// Versions of an authority, oldest first, each with what changed in it: batch, at, by, verb, comment, cells. Throws
/// Error(absent, "REG-040").
std::vector<nlohmann::ordered_json> authority_history(Database& db, const std::string& key);

/// The last `limit` entries of a tool that the actor may see, newest first. An operator sees all; others what they did
/// themselves, and the changes to single authorities of the countries in which they have a role.
std::vector<AuditEntry> visible_log(Database& db, const Actor& actor, std::string_view tool, std::int64_t limit);

} // namespace imi
