// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/setup.hpp"
#include "search/search.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Where those are looked for that may reply, leaves out whom a set-up lets only send: the index knows the rights of
/// the records alone.
class ReplyRule
{
public:
    explicit ReplyRule(Database& db) : db_{db} {}

    /// Whether holds() can be false: somebody is looked for who may reply, and some set-up says that not all do.
    bool matters(const SearchQuery& query);
    /// Whether the authority may reply in the area of the query, or in any. True of all where it does not matter.
    bool holds(const SearchQuery& query, std::string_view country, std::string_view code, std::string_view content);

private:
    Database& db_;
    bool is_read_ = false;
    std::map<std::string, std::vector<StoredSetup>, std::less<>> setups_; ///< by country; only those that say it
};

} // namespace imi
