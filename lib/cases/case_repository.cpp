// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_repository.hpp"

#include "formats/json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::string_view columns =
    "SELECT c.id, c.number, c.parent_id, c.part, c.follows, c.area, c.workflow_package, c.workflow, "
    "c.workflow_version, "
    "c.forms, c.overrides, c.case_key, c.questions, c.batch, c.imported_hash, c.subject, c.state, c.version, "
    "c.started_at, c.changed_at, c.ended_at FROM imi_case c ";
constexpr std::string_view by_number = "WHERE c.number = :number";
constexpr std::string_view by_id = "WHERE c.id = :id";
constexpr std::string_view by_parent = "WHERE c.parent_id = :parent ORDER BY c.part";
constexpr std::string_view in_order = "ORDER BY c.id";
constexpr std::string_view by_seat =
    "WHERE c.id IN (SELECT s.case_id FROM case_seat s WHERE s.authority = :authority) ORDER BY c.id";
constexpr std::string_view by_country =
    "WHERE c.id IN (SELECT s.case_id FROM case_seat s WHERE s.country = :country) ORDER BY c.id";
constexpr std::string_view select_number =
    "SELECT COALESCE(MAX(last), 0) + 1 FROM case_counter WHERE area = :area AND year = :year";
constexpr std::string_view count_number_at_least =
    "INSERT INTO case_counter (area, year, last) VALUES (:area, :year, :last) "
    "ON CONFLICT (area, year) DO UPDATE SET "
    "last = CASE WHEN case_counter.last < excluded.last THEN excluded.last ELSE case_counter.last END";
constexpr std::string_view select_any = "SELECT id FROM imi_case LIMIT 1";
constexpr std::string_view insert_case =
    "INSERT INTO imi_case (id, number, parent_id, part, follows, area, workflow_package, workflow, workflow_version, "
    "forms, overrides, case_key, questions, batch, imported_hash, subject, state, version, started_at, changed_at, "
    "ended_at) VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM imi_case), :number, :parent, :part, :follows, :area, "
    ":package, :workflow, :workflow_version, :forms, :overrides, :case_key, :questions, :batch, :imported, :subject, "
    ":state, :version, :started, :changed, :ended) RETURNING id";
constexpr std::string_view update_case =
    "UPDATE imi_case SET subject = :subject, state = :state, version = :version, changed_at = :changed, "
    "ended_at = :ended WHERE id = :id";
constexpr std::string_view select_events =
    "SELECT content, position, batch, case_id FROM case_event WHERE case_id = :case ORDER BY version";
constexpr std::string_view select_events_after =
    "SELECT content, position, batch, case_id FROM case_event WHERE position > :position ORDER BY position";
constexpr std::string_view insert_event =
    "INSERT INTO case_event (position, case_id, version, at, kind, name, content, content_hash, firing, batch) "
    "VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM case_event), :case, :version, :at, :kind, :name, :content, "
    ":hash, :firing, :batch)";
constexpr std::string_view select_forms =
    "SELECT form, revision, recipient, version, content, personal, salt FROM case_form WHERE case_id = :case "
    "ORDER BY version, form, recipient";
constexpr std::string_view upsert_form =
    "INSERT INTO case_form (case_id, form, revision, recipient, version, content, personal, salt) "
    "VALUES (:case, :form, :revision, :recipient, :version, :content, :personal, :salt) "
    "ON CONFLICT (case_id, form, revision, recipient) DO UPDATE SET version = excluded.version, "
    "content = excluded.content, personal = excluded.personal, salt = excluded.salt";
constexpr std::string_view select_seats =
    "SELECT party, recipient, authority, country, former FROM case_seat WHERE case_id = :case "
    "ORDER BY party, recipient, authority";
constexpr std::string_view delete_seats = "DELETE FROM case_seat WHERE case_id = :case";
constexpr std::string_view insert_seat =
    "INSERT INTO case_seat (case_id, party, recipient, authority, country, former) "
    "VALUES (:case, :party, :recipient, :authority, :country, :former)";
