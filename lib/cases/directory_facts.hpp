// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "directory/coordination.hpp"
#include "store/database.hpp"
#include "workflow/facts.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace imi
{

/// What the directory says of one authority in one area.
struct DirectoryEntry {
    std::int64_t id = 0;
    std::string key, country, role, rights; ///< role empty where it takes no part; rights joined by |
    bool active = false;                    ///< takes part on this day
    bool suspended = false;
    bool ended = false;  ///< exists no more on this day
    std::string content; ///< as stored
};

/// The directory as the engine asks it: for one area and workflow, at one moment, inside the caller's transaction. What
/// was read is remembered, so it must not outlive that transaction. Holidays are not known: Monday to Friday in the
/// zone of the country.
class DirectoryFacts final : public workflow::Facts, private CoordinationFacts
{
public:
    /// With `setups`, those of all countries hold instead of the set-ups in force.
    DirectoryFacts(Database& db, std::string area, std::string territory, std::string workflow, Instant now,
                   std::shared_ptr<const std::vector<StoredSetup>> setups = {});
    ~DirectoryFacts() override;

    bool switch_is_on(std::string_view setup_switch, const std::string& authority) const override;
    std::string coordinator(std::string_view kind, const std::string& authority) const override;
    std::string coordinator_for_place(std::string_view kind, const std::string& country,
                                      const std::string& region) const override;
    std::string postbox(const std::string& country) const override;
    std::string commission() const override;
    std::vector<std::string> members() const override;
    bool exists(const std::string& authority) const override;
    std::string country(const std::string& authority) const override;
    bool is_active(const std::string& authority) const override;
    bool may_finish(const std::string& authority) const override;
    std::string place_taken(const std::string& authority) const override;
    bool has_right(const std::string& authority, std::string_view right) const override;
    bool has_role(const std::string& user, const std::string& authority, std::string_view role) const override;
    bool may_relay(const std::string& authority, const std::string& other) const override;
    bool has_open_cases(const std::string& authority) const override;
    const workflow::Calendar& calendar(const std::string& authority) const override;

    /// Whether anything was answered from cases: then more than the register must have stayed as it was.
    bool looked_at_cases() const { return looked_at_cases_; }
    /// The entry of an authority; nullptr when there is none.
    const DirectoryEntry* entry(const std::string& authority) const;
    /// Who stands in for an authority that has ended: its only successor; nullptr while it has not, or where that is
    /// not one alone.
    const DirectoryEntry* heir(const DirectoryEntry& entry) const;
    /// Its key as stored; the text itself when there is none.
    std::string canonical(const std::string& authority) const;

private:
    AuthorityRole acting_role(const std::string& authority) const override;
    std::vector<std::string> links(CoordinatorKind kind, const std::string& authority) const override;
    std::string holder(AuthorityRole role, const std::string& country, const std::string& region) const override;
    const Coordinators& coordinators_of(std::string_view kind, const std::string& authority) const;
    bool has_role_at(std::string_view user, const DirectoryEntry& entry, std::string_view role) const;
    /// NUTS code of the region, read where it matters.
    const std::string& region(const DirectoryEntry& entry) const;
    const std::vector<StoredSetup>& setups(const std::string& country) const;

    Database& db_;
    std::string area_, territory_, workflow_, today_;
    std::shared_ptr<const std::vector<StoredSetup>> assumed_setups_;
    mutable std::map<std::string, std::unique_ptr<DirectoryEntry>> entries_;
    mutable bool looked_at_cases_ = false;
    mutable std::map<std::int64_t, std::string> regions_;
    mutable std::map<std::string, std::vector<StoredSetup>> setups_;
    mutable std::map<std::pair<std::string, std::string>, Coordinators> coordinators_; ///< by kind and authority
    /// Active ones with their regions, by role and country.
    mutable std::map<std::pair<AuthorityRole, std::string>, std::vector<std::pair<std::string, std::string>>> holders_;
    mutable std::map<std::string, std::unique_ptr<workflow::HolidayCalendar>> calendars_;
};

} // namespace imi
