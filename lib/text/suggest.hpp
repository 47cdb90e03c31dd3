// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace imi
{

/// Edits (insert, delete, replace, swap of neighbours) between two byte strings; `limit + 1` as soon as it is more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate nearest to what was typed, without regard to case, for "did you mean"; empty when none is near (more
/// than a third of its letters differ). Ties: the first in the order given.
std::string nearest(std::string_view typed, std::span<const std::string> candidates);

/// The value as a message shows it: quoted, made safe, cut.
std::string in_quotes(std::string_view value);

/// "did you mean X?", or nothing.
std::string did_you_mean(const std::string& nearest);

} // namespace imi
