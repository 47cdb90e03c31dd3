// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/authority.hpp"
#include "store/database.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace imi
{

/// The national coordinators (active NIMICs) as they will be after changes that are not stored yet. A country has one
/// in an area: the one rule for imports, single changes and the check of a store.
class NationalCoordinators
{
public:
    /// Begins with those that are stored.
    explicit NationalCoordinators(Database& db);

    /// `now` takes the place of what the authority was.
    void change(const Authority& now);

    /// A coordinator too many in a country and an area, beside the one that stays: one that was it before the changes,
    /// else the first by key.
    struct Excess {
        AuthorityKey authority;
        std::string area;
        AuthorityKey stays;
        bool was_before; ///< it is not the changes that made it one too many

        /// The fault as told of a row or of a single change, "REG-028".
        Diagnostic fault(Place place) const;
    };
    /// By country, area and key.
    std::vector<Excess> excess() const;

private:
    /// Folded id -> the authority, and whether it was it before the changes.
    using Holders = std::map<std::string, std::pair<AuthorityKey, bool>>;
    std::map<std::pair<std::string, std::string>, Holders> holders_; ///< by country and area
    std::map<std::string, std::vector<std::string>> stored_;         ///< country and folded id -> areas
};

} // namespace imi
