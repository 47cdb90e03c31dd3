// SPDX-License-Identifier: EUPL-1.2
#include "directory/coordinator_reference.hpp"

#include "base/country.hpp"
#include "directory/authority_input.hpp"
#include "directory/authority_repository.hpp"
#include "text/suggest.hpp"

namespace imi
{

namespace
{

constexpr std::int64_t most_suggestions = 5000;

std::string hint_for(const AuthorityKey& meant, bool is_bare, const CoordinatorsAtHand& at_hand)
{
    if (!at_hand.with_hints)
        return {};
    for (const Country& country : countries()) {
        const AuthorityKey abroad{std::string{country.code}, meant.id};
        if (is_bare && abroad.country != meant.country && at_hand.exists(abroad))
            return "an id alone is one of " + meant.country + "; for the one abroad write " + abroad.text();
    }
    return did_you_mean(nearest(meant.text(), at_hand.authorities.keys_of_country(meant.country, most_suggestions)));
}

} // namespace

std::variant<AuthorityKey, ValueFault> resolve_coordinator(const std::string& reference, const std::string& country,
                                                           const CoordinatorsAtHand& at_hand)
{
    // "RO:cmr" names a country; "ro:18340" may as well be an id that has a colon.
    AuthorityKey bare{country, reference};
    std::optional<AuthorityKey> full = parse_authority_key(reference);
    if (full && at_hand.exists(*full))
        return std::move(*full);
    if (at_hand.exists(bare))
        return bare;
    return ValueFault{"REG-017", "there is no authority " + in_quotes(reference),
                      hint_for(full ? *full : bare, !full, at_hand)};
}

} // namespace imi
