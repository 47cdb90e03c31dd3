// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Appends a cell: quoted where needed, with a leading ' where a spreadsheet would run it (CONTRACT 4: first character
/// = + - @ ' or TAB; a phone number +[0-9 ()/-]* is exempt).
void append_csv_cell(std::string& out, std::string_view cell);

/// Appends a line of cells.
void append_csv_line(std::string& out, std::span<const std::string> cells, char delimiter = ',');

/// Whether a cell needs that guard.
bool needs_guard(std::string_view cell);

/// Takes the guard ' off, once, only where one of the guarded characters follows.
std::string_view without_guard(std::string_view cell);

/// A list in one cell: values joined by |, with \| and \\ inside them; one value alone stands as it is.
std::string join_list(std::span<const std::string> values);
/// The values of such a cell; none of an empty one.
std::vector<std::string> split_list(std::string_view cell);

} // namespace imi
