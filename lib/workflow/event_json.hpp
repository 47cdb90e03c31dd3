// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/case_state.hpp"

#include <string>
#include <string_view>

namespace imi::workflow
{

/// The event as one line of canonical JSON, absent instead of empty. Answers that the workflow read are in it; comments
/// too, so whoever keeps personal texts apart takes `comment` out first.
std::string event_json(const Event& event);

/// The event back. Throws Error(store, "WF-071") when the text is none.
Event read_event(std::string_view json);

} // namespace imi::workflow
