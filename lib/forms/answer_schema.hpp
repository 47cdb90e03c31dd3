// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/evaluate.hpp"
#include "questions/item.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

/// JSON Schema (draft 2020-12) of the form file of CONTRACT 4 for one stage of a set, or for a form or survey: members,
/// kinds, codes and limits; an item that is not asked may not be there, one that is needed at `grade` must. Titles and
/// descriptions are in the source language. What a schema cannot say stays with evaluate(): dates compared with `today`
/// or one another, ranges of dates in conditions, `not-before`.
nlohmann::ordered_json answer_schema(const Form& form, Stage stage, Required grade);

} // namespace imi
