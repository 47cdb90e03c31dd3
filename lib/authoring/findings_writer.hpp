// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"

#include <span>
#include <string>
#include <string_view>

namespace imi::authoring
{

/// How findings are written: for people, and for the programs that show them beside the text.
inline constexpr std::string_view finding_formats[] = {"text", "json", "sarif", "junit", "github"};

/// The findings in one of finding_formats, in the order given; same findings, same bytes. `tool_version` stands in
/// SARIF. text: a line each, the hint below it. json: {"findings", "errors", "warnings"}. sarif: version 2.1.0. junit:
/// one test case a finding, warnings as passed ones. github: workflow commands.
std::string write_findings(std::span<const Diagnostic> findings, std::string_view format,
                           std::string_view tool_version);

} // namespace imi::authoring
