// SPDX-License-Identifier: EUPL-1.2
#include "directory/store_doubles.hpp"

#include "text/fold.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <set>

namespace imi
{

namespace
{

/// So many rows are looked for; whoever brings more asks `duplicates` afterwards.
constexpr std::size_t most_rows = 50'000;
/// For so many words that the store does not have the nearest is taken: it costs more than to look one up.
constexpr std::size_t most_guesses = 500;
constexpr std::size_t least_guessed_letters = 5;
/// Of one body so many names are looked for.
constexpr std::size_t most_names = 4;
/// A word that is in more documents is no lead; more bodies with all words are no double.
constexpr std::int64_t most_postings = 20'000;
constexpr std::size_t most_candidates = 24;
/// Below, a pair is for a person who looks through all of them.
constexpr double least_score = 0.7;

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

} // namespace

std::vector<std::int64_t> StoreDoubles::with_words(const std::vector<std::string>& words, const std::string& country)
{
    std::vector<IndexTerm> terms;
    for (const std::string& word : words) {
        auto term = index_.find(word);
        if (!term || term->documents == 0)
            return {};
        terms.push_back(std::move(*term));
    }
    std::sort(terms.begin(), terms.end(),
              [](const IndexTerm& a, const IndexTerm& b) { return a.documents < b.documents; });
    auto of_country = index_.find("c:" + country);
    if (terms.empty() || terms.front().documents > most_postings || !of_country)
        return {};
    const IndexTerm rarest = terms.front();
    terms.front() = std::move(*of_country);
    std::vector<std::int64_t> documents;
    for (const std::uint32_t chunk : index_.chunks(rarest)) {
        std::vector<std::uint16_t> places;
        index_.read_chunk(rarest, chunk, [&](std::uint16_t place, Payload) { places.push_back(place); });
        for (const IndexTerm& term : terms) {
            std::vector<std::uint16_t> left;
            if (!places.empty())
                index_.find_in_chunk(term, chunk, places, [&](std::size_t i, Payload) { left.push_back(places[i]); });
            places = std::move(left);
        }
        for (const std::uint16_t place : places)
            documents.push_back((std::int64_t{chunk} << chunk_bits) + place);
        if (documents.size() > most_candidates)
            return {};
    }
    return documents;
}

/// Puts the nearest word of the store in the place of the only one that it does not have; false where there is none.
bool StoreDoubles::take_nearest(std::vector<std::string>& words)
{
    std::string* unknown = nullptr;
    for (std::string& word : words) {
        const auto term = index_.find(word);
        if (term && term->documents != 0)
            continue;
        if (unknown != nullptr)
            return false;
        unknown = &word;
    }
    if (unknown == nullptr || unknown->size() < least_guessed_letters || has_digit(*unknown) ||
        guessed_ == most_guesses)
        return false;
    ++guessed_;
    const auto near = index_.near(*unknown, 1, 1);
    if (near.empty() || near.front().term.documents == 0)
        return false;
    *unknown = near.front().term.term;
    return true;
}

void StoreDoubles::look_for(const Authority& authority, std::size_t row)
{
    if (looked_ == most_rows) {
        ++left_out_;
        return;
    }
    ++looked_;
    std::set<std::int64_t> candidates;
    std::size_t names = 0;
    for (const Name& name : authority.names) {
        if (name.kind == NameKind::acronym || names == most_names)
            continue;
        ++names;
        std::vector<std::string> words;
        for (FoldedWord& word : fold_words(name.text))
            words.push_back(std::move(word.key));
        std::vector<std::int64_t> found = with_words(words, authority.key.country);
        if (found.empty() && take_nearest(words))
            found = with_words(words, authority.key.country);
        candidates.insert(found.begin(), found.end());
    }
    if (candidates.empty())
        return;
    const Traits traits{authority};
    Likeness best;
    Authority likest;
    for (const std::int64_t id : candidates) {
        auto stored = authorities_.find(id);
        if (!stored || stored->authority.state == AuthorityState::inactive || !stored->authority.successors.empty())
            continue;
        Likeness alike = likeness(traits, Traits{stored->authority});
        if (alike.score > best.score) {
            best = std::move(alike);
            likest = std::move(stored->authority);
        }
    }
    const bool follows = std::any_of(authority.successors.begin(), authority.successors.end(),
                                     [&](const AuthorityKey& key) { return key.text() == likest.key.text(); });
    if (best.score >= least_score && !follows)
        doubles_.push_back({row, authority.key.text() + ": " + in_quotes(authority.display_name().text) +
                                     " is a likely duplicate of " + likest.key.text() + " in the store (" +
                                     joined(best.reasons, ", ") + ")"});
}

void StoreDoubles::warn(AuthorityStage& stage, Faults& faults) const
{
    const StagedRows& rows = stage.rows();
    for (const Double& found : doubles_) {
        if (!faults.keeps_warnings()) {
            faults.count_warning();
            continue;
        }
        const StagedRows::Row& row = rows[found.row];
        faults.add({{Severity::warning, "REG-026", stage.place(row), "name", found.message, "one body needs one id"}},
                   row.file, {});
    }
    if (left_out_ != 0)
        faults.add({{Severity::warning,
                     "REG-138",
                     {},
                     {},
                     std::to_string(left_out_) + " new rows were not compared with the bodies of the store",
                     "imi-register duplicates compares them all"}},
                   0, {});
}

} // namespace imi
