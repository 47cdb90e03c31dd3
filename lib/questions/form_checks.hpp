// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/findings.hpp"
#include "questions/item.hpp"

namespace imi
{

/// Checks that need the whole form: ids once (QS-004), what conditions may name and compare (QS-071 to QS-076),
/// `not-before` (QS-046), and, where these are in order, the proofs (QS-090 to QS-094).
void check_form(const Form& form, Findings& findings);

} // namespace imi
