// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/country_directory.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What a drawing calls an authority; it may be empty.
using NameMember = std::function<std::string(const CountryMember&)>;

/// Who coordinates whom, for Graphviz: a cluster for each country and area (empty: all), coordinators by rank, an edge
/// from each to those whom it coordinates, by the rule of coordination: solid by links, dashed by set-ups, dotted by
/// role alone, labelled with the kinds where not all four. Authorities with the same coordinators are one node, which
/// counts them, where they are more than three, or the country has many. Sorted: the same directory gives the same
/// text.
std::string draw_setups(const std::vector<CountryDirectory>& countries, const std::string& area,
                        const NameMember& name);

/// The drawing of the countries of a scope ("RO", "RO@AREA", "@AREA", or empty: all), with names for a reader of
/// `language`. Throws as parse_scope(), and Error(usage, "REG-088") for a region or an authority.
std::string draw_setups_of(Database& db, const std::string& scope, std::string_view language);

} // namespace imi
