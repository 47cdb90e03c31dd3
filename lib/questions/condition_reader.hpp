// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/reading.hpp"
#include "rules/condition.hpp"

#include <optional>
#include <string>

namespace imi
{

/// An `ask-if`. `parent` is the question that the item follows, which a bare answer means; empty at the top, where a
/// bare answer is QS-070. Whether the items named may be named is checked when the form is whole.
std::optional<Condition> read_condition(const YamlNode& node, const std::string& parent, Reading& reading);

} // namespace imi
