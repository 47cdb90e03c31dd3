// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/yaml.hpp"
#include "questions/findings.hpp"
#include "workflow/model.hpp"

#include <string>

namespace imi::workflow
{

/// Reads a workflow file: every key of the language, defaults written out, shared actions put into their states. `file`
/// is what places show; its name must be the workflow's id. What is wrong goes to `findings`; the rest is still read,
/// so that check() can go on. Names are not looked up here.
Workflow read_workflow(const YamlNode& root, const std::string& file, Findings& findings);

/// What an area overrides (`deadlines` and `retention` of area.yaml): durations only. WF-008, WF-015 for timers that
/// the workflow has not. `file` is area.yaml; either node may be an empty scalar.
void apply_overrides(Workflow& workflow, const YamlNode& deadlines, const YamlNode& retention, const std::string& file,
                     Findings& findings);

} // namespace imi::workflow
