// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "store/database.hpp"

#include <vector>

namespace imi
{

/// Compares the tables that repeat parts of the records so that rights and searches find them (authority_area,
/// coordination, succession, authority_profession, user_role, and the folded id of an authority) with what the records
/// say. The log proves the records only, so a row more or less in these tables is a finding ("AUD-002") that names the
/// object. Linear.
std::vector<Diagnostic> compare_derived_tables(Database& db);

} // namespace imi
