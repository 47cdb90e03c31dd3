// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "forms/html_form.hpp"
#include "forms/text_table.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

/// What the scripts of a page know of the form: items with conditions and limits, lists, and where texts stand in the
/// table. Texts themselves are not in it; they are added to the table.
nlohmann::ordered_json page_model(TextTable& table, const FormPage& page);

} // namespace imi
