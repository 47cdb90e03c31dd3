// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace imi
{

/// The drawing as SVG, made by the program `dot` of Graphviz. Throws Error(store, "FMT-090") where there is none on the
/// path, Error(store, "FMT-091") when it fails.
std::string svg_of_dot(const std::string& dot);

} // namespace imi
