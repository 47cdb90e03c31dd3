// SPDX-License-Identifier: EUPL-1.2
#include "search/search.hpp"

#include "base/country.hpp"
#include "index/index_reader.hpp"
#include "search/candidates.hpp"
#include "search/interpretation.hpp"
#include "search/ranking.hpp"
#include "search/record_view.hpp"
#include "search/reply_rule.hpp"
#include "search/search_repository.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <unordered_map>
#include <unordered_set>

namespace imi
{

namespace
{

/// Records read for one query, at least: those with all words; those with some, where there are none with all, and
/// where there are.
constexpr std::size_t read_with_all = 96;
constexpr std::size_t read_with_some = 160;
constexpr std::size_t read_to_fill = 32;
/// With fewer documents than these, beginnings of words, typing errors and some of the words count too. Not the number
/// asked for: whoever asks for more gets the same first ones.
constexpr std::size_t enough = 10;
/// Of those with all words, how many are read to see whether one is what was typed.
constexpr std::size_t read_to_see = 8;
constexpr std::int64_t most_facet_terms = 10'000;
/// Postings that a search for some of the words may read.
constexpr std::int64_t postings_with_some = 30'000;
constexpr std::int64_t postings_to_fill = 500;
/// Hits below this share of the best one are not shown once there is a hit with all words.
constexpr double least_share = 0.35;
/// A body that takes part in an area, in a country that takes part, before an equal one that does not.
constexpr double can_act_bonus = 0.004;
/// Of a body whose id is the query: after one that is named so.
constexpr double id_score = 0.9;

bool has_id(const Interpretation& interpretation, std::int64_t document)
{
    return std::binary_search(interpretation.with_id.begin(), interpretation.with_id.end(), document);
}

struct Ranked {
    std::int64_t document;
    double score;
    AuthorityKey key;
    std::string sort_key;
};

bool is_valid(const RecordView& record, std::string_view state, const std::string& date)
{
    if (state == "inactive" && record.valid_to.empty())
        return false;
    return date.empty() || ((record.valid_from.empty() || record.valid_from <= date) &&
                            (record.valid_to.empty() || record.valid_to >= date));
}

bool can_act(const RecordView& record, std::string_view country, const std::string& date)
{
    if (!record.has_areas)
        return false;
    const Country* found = find_country(country);
    return found != nullptr && (date.empty() || takes_part(*found, date));
}

} // namespace

struct Search::State {
    explicit State(Database& db) : index{db}, repository{db}, interpreter{index, repository}, reply_rule{db} {}

    std::vector<Ranked> rank(const SearchQuery& query, const Interpretation& interpretation, Ranking& ranking,
                             std::span<const Candidate> candidates);
    bool has_equal(const Interpretation& interpretation, const std::vector<Candidate>& candidates);
    std::vector<Candidate> with_all_words(const SearchQuery& query, Interpretation& interpretation,
                                          CandidateFinder& finder, std::size_t reach);
    std::vector<Candidate> candidates(const SearchQuery& query, Interpretation& interpretation, std::size_t reach);
    std::vector<Ranked> find_best(const SearchQuery& query, Interpretation& interpretation);
    std::vector<SearchFacet> facets(const SearchQuery& query, const Interpretation& interpretation);
    SearchHit hit(const SearchQuery& query, const Interpretation& interpretation, Ranking& ranking,
                  const Ranked& ranked);

    IndexReader index;
    SearchRepository repository;
    Interpreter interpreter;
    ReplyRule reply_rule;
    RecordView record;
};

std::vector<Ranked> Search::State::rank(const SearchQuery& query, const Interpretation& interpretation,
                                        Ranking& ranking, std::span<const Candidate> candidates)
{
    std::vector<Ranked> ranked;
    ranked.reserve(candidates.size());
    for (const Candidate& candidate : candidates) {
        repository.read_authority(candidate.document, [&](std::string_view country, std::string_view code,
                                                          std::string_view content, std::string_view state) {
            read_record(content, record);
            if (!is_valid(record, state, query.as_of) || !reply_rule.holds(query, country, code, content))
                return;
            const Ranking::Score answer = ranking.score(record, country, candidate.has_variant);
            double score = answer.score * (answer.is_equal ? 1 : ranking.place_share(record, country));
            if (has_id(interpretation, candidate.document))
                score = std::max(score, id_score);
            score += can_act(record, country, query.as_of) ? can_act_bonus : 0;
            AuthorityKey key{std::string{country}, std::string{code}};
            std::string sort_key = key.text();
            ranked.push_back({candidate.document, score, std::move(key), std::move(sort_key)});
        });
    }
    std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
        return a.score != b.score ? a.score > b.score : a.sort_key < b.sort_key;
    });
    return ranked;
}

