// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace imi
{

/// Instants are whole seconds since 1970-01-01T00:00:00Z; years 1 to 9999.
using Instant = std::int64_t;

/// "2008-03-03T09:00:00Z" and nothing else; nothing when it is no such instant.
std::optional<Instant> parse_instant(std::string_view text);
std::string format_instant(Instant instant);

/// Whether the text is a civil date that exists, "2008-03-03".
bool is_civil_date(std::string_view text);
/// Civil date of an instant in UTC.
std::string civil_date(Instant instant);
/// Last second (UTC) of a civil date: what `--as-of D` means. The date must be one.
Instant end_of_day(std::string_view civil_date);

/// The ISO form of a date written in another usual way (03.04.2026, 3/4/2026), for a hint; empty when it is none.
std::string iso_guess(std::string_view text);

} // namespace imi
