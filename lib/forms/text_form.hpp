// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "forms/html_form.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// A form to be filled in with an editor. Its whole syntax:
///
///     # a line that begins with # is for the reader
///     [item]            what is answered: `item`, `question.parameter`, `table.ROW.cell`, `question.note`,
///                       `question.cannot-answer`; `@subject`, `@comment` and others begin with @
///     = value           a line of the answer, as many as there are values or lines of text; "=" alone is no answer
///
/// To choose a question, write `= x` below it. Rows of a table are numbered from 1; a further row repeats its cells.
/// What `page.filled` holds is written into it. Same input, same bytes; the language of `page` is the language of it.
std::string text_form(const FormTexts& texts, const FormPage& page);

/// What a text form says.
struct TextFormContent {
    nlohmann::ordered_json file;    ///< the form file of CONTRACT 4; unanswered items are not in it
    std::vector<Diagnostic> faults; ///< FORM-010 to FORM-015, by line
};

/// Reads it back for the same form and stage; `file` is the name that places show. Values are taken as they are
/// written: whether they fit is for evaluate().
TextFormContent read_text_form(std::string_view text, const std::string& file, const Form& form, Stage stage);

} // namespace imi
