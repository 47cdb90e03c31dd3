// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
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
    std::optional<Instant> as_of;        ///< as it was at the end of this instant; nothing: as it is
};

/// The record as imi-formats(5) describes it, with defaults written out where they matter to an import.
nlohmann::ordered_json to_json(const Authority& authority);

/// Takes the rows of a table, the header first.
using RowSink = std::function<void(const std::vector<std::string>& cells)>;

/// Gives the authorities by country and id; to_json() of them is what import reads as unchanged.
void export_authorities(Database& db, const ExportFilter& filter, const std::function<void(const Authority&)>& each);
/// The same as a table, which import reads too. It has the columns that the exported authorities use.
void export_authority_rows(Database& db, const ExportFilter& filter, const RowSink& sink);
/// Roles of users, by login and authority, as records that import reads: of authorities of the countries, in the area
/// (or in all areas), of users in the state.
void export_users(Database& db, const ExportFilter& filter,
                  const std::function<void(const nlohmann::ordered_json&)>& each);
void export_user_rows(Database& db, const ExportFilter& filter, const RowSink& sink);

} // namespace imi
