// SPDX-License-Identifier: EUPL-1.2
#include "cases/directory_facts.hpp"

#include "base/country.hpp"
#include "directory/authority_input.hpp"
#include "directory/authority_repository.hpp"
#include "formats/csv_writer.hpp"
#include "questions/built_in_lists.hpp"
#include "text/list.hpp"
#include "text/normalise.hpp"

#include <algorithm>
#include <iterator>

namespace imi
{

namespace
{

constexpr std::string_view select_entry =
    "SELECT a.id, a.country, a.code, a.state, a.content, r.role, r.rights FROM authority a "
    "LEFT JOIN authority_area r ON r.authority_id = a.id AND r.area = :area "
    "WHERE a.country = :country AND a.code_folded = :code";
constexpr std::string_view select_links =
    "SELECT c.country, c.code FROM coordination l JOIN authority c ON c.id = l.coordinator_id "
    "WHERE l.authority_id = :authority AND l.area = :area AND l.kind = :kind ORDER BY c.country, c.code_folded";
constexpr std::string_view select_with_role =
    "SELECT a.country, a.code, a.content FROM authority_area r JOIN authority a ON a.id = r.authority_id "
    "WHERE r.area = :area AND r.role = :role AND a.country = :country AND a.state = 'active' ORDER BY a.code_folded";
constexpr std::string_view select_of_country =
    "SELECT a.country, a.code FROM authority_area r JOIN authority a ON a.id = r.authority_id "
    "WHERE r.area = :area AND a.country = :country AND a.state = 'active' ORDER BY a.code_folded LIMIT 1";
constexpr std::string_view select_role =
    "SELECT 1 FROM user_role r JOIN imi_user u ON u.id = r.user_id WHERE u.login = :login AND u.state = 'active' "
    "AND r.authority_id = :authority AND r.role = :role AND (r.area = '' OR r.area = :area) LIMIT 1";
constexpr std::string_view select_open_case =
    "SELECT 1 FROM case_seat s JOIN imi_case c ON c.id = s.case_id "
    "WHERE s.authority = :authority AND s.former = 0 AND c.ended_at IS NULL LIMIT 1";

std::string key_text(std::string_view country, std::string_view code)
{
    return std::string{country} + ":" + std::string{code};
}

std::string region_of(std::string_view country, std::string_view code, std::string_view content)
{
    return decode_content({std::string{country}, std::string{code}}, AuthorityState::active, content).region;
}

} // namespace

DirectoryFacts::DirectoryFacts(Database& db, std::string area, std::string territory, std::string workflow, Instant now,
                               std::shared_ptr<const std::vector<StoredSetup>> setups)
    : db_{db}, area_{std::move(area)}, territory_{std::move(territory)}, workflow_{std::move(workflow)},
      today_{civil_date(now)}, assumed_setups_{std::move(setups)}
{
}

DirectoryFacts::~DirectoryFacts() = default;

const DirectoryEntry* DirectoryFacts::entry(const std::string& authority) const
{
    const auto known = entries_.find(authority);
    if (known != entries_.end())
        return known->second.get();
    std::unique_ptr<DirectoryEntry>& entry = entries_[authority];
    const auto key = parse_authority_key(authority);
    if (!key)
        return nullptr;
    Statement row = db_.prepare(select_entry);
    row.bind(":area", std::string_view{area_})
        .bind(":country", std::string_view{key->country})
        .bind(":code", std::string_view{fold_case(key->id)});
    if (!row.step() || row.text(4) == withdrawn_content)
        return nullptr;
    entry = std::make_unique<DirectoryEntry>();
    entry->id = row.integer(0);
    entry->country = row.text(1);
    entry->key = key_text(row.text(1), row.text(2));
    entry->content = row.text(4);
    const bool is_valid = is_valid_on(entry->content, today_);
    entry->active = row.text(3) == "active" && is_valid;
    entry->suspended = row.text(3) == "suspended";
    entry->ended = row.text(3) == "inactive" ||
                   (!is_valid && decode_content(*key, AuthorityState::active, entry->content).has_ended(today_));
    entry->role = row.text(5);
    entry->rights = row.text(6);
    return entry.get();
}

const DirectoryEntry* DirectoryFacts::heir(const DirectoryEntry& entry) const
{
    if (!entry.ended)
        return nullptr;
    const auto successors = AuthorityRepository{db_}.successors(*parse_authority_key(entry.key));
    return successors.size() == 1 ? this->entry(successors.front().text()) : nullptr;
}

std::string DirectoryFacts::canonical(const std::string& authority) const
{
    const DirectoryEntry* found = entry(authority);
    return found == nullptr ? authority : found->key;
}

const std::string& DirectoryFacts::region(const DirectoryEntry& entry) const
{
    const auto [found, is_new] = regions_.try_emplace(entry.id);
    if (is_new)
        found->second = region_of(entry.country, entry.key.substr(entry.country.size() + 1), entry.content);
    return found->second;
}

const std::vector<StoredSetup>& DirectoryFacts::setups(const std::string& country) const
{
    const auto known = setups_.find(country);
    if (known != setups_.end())
        return known->second;
    std::vector<StoredSetup>& all = setups_[country];
    if (assumed_setups_ == nullptr)
        return all = SetupRepository{db_}.all(country);
    std::copy_if(assumed_setups_->begin(), assumed_setups_->end(), std::back_inserter(all),
                 [&](const StoredSetup& setup) { return setup.scope.country == country; });
    return all;
}

bool DirectoryFacts::switch_is_on(std::string_view setup_switch, const std::string& authority) const
{
    const DirectoryEntry* who = entry(authority);
    if (who == nullptr)
        return false;
    const std::vector<StoredSetup>& all = setups(who->country);
    return !all.empty() && switch_value(all, {who->key, region(*who), area_}, workflow_, setup_switch).value_or(false);
}

AuthorityRole DirectoryFacts::acting_role(const std::string& authority) const
{
    const DirectoryEntry* who = entry(authority);
    const auto role = who == nullptr || !who->active ? std::nullopt : parse_authority_role(who->role);
    return role.value_or(AuthorityRole::authority);
}

std::vector<std::string> DirectoryFacts::links(CoordinatorKind kind, const std::string& authority) const
{
    std::vector<std::string> result;
    const DirectoryEntry* who = entry(authority);
    if (who == nullptr)
        return result;
    Statement rows = db_.prepare(select_links);
    rows.bind(":authority", who->id).bind(":area", std::string_view{area_}).bind(":kind", to_string(kind));
    while (rows.step()) {
        const DirectoryEntry* linked = entry(key_text(rows.text(0), rows.text(1)));
        // Who follows a coordinator stands in for it.
        while (linked != nullptr && linked->ended)
            linked = heir(*linked);
        if (linked != nullptr)
            result.push_back(linked->key);
    }
    return result;
}

std::string DirectoryFacts::holder(AuthorityRole role, const std::string& country, const std::string& region) const
{
    const auto [all, is_new] = holders_.try_emplace({role, country});
    if (is_new) {
        Statement rows = db_.prepare(select_with_role);
        rows.bind(":area", std::string_view{area_})
            .bind(":role", to_string(role))
            .bind(":country", std::string_view{country});
        while (rows.step()) {
            if (!is_valid_on(rows.text(2), today_))
                continue;
            all->second.emplace_back(key_text(rows.text(0), rows.text(1)),
                                     role == AuthorityRole::sdimic ? region_of(rows.text(0), rows.text(1), rows.text(2))
                                                                   : std::string{});
        }
    }
    return nearest_holder(role, all->second, region);
}

const Coordinators& DirectoryFacts::coordinators_of(std::string_view kind, const std::string& authority) const
{
    const auto [found, is_new] = coordinators_.try_emplace({std::string{kind}, authority});
    const DirectoryEntry* who = is_new ? entry(authority) : nullptr;
    const auto parsed = parse_coordinator_kind(kind);
    if (who != nullptr && parsed)
        found->second = imi::coordinators(
            *parsed,
            {who->key, who->country, region(*who), parse_authority_role(who->role).value_or(AuthorityRole::authority)},
            area_, setups(who->country), *this);
    return found->second;
}

std::string DirectoryFacts::coordinator_for_place(std::string_view kind, const std::string& country,
                                                  const std::string& region) const
{
    const auto parsed = parse_coordinator_kind(kind);
    if (!parsed)
        return {};
    const Coordinators found =
        imi::coordinators(*parsed, {{}, country, region, AuthorityRole::authority}, area_, setups(country), *this);
    return found.authorities.empty() ? std::string{} : found.authorities.front();
}

std::string DirectoryFacts::coordinator(std::string_view kind, const std::string& authority) const
{
    const Coordinators& found = coordinators_of(kind, authority);
    return found.authorities.empty() ? std::string{} : found.authorities.front();
}

std::string DirectoryFacts::postbox(const std::string& country) const
{
    return coordinator_for_place("alert", country, {});
}

std::string DirectoryFacts::commission() const
{
    Statement row = db_.prepare(select_of_country);
    row.bind(":area", std::string_view{area_}).bind(":country", std::string_view{"EU"});
    return row.step() ? key_text(row.text(0), row.text(1)) : std::string{};
}

std::vector<std::string> DirectoryFacts::members() const
{
    std::vector<std::string> result;
    const CodeListPtr list = countries_on(today_);
    for (const auto& [group, codes] : list->groups)
        if (group == territory_)
            result = codes;
    std::sort(result.begin(), result.end());
    return result;
}

bool DirectoryFacts::exists(const std::string& authority) const { return entry(authority) != nullptr; }

std::string DirectoryFacts::country(const std::string& authority) const
{
    const DirectoryEntry* who = entry(authority);
    return who == nullptr ? authority.substr(0, authority.find(':')) : who->country;
}

bool DirectoryFacts::is_active(const std::string& authority) const
{
    const DirectoryEntry* who = entry(authority);
    return who != nullptr && who->active;
}

bool DirectoryFacts::may_finish(const std::string& authority) const
{
    const DirectoryEntry* who = entry(authority);
    return who != nullptr && !who->suspended;
}

std::string DirectoryFacts::place_taken(const std::string& authority) const
{
    const DirectoryEntry* who = entry(authority);
    if (who == nullptr || !who->ended)
        return {};
    const AuthorityKey key = *parse_authority_key(who->key);
    const std::string last = decode_content(key, AuthorityState::active, who->content).valid_to;
    const auto successors = AuthorityRepository{db_}.successors(key);
    return who->key + " has ended" + (last.empty() ? std::string{} : " on " + last) +
           (successors.empty() ? std::string{} : "; it is followed by " + joined(texts_of(successors), ", "));
}

bool DirectoryFacts::has_right(const std::string& authority, std::string_view right) const
{
    const DirectoryEntry* who = entry(authority);
    if (who == nullptr || who->role.empty())
        return false;
    // A country that has left, or is not there yet, sends and receives nothing.
    const Country* home = find_country(who->country);
    if (home != nullptr && !home->from.empty() && !takes_part(*home, today_))
        return false;
    const std::vector<StoredSetup>& all = setups(who->country);
    if (right == right_to_reply && !all.empty() &&
        is_send_only(all, {who->key, region(*who), area_},
                     parse_authority_role(who->role).value_or(AuthorityRole::authority)))
        return false;
    const std::vector<std::string> rights = split_list(who->rights);
    return std::find(rights.begin(), rights.end(), right) != rights.end();
}

bool DirectoryFacts::has_role(const std::string& user, const std::string& authority, std::string_view role) const
{
    // The users of who follows a body finish its cases as its own do.
    for (const DirectoryEntry* who = entry(authority); who != nullptr; who = heir(*who)) {
        if (has_role_at(user, *who, role))
            return true;
    }
    return false;
}

bool DirectoryFacts::has_role_at(std::string_view user, const DirectoryEntry& entry, std::string_view role) const
{
    Statement row = db_.prepare(select_role);
    return row.bind(":login", user)
        .bind(":authority", entry.id)
        .bind(":role", role)
        .bind(":area", std::string_view{area_})
        .step();
}

bool DirectoryFacts::may_relay(const std::string& authority, const std::string& other) const
{
    const DirectoryEntry* who = entry(authority);
    const DirectoryEntry* principal = entry(other);
    if (who == nullptr || principal == nullptr || !who->active || !has_right(authority, "relay"))
        return false;
    return std::any_of(every_coordinator_kind.begin(), every_coordinator_kind.end(), [&](CoordinatorKind kind) {
        const Coordinators& found = coordinators_of(to_string(kind), principal->key);
        return std::find(found.authorities.begin(), found.authorities.end(), who->key) != found.authorities.end();
    });
}

bool DirectoryFacts::has_open_cases(const std::string& authority) const
{
    looked_at_cases_ = true;
    Statement row = db_.prepare(select_open_case);
    return row.bind(":authority", std::string_view{canonical(authority)}).step();
}

const workflow::Calendar& DirectoryFacts::calendar(const std::string& authority) const
{
    const Country* home = authority.empty() ? nullptr : find_country(country(authority));
    const std::string zone{home == nullptr ? "Europe/Brussels" : home->zone};
    std::unique_ptr<workflow::HolidayCalendar>& calendar = calendars_[zone];
    if (!calendar)
        calendar = std::make_unique<workflow::HolidayCalendar>(zone);
    return *calendar;
}

} // namespace imi
