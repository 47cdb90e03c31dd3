// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "forms/form_texts.hpp"
#include "questions/evaluate.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What a page is for.
struct FormPage {
    /// Of a set: choosing questions, or answering those of a case. Forms and surveys have the first only.
    Stage stage = Stage::request;
    Required grade = Required::to_send; ///< how complete it must be to be saved
    std::vector<std::string> languages; ///< that the reader can switch to; empty: all 26
    std::string language = "en";        ///< in which it opens
    std::string case_id;                ///< shown and part of the file's name; empty for a new case
    std::string subject;                ///< of the case, where there is one
    nlohmann::ordered_json questions;   ///< in the reply: the choice, {question: {parameter: value, "note"}}
    nlohmann::ordered_json request;     ///< in the reply: `data` of the request, for conditions
    nlohmann::ordered_json filled;      ///< a form file that the page opens with; null for an empty page
    bool comment = false;               ///< the action takes a comment
};

/// Whether the responding side answers a question of the set.
bool is_put(const FormPage& page, const Item& question);

/// One HTML file that is filled in without a network and saves the form file of CONTRACT 4. It needs nothing beside
/// itself; its policy forbids it to load anything. It works from the keyboard alone and reads as a paper form where
/// scripts are off. Same input, same bytes.
std::string html_form(const FormTexts& texts, const FormPage& page);

} // namespace imi
