// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imi
{

/// What is wrong with a pattern of the language: only characters, classes, groups, `|` and `? * + {m,n}`, which ICU and
/// browsers read alike. Nothing when all is well.
std::optional<std::string> pattern_fault(std::string_view match);

enum class Match { yes, no, too_slow };
/// Whether the pattern covers the whole text. The engine is stopped after a fixed number of steps.
Match match_whole(std::string_view match, std::string_view text);

} // namespace imi
