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

/// What the scope is for rights: the country, the region, or the authority, as it is registered now.
RightsObject object_of(Database& db, const SetupScope& scope);

/// Adds RGT-010 for each document that the actor may not put into force; true when there is one.
bool ask_rights(const Actor& actor, const std::vector<SetupDocument>& documents, std::vector<Diagnostic>& diagnostics);

/// The set-ups as they would be with the documents applied.
std::vector<StoredSetup> with_documents(std::vector<StoredSetup> setups, const std::vector<SetupDocument>& documents);

/// A scope as SetupScope::text() writes it, the area also by its short code; empty or "@AREA": all countries. Throws
/// Error(input, "REG-004") for no such country, Error(absent) "REG-014" for no such area, "REG-040" for no such
/// authority.
SetupScope parse_scope(Database& db, const std::string& text);

} // namespace imi
