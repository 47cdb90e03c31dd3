// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/item.hpp"
#include "questions/names.hpp"
#include "questions/reading.hpp"

#include <string>

namespace imi
{

/// What a file of questions takes from its area.
struct FormScope {
    const Names& names;
    std::string area;    ///< name of the package
    CodeListPtr subject; ///< vocabulary of the area, or none
    CodeListPtr reasons; ///< for "cannot answer", or none
};

/// A `set:`, `form:` or `survey:` file, with what it uses put in.
Form read_form(const YamlNode& root, FormKind kind, const FormScope& scope, Reading& reading);

/// Fills `lists` and `patterns` of a form from its items.
void collect_lists(Form& form);

} // namespace imi
