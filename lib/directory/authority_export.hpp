// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "store/database.hpp"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

struct ExportFilter {
    std::set<std::string> countries;     ///< empty: all
    std::string area;                    ///< empty: all
    std::optional<AuthorityState> state; ///< nothing: all
};

/// The record as imi-formats(5) describes it, with defaults written out where they matter to an import.
nlohmann::ordered_json to_json(const Authority& authority);

using Sink = std::function<void(std::string_view)>;

/// Writes the authorities by country and id, so that import reads them as unchanged. CSV has the columns that the
/// exported authorities use.
void export_authorities_jsonl(Database& db, const ExportFilter& filter, const Sink& sink);
void export_authorities_csv(Database& db, const ExportFilter& filter, const Sink& sink);
/// Roles of users, by login and authority: of authorities of the countries, in the area (or in all areas), of users in
/// the state.
void export_users_jsonl(Database& db, const ExportFilter& filter, const Sink& sink);
void export_users_csv(Database& db, const ExportFilter& filter, const Sink& sink);

} // namespace imi
