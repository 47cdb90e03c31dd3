// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/authority.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace imi
{

/// What is looked for. All members but `limit` may be empty; text and filters hold together.
struct SearchQuery {
    std::string text;                   ///< words as a person types them, in any language and script; no syntax
    std::vector<std::string> countries; ///< codes in EU usage; one of them
    std::string area;                   ///< code of a legislative area
    std::string profession;             ///< code of a profession
    std::string region;                 ///< NUTS code: bodies in it and in what lies in it
    std::string speaks;                 ///< BCP 47
    std::string right;                  ///< right in `area`, or in any area: "reply", "send" ...
    std::string as_of;                  ///< civil date on which the record must be valid; empty: whatever its dates
    std::string today;                  ///< civil date: bodies that are inactive by now count on earlier days
    std::size_t limit = 10;
    std::string language; ///< of the reader: which name is shown
    bool explain = false; ///< give the reasons of each hit
    bool facets = false;  ///< count what the hits are, by country, type, area and profession
};

/// How a word of the query and a term of the index belong together, best first.
enum class MatchKind : std::uint8_t { exact, variant, joined, vocabulary, prefix, typo };

/// Why an authority was found: one word of the query.
struct SearchReason {
    std::string word; ///< of the query, folded
    std::string term; ///< word of the record, or a code such as "p:nurse"
    MatchKind kind = MatchKind::exact;
    double weight = 0; ///< share of the score, before the names are compared as a whole
};

struct SearchHit {
    AuthorityKey authority;
    std::string name; ///< to show: in the reader's language where there is one
    std::string city;
    std::string former; ///< the former name by which it was found; empty where it was found by what it is now
    double score = 0;   ///< 0 to 1, comparable within one result only
    std::vector<SearchReason> reasons;
};

/// Words of the query that were understood as the name of a place, whose bodies come first.
struct UnderstoodPlace {
    std::string words; ///< of the query, folded
    std::string place; ///< "country FI", "region DE2", "city AT-wien"
};

/// How many authorities that have all words (the shown ones and the others) are of one country, type ...
struct SearchFacet {
    std::string dimension; ///< "country", "type", "area", "profession"
    std::string value;     ///< a code
    std::int64_t count = 0;
};

struct SearchResult {
    std::vector<SearchHit> hits;         ///< best first; equals by authority
    std::vector<SearchFacet> facets;     ///< by dimension, then by count, most first, then by code
    std::vector<std::string> nearest;    ///< without hits: words of the directory near to those not found
    std::vector<UnderstoodPlace> places; ///< in the order of the query; the same words twice where they are ambiguous
    std::vector<std::string> notes;      ///< what a person should know: a word that nothing is like
};

/// A body that exists no more, and who follows it.
struct EndedBody {
    AuthorityKey authority;
    std::string name;     ///< as in SearchHit
    std::string last_day; ///< civil date; may be empty
    std::vector<AuthorityKey> successors;
};

/// Finds authorities. Reads within the caller's transaction; keeps what it read of the dictionary, so one object serves
/// the queries of one process. Must not outlive `db`.
class Search
{
public:
    explicit Search(Database& db);
    ~Search();

    /// Active authorities for the query, at most `limit`; on a day before `today` also those that have ended since. The
    /// same store and query give the same result. Throws Error(usage): SEA-001 text over limits::query_bytes, SEA-002
    /// over limits::query_terms words, SEA-003 no text and no filter, SEA-005 a limit of 0 or over
    /// limits::search_results; Error(input, "SEA-004") for a text with characters that none may hold.
    SearchResult find(const SearchQuery& query);
    /// Bodies that ended before the day of the query, of which it is the name, and that others follow; by key. Throws
    /// as find().
    std::vector<EndedBody> ended(const SearchQuery& query);

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string_view to_string(MatchKind kind);

} // namespace imi
