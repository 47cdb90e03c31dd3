// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imi
{

/// Roles of a user at one authority, as of now. Those at an authority that alone follows one that has ended count there
/// as well.
struct Grant {
    std::int64_t authority_id = 0;
    std::string authority; ///< "RO:cmr"
    std::string country;
    std::string region;         ///< NUTS code of an SDIMIC, or empty
    std::string role;           ///< role of the user, e.g. "data-administrator"
    std::string area;           ///< area in which the user has it; empty: all
    std::string authority_role; ///< role of the authority in that area: "nimic", "authority" ...; empty when none
    bool ended = false;         ///< the authority exists no more: it counts in its cases and for searches alone
};

/// Whose rights count, and who is at the keyboard. Resolved in this one place from the kernel's uid.
struct Actor {
    std::int64_t user_id = 0; ///< whose rights count
    std::string login;
    std::uint32_t uid = 0;
    std::string acting_login; ///< who acts for `login` by --as; equal to `login` otherwise
    std::vector<std::string> store_roles;
    std::vector<Grant> grants;

    bool is_operator() const;
};

/// The login to which `uid` is mapped at `now`; with `as`, the rights of that login, if the mapped one is an operator
/// or that login itself. Throws Error(forbidden, "RGT-001") for a uid that is not mapped (the hint has the line to
/// run), "RGT-002" for a suspended login, "RGT-003" for an `as` that is not allowed; Error(absent, "RGT-004") for no
/// such login.
Actor resolve_actor(Database& db, std::uint32_t uid, const std::string& account, const std::string& as, Instant now);

/// Throws Error(input, "RGT-007") when nobody could administer the store any more: no active operator has an account.
/// Ask inside the transaction that changes users, store roles or accounts, after the change.
void require_an_operator_left(Database& db, Instant now);

} // namespace imi
