// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/import_kind.hpp"
#include "questions/package.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// The columns of bulk registration under the names that people give them in any language (questionsets/shared,
/// register.yaml): found without regard to case, accents, blanks, hyphens and underscores. The texts are read when a
/// name is first looked for that is not a column's own.
class ColumnNames
{
public:
    /// `load` gives the package `shared`; without it columns are found by their own names only.
    explicit ColumnNames(std::function<Package()> load) : load_{std::move(load)} {}

    /// The columns that `columns` name, one each: as it stands where it is a column already or means none. "Offizieller
    /// Name.de" is official.de. Throws Error(input): REG-070 two of them mean the same, REG-071 one means several;
    /// `header` is what they are called in the input, `where` its place.
    std::vector<std::string> columns(std::vector<std::string> columns, ImportKind kind,
                                     const std::vector<std::string>& header, const std::string& where);
    /// Whether the header names what every row of this kind needs.
    bool has_key(const std::vector<std::string>& header, ImportKind kind);

private:
    /// Column, and the languages in which the name means it; none where it is the column's own name.
    using Meanings = std::map<std::string, std::set<std::string>>;
    using Table = std::map<std::string, Meanings, std::less<>>;
    struct Found {
        Meanings meanings;
        std::string behind; ///< ".de" or ".KEY"
    };

    void load();
    Found find(const std::string& name, ImportKind kind);

    std::function<Package()> load_;
    bool loaded_ = false;
    Table authority_, user_;
    Table names_; ///< of names of an authority, before a language
    Table ext_;   ///< before the key of a field of the caller's own
};

/// Whether this is the column's own name.
bool is_column(const std::string& name, ImportKind kind);
/// The column whose own name is nearest; empty when none is near.
std::string nearest_column(const std::string& name, ImportKind kind);

} // namespace imi
