// SPDX-License-Identifier: EUPL-1.2
// What words of a query mean by the vocabularies: professions, types of body, regions, places.
#include "search/interpretation.hpp"

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

/// A profession and a type of body in one word.
constexpr double head_quality = 0.65;
constexpr double tail_quality = 0.35;
/// A code for a word that records have too says less than the word.
constexpr double code_quality = 0.7;
constexpr double code_beside_word_quality = 0.45;
/// A country or region is all that its name says.
constexpr double place_quality = 0.9;
/// The same city in another language.
constexpr double city_quality = 0.95;
constexpr double code_with_typo = 0.8;
constexpr double wider_profession = 0.9;

constexpr std::size_t words_of_label = 6;

constexpr std::string_view vocabulary_of_places = "places";
constexpr std::string_view vocabulary_of_professions = "professions";
constexpr std::string_view vocabulary_of_regions = "regions";

/// Prefix of the terms of a vocabulary's codes; empty for vocabularies that records do not have.
std::string_view term_prefix(std::string_view vocabulary)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> prefixes{
        {{vocabulary_of_professions, "p:"}, {"authority-types", "t:"}, {vocabulary_of_regions, "r:"}}};
    for (const auto& [name, prefix] : prefixes) {
        if (name == vocabulary)
            return prefix;
    }
    return {};
}

/// Types of body that are one and the same from country to country: what is a chamber here is an association there.
constexpr std::array<std::string_view, 3> kindred_types{"t:chamber", "t:professional-body", "t:association"};
constexpr double kindred = 0.7;

bool is_kindred(std::string_view term)
{
    return std::find(kindred_types.begin(), kindred_types.end(), term) != kindred_types.end();
}

bool is_understood(const std::vector<Slot>& slots, std::size_t first, std::size_t end)
{
    return std::any_of(slots.begin() + static_cast<std::ptrdiff_t>(first),
                       slots.begin() + static_cast<std::ptrdiff_t>(end),
                       [](const Slot& slot) { return !slot.alternatives.empty(); });
}

} // namespace

/// "læknafélag", physicians' association: two labels in one word, the longest first one that leaves another. The
/// profession tells more than the type of body.
void Interpreter::split_label(Slot& slot)
{
    constexpr std::size_t least_letters = 4;
    const std::string_view word = slot.word;
    for (std::size_t at = word.size(); at-- > least_letters;) {
        if (word.size() - at < least_letters)
            continue;
        const std::vector<VocabularyMatch> tails = repository_.codes_of(word.substr(at));
        const std::vector<VocabularyMatch> heads =
            tails.empty() ? std::vector<VocabularyMatch>{} : repository_.codes_of(word.substr(0, at));
        bool was_split = false;
        for (const VocabularyMatch& match : heads)
            was_split = add_part(slot, match, vocabulary_of_professions, head_quality) || was_split;
        if (!was_split)
            continue;
        for (const VocabularyMatch& match : tails)
            add_part(slot, match, "authority-types", tail_quality);
        return;
    }
}

bool Interpreter::add_part(Slot& slot, const VocabularyMatch& match, std::string_view vocabulary, double quality)
{
    if (match.vocabulary != vocabulary)
        return false;
    double sureness = quality;
    const auto term = term_of(match, sureness);
    return term && add(slot, *term, MatchKind::vocabulary, sureness);
}

void Interpreter::add_codes(Interpretation& interpretation)
{
    std::vector<Slot>& slots = interpretation.slots;
    places_.clear();
    std::size_t first = 0;
    while (first < slots.size()) {
        std::size_t end = std::min(slots.size(), first + words_of_label);
        for (; end > first; --end) {
            std::string folded = slots[first].word;
            for (std::size_t i = first + 1; i < end; ++i)
                folded.append(" ").append(slots[i].word);
            if (add_codes_of(slots, first, end, folded, false))
                break;
        }
        first = std::max(end, first + 1);
    }
    interpretation.places = std::move(places_);
}

