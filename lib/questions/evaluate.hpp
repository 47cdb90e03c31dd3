// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "questions/item.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Who fills in: of a set the requesting or the responding side; forms, surveys and small forms have the first only.
enum class Stage { request, reply };

/// What was filled in, as CONTRACT 4 writes it. Members that do not apply are null.
struct FormInput {
    Stage stage = Stage::request;
    /// How complete it must be: `never` and `to_save` for drafts, `to_send` for the action, `to_answer` for a reply.
    Required grade = Required::to_send;
    std::string today;                ///< civil date of the action, ISO
    std::string subject;              ///< code; empty when the case has none
    nlohmann::ordered_json data;      ///< {field: value} of this stage
    nlohmann::ordered_json questions; ///< {question: {parameter: value, "note"}}: the choice, in both stages
    nlohmann::ordered_json answers;   ///< {question: value | {"value", "note"} | {"cannot-answer", "note"}}
    nlohmann::ordered_json request;   ///< in the reply: `data` of the request as it was stored
    /// What was given before and is gone on from, any of the three above or a list of them: a date or year that stays
    /// as it was met the limit `today` when it was given.
    nlohmann::ordered_json kept;
};

/// What the action may store, and what is wrong.
struct FormOutcome {
    std::vector<Diagnostic> faults; ///< all of them in page order; `field` is the item id
    nlohmann::ordered_json data = nlohmann::ordered_json::object(); ///< normalised, only of items that are asked
    nlohmann::ordered_json questions = nlohmann::ordered_json::object();
    nlohmann::ordered_json answers = nlohmann::ordered_json::object();
    std::vector<std::string> asked; ///< ids of this stage's items that are asked, in page order
};

/// Checks what was filled in, from top to bottom: which items are asked, completeness, kinds and limits of values.
FormOutcome evaluate(const Form& form, const FormInput& input);

/// What a stored value of an item is to conditions; nothing for a blank one.
std::optional<Fact> fact_of(const Item& item, const nlohmann::ordered_json& value, std::string_view today);

} // namespace imi
