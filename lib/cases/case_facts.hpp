// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"
#include "statistics/cell_repository.hpp"
#include "statistics/report.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace imi
{

struct OpenCase;

/// The case as reports count it.
statistics::CaseFacts facts_of(const OpenCase& work);

/// Which events count: those that happened until a moment, as far as they stood in the log by then.
struct AsOf {
    Instant until = 0;
    std::int64_t entry = 0; ///< number of an audit entry
};
inline constexpr AsOf everything{std::numeric_limits<Instant>::max(), std::numeric_limits<std::int64_t>::max()};

/// A case that went on after a moment: as it is, and as it was, unless it began later.
struct ChangedCase {
    statistics::CaseFacts now;
    std::optional<statistics::CaseFacts> then;
};
/// Those that went on after a moment: few where that is not long ago.
std::vector<ChangedCase> changed_since(Database& db, Instant moment);
/// The cells of a counting as they were before these changes.
statistics::Cells cells_before(Database& db, const statistics::Counting& counting,
                               const std::vector<ChangedCase>& changes);
/// Every case that is no part of another, as it was. Linear.
void for_each_case_as_of(Database& db, const AsOf& as_of, const std::function<void(const statistics::CaseFacts&)>& use);
/// The cells of these countings, by id, from the events of all cases. Linear.
std::map<std::string, statistics::Cells> count_cases(Database& db, const std::vector<statistics::Counting>& countings,
                                                     const AsOf& as_of);

/// The reports that are installed, in their present versions: of cases, then of answers, authorities, users and
/// figures, by id.
std::vector<statistics::Report> installed_reports(Database& db);

/// Keeps the cells of statistics while cases change: what a case was worth is taken back, what it is worth is added.
/// Lives as long as one write transaction.
class CellKeeper
{
public:
    CellKeeper(Database& db, Instant now, statistics::KnownCountings& known);

    /// What the case is worth is about to change; a case that is not stored yet is worth nothing.
    void before(const OpenCase& work);
    void after(const OpenCase& work);
    /// Writes what changed: once, at the end of the transaction.
    void save();

private:
    void count(const OpenCase& work, const std::string& subject, int times);

    Database& db_;
    const std::vector<statistics::Counting>& countings_;
    std::map<std::string, statistics::Cells> changes_; ///< by counting
};

/// Whether the cells that are kept are those that the installed reports want.
bool counts_what_is_installed(Database& db);
/// Counts all cases again, as the installed reports want it, inside the caller's transaction. Linear.
void count_again(Database& db);
/// STO-003 for each counting whose cells are not what the events say, naming the first cell that differs. Linear.
void check_cells(Database& db, std::vector<Diagnostic>& findings);

} // namespace imi
