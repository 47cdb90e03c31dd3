// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/setup_check.hpp"

#include <set>
#include <string>

/// The rules of check_country(), by what they look at.
namespace imi
{

/// The authorities of one area: that they have coordinators, and those that they may have.
void check_area(const CountryDirectory& country, const AreaOfCountry& area, const TakeFinding& take);
/// The set-ups of a country: that what they name is there, and that they do not contradict each other.
void check_setups_of(const CountryDirectory& country, const std::string& area, const TakeFinding& take);

/// "1 authority takes part", "3 authorities take part".
std::string counted(int count, const std::string& one, const std::string& many);
/// "a, b and c".
std::string listed(const std::set<std::string>& texts);
/// Whether what was stored as a region is one of the country, by which regions can be told.
bool is_placed(const CountryDirectory& country, const std::string& region);

} // namespace imi
