// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cases/case_desk.hpp"
#include "text/check.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

/// What is handed in as JSON, looked at before anything is made of it: kinds of values, and characters.
namespace imi
{

/// A member that is a text, in NFC; empty where it is missing or null. Throws Error(input, `code`) at `where` for a
/// value of another kind and for a text that is too long or holds what no text may hold.
std::string text_of_member(const nlohmann::ordered_json& object, const char* key, const char* code,
                           TextKind kind = TextKind::line, const std::string& where = {});
/// A member that is a text or a list of texts, likewise.
std::vector<std::string> texts_of_member(const nlohmann::ordered_json& object, const char* key, const char* code);

/// Throws Error(input, "CAS-020") for a form that is not as CONTRACT 4 writes it: null or an object, with these members
/// and no others, each of its kind. `file` is where it comes from.
void require_form_shape(const nlohmann::ordered_json& form, const std::string& file = {});

/// Requires the shape of the form; makes comment and key NFC. Throws also Error(input, "CAS-007") for one of them that
/// is too long or holds what no text may hold.
void check_input(ActInput& input);

} // namespace imi
