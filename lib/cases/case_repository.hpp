// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "cases/event_content.hpp"
#include "directory/package_repository.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imi
{

/// A case as stored. From `subject` on a function of its events.
struct CaseRow {
    std::int64_t id = 0;
    std::string number;
    std::optional<std::int64_t> parent_id;
    int part = 0;
    std::string follows, area;
    PartId workflow;
    std::map<std::string, std::string> forms; ///< form to PartId::text()
    std::string overrides = "{}";             ///< canonical JSON {"deadlines", "retention"}
    std::string key;
    std::vector<std::string> questions; ///< of a part
    std::int64_t batch = 0;
    std::optional<Hash> imported;
    std::string subject, state;
    int version = 0;
    Instant started_at = 0, changed_at = 0;
    std::optional<Instant> ended_at;
};

/// What was filled in with one form once; form '' is a comment, its revision the version of the event.
struct CaseFormRow {
    std::string form;
    int revision = 0;
    std::string recipient;
    int version = 0;
    std::string content = "{}";
    std::optional<std::string> personal;
    std::optional<Hash> salt;

    /// What the event commits itself to; nothing once erased.
    std::optional<std::string> commitment() const;
};

struct CaseFileRow {
    std::string name;
    Hash hash{};
    std::int64_t size = 0;
    std::string authority;
    Instant at = 0;
    std::int64_t batch = 0;
    bool erased = false; ///< its bytes are gone
};

struct CaseSeatRow {
    std::string party, recipient, authority, country;
    bool former = false;
    auto operator<=>(const CaseSeatRow&) const = default;
};

struct CallerKeyRow {
    Hash content_hash{};
    std::string result;
};

/// Cases as stored. Owns no connection; must not outlive `db`. Changes are made inside the caller's transaction.
class CaseRepository
{
public:
    explicit CaseRepository(Database& db) : db_{db} {}

    /// By number, in any case.
    std::optional<CaseRow> find(std::string_view number);
    std::optional<CaseRow> find(std::int64_t id);
    std::vector<CaseRow> parts_of(std::int64_t parent_id);
    /// The next running number of an area and year; it is taken by count_at_least().
    std::int64_t next_number(std::string_view area, int year);
    /// Makes sure that running numbers go on above `number`.
    void count_at_least(std::string_view area, int year, std::int64_t number);
    /// Whether there is no case yet.
    bool is_empty();
    std::int64_t insert(const CaseRow& row);
    void update(const CaseRow& row);

    std::vector<StoredEvent> events(std::int64_t case_id);
    /// Appends an event and returns its hash. Throws Error(conflict, "STO-020") where the version or the firing is
    /// there.
    Hash append(std::int64_t case_id, const StoredEvent& event, std::int64_t batch);
    /// Events of all cases after a position, in order, each with the number of its case.
    void events_after(std::int64_t position, const std::function<void(const StoredEvent&, std::int64_t case_id)>& each);

    /// Remembers where the events of a day begin, unless that is known: to be called before the first of them.
    void mark_day(const std::string& day);
    /// Cases with events after a moment, by id.
    std::vector<std::int64_t> changed_after(Instant moment);

    std::vector<CaseFormRow> forms(std::int64_t case_id);
    void save_form(std::int64_t case_id, const CaseFormRow& form);

    std::vector<CaseSeatRow> seats(std::int64_t case_id);
    void replace_seats(std::int64_t case_id, const std::vector<CaseSeatRow>& seats);
    /// Timers that fire next: key of the firing and due time.
    void replace_timers(std::int64_t case_id, const std::vector<std::pair<std::string, Instant>>& timers);
    std::vector<std::pair<std::string, Instant>> timers(std::int64_t case_id);
    /// Cases with a timer due at `now`, the earliest first.
    std::vector<std::int64_t> due(Instant now);

    /// Cases in which one of the authorities sits or sat, or where somebody of one of the countries does; by number.
    std::vector<CaseRow> seated(const std::vector<std::string>& authorities, const std::vector<std::string>& countries);
    /// Authorities that name one of these as their coordinator, in their own country or abroad. Whom a coordinator
    /// has by set-ups or by its role are of its own country.
    std::vector<std::string> coordinated_by(const std::vector<std::string>& authorities);
    void for_each(const std::function<void(const CaseRow&)>& each);

    std::optional<CallerKeyRow> caller_key(std::string_view authority, std::string_view key);
    void save_caller_key(std::string_view authority, std::string_view key, const Hash& content, std::string_view result,
                         std::int64_t batch);

    std::vector<CaseFileRow> files(std::int64_t case_id);
    void save_file(std::int64_t case_id, const CaseFileRow& file, std::string_view content);
    std::optional<std::string> file_content(const Hash& hash);
    /// Deletes what was filled in, said and attached so far; that it was stays.
    void erase_content(std::int64_t case_id);

private:
    Database& db_;
};

} // namespace imi