bool Interpreter::add_codes_of(std::vector<Slot>& slots, std::size_t first, std::size_t end, std::string_view folded,
                               bool typo)
{
    bool was_found = false, kin = false;
    for (const VocabularyMatch& match : repository_.codes_of(folded)) {
        if (match.vocabulary == vocabulary_of_places) {
            add_place(slots, first, end, match.code, typo);
            was_found = true;
            continue;
        }
        double sureness = typo ? code_with_typo : 1;
        const auto term = term_of(match, sureness);
        const bool is_region = match.vocabulary == vocabulary_of_regions && match.code.size() > 2 && !typo;
        if (!term) {
            if (is_region && !is_understood(slots, first, end)) {
                add_region_of_country(slots, first, end, match.code);
                was_found = true;
            }
            continue;
        }
        was_found = true;
        add_code(slots, first, end, *term, sureness * code_quality, sureness * code_beside_word_quality);
        // Of a longer label the other words tell more: "naczelna izba" is no wish for any chamber.
        kin = kin || (end - first == 1 && is_kindred(term->term));
        // Of a region that is a country, the places tell.
        if (is_region)
            places_.push_back({first, end, NamedPlace::Kind::region, match.code.substr(0, 2), match.code});
    }
    // After all codes of their own: what was said outweighs what is akin.
    for (const std::string_view type : kindred_types) {
        const auto term = kin ? index_.find(type) : std::nullopt;
        if (term && term->documents != 0)
            add_code(slots, first, end, *term, kindred * code_quality, kindred * code_beside_word_quality);
    }
    return was_found;
}

/// A region that no record names: its country is what can be told.
void Interpreter::add_region_of_country(std::vector<Slot>& slots, std::size_t first, std::size_t end,
                                        const std::string& code)
{
    places_.push_back({first, end, NamedPlace::Kind::region, code.substr(0, 2), code});
    for (std::size_t i = first; i < end; ++i)
        slots[i].is_known = slots[i].is_place = true;
    if (const auto term = index_.find("c:" + code.substr(0, 2)); term && term->documents != 0)
        add_code(slots, first, end, *term, code_beside_word_quality, code_beside_word_quality);
}

/// The term of a code that records have; where none has the profession, of what stands above it: for a family doctor
/// nobody may be named, but for doctors. That is less sure.
std::optional<IndexTerm> Interpreter::term_of(const VocabularyMatch& match, double& sureness)
{
    const std::string_view prefix = term_prefix(match.vocabulary);
    for (std::string code = prefix.empty() ? std::string{} : match.code; !code.empty(); sureness *= wider_profession) {
        auto term = index_.find(std::string{prefix} + code);
        if (term && term->documents != 0)
            return term;
        code = match.vocabulary == vocabulary_of_professions ? repository_.parent_of(match.vocabulary, code)
                                                             : std::string{};
    }
    return std::nullopt;
}

/// A code for the words of a label.
void Interpreter::add_code(std::vector<Slot>& slots, std::size_t first, std::size_t end, const IndexTerm& term,
                           double quality, double quality_beside_word)
{
    for (std::size_t i = first; i < end; ++i) {
        const bool is_word = !slots[i].alternatives.empty() && slots[i].alternatives.front().kind <= MatchKind::variant;
        add(slots[i], term, MatchKind::vocabulary, is_word ? quality_beside_word : quality);
        slots[i].is_known = true;
    }
}

/// A country stands for its bodies; a city for its own name, as the registers of its country write it.
void Interpreter::add_place(std::vector<Slot>& slots, std::size_t first, std::size_t end, const std::string& code,
                            bool typo)
{
    const std::string country = code.substr(0, 2);
    const bool is_city = code.size() > 2;
    const double sureness = typo ? code_with_typo : 1;
    if (!typo) {
        places_.push_back({first, end, is_city ? NamedPlace::Kind::city : NamedPlace::Kind::country, country, code});
        for (std::size_t i = first; i < end; ++i)
            slots[i].is_known = slots[i].is_place = true;
    }
    bool is_there = false;
    if (is_city) {
        for (const std::string& word : repository_.words_of_city(vocabulary_of_places, code)) {
            if (const auto term = index_.find(word); term && term->documents != 0) {
                add_code(slots, first, end, *term, sureness * city_quality, sureness * city_quality);
                is_there = true;
            }
        }
    }
    const auto term = is_there ? std::nullopt : index_.find("c:" + country);
    if (term && term->documents != 0) {
        const double quality = sureness * (is_city ? code_beside_word_quality : place_quality);
        add_code(slots, first, end, *term, quality, quality);
    }
}

/// A mistyped word of a label: the spans that hold it, with each of its near words in its place.
void Interpreter::add_codes_with_typo(std::vector<Slot>& slots, std::size_t place, const std::vector<NearTerm>& near)
{
    for (std::size_t tried = 0; tried < std::min<std::size_t>(near.size(), 4); ++tried) {
        const std::size_t from = place >= 2 ? place - 2 : 0;
        for (std::size_t first = from; first <= place; ++first) {
            std::string folded;
            for (std::size_t end = first; end < std::min(slots.size(), first + words_of_label); ++end) {
                folded += folded.empty() ? "" : " ";
                folded += end == place ? near[tried].term.term : slots[end].word;
                if (end >= place)
                    add_codes_of(slots, first, end + 1, folded, true);
            }
        }
    }
}

} // namespace imi