constexpr std::string_view delete_timers = "DELETE FROM case_timer WHERE case_id = :case";
constexpr std::string_view insert_timer =
    "INSERT INTO case_timer (firing, case_id, due_at) VALUES (:firing, :case, :due)";
constexpr std::string_view select_timers =
    "SELECT firing, due_at FROM case_timer WHERE case_id = :case ORDER BY due_at, firing";
constexpr std::string_view select_due =
    "SELECT case_id, MIN(due_at) FROM case_timer WHERE due_at <= :now GROUP BY case_id ORDER BY MIN(due_at), case_id";
constexpr std::string_view select_coordinated =
    "SELECT DISTINCT a.country, a.code FROM coordination l JOIN authority a ON a.id = l.authority_id "
    "JOIN authority c ON c.id = l.coordinator_id WHERE c.country = :country AND c.code = :code "
    "ORDER BY a.country, a.code";
std::string in_capitals(std::string_view number)
{
    std::string text{number};
    for (char& c : text)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return text;
}

CaseRow read(Statement& row)
{
    CaseRow result;
    result.id = row.integer(0);
    result.number = row.text(1);
    result.parent_id = row.optional_integer(2);
    result.part = static_cast<int>(row.integer(3));
    result.follows = row.text(4);
    result.area = row.text(5);
    result.workflow = {PartKind::workflow, std::string{row.text(6)}, std::string{row.text(7)},
                       std::string{row.text(8)}};
    const Json forms = Json::parse(row.text(9));
    for (const auto& [form, part] : forms.items())
        result.forms[form] = part.get<std::string>();
    result.overrides = row.text(10);
    result.key = row.text(11);
    result.questions = Json::parse(row.text(12)).get<std::vector<std::string>>();
    result.batch = row.integer(13);
    if (!row.is_null(14))
        result.imported = to_hash(row.blob(14));
    result.subject = row.text(15);
    result.state = row.text(16);
    result.version = static_cast<int>(row.integer(17));
    result.started_at = row.integer(18);
    result.changed_at = row.integer(19);
    result.ended_at = row.optional_integer(20);
    return result;
}

StoredEvent read_event(Statement& row)
{
    StoredEvent stored = decode_event(row.text(0));
    stored.position = row.integer(1);
    stored.batch = row.integer(2);
    return stored;
}

} // namespace

std::optional<std::string> CaseFormRow::commitment() const
{
    if (!salt)
        return std::nullopt;
    const Hash hash =
        PartHash{}.add(Bytes{*salt}).add(form).add(content).add(personal.value_or(std::string{})).finish();
    return to_hex(Bytes{hash});
}

std::optional<CaseRow> CaseRepository::find(std::string_view number)
{
    Statement row = db_.prepare(std::string{columns}.append(by_number));
    row.bind(":number", std::string_view{in_capitals(number)});
    if (!row.step())
        return std::nullopt;
    return read(row);
}

std::optional<CaseRow> CaseRepository::find(std::int64_t id)
{
    Statement row = db_.prepare(std::string{columns}.append(by_id));
    row.bind(":id", id);
    if (!row.step())
        return std::nullopt;
    return read(row);
}

std::vector<CaseRow> CaseRepository::parts_of(std::int64_t parent_id)
{
    Statement rows = db_.prepare(std::string{columns}.append(by_parent));
    rows.bind(":parent", parent_id);
    std::vector<CaseRow> parts;
    while (rows.step())
        parts.push_back(read(rows));
    return parts;
}

std::int64_t CaseRepository::next_number(std::string_view area, int year)
{
    Statement row = db_.prepare(select_number);
    row.bind(":area", area).bind(":year", std::int64_t{year}).step();
    return row.integer(0);
}

void CaseRepository::count_at_least(std::string_view area, int year, std::int64_t number)
{
    db_.prepare(count_number_at_least)
        .bind(":area", area)
        .bind(":year", std::int64_t{year})
        .bind(":last", number)
        .run();
}

