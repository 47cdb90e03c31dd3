// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "statistics/counting.hpp"

#include <optional>
#include <string>
#include <vector>

namespace imi::statistics
{

/// One row of a report: codes of its dimensions, and its measures; nothing where there is nothing to compute from.
struct FigureRow {
    std::vector<std::string> codes;
    std::vector<std::optional<double>> values;
};

struct FigureTable {
    std::vector<FigureRow> rows; ///< by codes
    FigureRow total;             ///< over all rows, as if nothing were told apart; without codes
};

/// Computes the measures of a report from cells that a counting by these dimensions gave (of the register: counters
/// "all" and "involved"). `positions` are those of the dimensions of the report's rows among the values of a cell;
/// cells that differ otherwise are added up. `today` is the civil date of the moment: dates before it are overdue, and
/// open cases were observed until it began. Percentages are rounded to one digit after the point, halves up.
FigureTable compute(const Report& report, const Cells& cells, const std::vector<std::size_t>& positions,
                    std::optional<std::size_t> answer_position, const std::string& today);

/// A percentage as reports print it.
std::optional<double> percent(double part, double whole);

} // namespace imi::statistics
