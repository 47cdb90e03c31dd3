// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/rights.hpp"
#include "directory/setup.hpp"

#include <vector>

namespace imi
{

/// A set-up as written, checked against what the store knows.
struct SetupDocument {
    SetupScope scope;
    SetupContent content;
    RightsObject object; ///< whose set-up it is, for rights
    Place place;
};

/// Reads the documents of the files. What is wrong goes to `diagnostics`: REG-004 country, REG-012 region, REG-014
/// area, REG-040 authority, REG-050 shape, REG-051 workflow, REG-052 switch, REG-053 value, REG-054 a scope twice,
/// REG-085 kind of coordinator, REG-017, REG-029 and REG-086 coordinator; what will have no effect yet goes to
/// `warnings`: REG-087 a coordinator that does not coordinate.
std::vector<SetupDocument> read_setups(Database& db, const std::vector<SetupFile>& files,
                                       std::vector<Diagnostic>& diagnostics, std::vector<Diagnostic>& warnings);

} // namespace imi
