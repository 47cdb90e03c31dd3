// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "directory/value_checks.hpp"

#include <functional>
#include <string>
#include <variant>

namespace imi
{

class AuthorityRepository;

/// What a reference to a coordinator, or a successor, is read beside: the authorities that there are, or will be.
struct CoordinatorsAtHand {
    std::function<bool(const AuthorityKey&)> exists;
    AuthorityRepository& authorities; ///< for suggestions
    bool with_hints = true;           ///< costly, where nobody will read them
};

/// The authority that `reference` means as a coordinator or successor of one of `country`: COUNTRY:ID, or an id of the
/// same country. Otherwise the fault REG-017, which names the one that may have been meant.
std::variant<AuthorityKey, ValueFault> resolve_coordinator(const std::string& reference, const std::string& country,
                                                           const CoordinatorsAtHand& at_hand);

} // namespace imi
