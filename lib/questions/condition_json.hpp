// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "rules/condition.hpp"

#include <nlohmann/json_fwd.hpp>

namespace imi
{

/// `{"q", "in"|"not-in": […]}`, `{"q", "min", "max"}`, `{"q", "answered": true}`, `{"all": […]}`, `{"any": […]}`.
nlohmann::json condition_json(const Condition& condition);

/// The same back. Throws nlohmann::json::exception for another shape.
Condition condition_of_json(const nlohmann::json& json);

} // namespace imi
