// SPDX-License-Identifier: EUPL-1.2
#include "text/suggest.hpp"

#include "text/escape.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <vector>

namespace imi
{

namespace
{

/// Optimal string alignment over a band of `limit` about the diagonal, three rows kept.
template <class View> std::size_t distance(View a, View b, std::size_t limit)
{
    if (a.size() > b.size())
        std::swap(a, b);
    limit = std::min(limit, b.size());
    const std::size_t beyond = limit + 1;
    if (b.size() - a.size() > limit)
        return beyond;
    std::vector<std::size_t> before(b.size() + 1, beyond);
    std::vector<std::size_t> above(b.size() + 1, beyond);
    std::vector<std::size_t> row(b.size() + 1, beyond);
    for (std::size_t j = 0; j <= limit; ++j)
        above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        const std::size_t first = i > limit ? i - limit : 1;
        const std::size_t last = std::min(b.size(), i + limit);
        row[first - 1] = first == 1 ? i : beyond;
        std::size_t best = row[first - 1];
        for (std::size_t j = first; j <= last; ++j) {
            std::size_t cost = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost = std::min(cost, before[j - 2] + 1);
            row[j] = std::min(cost, beyond);
            best = std::min(best, row[j]);
        }
        if (last < b.size())
            row[last + 1] = beyond;
        if (best > limit)
            return beyond;
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[b.size()];
}

std::u32string letters_of(std::string_view utf8)
{
    const std::string folded = fold_case(utf8);
    std::u32string letters;
    for (std::size_t position = 0; position < folded.size();)
        letters += next_code_point(folded, position);
    return letters;
}

} // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) { return distance(a, b, limit); }

std::string nearest(std::string_view typed, std::span<const std::string> candidates)
{
    const std::u32string wanted = letters_of(typed);
    const std::string* best = nullptr;
    std::size_t best_distance = 0;
    for (const std::string& candidate : candidates) {
        const std::u32string letters = letters_of(candidate);
        const std::size_t limit = std::max(wanted.size(), letters.size()) / 3;
        const std::size_t found = distance(std::u32string_view{wanted}, std::u32string_view{letters}, limit);
        if (found <= limit && (best == nullptr || found < best_distance)) {
            best = &candidate;
            best_distance = found;
        }
    }
    return best == nullptr ? std::string{} : *best;
}

std::string in_quotes(std::string_view value) { return "\"" + escape_for_message(value) + "\""; }

std::string did_you_mean(const std::string& nearest)
{
    return nearest.empty() ? std::string{} : "did you mean " + nearest + "?";
}

} // namespace imi
