// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace imi
{

/// Why two wordings may mean different things: "has other numbers", "has other placeholders", "adds or drops a
/// negation". Empty when none of these shows. Negations are known for English, German and French.
std::string meaning_difference(std::string_view before, std::string_view after, std::string_view language);

} // namespace imi
