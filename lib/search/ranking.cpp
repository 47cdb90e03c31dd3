// SPDX-License-Identifier: EUPL-1.2
#include "search/ranking.hpp"

#include "search/letters.hpp"
#include "text/fold.hpp"

#include <algorithm>
#include <cmath>

namespace imi
{

namespace
{

/// Parts of the score; together one.
constexpr double record_part = 0.40;    ///< the words, wherever they stand in the record
constexpr double complete_part = 0.10;  ///< all of them
constexpr double name_part = 0.20;      ///< the words, all in one name
constexpr double closeness_part = 0.12; ///< how much of that name was asked for
constexpr double order_part = 0.05;     ///< the words one after the other as in the query
constexpr double equal_part = 0.10;     ///< the name is the query
constexpr double acronym_part = 0.03;   ///< the query is in capitals, and an acronym

constexpr double city_worth = 0.95;
/// A city or country beside a name, as if it stood in it.
constexpr float place_in_name = 0.9F;
/// The name is in the letters of the query, not only written in them.
constexpr double script_bonus = 0.006;
constexpr double region_worth = 0.6;
constexpr double keyword_worth = 0.8;
constexpr float variant_of_name_quality = 0.97F;

/// Left of the score of a body elsewhere in the country that was named, or perhaps there, or in another country.
constexpr double same_country_share = 0.7;
constexpr double unsaid_share = 0.85;
constexpr double other_country_share = 0.3;

double worth_of(NameKind kind) { return kind == NameKind::former ? 0.85 : kind == NameKind::alias ? 0.985 : 1.0; }

} // namespace

Ranking::Ranking(const Interpretation& interpretation)
    : interpretation_{interpretation}, best_(interpretation.slots.size()), in_text_(interpretation.slots.size()),
      beside_name_(interpretation.slots.size()), position_(interpretation.slots.size())
{
    for (std::size_t i = 0; i < interpretation.slots.size(); ++i) {
        const Slot& slot = interpretation.slots[i];
        all_rarity_ += slot.rarity;
        is_latin_ = is_latin_ && slot.is_latin;
        for (const Alternative& alternative : slot.alternatives)
            meanings_[alternative.term.term].push_back(
                {static_cast<std::uint16_t>(i), alternative.kind, alternative.quality});
    }
}

void Ranking::take(std::uint16_t slot, float quality, MatchKind kind, std::string_view term, double worth,
                   std::size_t position)
{
    if (quality > in_text_[slot]) {
        in_text_[slot] = quality;
        position_[slot] = static_cast<std::uint16_t>(position);
    }
    const auto worthy = static_cast<float>(quality * worth);
    if (worthy > best_[slot].quality)
        best_[slot] = {worthy, kind, std::string{term}};
}

void Ranking::match_word(std::string_view word, double worth, std::size_t position)
{
    const auto found = meanings_.find(word);
    if (found != meanings_.end()) {
        for (const Meaning& meaning : found->second)
            take(meaning.slot, meaning.quality, meaning.kind, word, worth, position);
        return;
    }
    for (std::size_t i = 0; i < interpretation_.slots.size(); ++i) {
        const Slot& slot = interpretation_.slots[i];
        if (slot.prefix_terms != 0 && word.size() > slot.word.size() && word.starts_with(slot.word))
            take(static_cast<std::uint16_t>(i), static_cast<float>(prefix_quality(slot, word)), MatchKind::prefix, word,
                 worth, position);
    }
}

void Ranking::match_code(std::string_view prefix, std::string_view code)
{
    if (code.empty())
        return;
    folded_.assign(prefix).append(code);
    if (const auto found = meanings_.find(folded_); found != meanings_.end()) {
        for (const Meaning& meaning : found->second)
            take(meaning.slot, meaning.quality, MatchKind::vocabulary, folded_, 1, 0);
    }
}

/// Matches the words of a text and returns how many it has.
std::size_t Ranking::match_text(std::string_view text, double worth)
{
    std::fill(in_text_.begin(), in_text_.end(), 0.0F);
    letters_ = 0;
    matched_letters_ = 0;
    std::size_t words = 0;
    const auto any_matched = [&](std::size_t position) {
        for (std::size_t i = 0; i < in_text_.size(); ++i) {
            if (in_text_[i] > 0 && position_[i] == position)
                return true;
        }
        return false;
    };
    if (is_ascii(text) || !with_variants_) {
        folded_.clear();
        append_folded_text(folded_, text);
        for (std::size_t start = 0; start < folded_.size(); ++words) {
            const std::size_t end = std::min(folded_.find(' ', start), folded_.size());
            match_word(std::string_view{folded_}.substr(start, end - start), worth, words);
            letters_ += end - start;
            matched_letters_ += any_matched(words) ? end - start : 0;
            start = end + 1;
        }
        return words;
    }
    for (const FoldedWord& word : fold_words(text)) {
        match_word(word.key, worth, words);
        for (const std::string& variant : word.variants)
            match_word(variant, worth * variant_of_name_quality, words);
        letters_ += word.key.size();
        matched_letters_ += any_matched(words) ? word.key.size() : 0;
        ++words;
    }
    return words;
}

/// Scores the text just matched.
Ranking::TextScore Ranking::score_text(std::size_t words)
{
    TextScore result;
    const std::size_t slots = in_text_.size();
    std::size_t in_order = 0;
    std::size_t matched = 0;
    for (std::size_t i = 0; i < slots; ++i) {
        result.coverage += interpretation_.slots[i].rarity * std::max(in_text_[i], place_in_name * beside_name_[i]);
        matched += in_text_[i] > 0 ? 1U : 0U;
        const bool follows = i != 0 && in_text_[i] > 0 && in_text_[i - 1] > 0 && position_[i] == position_[i - 1] + 1;
        in_order += follows ? 1U : 0U;
    }
    result.coverage /= all_rarity_;
    const double closeness = letters_ == 0 ? 0 : static_cast<double>(matched_letters_) / static_cast<double>(letters_);
    const double order = slots < 2 ? 1 : static_cast<double>(in_order) / static_cast<double>(slots - 1);
    result.is_equal = matched == slots && slots == words && in_order + 1 == slots;
    result.score = name_part * result.coverage + closeness_part * closeness * result.coverage +
                   order_part * order * result.coverage + (result.is_equal ? equal_part * result.coverage : 0);
    return result;
}

Ranking::Score Ranking::score(const RecordView& record, std::string_view country, bool with_variants)
{
    with_variants_ = with_variants;
    for (Match& match : best_)
        match.quality = 0;
    std::fill(beside_name_.begin(), beside_name_.end(), 0.0F);
    if (!record.city.empty()) {
        match_text(record.city, city_worth);
        beside_name_ = in_text_;
    }
    match_code("c:", country);
    if (const auto found = meanings_.find(folded_); found != meanings_.end()) {
        for (const Meaning& meaning : found->second)
            beside_name_[meaning.slot] = std::max(beside_name_[meaning.slot], meaning.quality);
    }
    double best_text = 0;
    Score result;
    result.best_name = record.name_count;
    for (std::size_t i = 0; i < record.name_count; ++i) {
        const RecordView::NameView& name = record.names[i];
        const double worth = worth_of(name.kind);
        const TextScore text = score_text(match_text(name.text, worth));
        double score = text.score * worth;
        if (text.is_equal && name.kind == NameKind::acronym &&
            std::all_of(interpretation_.slots.begin(), interpretation_.slots.end(),
                        [](const Slot& slot) { return slot.is_capitals; }))
            score += acronym_part;
        if (text.coverage > 0 && is_latin(name.text) == is_latin_)
            score += script_bonus;
        if (score > best_text) {
            best_text = score;
            result.best_name = i;
        }
        result.is_equal = result.is_equal || text.is_equal;
    }
    if (!record.region.empty()) {
        match_text(record.region, region_worth);
        for (std::size_t length = 2; length <= std::min<std::size_t>(record.region.size(), 5); ++length)
            match_code("r:", std::string_view{record.region}.substr(0, length));
    }
    for (const std::string& keyword : record.keywords)
        match_text(keyword, keyword_worth);
    match_code("t:", record.type);
    for (const std::string& profession : record.professions)
        match_code("p:", profession);
    bool is_complete = true;
    for (std::size_t i = 0; i < best_.size(); ++i) {
        result.coverage += interpretation_.slots[i].rarity * best_[i].quality;
        is_complete = is_complete && best_[i].quality > 0;
    }
    result.coverage = all_rarity_ == 0 ? 1 : result.coverage / all_rarity_;
    result.score = (record_part + (is_complete ? complete_part : 0)) * result.coverage + best_text;
    return result;
}

/// Whether the words stand in the record as they were typed, or begun, not as another name of the place.
bool Ranking::has_typed(std::size_t first, std::size_t end) const
{
    return std::all_of(best_.begin() + static_cast<std::ptrdiff_t>(first),
                       best_.begin() + static_cast<std::ptrdiff_t>(end), [](const Match& match) {
                           return match.quality > 0 && match.kind != MatchKind::vocabulary &&
                                  match.kind != MatchKind::typo;
                       });
}

double Ranking::share_in(const NamedPlace& place, const RecordView& record, std::string_view country) const
{
    if (country != place.country)
        return other_country_share;
    switch (place.kind) {
    case NamedPlace::Kind::country:
        break;
    case NamedPlace::Kind::region:
        return record.region.starts_with(place.code)                     ? 1
               : std::string_view{place.code}.starts_with(record.region) ? unsaid_share
                                                                         : same_country_share;
    case NamedPlace::Kind::city:
        if (record.city.empty())
            return unsaid_share;
        return std::any_of(beside_name_.begin() + static_cast<std::ptrdiff_t>(place.first),
                           beside_name_.begin() + static_cast<std::ptrdiff_t>(place.end),
                           [](float quality) { return quality > 0; })
                   ? 1
                   : same_country_share;
    }
    return 1;
}

double Ranking::place_share(const RecordView& record, std::string_view country) const
{
    double share = 1;
    const std::vector<NamedPlace>& places = interpretation_.places;
    for (std::size_t i = 0; i < places.size();) {
        const std::size_t first = places[i].first;
        double best = has_typed(first, places[i].end) ? 1 : 0;
        for (; i < places.size() && places[i].first == first; ++i)
            best = std::max(best, share_in(places[i], record, country));
        share *= best;
    }
    return share;
}

std::vector<SearchReason> Ranking::reasons() const
{
    std::vector<SearchReason> reasons;
    for (std::size_t i = 0; i < best_.size(); ++i) {
        const Slot& slot = interpretation_.slots[i];
        if (best_[i].quality > 0)
            reasons.push_back({slot.word, best_[i].term, best_[i].kind, slot.rarity * best_[i].quality / all_rarity_});
    }
    return reasons;
}

} // namespace imi
