// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imi
{

/// A place in a law. `at` is as written, one blank between words: "art. 50(3)(a)", "annex VII 1(d)", "recital 12".
struct Citation {
    std::string act; ///< CELEX number once resolved; as written a short name of the area, a CELEX number, or empty
    std::string at;
    bool operator==(const Citation&) const = default;
};

/// Reads `[ACT ]art. 50(3)(a)`, `art. 3a(1)`, `art. 3(-1a)`, `art. 15-19`, `art. 3(1) sub. 2`, `annex`, `annex
/// V 5.1.1`, `annex VII 1(d)`, `chapter VI`, `recital 12`. Nothing when the text is none.
std::optional<Citation> parse_citation(std::string_view text);

/// Whether the text is a CELEX number, such as 32005L0036.
bool is_celex(std::string_view text);

} // namespace imi
