// SPDX-License-Identifier: EUPL-1.2
#include "questions/code_list.hpp"

#include <algorithm>

namespace imi
{

void CodeList::add(ListCode code)
{
    index_.emplace(code.code, codes_.size());
    codes_.push_back(std::move(code));
}

const ListCode* CodeList::find(std::string_view code) const
{
    const auto found = index_.find(std::string{code});
    return found == index_.end() ? nullptr : &codes_[found->second];
}

bool CodeList::has_group(std::string_view group) const
{
    return std::any_of(groups.begin(), groups.end(), [&](const auto& one) { return one.first == group; });
}

std::vector<std::string> CodeList::matches(std::string_view code) const
{
    std::vector<std::string> result{std::string{code}};
    // A parent stands before what is below it, so the way up is no longer than the list.
    for (const ListCode* at = find(code); at != nullptr && !at->parent.empty() && result.size() <= codes_.size();
         at = find(at->parent))
        result.push_back(at->parent);
    for (const auto& [group, members] : groups) {
        if (std::any_of(members.begin(), members.end(), [&members = members, &result](const std::string& member) {
                return std::find(result.begin(), result.end(), member) != result.end();
            }))
            result.push_back(group);
    }
    return result;
}

bool CodeList::covers(std::string_view above, std::string_view code) const
{
    const std::vector<std::string> all = matches(code);
    return std::find(all.begin(), all.end(), above) != all.end();
}

bool CodeList::selectable(std::string_view code, std::string_view under) const
{
    const ListCode* found = find(code);
    return found != nullptr && !found->heading && !found->retired && (under.empty() || covers(under, code));
}

std::vector<std::string> CodeList::names() const
{
    std::vector<std::string> result;
    for (const ListCode& code : codes_)
        result.push_back(code.code);
    for (const auto& [group, members] : groups)
        result.push_back(group);
    return result;
}

} // namespace imi
