// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "search/candidates.hpp"
#include "search/interpretation.hpp"
#include "search/record_view.hpp"
#include "search/search.hpp"
#include "search/search_repository.hpp"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace imi
{

/// Compares the words of a query with the names of records, word by word. One object serves one interpretation.
class Ranking
{
public:
    explicit Ranking(const Interpretation& interpretation);

    struct Score {
        double score = 0;          ///< 0 to 1
        double coverage = 0;       ///< share of the query that the record has, by rarity
        bool is_equal = false;     ///< one of its names is the query
        std::size_t best_name = 0; ///< the one of the record that answers the query best; none: its count of names
    };
    /// How well the record of a body of `country` answers the query. Without `with_variants` only the usual spelling of
    /// its words counts.
    Score score(const RecordView& record, std::string_view country, bool with_variants);
    /// The share of its score that is left to the record last scored, of a body of `country`: 1 where the places that
    /// the query names are its own, or stand in it as they were typed.
    double place_share(const RecordView& record, std::string_view country) const;
    /// Why: for each word of the query the best that the record last scored has.
    std::vector<SearchReason> reasons() const;

private:
    /// The best that stands for a slot in some text.
    struct Match {
        float quality = 0;
        MatchKind kind = MatchKind::exact;
        std::string term;
    };
    struct Meaning {
        std::uint16_t slot;
        MatchKind kind;
        float quality;
    };
    struct TextScore {
        double coverage = 0;
        double score = 0;
        bool is_equal = false;
    };

    void match_word(std::string_view word, double worth, std::size_t position);
    void match_code(std::string_view prefix, std::string_view code);
    void take(std::uint16_t slot, float quality, MatchKind kind, std::string_view term, double worth,
              std::size_t position);
    std::size_t match_text(std::string_view text, double worth);
    TextScore score_text(std::size_t words);
    bool has_typed(std::size_t first, std::size_t end) const;
    double share_in(const NamedPlace& place, const RecordView& record, std::string_view country) const;

    const Interpretation& interpretation_;
    std::unordered_map<std::string_view, std::vector<Meaning>> meanings_;
    double all_rarity_ = 0;
    bool is_latin_ = true; ///< the query is in Latin letters
    bool with_variants_ = true;
    std::vector<Match> best_;             ///< of each slot, in the record
    std::vector<float> in_text_;          ///< of each slot, in the text at hand
    std::vector<float> beside_name_;      ///< of each slot, in the city or country of the record
    std::vector<std::uint16_t> position_; ///< of each slot in the text at hand
    std::size_t letters_ = 0;             ///< of all words of the text at hand
    std::size_t matched_letters_ = 0;
    std::string folded_;
};

} // namespace imi