/// Whether one of the best is what was typed, letter by letter.
bool Search::State::has_equal(const Interpretation& interpretation, const std::vector<Candidate>& candidates)
{
    Ranking ranking{interpretation};
    bool is_equal = false;
    for (std::size_t i = 0; i < std::min(candidates.size(), read_to_see) && !is_equal; ++i) {
        repository.read_authority(candidates[i].document, [&](std::string_view country, std::string_view,
                                                              std::string_view content, std::string_view) {
            read_record(content, record);
            is_equal = ranking.score(record, country, candidates[i].has_variant).is_equal;
        });
    }
    return is_equal;
}

/// The documents with all words; when they are not enough and none is what was typed, also by beginnings of
/// words; when there are none at all, with typing errors.
std::vector<Candidate> Search::State::with_all_words(const SearchQuery& query, Interpretation& interpretation,
                                                     CandidateFinder& finder, std::size_t reach)
{
    const std::size_t most = reach * std::max(read_with_all, query.limit + query.limit / 4);
    std::vector<Candidate> candidates = finder.with_all_words(interpretation, most);
    if (candidates.size() >= enough || has_equal(interpretation, candidates))
        return candidates;
    if (interpreter.widen(interpretation, false))
        candidates = finder.with_all_words(interpretation, most);
    if (candidates.empty() && interpreter.widen(interpretation, true))
        candidates = finder.with_all_words(interpretation, most);
    return candidates;
}

/// Those with all words; when they are too few, also those with some.
std::vector<Candidate> Search::State::candidates(const SearchQuery& query, Interpretation& interpretation,
                                                 std::size_t reach)
{
    CandidateFinder finder{index};
    std::vector<Candidate> candidates = with_all_words(query, interpretation, finder, reach);
    for (const std::int64_t document : interpretation.with_id) {
        const bool is_known = std::any_of(candidates.begin(), candidates.end(),
                                          [&](const Candidate& known) { return known.document == document; });
        if (!is_known && finder.passes(interpretation, document))
            candidates.push_back({document, 0, true});
    }
    if (candidates.size() < enough && interpretation.slots.size() > 1) {
        std::unordered_set<std::int64_t> known;
        for (const Candidate& candidate : candidates)
            known.insert(candidate.document);
        const bool fill = !candidates.empty();
        const std::size_t most =
            reach * std::max(fill ? read_to_fill : read_with_some, query.limit + candidates.size());
        for (const Candidate& candidate :
             finder.with_some_words(interpretation, most, fill ? postings_to_fill : postings_with_some)) {
            if (!known.contains(candidate.document))
                candidates.push_back(candidate);
        }
    }
    return candidates;
}

/// The best documents, in their order: as many as one reads for ten, the best first, and what lies behind them after
/// these. Whether a record is valid on the day asked for, and may reply, is only known once it is read: while too few
/// are, more are read.
std::vector<Ranked> Search::State::find_best(const SearchQuery& query, Interpretation& interpretation)
{
    std::size_t read = 0;
    for (std::size_t reach = 1;; reach *= 8) {
        const std::vector<Candidate> found = candidates(query, interpretation, reach);
        Ranking ranking{interpretation};
        std::vector<Ranked> ranked;
        for (std::size_t first = 0; first < found.size(); first += read_with_some) {
            const std::size_t end = std::min(first + read_with_some, found.size());
            std::vector<Ranked> block =
                rank(query, interpretation, ranking, std::span{found}.subspan(first, end - first));
            std::move(block.begin(), block.end(), std::back_inserter(ranked));
        }
        const bool none_left_out = ranked.size() == found.size();
        if (ranked.size() >= query.limit || none_left_out || found.size() <= read)
            return ranked;
        read = found.size();
    }
}

std::vector<SearchFacet> Search::State::facets(const SearchQuery& query, const Interpretation& interpretation)
{
    // Postings do not say when a record is valid, nor what set-ups take away; each is read once for all dimensions.
    std::unordered_map<std::int64_t, bool> known;
    std::function<bool(std::int64_t)> is_counted;
    if (!query.as_of.empty() || reply_rule.matters(query))
        is_counted = [&](std::int64_t document) {
            const auto added = known.try_emplace(document, false);
            bool& counted = added.first->second;
            if (added.second)
                repository.read_authority(document, [&](std::string_view country, std::string_view code,
                                                        std::string_view content, std::string_view state) {
                    read_record(content, record);
                    counted = is_valid(record, state, query.as_of) && reply_rule.holds(query, country, code, content);
                });
            return counted;
        };
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> dimensions{
        {{"country", "c:"}, {"type", "t:"}, {"area", "a:"}, {"profession", "p:"}}};
    std::vector<SearchFacet> facets;
    for (const auto& [dimension, prefix] : dimensions) {
        const std::vector<IndexTerm> terms = index.with_prefix(prefix, most_facet_terms);
        const std::vector<std::int64_t> counts = CandidateFinder{index}.count(interpretation, terms, is_counted);
        const std::size_t first = facets.size();
        for (std::size_t i = 0; i < terms.size(); ++i) {
            if (counts[i] != 0)
                facets.push_back({std::string{dimension}, terms[i].term.substr(prefix.size()), counts[i]});
        }
        std::stable_sort(facets.begin() + static_cast<std::ptrdiff_t>(first), facets.end(),
                         [](const SearchFacet& a, const SearchFacet& b) { return a.count > b.count; });
    }
    return facets;
}

