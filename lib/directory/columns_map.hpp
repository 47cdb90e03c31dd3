// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/import_kind.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <utility>
#include <vector>

namespace imi
{

/// What the caller says of the columns of its files: which of ours each is, or that it is to be left out. YAML, a map
/// of `their header: our column`, `their header: ~`. Members of JSON Lines are renamed by it in the same way.
class ColumnsMap
{
public:
    ColumnsMap() = default;
    /// Throws Error(input): what read_yaml() throws; REG-072 with its place for what is no map of names, for two
    /// headers of one column.
    explicit ColumnsMap(const std::string& path);

    bool empty() const { return entries_.empty(); }
    /// Puts our columns in the place of theirs; those left out begin with "_" then.
    std::vector<std::string> renamed(std::vector<std::string> header) const;
    /// Throws Error(input, "REG-072") for an entry whose header the file has not, or whose column there is not.
    void check(const std::vector<std::string>& header, ImportKind kind, const std::string& file) const;
    /// Renames the members of a record, of which any may be missing. Throws Error(input, "REG-072") at `place` when a
    /// member would stand twice.
    void rename(nlohmann::ordered_json& record, const Place& place) const;

private:
    struct Entry {
        std::string header, column; ///< no column: left out
        Place place, column_place;
    };
    const Entry* find(const std::string& header) const;
    std::vector<Entry> entries_;
};

} // namespace imi
