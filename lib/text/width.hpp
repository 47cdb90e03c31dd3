// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>

namespace imi
{

/// Columns that the text takes on a terminal: wide East Asian characters two, combining marks none.
std::size_t display_width(std::string_view utf8);

} // namespace imi
