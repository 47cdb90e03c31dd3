// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "workflow/scene.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace imi::workflow
{

/// What a party sees in a state of the case by the table `sees` alone.
Level table_level(const Workflow& workflow, std::string_view party, std::string_view state);

/// What an actor sees of the case now: the most that any of its seats gives it. A party with `sees-all-after` sees no
/// more than questions until that was done; who held a seat before keeps a trace.
Level sight(const Scene& scene, const Actor& actor);

/// The same for one seat of the actor; nothing when it has not got it.
Level sight_as(const Scene& scene, std::string_view party, const Actor& actor);

/// Whether the actor may read what was given with this form once: its level allows content, and the form is not a draft
/// of others, not held back, not blocked, and of no recipient beside it. Personal parts need Level::all besides.
bool sees_form(const Scene& scene, const Actor& actor, const FormRecord& record);

} // namespace imi::workflow