std::int64_t CaseRepository::insert(const CaseRow& row)
{
    Json forms = Json::object();
    for (const auto& [form, part] : row.forms)
        forms[form] = part;
    Statement insert = db_.prepare(insert_case);
    insert.bind(":number", std::string_view{row.number})
        .bind(":parent", row.parent_id)
        .bind(":part", std::int64_t{row.part})
        .bind(":follows", std::string_view{row.follows})
        .bind(":area", std::string_view{row.area})
        .bind(":package", std::string_view{row.workflow.package})
        .bind(":workflow", std::string_view{row.workflow.id})
        .bind(":workflow_version", std::string_view{row.workflow.version})
        .bind(":forms", std::string_view{dump_json(forms)})
        .bind(":overrides", std::string_view{row.overrides})
        .bind(":case_key", std::string_view{row.key})
        .bind(":questions", std::string_view{dump_json(Json(row.questions))})
        .bind(":batch", row.batch)
        .bind(":imported", row.imported ? std::optional<Bytes>{Bytes{*row.imported}} : std::nullopt)
        .bind(":subject", std::string_view{row.subject})
        .bind(":state", std::string_view{row.state})
        .bind(":version", std::int64_t{row.version})
        .bind(":started", row.started_at)
        .bind(":changed", row.changed_at)
        .bind(":ended", row.ended_at)
        .step();
    return insert.integer(0);
}

void CaseRepository::update(const CaseRow& row)
{
    db_.prepare(update_case)
        .bind(":id", row.id)
        .bind(":subject", std::string_view{row.subject})
        .bind(":state", std::string_view{row.state})
        .bind(":version", std::int64_t{row.version})
        .bind(":changed", row.changed_at)
        .bind(":ended", row.ended_at)
        .run();
}

bool CaseRepository::is_empty() { return !db_.prepare(select_any).step(); }

std::vector<StoredEvent> CaseRepository::events(std::int64_t case_id)
{
    Statement rows = db_.prepare(select_events);
    rows.bind(":case", case_id);
    std::vector<StoredEvent> events;
    while (rows.step())
        events.push_back(read_event(rows));
    return events;
}

Hash CaseRepository::append(std::int64_t case_id, const StoredEvent& stored, std::int64_t batch)
{
    const std::string content = encode_event(stored);
    const Hash hash = sha256(content);
    db_.prepare(insert_event)
        .bind(":case", case_id)
        .bind(":version", std::int64_t{stored.event.version})
        .bind(":at", stored.event.at)
        .bind(":kind", workflow::to_string(stored.event.kind))
        .bind(":name", std::string_view{stored.event.name})
        .bind(":content", std::string_view{content})
        .bind(":hash", Bytes{hash})
        .bind(":firing", stored.firing ? std::optional<std::string_view>{*stored.firing} : std::nullopt)
        .bind(":batch", batch)
        .run();
    return hash;
}

void CaseRepository::events_after(std::int64_t position,
                                  const std::function<void(const StoredEvent&, std::int64_t case_id)>& each)
{
    Statement rows = db_.prepare(select_events_after);
    rows.bind(":position", position);
    while (rows.step())
        each(read_event(rows), rows.integer(3));
}

std::vector<CaseFormRow> CaseRepository::forms(std::int64_t case_id)
{
    Statement rows = db_.prepare(select_forms);
    rows.bind(":case", case_id);
    std::vector<CaseFormRow> forms;
    while (rows.step()) {
        CaseFormRow form;
        form.form = rows.text(0);
        form.revision = static_cast<int>(rows.integer(1));
        form.recipient = rows.text(2);
        form.version = static_cast<int>(rows.integer(3));
        form.content = rows.text(4);
        form.personal = rows.optional_text(5);
        if (!rows.is_null(6))
            form.salt = to_hash(rows.blob(6));
        forms.push_back(std::move(form));
    }
    return forms;
}

void CaseRepository::save_form(std::int64_t case_id, const CaseFormRow& form)
{
    db_.prepare(upsert_form)
        .bind(":case", case_id)
        .bind(":form", std::string_view{form.form})
        .bind(":revision", std::int64_t{form.revision})
        .bind(":recipient", std::string_view{form.recipient})
        .bind(":version", std::int64_t{form.version})
        .bind(":content", std::string_view{form.content})
        .bind(":personal", form.personal ? std::optional<std::string_view>{*form.personal} : std::nullopt)
        .bind(":salt", form.salt ? std::optional<Bytes>{Bytes{*form.salt}} : std::nullopt)
        .run();
}

