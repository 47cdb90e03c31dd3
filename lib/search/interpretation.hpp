// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "index/index_reader.hpp"
#include "search/search.hpp"
#include "search/search_repository.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// One term that may stand for a word of the query.
struct Alternative {
    IndexTerm term;
    MatchKind kind = MatchKind::exact;
    float quality = 1; ///< 0 to 1
};

/// A word of the query and what may stand for it.
struct Slot {
    std::string word; ///< folded
    std::vector<std::string> variants;
    std::vector<Alternative> alternatives; ///< of the index, each with documents
    bool is_latin = true;                  ///< typed in Latin letters
    bool is_capitals = false;              ///< typed in capitals: perhaps an acronym
    bool is_known = false;                 ///< a term by itself, in one of its spellings
    bool is_place = false;                 ///< a place, or part of its name: then no typing error
    std::size_t prefix_terms = 0;          ///< so many terms that begin with the word were looked for; 0: none
    bool has_typos = false;                ///< typing errors were looked for
    double rarity = 0;                     ///< weight of the word, more for rarer ones

    /// Documents of all alternatives, those that have several counted as often.
    std::int64_t documents() const;
};

/// How well a word that begins with the slot's stands for it, 0 to 1: better the more of it was typed, and worse where
/// what was typed is a word by itself.
double prefix_quality(const Slot& slot, std::string_view word);

/// What words of the query may mean: bodies that are there come before those elsewhere.
struct NamedPlace {
    enum class Kind { country, region, city };
    std::size_t first, end; ///< the slots that name it
    Kind kind;
    std::string country; ///< EU style code
    std::string code;    ///< of a region: NUTS; else as in the vocabulary of places
};

/// A query understood: words in their order, and terms that every hit must have.
struct Interpretation {
    std::vector<Slot> slots;
    std::vector<std::vector<Alternative>> filters; ///< of each, one
    bool is_impossible = false;                    ///< a filter that no document passes
    std::vector<NamedPlace> places;                ///< by slots; those with the same slots are alternatives
    std::vector<std::int64_t> with_id;             ///< documents of which the query is the id, sorted
};

/// Understands queries: each word is looked up as it is, in its other spellings, joined with its neighbour, as part of
/// a label of a vocabulary, as the name of a place in any language; a query
/// of one word as an id; a word that is unknown then as a beginning, and
/// with typing errors.
class Interpreter
{
public:
    Interpreter(IndexReader& index, SearchRepository& repository) : index_{index}, repository_{repository} {}

    /// Throws as Search::find().
    Interpretation interpret(const SearchQuery& query);
    /// Looks further for words that are known: as beginnings; when `far`, as more of them and with typing errors.
    /// Whether anything was added.
    bool widen(Interpretation& interpretation, bool far);
    /// Words of the dictionary near to those that nothing stands for.
    std::vector<std::string> nearest(const Interpretation& interpretation);

private:
    void read_words(const std::string& text, Interpretation& interpretation);
    void add_ids(const std::string& text, Interpretation& interpretation);
    void add_filters(const SearchQuery& query, Interpretation& interpretation);
    void add_filter(Interpretation& interpretation, const std::vector<std::string>& terms);
    void look_up(Slot& slot);
    void join_neighbours(std::vector<Slot>& slots);
    bool split(Slot& slot);
    void split_label(Slot& slot);
    bool add_part(Slot& slot, const VocabularyMatch& match, std::string_view vocabulary, double quality);
    void add_codes(Interpretation& interpretation);
    bool add_codes_of(std::vector<Slot>& slots, std::size_t first, std::size_t end, std::string_view folded, bool typo);
    std::optional<IndexTerm> term_of(const VocabularyMatch& match, double& sureness);
    void add_code(std::vector<Slot>& slots, std::size_t first, std::size_t end, const IndexTerm& term, double quality,
                  double quality_beside_word);
    void add_region_of_country(std::vector<Slot>& slots, std::size_t first, std::size_t end, const std::string& code);
    void add_place(std::vector<Slot>& slots, std::size_t first, std::size_t end, const std::string& code, bool typo);
    void add_codes_with_typo(std::vector<Slot>& slots, std::size_t place, const std::vector<NearTerm>& near);
    bool add_prefixes(Slot& slot, std::size_t least_letters, std::size_t most);
    bool add_typos(std::vector<Slot>& slots, std::size_t place);
    bool add(Slot& slot, const IndexTerm& term, MatchKind kind, double quality);
    void weigh(Interpretation& interpretation);

    IndexReader& index_;
    SearchRepository& repository_;
    std::vector<NamedPlace> places_; ///< of the query at hand
};

} // namespace imi
