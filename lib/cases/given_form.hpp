// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cases/case_library.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace imi
{

/// What was filled in with a form, as CONTRACT 4 writes it. Members that do not apply are empty objects.
struct GivenForm {
    std::string questionset, language, subject; ///< "general@1.0"; subject a code
    nlohmann::ordered_json data = nlohmann::ordered_json::object();
    nlohmann::ordered_json questions = nlohmann::ordered_json::object();
    nlohmann::ordered_json answers = nlohmann::ordered_json::object();
};

/// Whether what is filled in for the item is somebody's personal data, in a cell of it too.
bool is_personal(const Item& item);
/// The items that are filled in as `data` with the form: of a set the fields of its stage.
const std::vector<Group>& fields_of(const CaseForm& form);

/// Takes the personal parts apart: notes, and the values of items that are marked so.
void split(const CaseForm& form, const GivenForm& given, CaseFormRow& row);
/// Both parts together again; an erased personal part is missing.
GivenForm join(const CaseFormRow& row);

} // namespace imi
