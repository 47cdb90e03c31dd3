// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/item.hpp"
#include "rules/condition.hpp"

#include <string>
#include <vector>

namespace imi
{

/// A value of a compared item, and what it is to conditions.
struct Sample {
    std::string text;
    Fact fact;
};

/// One value for each way in which `comparisons`, all with this item, can tell its answers apart; only values that the
/// item's own limits allow. Empty when nothing can be answered.
std::vector<Sample> domain_of(const Item& item, const std::vector<const Condition*>& comparisons);

/// One subject for each way in which the `for` lists can tell them apart.
std::vector<std::string> subject_samples(const CodeList& subject, const std::vector<std::vector<std::string>>& lists);

/// Whether the subject matches one code of every list.
bool matches_all(const CodeListPtr& list, const std::string& subject,
                 const std::vector<std::vector<std::string>>& subjects);

} // namespace imi
