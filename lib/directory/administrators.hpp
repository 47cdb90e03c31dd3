// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/user.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace imi
{

/// Watches over a batch of changes to users that no authority loses its last data administrator (REG-038): what counts
/// is the result of the whole batch.
class Administrators
{
public:
    /// `now` will take the place of `old` (nullptr: of nobody).
    void change(const User* old, const User& now);

    /// A user who gives the role up while nobody else at the authority will have it.
    struct LastOne {
        std::string login, authority;

        Diagnostic fault(Place place) const;
    };
    /// By authority, then login. `db`: as before the changes.
    std::vector<LastOne> last_ones(Database& db) const;

private:
    std::map<std::string, std::vector<std::string>> leaving_; ///< authority -> logins
    std::set<std::string> kept_;                              ///< authorities that have one after the batch
};

} // namespace imi
