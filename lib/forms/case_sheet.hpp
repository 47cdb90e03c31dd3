// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "cases/case_forms.hpp"
#include "forms/html_form.hpp"
#include "forms/sheet.hpp"

namespace imi
{

/// A case for printing, in the language in which it was read. What the reader may not see yet is named and left out.
CaseSheet make_case_sheet(const CasePrint& print, const UiTexts& ui, std::string_view language, Instant now);

/// The page or text form on which an action's form is filled in.
FormPage page_of(const FormToFill& fill, const std::string& case_id);

} // namespace imi
