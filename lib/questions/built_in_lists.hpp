// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/code_list.hpp"

#include <span>
#include <string_view>

namespace imi
{

/// A list that every file may name: countries (groups `eea` and `eu`, of all that ever took part), languages,
/// currencies, regions and areas (whose codes the store knows), and those behind yes-no and yes-no-unknown. nullptr for
/// other names.
CodeListPtr built_in_list(std::string_view name);

/// The names that `one of NAME` may give.
std::span<const std::string_view> built_in_names();

/// The list `countries` whose groups hold who takes part on a civil date.
CodeListPtr countries_on(std::string_view date);

} // namespace imi
