// SPDX-License-Identifier: EUPL-1.2
#include "search/reply_rule.hpp"

#include <algorithm>

namespace imi
{

bool ReplyRule::matters(const SearchQuery& query)
{
    if (query.right != right_to_reply)
        return false;
    if (!is_read_) {
        is_read_ = true;
        for (StoredSetup& setup : SetupRepository{db_}.all())
            if (setup.content.send_only)
                setups_[setup.scope.country].push_back(std::move(setup));
    }
    return !setups_.empty();
}

bool ReplyRule::holds(const SearchQuery& query, std::string_view country, std::string_view code,
                      std::string_view content)
{
    if (!matters(query))
        return true;
    const auto setups = setups_.find(country);
    if (setups == setups_.end())
        return true;
    const Authority authority =
        decode_content({std::string{country}, std::string{code}}, AuthorityState::active, content);
    return std::any_of(authority.areas.begin(), authority.areas.end(), [&](const AreaEntry& entry) {
        return (query.area.empty() || query.area == entry.area) &&
               std::find(entry.rights.begin(), entry.rights.end(), right_to_reply) != entry.rights.end() &&
               !is_send_only(setups->second, {authority.key.text(), authority.region, entry.area}, entry.role);
    });
}

} // namespace imi
