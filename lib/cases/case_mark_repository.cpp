// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_repository.hpp"

#include <algorithm>

// Where the events of a day begin, and which cases went on since.

namespace imi
{

namespace
{

constexpr std::string_view select_mark = "SELECT position FROM statistics_mark WHERE day = :day";
constexpr std::string_view select_last_mark =
    "SELECT position, latest FROM statistics_mark ORDER BY position DESC, day DESC LIMIT 1";
constexpr std::string_view select_mark_until =
    "SELECT position FROM statistics_mark WHERE latest <= :moment ORDER BY position DESC LIMIT 1";
constexpr std::string_view select_since = "SELECT MAX(position), MAX(at) FROM case_event WHERE position > :position";
constexpr std::string_view insert_mark =
    "INSERT INTO statistics_mark (day, position, latest) VALUES (:day, :position, :latest)";
constexpr std::string_view select_changed =
    "SELECT DISTINCT case_id FROM case_event WHERE position > :position AND at > :moment ORDER BY case_id";

} // namespace

void CaseRepository::mark_day(const std::string& day)
{
    Statement known = db_.prepare(select_mark);
    if (known.bind(":day", std::string_view{day}).step())
        return;
    std::int64_t position = 0;
    std::int64_t latest = 0;
    Statement last = db_.prepare(select_last_mark);
    if (last.step()) {
        position = last.integer(0);
        latest = last.integer(1);
    }
    Statement since = db_.prepare(select_since);
    if (since.bind(":position", position).step() && !since.is_null(0)) {
        position = since.integer(0);
        latest = std::max(latest, since.integer(1));
    }
    db_.prepare(insert_mark)
        .bind(":day", std::string_view{day})
        .bind(":position", position)
        .bind(":latest", latest)
        .run();
}

std::vector<std::int64_t> CaseRepository::changed_after(Instant moment)
{
    std::int64_t position = 0;
    Statement mark = db_.prepare(select_mark_until);
    if (mark.bind(":moment", moment).step())
        position = mark.integer(0);
    std::vector<std::int64_t> ids;
    Statement rows = db_.prepare(select_changed);
    rows.bind(":position", position).bind(":moment", moment);
    while (rows.step())
        ids.push_back(rows.integer(0));
    return ids;
}

} // namespace imi
