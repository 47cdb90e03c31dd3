// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"

#include <span>
#include <string_view>

namespace imi::workflow
{

/// Every code of this module: findings in a workflow file (WF-001 to WF-099) and refusals of a step (WF-101 on), in
/// order.
std::span<const CodeRow> workflow_codes();

/// More about a code, for `imi-qsgen explain`: why it is so, and what to write instead. Empty for an unknown code.
std::string_view explanation(std::string_view code);

} // namespace imi::workflow
