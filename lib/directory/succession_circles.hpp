// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/authority.hpp"
#include "store/database.hpp"

#include <map>
#include <string>
#include <vector>

namespace imi
{

/// Watches over changes that are not stored yet that no authority follows itself by way of others (REG-131): what
/// counts is the result of all of them. The one rule for imports and single changes.
class SuccessionCircles
{
public:
    /// `now` takes the place of `old` (nullptr: of nothing).
    void change(const Authority* old, const Authority& now);

    struct Circle {
        std::vector<AuthorityKey> keys; ///< in the order of succession; the first, which changes, follows the last

        Diagnostic fault(Place place) const;
    };
    /// Of each changed authority that is part of one; by key. `db`: as before the changes.
    std::vector<Circle> find(Database& db) const;

private:
    struct Succession {
        AuthorityKey key;
        std::vector<AuthorityKey> successors;
    };
    std::map<std::string, Succession> changed_; ///< by country and folded id
};

} // namespace imi
