// SPDX-License-Identifier: EUPL-1.2
#include "statistics/cell_repository.hpp"

namespace imi::statistics
{

namespace
{

constexpr std::string_view select_specs = "SELECT id, spec FROM counting ORDER BY id";
constexpr std::string_view select_cells =
    "SELECT cell, n FROM statistics_cell WHERE counting = :counting ORDER BY cell";
constexpr std::string_view add_to_cell =
    "INSERT INTO statistics_cell (counting, cell, n) VALUES (:counting, :cell, :n) "
    "ON CONFLICT (counting, cell) DO UPDATE SET n = statistics_cell.n + excluded.n RETURNING n";
constexpr std::string_view drop_cell = "DELETE FROM statistics_cell WHERE counting = :counting AND cell = :cell";
constexpr std::string_view insert_spec = "INSERT INTO counting (id, spec) VALUES (:id, :spec)";

} // namespace

std::map<std::string, std::string> CellRepository::specs()
{
    std::map<std::string, std::string> result;
    Statement rows = db_.prepare(select_specs);
    while (rows.step())
        result.emplace(rows.text(0), rows.text(1));
    return result;
}

std::vector<Counting> CellRepository::countings()
{
    std::vector<Counting> result;
    for (const auto& [id, spec] : specs())
        result.push_back(counting_of_text(id, spec));
    return result;
}

Cells CellRepository::cells(std::string_view counting)
{
    Cells result;
    Statement rows = db_.prepare(select_cells);
    rows.bind(":counting", counting);
    while (rows.step())
        result.emplace_hint(result.end(), rows.text(0), rows.integer(1));
    return result;
}

void CellRepository::add(const std::map<std::string, Cells>& changes)
{
    Statement add = db_.prepare(add_to_cell);
    Statement drop = db_.prepare(drop_cell);
    const int counting = add.parameter(":counting");
    const int cell = add.parameter(":cell");
    const int n = add.parameter(":n");
    for (const auto& [id, cells] : changes)
        for (const auto& [key, change] : cells) {
            add.bind(counting, std::string_view{id}).bind(cell, std::string_view{key}).bind(n, change);
            const bool is_gone = add.step() && add.integer(0) == 0;
            add.reset();
            if (is_gone)
                drop.bind(":counting", std::string_view{id}).bind(":cell", std::string_view{key}).run();
        }
}

void CellRepository::replace(const std::vector<Counting>& countings, const std::map<std::string, Cells>& cells)
{
    db_.execute("DELETE FROM statistics_cell; DELETE FROM counting");
    Statement insert = db_.prepare(insert_spec);
    for (const Counting& counting : countings) {
        const std::string spec = to_text(counting);
        insert.bind(":id", std::string_view{counting.id}).bind(":spec", std::string_view{spec}).run();
    }
    add(cells);
}

const std::vector<Counting>& KnownCountings::read(Database& db)
{
    std::map<std::string, std::string> specs = CellRepository{db}.specs();
    if (specs != specs_) {
        countings_.clear();
        for (const auto& [id, spec] : specs)
            countings_.push_back(counting_of_text(id, spec));
        specs_ = std::move(specs);
    }
    return countings_;
}

} // namespace imi::statistics
