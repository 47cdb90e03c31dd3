// SPDX-License-Identifier: EUPL-1.2
#include "search/interpretation.hpp"

#include "base/country.hpp"
#include "base/error.hpp"
#include "base/limits.hpp"
#include "search/letters.hpp"
#include "text/check.hpp"
#include "text/fold.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace imi
{

namespace
{

constexpr double variant_quality = 0.96;
constexpr double joined_quality = 0.9;
constexpr double second_typo_quality = 0.5;
constexpr double function_word_rarity = 0.4;

constexpr std::size_t joined_words = 3;
constexpr std::size_t prefix_letters = 3;
constexpr std::size_t typo_letters = 4;
constexpr std::size_t second_typo_letters = 8;
/// Terms that one beginning may stand for, and those looked at to find the ones of most documents.
constexpr std::size_t prefix_terms = 64;
constexpr std::size_t far_prefix_terms = 400;
constexpr std::int64_t prefix_terms_read = 1000;
constexpr std::size_t typo_terms = 12;

/// One edit changes less of a longer word, and is seldom in the first letter.
double typo_quality(std::string_view word, std::string_view term)
{
    const double quality = 1 - 1.6 / static_cast<double>(std::max<std::size_t>(word.size(), 4));
    return word.front() == term.front() ? quality : 0.9 * quality;
}

/// Articles, prepositions and conjunctions of the languages of the directory, folded. In a small directory few names
/// have them, and that makes them no telling words.
bool is_function_word(std::string_view word)
{
    constexpr auto words = std::to_array<std::string_view>(
        {"a",   "af",     "ag",  "agus",  "an",   "and", "au",   "aux",   "av",    "az",  "ca",  "con", "da",
         "dal", "das",    "de",  "degli", "dei",  "del", "dell", "della", "delle", "dem", "den", "der", "des",
         "di",  "die",    "do",  "dos",   "du",   "e",   "een",  "el",    "en",    "es",  "et",  "for", "fur",
         "gia", "het",    "i",   "il",    "im",   "in",  "ir",   "is",    "ja",    "je",  "kai", "l",   "la",
         "las", "le",     "les", "lo",    "los",  "na",  "nad",  "nan",   "o",     "och", "of",  "og",  "on",
         "par", "pentru", "per", "po",    "pour", "pre", "pro",  "si",    "sto",   "ta",  "tal", "tar", "tat",
         "te",  "the",    "til", "tis",   "ton",  "tou", "u",    "ul",    "un",    "und", "v",   "van", "ve",
         "von", "voor",   "vor", "w",     "we",   "y",   "z",    "za",    "zu",    "zum", "zur"});
    static_assert(std::is_sorted(words.begin(), words.end()));
    return std::binary_search(words.begin(), words.end(), word);
}

bool is_capitals(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 10 &&
           std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
           std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool has_filter(const SearchQuery& query)
{
    return !query.countries.empty() || !query.area.empty() || !query.profession.empty() || !query.region.empty() ||
           !query.speaks.empty() || !query.right.empty();
}

void check(const SearchQuery& query)
{
    if (query.text.size() > limits::query_bytes)
        throw Error{Status::usage, "SEA-001",
                    "the search text has " + std::to_string(query.text.size()) + " bytes, at most " +
                        std::to_string(limits::query_bytes) + " are allowed",
                    "use fewer words"};
    if (query.limit == 0 || query.limit > limits::search_results)
        throw Error{Status::usage, "SEA-005",
                    "the number of results must be from 1 to " + std::to_string(limits::search_results)};
    if (const auto fault = text_fault(query.text))
        throw Error{Status::input,
                    "SEA-004",
                    "the search text is refused: " + fault->message,
                    {},
                    "column " + std::to_string(fault->column)};
}

} // namespace

double prefix_quality(const Slot& slot, std::string_view word)
{
    const double typed = static_cast<double>(slot.word.size()) / static_cast<double>(word.size());
    return (0.6 + 0.3 * typed) * (slot.is_known ? 0.85 : 1);
}

std::int64_t Slot::documents() const
{
    std::int64_t sum = 0;
    for (const Alternative& alternative : alternatives)
        sum += alternative.term.documents;
    return sum;
}

Interpretation Interpreter::interpret(const SearchQuery& query)
{
    check(query);
    Interpretation interpretation;
    read_words(is_ascii(query.text) ? query.text : to_nfc(query.text), interpretation);
    add_filters(query, interpretation);
    if (interpretation.slots.empty() && !has_filter(query))
        throw Error{Status::usage, "SEA-003", "there is nothing to search for: the text has no word",
                    "give a word of a name, a city, a profession, or a filter such as --country"};
    std::vector<Slot>& slots = interpretation.slots;
    for (Slot& slot : slots)
        look_up(slot);
    add_ids(query.text, interpretation);
    join_neighbours(slots);
    add_codes(interpretation);
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i].is_known) {
            // What a vocabulary knows may begin a word of a name: "bedrijfsrevisor", "Bedrijfsrevisoren".
            if (!slots[i].is_place && slots[i].alternatives.front().kind == MatchKind::vocabulary)
                add_prefixes(slots[i], prefix_letters, prefix_terms);
            continue;
        }
        split_label(slots[i]);
        add_prefixes(slots[i], i + 1 == slots.size() ? 2 : prefix_letters, prefix_terms);
        add_typos(slots, i);
        if (slots[i].alternatives.empty())
            split(slots[i]);
    }
    weigh(interpretation);
    return interpretation;
}

