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

/// Whether the table lets a party see the case in some state in which it stood after the event `from` and before the
/// event `until` (0: up to now).
bool saw(const Workflow& workflow, const CaseState& state, std::string_view party, int from, int until);

/// What an actor sees of the case now: the most that any of its seats gives it. A party with `sees-all-after` sees no
/// more than questions until that was done; who held a seat while its party saw the case keeps a trace.
Level sight(const Scene& scene, const Actor& actor);

/// The same for one seat of the actor; nothing when it has not got it.
Level sight_as(const Scene& scene, std::string_view party, const Actor& actor);

/// How much the actor reads of what was given with a form once: everything of its own, else what its level allows, and
/// nothing of a draft of others, of what is held back or blocked, of a recipient beside it, of an `own` form of others,
/// and of a form that was given again before one of its parties saw the case. At Level::questions it reads what was
/// asked.
Level form_sight(const Scene& scene, const Actor& actor, const FormRecord& record);

/// Whether a comment made with an event is the actor's to read: its level allows content, and one of its parties saw
/// the case in the state from which the event started, and it comes with no `own` form. The author's authority always
/// reads it.
bool sees_comment(const Scene& scene, const Actor& actor, const Event& event);

} // namespace imi::workflow
