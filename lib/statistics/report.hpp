// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"
#include "formats/yaml.hpp"
#include "questions/findings.hpp"
#include "questions/package.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What is counted of cases, their answers and the register: declared in YAML (imi-reports(5)), kept as cells.
namespace imi::statistics
{

/// What one unit of a report is.
enum class Population { cases, answers, authorities, users, figures };

/// By what is counted.
struct Dimension {
    enum class Source {
        month,
        subject,
        state,
        country_of,
        set_of,
        item,
        answer,
        answer_to,
        country,
        profession,
        role,
        user_role
    };
    std::string id, title;
    Source source = Source::month;
    std::string argument;                                    ///< party, form or item
    std::vector<std::pair<std::string, std::string>> values; ///< labels of codes that no vocabulary has
    bool operator==(const Dimension&) const = default;
};

/// What is counted, or computed from what is.
struct Measure {
    enum class Kind { all, reached, open, overdue, within, quantile, involved, percent, answers, base };
    std::string id, title;
    Kind kind = Kind::all;
    std::string milestone; ///< of reached, and until which one a time runs
    std::string date;      ///< of overdue
    int number = 0;        ///< days of within, per cent of quantile
    bool estimate = false; ///< takes cases into account that have not come to the milestone
    std::vector<std::string> parties;
    std::string part, whole; ///< of percent: measures; a whole "total" is the part of all rows together

    /// "count", "percent" or "hours".
    std::string_view unit() const;
};

/// One line of a report that compares figures with what somebody said of them.
struct Figure {
    using Codes = std::map<std::string, std::vector<std::string>>; ///< dimension to codes, any of which
    std::string id, report, measure;
    Codes of;
    std::optional<Codes> among; ///< the figure is a percentage of what the measure is there
    enum class Claim { none, is, more_than, at_least, at_most, about };
    Claim claim = Claim::none;
    double value = 0, within = 2.5; ///< of the claim
    std::string said;               ///< the words of the claim; empty: its number
    std::string place, note;
};

struct Report {
    std::string id, version, title, definition;
    Place place; ///< in the author's file
    Population population = Population::cases;
    std::string workflow;              ///< of cases
    std::string milestone;             ///< that a case must have come to: it dates the case
    std::string survey;                ///< of answers
    std::vector<Dimension> dimensions; ///< that may be asked for
    std::vector<std::string> by;
    std::vector<Measure> measures;
    std::string chart;    ///< measure that a chart shows; empty: the first
    std::string from, to; ///< civil dates of figures; may be empty
    std::vector<Figure> figures;

    const Dimension* dimension(std::string_view id) const;
    const Measure* measure(std::string_view id) const;
};

/// Paths of the texts of a report: "requests/title", "common/measure/sent".
std::string title_path(const Report& report);
std::string definition_path(const Report& report);
std::string note_path(const Report& report, const Figure& figure);
std::string dimension_path(const Dimension& dimension);
std::string value_path(const Dimension& dimension, std::string_view code);
std::string measure_path(const Measure& measure);
std::vector<std::string> text_paths(const Report& report);

/// Reads the reports of a package: `report:` files, with the columns of `columns:` files. The texts of both go to
/// `texts` where it is not null. QS-005, QS-008, QS-010, QS-012; RPT-001 unknown column, RPT-002 a column that does not
/// fit, RPT-003 no such measure or report, RPT-004 not a number, duration or date.
std::vector<Report> read_reports(const std::vector<OtherFile>& files, std::vector<Text>* texts, Findings& findings);

/// A report with the columns that it names, as JSON in the order of the files; and back from it. Throws Error(store,
/// "RPT-300") for what this program did not write.
std::string canonical_content(const Report& report, const std::vector<OtherFile>& files);
Report load_report(std::string_view content);

/// Every code of this module, and what imi-qsgen explain says of one.
std::span<const CodeRow> statistics_codes();
std::string_view explanation(std::string_view code);

} // namespace imi::statistics
