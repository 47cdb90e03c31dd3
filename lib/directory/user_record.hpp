// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "directory/change.hpp"
#include "directory/user.hpp"
#include "directory/vocabularies.hpp"
#include "store/hash.hpp"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace imi
{

/// What differs between two users, member by member.
std::vector<ChangedCell> differing_cells(const User& old, const User& now);

/// Over all of a user but what only its store knows (versions, salts).
Hash hash_of_user(const User& user);

/// {"login", "name", "email", "language", "roles": {"RO:cmr": ["ROLE", "ROLE@AREA"]}, "state"}: a user whole, as plans
/// keep it.
nlohmann::ordered_json to_json(const User& user);
/// The user again; its values are checked as those of an import are. `vocabularies` come with roles.
User read_user(const nlohmann::ordered_json& record, const Vocabularies& vocabularies, const Place& place,
               std::vector<Diagnostic>& faults);

} // namespace imi