void Interpreter::read_words(const std::string& text, Interpretation& interpretation)
{
    for (FoldedWord& word : fold_words(text)) {
        const std::string_view typed = std::string_view{text}.substr(word.offset, word.length);
        Slot slot;
        slot.word = std::move(word.key);
        slot.variants = std::move(word.variants);
        slot.is_latin = is_latin(typed);
        slot.is_capitals = is_capitals(typed);
        interpretation.slots.push_back(std::move(slot));
    }
    if (interpretation.slots.size() > limits::query_terms)
        throw Error{Status::usage, "SEA-002",
                    "the search text has " + std::to_string(interpretation.slots.size()) + " words, at most " +
                        std::to_string(limits::query_terms) + " are allowed",
                    "use fewer words"};
}

/// Whoever has an id from a request or a list pastes it: "oil-warszawa", "PL:oil-warszawa", or types it as an acronym.
/// A word of the directory is taken for that: ids are looked up country by country.
void Interpreter::add_ids(const std::string& text, Interpretation& interpretation)
{
    const std::vector<Slot>& slots = interpretation.slots;
    if (slots.empty() || (slots.size() == 1 && slots.front().is_known) ||
        text.find_first_of(" \t\n") != std::string::npos)
        return;
    std::vector<std::int64_t>& found = interpretation.with_id;
    const auto take = [&](std::string_view country, std::string_view code) {
        const std::vector<std::int64_t> documents = repository_.with_id(country, code);
        found.insert(found.end(), documents.begin(), documents.end());
    };
    const std::string typed = fold_case(text);
    const std::size_t colon = std::min(typed.find(':'), typed.size() - 1);
    if (const Country* country = find_country(std::string_view{typed}.substr(0, colon)))
        take(country->code, std::string_view{typed}.substr(colon + 1));
    for (const Country& country : countries()) {
        take(country.code, typed);
        if (slots.size() == 1 && slots.front().word != typed)
            take(country.code, slots.front().word);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
}

void Interpreter::add_filter(Interpretation& interpretation, const std::vector<std::string>& terms)
{
    std::vector<Alternative> alternatives;
    for (const std::string& term : terms) {
        auto found = index_.find(term);
        if (found && found->documents != 0)
            alternatives.push_back({std::move(*found), MatchKind::exact, 1});
    }
    interpretation.is_impossible = interpretation.is_impossible || alternatives.empty();
    interpretation.filters.push_back(std::move(alternatives));
}

void Interpreter::add_filters(const SearchQuery& query, Interpretation& interpretation)
{
    // Where all are active, nothing needs to be looked up.
    const auto has_documents = [this](std::string_view term) {
        const auto found = index_.find(term);
        return found && found->documents != 0;
    };
    if (has_documents("s:suspended") || has_documents("s:inactive")) {
        std::vector<std::string> states{"s:active"};
        // What is inactive by now may not have been then: its dates say so.
        if (query.as_of < query.today && !query.as_of.empty())
            states.emplace_back("s:inactive");
        add_filter(interpretation, states);
    }
    if (!query.countries.empty()) {
        std::vector<std::string> terms;
        for (const std::string& code : query.countries) {
            const Country* country = find_country(code);
            terms.push_back("c:" + (country != nullptr ? std::string{country->code} : code));
        }
        std::sort(terms.begin(), terms.end());
        terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
        add_filter(interpretation, terms);
    }
    if (!query.profession.empty())
        add_filter(interpretation, {"p:" + query.profession});
    if (!query.region.empty())
        add_filter(interpretation, {"r:" + query.region});
    if (!query.speaks.empty())
        add_filter(interpretation, {"l:" + query.speaks});
    if (!query.area.empty())
        add_filter(interpretation, {"a:" + query.area});
    if (query.right.empty())
        return;
    if (!query.area.empty()) {
        add_filter(interpretation, {"x:" + query.area + ':' + query.right});
        return;
    }
    std::vector<std::string> terms;
    for (const IndexTerm& term : index_.with_prefix("x:", 10'000)) {
        if (term.term.ends_with(':' + query.right))
            terms.push_back(term.term);
    }
    add_filter(interpretation, terms);
}

bool Interpreter::add(Slot& slot, const IndexTerm& term, MatchKind kind, double quality)
{
    if (term.documents == 0)
        return false;
    const bool is_known = std::any_of(slot.alternatives.begin(), slot.alternatives.end(),
                                      [&](const Alternative& known) { return known.term.id == term.id; });
    if (!is_known)
        slot.alternatives.push_back({term, kind, static_cast<float>(quality)});
    return !is_known;
}

void Interpreter::look_up(Slot& slot)
{
    if (const auto term = index_.find(slot.word))
        add(slot, *term, MatchKind::exact, 1);
    for (const std::string& variant : slot.variants) {
        if (const auto term = index_.find(variant))
            add(slot, *term, MatchKind::variant, variant_quality);
    }
    slot.is_known = !slot.alternatives.empty();
}

/// "ober österreich" for "Oberösterreich", "wirtschafts prüfer kammer" for "Wirtschaftsprüferkammer".
void Interpreter::join_neighbours(std::vector<Slot>& slots)
{
    for (std::size_t first = 0; first + 1 < slots.size(); ++first) {
        std::string joined = slots[first].word;
        for (std::size_t end = first + 1; end < std::min(slots.size(), first + joined_words); ++end) {
            joined += slots[end].word;
            const auto term = index_.find(joined);
            if (!term || term->documents == 0)
                continue;
            for (std::size_t i = first; i <= end; ++i) {
                add(slots[i], *term, MatchKind::joined, joined_quality);
                slots[i].is_known = true;
            }
        }
    }
}

/// "sintmaria" for "Sint-Maria": the rarer part of the two stands for the word.
bool Interpreter::split(Slot& slot)
{
    std::optional<IndexTerm> best;
    for (std::size_t at = 3; at + 3 <= slot.word.size(); ++at) {
        const auto head = index_.find(std::string_view{slot.word}.substr(0, at));
        if (!head || head->documents == 0)
            continue;
        const auto tail = index_.find(std::string_view{slot.word}.substr(at));
        if (!tail || tail->documents == 0)
            continue;
        const bool is_head = head->documents != tail->documents ? head->documents < tail->documents
                                                                : head->term.size() >= tail->term.size();
        const IndexTerm& rarer = is_head ? *head : *tail;
        if (!best || rarer.term.size() > best->term.size())
            best = rarer;
    }
    return best && add(slot, *best, MatchKind::joined, second_typo_quality);
}

bool Interpreter::add_prefixes(Slot& slot, std::size_t least_letters, std::size_t most)
{
    if (slot.prefix_terms >= most || slot.word.size() < least_letters)
        return false;
    slot.prefix_terms = most;
    std::vector<IndexTerm> terms = index_.with_prefix(slot.word, prefix_terms_read);
    std::sort(terms.begin(), terms.end(), [](const IndexTerm& a, const IndexTerm& b) {
        return a.documents != b.documents ? a.documents > b.documents : a.term < b.term;
    });
    terms.resize(std::min(terms.size(), most));
    bool was_added = false;
    for (const IndexTerm& term : terms)
        was_added = add(slot, term, MatchKind::prefix, prefix_quality(slot, term.term)) || was_added;
    return was_added;
}

bool Interpreter::add_typos(std::vector<Slot>& slots, std::size_t place)
{
    Slot& slot = slots[place];
    if (slot.has_typos || slot.is_place || slot.word.size() < typo_letters)
        return false;
    slot.has_typos = true;
    std::vector<NearTerm> near = index_.near(slot.word, 1, typo_terms);
    // A letter of another script may be several in Latin ones.
    const std::size_t letters = slot.is_latin ? second_typo_letters : 6;
    if (near.empty() && slot.word.size() >= letters)
        near = index_.near(slot.word, 2, typo_terms);
    bool was_added = false;
    for (const NearTerm& candidate : near)
        was_added = add(slot, candidate.term, MatchKind::typo,
                        candidate.distance == 1 ? typo_quality(slot.word, candidate.term.term) : second_typo_quality) ||
                    was_added;
    if (!slot.is_known)
        add_codes_with_typo(slots, place, near);
    return was_added;
}

bool Interpreter::widen(Interpretation& interpretation, bool far)
{
    bool was_added = false;
    std::vector<Slot>& slots = interpretation.slots;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        was_added = add_prefixes(slots[i], prefix_letters, far ? far_prefix_terms : prefix_terms) || was_added;
        if (far)
            was_added = add_typos(slots, i) || was_added;
    }
    return was_added;
}

void Interpreter::weigh(Interpretation& interpretation)
{
    const auto active = index_.find("s:active");
    const double all = active ? static_cast<double>(active->documents) : 1;
    for (Slot& slot : interpretation.slots) {
        // What the word itself says; what else may stand for it must not make it common.
        std::int64_t documents = 0;
        for (const Alternative& alternative : slot.alternatives) {
            if (alternative.kind == slot.alternatives.front().kind || alternative.kind <= MatchKind::variant)
                documents += alternative.term.documents;
        }
        slot.rarity = std::log(1 + all / (static_cast<double>(documents) + 1)) + 0.1;
        if (is_function_word(slot.word))
            slot.rarity = std::min(slot.rarity, function_word_rarity);
    }
    // A place of several words says no more than one of one word.
    for (std::size_t i = 0; i < interpretation.places.size(); ++i) {
        const NamedPlace& place = interpretation.places[i];
        if (i != 0 && interpretation.places[i - 1].first == place.first)
            continue;
        for (std::size_t slot = place.first; slot < place.end; ++slot)
            interpretation.slots[slot].rarity /= static_cast<double>(place.end - place.first);
    }
}

std::vector<std::string> Interpreter::nearest(const Interpretation& interpretation)
{
    std::vector<std::string> words;
    for (const Slot& slot : interpretation.slots) {
        if (slot.is_known || slot.word.size() < typo_letters)
            continue;
        for (const NearTerm& near : index_.near(slot.word, 2, 3)) {
            if (std::find(words.begin(), words.end(), near.term.term) == words.end())
                words.push_back(near.term.term);
        }
    }
    return words;
}

} // namespace imi
