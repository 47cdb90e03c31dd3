// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/package.hpp"
#include "questions/reading.hpp"

namespace imi
{

/// Acts and source language of an area.yaml, which the reading of everything else needs first. Findings come with
/// read_area().
Acts area_acts(const YamlNode& root);
std::string area_source_language(const YamlNode& root);

/// area.yaml. QS-005, QS-010, QS-011, QS-012, QS-020, QS-031.
Area read_area(const YamlNode& root, Reading& reading);

} // namespace imi
