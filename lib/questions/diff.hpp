// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/item.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What a change does to those who use a form. The highest of a file decides the version that it needs.
enum class ChangeClass {
    none,
    wording,  ///< MINOR: nothing that a program could notice
    additive, ///< MINOR: whatever was filled in stays right
    breaking, ///< MAJOR
};
std::string_view to_string(ChangeClass change_class);

struct Change {
    ChangeClass change_class = ChangeClass::wording;
    std::string item; ///< id, "item.cell", "list/code"; empty for the file
    std::string text; ///< "answer: one became many"
    /// A wording that adds or drops a number, a negation or a parameter: breaking unless the author confirms.
    bool may_change_meaning = false;
    Place place; ///< in the new file, where it is there
};

struct FormDiff {
    std::vector<Change> changes; ///< in page order of the new form, then what was removed
    ChangeClass highest = ChangeClass::none;
    Version needed; ///< the least version that the new file must have
    bool version_is_enough = true;
};

/// Compares two versions of one form. `meaning_kept` are the items whose author says that the meaning is as before.
FormDiff diff_forms(const Form& before, const Form& after, const std::set<std::string>& meaning_kept = {});

} // namespace imi
