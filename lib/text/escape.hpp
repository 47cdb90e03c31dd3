// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace imi
{

/// Text from outside made safe for a terminal and a message: control, direction and invisible characters become
/// \u{202E}, bytes that are no UTF-8 \x{FF}. Never longer than `limit` code points; a cut shows as "…".
std::string escape_for_message(std::string_view bytes, std::size_t limit = 80);

/// The same without a limit, for text that is a result.
std::string escape_for_terminal(std::string_view bytes);

} // namespace imi
