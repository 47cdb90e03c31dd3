// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/model.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace imi::workflow
{

/// The workflow as canonical JSON (RFC 8785, ASCII keys): defaults written out, shared actions in their states, layout
/// and comments gone; what has an order is a list. Small forms stand in it as FormUse::compiled has them. It is all
/// that a running case needs of its version.
std::string compile(const Workflow& workflow);

/// SHA-256 of the canonical JSON, in hexadecimal.
std::string fingerprint(std::string_view compiled);

/// The workflow back from its compiled form, without positions. Throws Error(store, "WF-070") when the text is none.
Workflow read_compiled(std::string_view compiled);

} // namespace imi::workflow
