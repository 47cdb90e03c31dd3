// SPDX-License-Identifier: EUPL-1.2
// What `sync` adds to an import: its scope, and who is in it but not in the input.
#include "directory/authority_plan.hpp"

#include "base/error.hpp"
#include "directory/authority_use.hpp"
#include "directory/change_rights.hpp"
#include "text/list.hpp"

#include <algorithm>

namespace imi
{

namespace
{

/// So many of those that `sync` would suspend are named when they are too many.
constexpr std::size_t told_leaving = 5;

} // namespace

void AuthorityPlan::check_scope(const Authority& now, std::vector<Diagnostic>& found) const
{
    const SyncScope& scope = options_.scope;
    const bool in_country = scope.country.empty() || now.key.country == scope.country;
    const bool in_area =
        scope.area.empty() || std::any_of(now.areas.begin(), now.areas.end(),
                                          [&](const AreaEntry& entry) { return entry.area == scope.area; });
    if (!in_country || !in_area)
        found.push_back({Severity::error,
                         "REG-064",
                         {},
                         in_country ? "area" : "country",
                         now.key.text() + " lies outside the scope " + scope.text(),
                         "leave the row out, or widen --scope"});
}

/// Who is active in the scope, and not in the input.
void AuthorityPlan::find_leaving(Faults& faults, ImportResult& result)
{
    const SyncScope& scope = options_.scope;
    if (stage_.rows_read() == 0)
        throw Error{Status::input, "REG-061", "the input is empty: sync would suspend all of " + scope.text(),
                    "give the whole list"};
    if (stage_.has_faults())
        return;
    active_ = 0;
    authorities_.for_each_active(scope.country, scope.area, [&](const AuthorityKey& key) {
        ++active_;
        if (!stage_.rows().has_key(stage_key(key)))
            leaving_.push_back(key);
    });
    std::erase_if(leaving_, [&](const AuthorityKey& key) {
        const std::int64_t cases = open_cases_of(db_, key);
        if (cases == 0)
            return false;
        ++result.conflict;
        faults.add({{Severity::warning,
                     "REG-063",
                     {},
                     {},
                     key.text() + " is not in the input and stays active: it has " + std::to_string(cases) +
                         (cases == 1 ? " open case" : " open cases"),
                     "suspend it when they are closed"}},
                   0, {});
        return true;
    });
}

/// Of those that the input does not name, and those that it says are suspended.
void AuthorityPlan::check_suspended(const ImportResult& result) const
{
    if (options_.max_suspend.allows(result.suspend, active_))
        return;
    std::vector<std::string> first;
    for (std::size_t i = 0; i < std::min(leaving_.size(), told_leaving); ++i)
        first.push_back(leaving_[i].text());
    throw Error{Status::input, "REG-062",
                "sync would suspend " + std::to_string(result.suspend) + " of " + std::to_string(active_) +
                    " active authorities of " + options_.scope.text() +
                    (first.empty() ? std::string{} : " (" + joined(first, ", ")) +
                    (first.empty()                   ? ""
                     : first.size() < result.suspend ? " …)"
                                                     : ")") +
                    ", more than --max-suspend " + options_.max_suspend.text() + "; nothing was changed",
                "if that is right, give --max-suspend " + std::to_string(result.suspend)};
}

void AuthorityPlan::suspend_next(Faults& faults, ImportResult& result)
{
    const AuthorityKey key = leaving_[next_leaving_++];
    PendingChange pending;
    PlannedChange& change = pending.change;
    authorities_.with_row(key, [&](const AuthorityRow& row) {
        change.id = row.id;
        change.version = row.version;
        change.old_hash = to_hash(row.content_hash);
        pending.old = row.decode();
        pending.size_bytes = row.content.size();
    });
    pending.now = *pending.old;
    pending.now.state = AuthorityState::suspended;
    if (const auto fault = missing_right(actor_, change.id, &*pending.old, pending.now)) {
        faults.add({*fault}, 0, {});
        result.not_permitted = true;
        return;
    }
    ++result.suspend;
    take_over(std::move(pending), result);
}

} // namespace imi
