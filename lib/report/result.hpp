// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Reports: what is asked, what comes out, and how it is written.
namespace imi::report
{

/// What a report is asked for. Nothing asked is what is published.
struct Query {
    std::string from, to;                                   ///< civil dates of the period, both included; empty: open
    std::vector<std::string> by;                            ///< dimensions; empty: those of the report
    std::vector<std::pair<std::string, std::string>> where; ///< dimension and code; of one dimension any of its codes
    std::string area;                                       ///< code or short code; empty: all
    std::optional<Instant> as_of;                           ///< the moment of the figures; nothing: now
    std::optional<std::int64_t> entry; ///< as far as the log stood after this entry; nothing: all of it
};

struct Column {
    enum class Type { code, number, text };
    std::string id, title;
    Type type = Type::number;
    std::string unit;     ///< of numbers: count, percent, hours
    bool adds_up = false; ///< the rows of the column add up to its total, which every report of the population has
};

/// One value: a number, a code with its label, or a text; nothing where there is no data.
struct Cell {
    std::string code, label;
    std::optional<double> number;
};

struct Result {
    std::string id, version, title, definition;
    std::string population; ///< what is counted in it; empty where a unit may be in several rows
    nlohmann::ordered_json parameters = nlohmann::ordered_json::object(); ///< as asked, dimensions filled in
    Instant as_of = 0;
    std::int64_t entry = 0; ///< last entry of the log that was looked at
    std::string head;       ///< its hash, hexadecimal: what the store was
    bool is_training = false;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows; ///< one cell a column
    std::vector<Cell> total;             ///< empty where rows are not added up
    std::vector<std::string> notes;
    std::size_t chart = 0; ///< column that a chart shows; 0: none does
};

} // namespace imi::report
