// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/user.hpp"
#include "directory/value_checks.hpp"
#include "directory/vocabularies.hpp"

#include <optional>
#include <string>
#include <vector>

namespace imi
{

/// Columns and members of a user, `login` first.
extern const std::vector<std::string> user_columns;

/// Checks `name`, `email` or `language`, and makes it NFC. An empty one is sound.
std::optional<ValueFault> check_user_text(const std::string& column, std::string& value);

/// What is wrong with a role of a user, "ROLE" or "ROLE@AREA"; nothing when there is such a role.
std::optional<ValueFault> fault_of_user_role(const std::string& role, const Vocabularies& vocabularies);

/// Replaces the roles at one authority by those given as "ROLE" or "ROLE@AREA". `vocabularies` come with roles.
std::optional<ValueFault> set_roles_at(User& user, const std::string& authority, const std::vector<std::string>& roles,
                                       const Vocabularies& vocabularies);

/// Gives all roles of users that there are, in all areas, at one authority: what the first user of a body gets, who
/// then lets in the others.
void give_all_roles_at(User& user, const std::string& authority, const Vocabularies& vocabularies);
/// Whether the user has no others there than these, and all of them.
bool has_all_roles_at(const User& user, const std::string& authority, const Vocabularies& vocabularies);

/// Roles sorted, without doubles: as they are stored.
void put_in_order(std::vector<UserRole>& roles);

} // namespace imi
