// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/date.hpp"
#include "statistics/report.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi::statistics
{

/// What was answered in a survey once.
struct SurveyAnswers {
    std::string survey;
    Instant at = 0;
    std::map<std::string, std::vector<std::string>> codes; ///< by item; items without a code are left out
};

/// A case at one moment, as far as reports count it. Parts of a case are none of their own.
struct CaseFacts {
    std::string area, workflow, subject, state;
    std::optional<Instant> ended;
    std::map<std::string, Instant, std::less<>> milestones;                   ///< first entries
    std::map<std::string, std::string, std::less<>> countries;                ///< of each party
    std::map<std::string, std::vector<std::string>, std::less<>> authorities; ///< that sit, or sat once it was sent
    std::map<std::string, std::string, std::less<>> sets;                     ///< form to the id of its set
    std::map<std::string, std::string, std::less<>> dates;                    ///< civil dates
    std::vector<SurveyAnswers> surveys;
};

/// What is added up; several measures may be computed from one counter. A cell of a counter may be told apart by more
/// than the dimensions:
///   due   the date (civil) that stands for what has not come to the milestone and may still
///   time  "h" hours from the dating milestone to the other, begun ones whole; "c" hours until it ended without it;
///         "o" civil date of the dating milestone where it is still open
///   who   the authority
struct Counter {
    enum class Kind { all, reached, open, due, time, who, answer, base };
    Kind kind = Kind::all;
    std::string milestone, date;
    std::vector<std::string> parties;
    std::string text() const; ///< "due:agreed:answered"
    bool operator==(const Counter&) const = default;
};

/// How often, by key: counter, area, a value for each dimension, what else tells it apart; joined by |, which no code
/// has.
using Cells = std::map<std::string, std::int64_t>;

/// What a key holds.
struct CellKey {
    std::string counter, area;
    std::vector<std::string> values;
    std::string extra;
    std::string text() const;
};
CellKey parse_key(std::string_view text);

/// One way to count cases or answers.
struct Counting {
    std::string id; ///< under which its cells are kept
    Population population = Population::cases;
    std::string workflow, milestone, survey;
    std::vector<Dimension> by;
    std::vector<Counter> counters;
    std::vector<std::pair<Dimension, std::vector<std::string>>> where; ///< any of the codes
    std::optional<Instant> from, to; ///< of the dating milestone, or of the answer; both included
    std::string area;                ///< empty: all
};

/// What a report counts of cases or answers; nothing where it counts the register alone.
std::optional<Counting> counting_of(const Report& report, const std::vector<std::string>& by);
/// What is kept of all reports: each as it is published, and for figures what they are taken from.
std::vector<Counting> published_countings(const std::vector<Report>& reports);
/// The counting that a figure is taken from; not of a report of the register.
std::string counting_id(const Report& figures, std::string_view report);

/// Whether cases of the workflow, or answers of any, matter to it.
bool looks_at(const Counting& counting, const CaseFacts& facts);
/// Adds what the case is worth, `times` times: 1, or -1 to take it back. Cells that come to nothing are dropped.
void count(const Counting& counting, const CaseFacts& facts, int times, Cells& cells);

/// As JSON, for the store; and back. Throws Error(store, "RPT-300").
std::string to_text(const Counting& counting);
Counting counting_of_text(const std::string& id, std::string_view text);

} // namespace imi::statistics
