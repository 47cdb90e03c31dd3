// SPDX-License-Identifier: EUPL-1.2
#include "forms/codes.hpp"

#include <array>

namespace imi
{

std::span<const CodeRow> forms_codes()
{
    static constexpr std::array rows = {
        CodeRow{"FRM-001", "the texts of forms are missing"},
        CodeRow{"FRM-002", "a text of forms that the program needs is missing"},
        CodeRow{"FRM-010", "a line of a text form that is neither an item, a value nor a remark"},
        CodeRow{"FRM-011", "an item that the form does not have"},
        CodeRow{"FRM-012", "an item twice"},
        CodeRow{"FRM-013", "a value before the first item"},
        CodeRow{"FRM-014", "several lines where one value is taken"},
        CodeRow{"FRM-015", "a row of a table with a number that is none"},
    };
    return rows;
}

} // namespace imi