SearchHit Search::State::hit(const SearchQuery& query, const Interpretation& interpretation, Ranking& ranking,
                             const Ranked& ranked)
{
    SearchHit hit;
    hit.authority = ranked.key;
    hit.score = ranked.score;
    repository.read_authority(ranked.document, [&](std::string_view country, std::string_view, std::string_view content,
                                                   std::string_view) {
        read_record(content, record);
        if (record.name_count != 0)
            hit.name =
                record
                    .names[shown_name(
                        record.name_count, country, query.language,
                        [&](std::size_t i) {
                            return std::pair<NameKind, std::string_view>{record.names[i].kind, record.names[i].lang};
                        })]
                    .text;
        hit.city = record.city;
        const Ranking::Score score = ranking.score(record, country, true);
        if (score.best_name < record.name_count && record.names[score.best_name].kind == NameKind::former)
            hit.former = record.names[score.best_name].text;
        if (query.explain)
            hit.reasons = ranking.reasons();
        if (query.explain && has_id(interpretation, ranked.document))
            hit.reasons.push_back({query.text, hit.authority.text(), MatchKind::exact, 1});
    });
    return hit;
}

namespace
{

UnderstoodPlace understood(const NamedPlace& place, const std::vector<Slot>& slots)
{
    UnderstoodPlace result;
    for (std::size_t i = place.first; i < place.end; ++i)
        result.words.append(result.words.empty() ? "" : " ").append(slots[i].word);
    switch (place.kind) {
    case NamedPlace::Kind::country:
        result.place = "country ";
        break;
    case NamedPlace::Kind::region:
        result.place = "region ";
        break;
    case NamedPlace::Kind::city:
        result.place = "city ";
        break;
    }
    result.place += place.code;
    return result;
}

} // namespace

Search::Search(Database& db) : state_{std::make_unique<State>(db)} {}
Search::~Search() = default;

SearchResult Search::find(const SearchQuery& query)
{
    Interpretation interpretation = state_->interpreter.interpret(query);
    SearchResult result;
    std::vector<Ranked> ranked = state_->find_best(query, interpretation);
    Ranking ranking{interpretation};
    for (const Ranked& each : ranked) {
        if (result.hits.size() == query.limit || each.score < least_share * ranked.front().score)
            break;
        result.hits.push_back(state_->hit(query, interpretation, ranking, each));
    }
    if (query.facets)
        result.facets = state_->facets(query, interpretation);
    if (result.hits.empty())
        result.nearest = state_->interpreter.nearest(interpretation);
    for (const NamedPlace& place : interpretation.places)
        result.places.push_back(understood(place, interpretation.slots));
    for (const Slot& slot : interpretation.slots) {
        if (slot.alternatives.empty() && (interpretation.with_id.empty() || result.hits.empty()))
            result.notes.push_back("nothing in the directory is like \"" + slot.word + "\"");
    }
    return result;
}

std::vector<EndedBody> Search::ended(const SearchQuery& query)
{
    std::vector<EndedBody> bodies;
    if (query.as_of.empty() || !state_->repository.has_successions())
        return bodies;
    SearchQuery whenever = query;
    whenever.as_of = "0001-01-01"; // the day before which nothing has ended
    Interpretation interpretation = state_->interpreter.interpret(whenever);
    if (interpretation.slots.empty())
        return bodies;
    Ranking ranking{interpretation};
    for (const Candidate& candidate : CandidateFinder{state_->index}.with_all_words(interpretation, read_with_all)) {
        state_->repository.read_authority(candidate.document, [&](std::string_view country, std::string_view code,
                                                                  std::string_view content, std::string_view state) {
            RecordView& record = state_->record;
            read_record(content, record);
            if ((state != "inactive" && is_valid(record, state, query.as_of)) || record.valid_to >= query.as_of ||
                !ranking.score(record, country, true).is_equal)
                return;
            const Authority body =
                decode_content({std::string{country}, std::string{code}}, AuthorityState::inactive, content);
            if (!body.successors.empty())
                bodies.push_back({body.key, body.display_name(query.language).text, body.valid_to, body.successors});
        });
    }
    std::sort(bodies.begin(), bodies.end(),
              [](const EndedBody& a, const EndedBody& b) { return a.authority.text() < b.authority.text(); });
    return bodies;
}

std::string_view to_string(MatchKind kind)
{
    static constexpr std::array<std::string_view, 6> names{"exact",      "variant", "joined",
                                                           "vocabulary", "prefix",  "typo"};
    return names[static_cast<std::size_t>(kind)];
}

} // namespace imi
