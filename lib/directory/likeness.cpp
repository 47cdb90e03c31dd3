// SPDX-License-Identifier: EUPL-1.2
#include "directory/likeness.hpp"

#include "text/fold.hpp"
#include "text/list.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <functional>

namespace imi
{

namespace
{

constexpr std::size_t part_count = 6;
constexpr char informal_mark = '-';
/// Shorter names tell no bodies apart.
constexpr std::size_t least_letters = 5;
/// Of one name in another script, or with letters that are typed in several ways.
constexpr std::size_t most_spellings = 3;
/// Names of one word meet by its letters where it is so long, and not longer.
constexpr std::size_t least_word = 8;
constexpr std::size_t most_word = 24;

std::string host_of(std::string_view website)
{
    const std::size_t slashes = website.find("//");
    if (slashes == std::string_view::npos)
        return {};
    website.remove_prefix(slashes + 2);
    std::string host = fold_case(website.substr(0, website.find_first_of("/?#:")));
    return host.starts_with("www.") ? host.substr(4) : host;
}

/// Letters and digits alone: "D-80331" and "d 80331".
std::string plain(std::string_view text)
{
    std::string folded = fold_text(text);
    std::erase(folded, ' ');
    return folded;
}

bool has_digit(std::string_view word)
{
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string_view> words_of(std::string_view name)
{
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find(' ', begin), name.size());
        words.push_back(name.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

/// The name in the spellings in which its words are typed.
void append_spellings(const Name& name, std::vector<std::string>& spellings)
{
    const bool is_informal = name.kind == NameKind::alias || name.kind == NameKind::former;
    const std::vector<FoldedWord> folded = fold_words(name.text);
    std::size_t most = 1;
    for (const FoldedWord& word : folded)
        most = std::max(most, std::min(most_spellings, word.variants.size() + 1));
    for (std::size_t i = 0; i < most; ++i) {
        std::vector<std::string_view> words;
        std::size_t letters = 0;
        for (const FoldedWord& word : folded) {
            words.emplace_back(i == 0 || word.variants.empty() ? word.key
                                                               : word.variants[std::min(i, word.variants.size()) - 1]);
            letters += words.back().size();
        }
        if (letters < least_letters)
            return;
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        std::string spelling = joined(words, " ");
        if (std::find(spellings.begin(), spellings.end(), spelling) != spellings.end())
            continue;
        if (is_informal)
            spelling.insert(0, 1, informal_mark);
        spellings.push_back(std::move(spelling));
    }
}

/// Whether one word is the other with an error of typing or of romanisation, which spares the first letter. Short words
/// and numbers mean what they say.
bool is_near(std::string_view a, std::string_view b)
{
    const std::size_t shorter = std::min(a.size(), b.size());
    const std::size_t limit = a.front() != b.front() ? 0 : shorter >= 12 ? 2 : shorter >= 5 ? 1 : 0;
    return limit != 0 && !has_digit(a) && !has_digit(b) && edit_distance(a, b, limit) <= limit;
}

enum class NameLikeness : std::uint8_t { none, some, longer, near, same };

NameLikeness compare_names(std::string_view a, std::string_view b)
{
    if (a == b)
        return NameLikeness::same;
    std::vector<std::string_view> ours = words_of(a);
    std::vector<std::string_view> theirs = words_of(b);
    std::vector<std::string_view> common;
    std::set_intersection(ours.begin(), ours.end(), theirs.begin(), theirs.end(), std::back_inserter(common));
    const auto leave_out_common = [&](std::vector<std::string_view>& words) {
        std::erase_if(words,
                      [&](std::string_view word) { return std::binary_search(common.begin(), common.end(), word); });
    };
    leave_out_common(ours);
    leave_out_common(theirs);
    // One word that the other writes as two.
    if (std::max(ours.size(), theirs.size()) == 2 && std::min(ours.size(), theirs.size()) == 1) {
        const auto& one = ours.size() == 1 ? ours : theirs;
        const auto& two = ours.size() == 1 ? theirs : ours;
        const std::string forth = std::string{two[0]}.append(two[1]);
        const std::string back = std::string{two[1]}.append(two[0]);
        if (one[0] == forth || one[0] == back)
            return NameLikeness::same;
    }
    if (ours.size() == 1 && theirs.size() == 1 && is_near(ours[0], theirs[0]))
        return NameLikeness::near;
    if (common.size() >= 2 && ours.size() + theirs.size() == 1)
        return NameLikeness::longer;
    const std::size_t all = common.size() + ours.size() + theirs.size();
    return common.size() >= 2 && common.size() * 2 >= all ? NameLikeness::some : NameLikeness::none;
}

/// Whether all words of the city stand in the name.
bool names_city(std::string_view name, std::string_view city)
{
    const std::vector<std::string_view> words = words_of(name);
    const std::vector<std::string_view> needed = words_of(city);
    return std::all_of(needed.begin(), needed.end(), [&](std::string_view word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    });
}

bool are_other_regions(std::string_view a, std::string_view b)
{
    return !a.empty() && !b.empty() && !a.starts_with(b) && !b.starts_with(a);
}

bool are_same(std::string_view a, std::string_view b) { return !a.empty() && a == b; }

} // namespace

Traits::Traits(const Authority& authority) : country_{authority.key.country}
{
    for (const std::string& value : {authority.type, fold_text(authority.city), plain(authority.postcode),
                                     fold_case(authority.email), host_of(authority.website), authority.region})
        packed_.append(value) += '\n';
    std::vector<std::string> spellings;
    for (const Name& name : authority.names) {
        if (name.kind != NameKind::acronym)
            append_spellings(name, spellings);
    }
    for (const std::string& spelling : spellings)
        packed_.append(spelling) += '\n';
    packed_.shrink_to_fit();
}

std::string_view Traits::part(std::size_t number) const
{
    std::size_t begin = 0;
    for (; number != 0; --number)
        begin = packed_.find('\n', begin) + 1;
    return std::string_view{packed_}.substr(begin, packed_.find('\n', begin) - begin);
}

std::vector<Traits::Spelling> Traits::names() const
{
    std::size_t begin = 0;
    for (std::size_t i = 0; i < part_count; ++i)
        begin = packed_.find('\n', begin) + 1;
    std::vector<Spelling> names;
    for (std::size_t end; begin < packed_.size(); begin = end + 1) {
        end = packed_.find('\n', begin);
        const bool is_informal = packed_[begin] == informal_mark;
        begin += is_informal ? 1 : 0;
        names.push_back({std::string_view{packed_}.substr(begin, end - begin), is_informal});
    }
    return names;
}

std::vector<std::uint64_t> Traits::meeting_points() const
{
    std::vector<std::uint64_t> points;
    std::string text;
    const auto add = [&](char kind, std::string_view value) {
        if (value.empty())
            return;
        text.assign(country_).append(1, kind).append(value);
        points.push_back(std::hash<std::string>{}(text));
    };
    add('e', email());
    add('h', host());
    add('p', postcode());
    for (const Spelling& spelling : names()) {
        const std::string_view name = spelling.words;
        add('n', name);
        const std::vector<std::string_view> words = words_of(name);
        std::string rest;
        const auto add_rest = [&](std::size_t left_out) {
            rest.clear();
            for (std::size_t i = 0; i < words.size(); ++i) {
                if (i != left_out)
                    rest.append(rest.empty() ? "" : " ").append(words[i]);
            }
            if (rest.size() >= least_letters)
                add('n', rest);
        };
        for (std::size_t i = 0; words.size() > 1 && i < words.size(); ++i)
            add_rest(i);
        if (words.size() != 1 || name.size() < least_word || name.size() > most_word)
            continue;
        add('l', name);
        for (std::size_t i = 0; i < name.size(); ++i)
            add('l', std::string{name}.erase(i, 1));
    }
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    return points;
}

Likeness likeness(const Traits& a, const Traits& b)
{
    Likeness result;
    if (a.country() != b.country())
        return result;
    const bool city = are_same(a.city(), b.city());
    const bool other_city =
        (!city && !a.city().empty() && !b.city().empty()) || are_other_regions(a.region(), b.region());
    auto best = NameLikeness::none;
    bool is_informal = true; // wherever they are best, one of the two
    bool has_city = true;    // wherever they are best, the city is part of the name
    const std::vector<Traits::Spelling> others = b.names();
    for (const Traits::Spelling& name : a.names()) {
        for (const Traits::Spelling& other : others) {
            const NameLikeness alike = compare_names(name.words, other.words);
            if (alike < best || alike == NameLikeness::none)
                continue;
            if (alike > best)
                is_informal = has_city = true;
            best = alike;
            is_informal = is_informal && (name.is_informal || other.is_informal);
            has_city = has_city && city && names_city(name.words, a.city());
        }
    }
    const bool email = are_same(a.email(), b.email());
    const bool host = are_same(a.host(), b.host());
    const bool postcode = are_same(a.postcode(), b.postcode());
    const int signs = (email ? 1 : 0) + (host ? 1 : 0) + (postcode ? 1 : 0);
    switch (best) {
    case NameLikeness::same:
        result.score = other_city ? (signs != 0 ? 0.8 : 0) : city ? 0.93 : 0.84;
        if (signs == 0 && result.score != 0 && (city ? has_city : is_informal))
            result.score = 0.6;
        result.reasons.emplace_back("same name");
        break;
    case NameLikeness::near:
        result.score = (city || signs != 0) && !(other_city && signs == 0) ? 0.8 : 0;
        result.reasons.emplace_back("names differ by letters");
        break;
    case NameLikeness::longer:
        result.score = email || (city && signs != 0) ? 0.7 : 0;
        result.reasons.emplace_back("names differ by a word");
        break;
    case NameLikeness::some:
        result.score = email && (city || signs > 1) ? 0.6 : 0;
        result.reasons.emplace_back("names share words");
        break;
    case NameLikeness::none:
        break;
    }
    if (result.score == 0)
        return {};
    if (!a.type().empty() && !b.type().empty() && a.type() != b.type())
        result.score -= 0.1;
    result.score = std::min(result.score + 0.02 * signs, 0.99);
    for (const auto& [is_same, reason] : {std::pair{city, "same city"}, std::pair{postcode, "same postcode"},
                                          std::pair{host, "same web site"}, std::pair{email, "same e-mail"}}) {
        if (is_same)
            result.reasons.emplace_back(reason);
    }
    return result;
}

} // namespace imi
