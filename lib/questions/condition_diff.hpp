// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/item.hpp"

#include <optional>

namespace imi
{

/// Whether the new condition holds in every case in which the old one held: decided by trying what their comparisons
/// can tell apart. False where that cannot be decided.
bool holds_wherever(const std::optional<Condition>& before, const std::optional<Condition>& after, const Form& old_form,
                    const Form& new_form);

/// The same for two `for`: whether every subject that matched the old matches the new.
bool covers_subjects(const std::vector<std::vector<std::string>>& before,
                     const std::vector<std::vector<std::string>>& after, const Form& old_form, const Form& new_form);

} // namespace imi
