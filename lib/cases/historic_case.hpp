// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cases/case_work.hpp"

#include <nlohmann/json.hpp>

/// A case of another system (CONTRACT 4, "cases"): its history is played by its workflow, with its own times.
namespace imi
{

/// Plays the case and stores it; `content` is the hash under which it is known again. Throws Error(input) for what
/// cannot have happened, Error(conflict, "CAS-005") where its key is taken.
void take_in(CaseWork& work, const nlohmann::ordered_json& json, const Hash& content);

/// Whether the stored case is the same, written in another way.
bool is_taken_in(CaseWork& work, const nlohmann::ordered_json& json, const CaseRow& known);

} // namespace imi
