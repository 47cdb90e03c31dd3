// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/diff.hpp"
#include "workflow/model.hpp"

namespace imi::workflow
{

/// Compares two versions of one workflow. Wording: texts alone. Additive: a new action, timer, state, party, switch or
/// form, or one that does more in the same way. Breaking: one of these gone or led otherwise, `sees` widened, a
/// deadline or a time of retention changed. Forms in place are compared as diff_forms() does, items under "form/item",
/// as in `meaning_kept`. Changes are in the order of the new file, then what was removed.
FormDiff diff_workflows(const Workflow& before, const Workflow& after, const std::set<std::string>& meaning_kept = {});

} // namespace imi::workflow
