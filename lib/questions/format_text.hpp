// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace imi
{

/// A file of a package as `fmt` writes it: LF, no blanks at the ends of lines, at most one blank line in a row, `{ }`
/// only where the item fits into one line; longer ones become one key a line. Comments and quotes stay. The result
/// means the same: it is read again and compared, and the text is given back as it was where that fails. Throws what
/// parse_yaml() throws.
std::string format_text(std::string_view text, const std::string& file);

} // namespace imi