std::vector<CaseSeatRow> CaseRepository::seats(std::int64_t case_id)
{
    Statement rows = db_.prepare(select_seats);
    rows.bind(":case", case_id);
    std::vector<CaseSeatRow> seats;
    while (rows.step())
        seats.push_back({std::string{rows.text(0)}, std::string{rows.text(1)}, std::string{rows.text(2)},
                         std::string{rows.text(3)}, rows.integer(4) != 0});
    return seats;
}

void CaseRepository::replace_seats(std::int64_t case_id, const std::vector<CaseSeatRow>& seats)
{
    db_.prepare(delete_seats).bind(":case", case_id).run();
    Statement insert = db_.prepare(insert_seat);
    for (const CaseSeatRow& seat : seats)
        insert.bind(":case", case_id)
            .bind(":party", std::string_view{seat.party})
            .bind(":recipient", std::string_view{seat.recipient})
            .bind(":authority", std::string_view{seat.authority})
            .bind(":country", std::string_view{seat.country})
            .bind(":former", std::int64_t{seat.former})
            .run();
}

void CaseRepository::replace_timers(std::int64_t case_id, const std::vector<std::pair<std::string, Instant>>& timers)
{
    db_.prepare(delete_timers).bind(":case", case_id).run();
    Statement insert = db_.prepare(insert_timer);
    for (const auto& [firing, due] : timers)
        insert.bind(":case", case_id).bind(":firing", std::string_view{firing}).bind(":due", due).run();
}

std::vector<std::pair<std::string, Instant>> CaseRepository::timers(std::int64_t case_id)
{
    Statement rows = db_.prepare(select_timers);
    rows.bind(":case", case_id);
    std::vector<std::pair<std::string, Instant>> timers;
    while (rows.step())
        timers.emplace_back(rows.text(0), rows.integer(1));
    return timers;
}

std::vector<std::int64_t> CaseRepository::due(Instant now)
{
    Statement rows = db_.prepare(select_due);
    rows.bind(":now", now);
    std::vector<std::int64_t> cases;
    while (rows.step())
        cases.push_back(rows.integer(0));
    return cases;
}

std::vector<CaseRow> CaseRepository::seated(const std::vector<std::string>& authorities,
                                            const std::vector<std::string>& countries)
{
    std::map<std::int64_t, CaseRow> found;
    const auto add = [&](Statement& rows) {
        while (rows.step()) {
            CaseRow row = read(rows);
            found.emplace(row.id, std::move(row));
        }
        rows.reset();
    };
    Statement seats = db_.prepare(std::string{columns}.append(by_seat));
    for (const std::string& authority : authorities)
        add(seats.bind(":authority", std::string_view{authority}));
    Statement of_country = db_.prepare(std::string{columns}.append(by_country));
    for (const std::string& country : countries)
        add(of_country.bind(":country", std::string_view{country}));
    std::vector<CaseRow> rows;
    for (auto& [id, row] : found)
        rows.push_back(std::move(row));
    std::sort(rows.begin(), rows.end(), [](const CaseRow& a, const CaseRow& b) { return a.number < b.number; });
    return rows;
}

std::vector<std::string> CaseRepository::coordinated_by(const std::vector<std::string>& authorities)
{
    std::set<std::string> result;
    Statement rows = db_.prepare(select_coordinated);
    for (const std::string& authority : authorities) {
        const std::size_t colon = authority.find(':');
        rows.bind(":country", std::string_view{authority}.substr(0, colon))
            .bind(":code", std::string_view{authority}.substr(colon + 1));
        while (rows.step())
            result.insert(std::string{rows.text(0)} + ":" + std::string{rows.text(1)});
        rows.reset();
    }
    return {result.begin(), result.end()};
}

void CaseRepository::for_each(const std::function<void(const CaseRow&)>& each)
{
    Statement rows = db_.prepare(std::string{columns}.append(in_order));
    while (rows.step())
        each(read(rows));
}

} // namespace imi
