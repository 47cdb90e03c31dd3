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
    /// The same as stored, to be compared with to_text(); empty where nothing is.
    std::map<std::string, std::string> specs();
    Cells cells(std::string_view counting);
    /// Adds to cells, by counting; those that come to nothing are dropped.
    void add(const std::map<std::string, Cells>& changes);
    /// Counts these from now on, and nothing else; `cells` are those of each.
    void replace(const std::vector<Counting>& countings, const std::map<std::string, Cells>& cells);

private:
    Database& db_;
};

/// What is counted, read again only where it has become other.
class KnownCountings
{
public:
    const std::vector<Counting>& read(Database& db);

private:
    std::map<std::string, std::string> specs_;
    std::vector<Counting> countings_;
};

} // namespace imi::statistics
