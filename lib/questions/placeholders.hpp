// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// The names in `{name}` of a text, each once, sorted; `{{` and `}}` are braces. Nothing when a brace is never closed
/// or holds something else than an id.
std::optional<std::vector<std::string>> placeholders(std::string_view text);

/// Numbers in a text, as written, sorted: what a translation should keep.
std::vector<std::string> numbers(std::string_view text);

} // namespace imi
