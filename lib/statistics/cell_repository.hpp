// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "statistics/counting.hpp"
#include "store/database.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace imi::statistics
{

/// Cells as stored. Owns no connection; must not outlive `db`. Changes are made inside the caller's transaction.
class CellRepository
{
public:
    explicit CellRepository(Database& db) : db_{db} {}

    /// What is counted, by id.
    std::vector<Counting> countings();
    /// The same as stored, to be compared with to_text().
    std::map<std::string, std::string> specs();
    Cells cells(std::string_view counting);
    /// Adds to cells; those that come to nothing are dropped.
    void add(std::string_view counting, const Cells& changes);
    /// Counts these from now on, and nothing else; `cells` are those of each.
    void replace(const std::vector<Counting>& countings, const std::map<std::string, Cells>& cells);

private:
    Database& db_;
};

} // namespace imi::statistics
