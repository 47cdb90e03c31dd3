// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/text.hpp"
#include "workflow/model.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace imi::workflow
{

/// The texts of the workflow that a person reads, in the order of the file, each path once. Those of small forms are
/// not among them: their reader gives them.
std::vector<Text> texts(const Workflow& workflow);

/// msgctxt of the label of an action in a state: `W/action/A`, or `W/state/S/action/A` where states differ in it.
std::string action_path(const Workflow& workflow, const State& state, const Action& action);
std::string party_path(const Workflow& workflow, std::string_view party);
std::string state_path(const Workflow& workflow, std::string_view state);
std::string start_path(const Workflow& workflow, std::string_view start);
/// Of a state of recipients.
std::string each_path(const Workflow& workflow, std::string_view state);
std::string switch_path(const Workflow& workflow, std::string_view setup_switch);
std::string child_path(const Workflow& workflow, std::string_view kind);

/// The translation of a text, by path and source text; the source text where there is none.
using Translate = std::function<std::string(const std::string& path, const std::string& source)>;
/// Leaves every text as it is.
std::string untranslated(const std::string& path, const std::string& source);

} // namespace imi::workflow
