// SPDX-License-Identifier: EUPL-1.2
#include "forms/codes.hpp"

#include <array>

namespace imi
{

std::span<const CodeRow> forms_codes()
{
    static constexpr std::array rows = {
        CodeRow{"FORM-001", "the texts of forms are missing"},
        CodeRow{"FORM-002", "a text of forms that the program needs is missing"},
        CodeRow{"FORM-010", "a line of a text form that is neither [item], = value nor # remark"},
        CodeRow{"FORM-011", "an item that the form does not have"},
        CodeRow{"FORM-012", "an item twice"},
        CodeRow{"FORM-013", "a value before the first item"},
        CodeRow{"FORM-014", "several lines where one value is taken"},
        CodeRow{"FORM-015", "a row of a table with a number that is none"},
    };
    return rows;
}

} // namespace imi
