// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"
#include "cases/case_facts.hpp"
#include "report/labels.hpp"
#include "report/result.hpp"
#include "statistics/counting.hpp"

#include <span>
#include <string>
#include <vector>

namespace imi::report
{

/// Runs the reports that are installed in a store, inside the caller's transaction. Published figures come from the
/// cells that are kept, others from the events of all cases. Owns no connection; must not outlive `db` and `ui`.
class Desk
{
public:
    /// `now` is the moment of figures that are not asked for another one.
    Desk(Database& db, const UiTexts& ui, std::string language, Instant now);

    const std::vector<statistics::Report>& reports() const { return reports_; }
    /// Throws Error(absent, "RPT-010") with the nearest for no such report.
    const statistics::Report& find(std::string_view name) const;
    /// Gives texts in another language from now on. What was counted is remembered: as long as the transaction lasts.
    void speak(std::string language);
    Labels& labels() { return *labels_; }

    /// Throws Error(usage): RPT-011 no such dimension or code, RPT-012 a period that is none or that the report cannot
    /// have, RPT-014 an area that is none; Error(input, "RPT-013") for a moment or entry that is not reached yet.
    Result run(const statistics::Report& report, const Query& query);

private:
    Database& db_;
    const UiTexts& ui_;
    Instant now_;
    std::unique_ptr<Labels> labels_;
    std::vector<statistics::Report> reports_;
    std::map<std::string, std::string> kept_;                   ///< specs of the cells in the store
    std::map<std::string, statistics::Cells> counted_;          ///< by what was counted
    std::map<Instant, std::vector<ChangedCase>> changed_since_; ///< by moment
};

/// Sums that must agree whatever was counted: every report of requests has the same total. Each that does not is named.
std::vector<std::string> irreconcilable(const std::vector<Result>& results);

/// Every code of this module.
std::span<const CodeRow> report_codes();

} // namespace imi::report
