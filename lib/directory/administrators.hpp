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

/// Watches over a batch of changes to users that no authority loses its last data administrator (REG-038), and tells
/// where there is none (REG-140): what counts is the result of the whole batch.
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

    /// An authority at which somebody has a role by these changes, and nobody administers its data and its users
    /// afterwards.
    struct Unadministered {
        std::string authority, login; ///< login: the first of those who have a role there by these changes

        Diagnostic warning(Place place) const;
    };
    /// By authority. `db` as above.
    std::vector<Unadministered> unadministered(Database& db) const;
    /// Whether somebody administers the authority after the changes so far.
    bool is_administered(Database& db, const std::string& authority) const;

private:
    std::map<std::string, std::vector<std::string>> leaving_; ///< authority -> logins
    std::map<std::string, std::string> used_;                 ///< authority -> first login with a role there
    std::set<std::string> kept_;                              ///< authorities that have one after the batch
};

} // namespace imi
