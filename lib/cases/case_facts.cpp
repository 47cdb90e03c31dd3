// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_facts.hpp"

#include "cases/case_work.hpp"
#include "cases/given_form.hpp"
#include "directory/package_repository.hpp"
#include "directory/record_proof.hpp"
#include "formats/json.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;
using statistics::CaseFacts;
using statistics::SurveyAnswers;

/// Version of the event that first brought the case to a milestone; 0 before.
int first_milestone(const OpenCase& work)
{
    for (const workflow::Stay& stay : work.state.stays)
        if (const workflow::State* state = work.workflow().state(stay.state);
            state != nullptr && !state->milestone.empty())
            return stay.since;
    return 0;
}

void add_parties(const OpenCase& work, CaseFacts& facts)
{
    const int begun = first_milestone(work);
    for (const auto& [party, seat] : work.state.seats) {
        std::vector<std::string>& authorities = facts.authorities[party];
        for (const workflow::Holder& holder : seat.former)
            if (begun != 0 && holder.until > begun)
                authorities.push_back(holder.authority);
        for (const workflow::Holder& holder : seat.holders)
            authorities.push_back(holder.authority);
        if (!authorities.empty())
            facts.countries[party] = authorities.back().substr(0, authorities.back().find(':'));
    }
    for (const workflow::Recipient& recipient : work.state.recipients)
        if (recipient.begun != 0)
            facts.authorities[recipient.id.party].push_back(recipient.authority);
    // Coordinators and others without a seat of their own take part by what they do.
    for (const StoredEvent& stored : work.events)
        if (const workflow::Event& event = stored.event; begun != 0 && !event.party.empty() && !event.authority.empty())
            facts.authorities[event.party].push_back(event.on_behalf_of.empty() ? event.authority : event.on_behalf_of);
}

/// The codes that a form gives to its items.
SurveyAnswers answers_of(const CaseForm& form, const CaseFormRow& row, Instant at)
{
    SurveyAnswers given{form.form->id, at, {}};
    const Json content = Json::parse(row.content);
    const auto data = content.find("data");
    if (data == content.end())
        return given;
    for (const Group& group : form.form->questions)
        for_each_item(group.items, nullptr, [&](const Item& item, const Item*) {
            const auto value = data->find(item.id);
            if (!item.answer.has_codes() || is_personal(item) || value == data->end())
                return;
            for (const Json& code : value->is_array() ? *value : Json::array({*value}))
                if (code.is_string())
                    given.codes[item.id].push_back(code.get<std::string>());
        });
    return given;
}

/// Of each recipient, else of each authority, what it gave last.
void add_surveys(const OpenCase& work, CaseFacts& facts)
{
    std::map<std::tuple<std::string, std::string, std::string>, SurveyAnswers> last;
    for (const workflow::FormRecord& record : work.state.forms) {
        const CaseForm* form = work.model->form(record.given.form);
        if (form == nullptr || form->form->kind != FormKind::survey || record.given.grade == workflow::Grade::draft)
            continue;
        if (const CaseFormRow* row = work.given(record))
            last.insert_or_assign({record.given.form, recipient_text(record.recipient), record.authority},
                                  answers_of(*form, *row, record.at));
    }
    for (auto& [whose, given] : last)
        facts.surveys.push_back(std::move(given));
}

/// Takes back what happened later.
void go_back(OpenCase& opened, const AsOf& as_of)
{
    const auto is_later = [&](const StoredEvent& stored) {
        return stored.event.at > as_of.until || stored.batch > as_of.entry;
    };
    if (std::none_of(opened.events.begin(), opened.events.end(), is_later))
        return;
    std::erase_if(opened.events, is_later);
    std::vector<workflow::Event> events;
    for (const StoredEvent& stored : opened.events)
        events.push_back(stored.event);
    opened.state = workflow::rebuild(opened.workflow(), events, opened.row.number);
}

/// What all installed reports count.
std::vector<statistics::Counting> wanted_countings(Database& db)
{
    return statistics::published_countings(installed_reports(db));
}

} // namespace

std::vector<statistics::Report> installed_reports(Database& db)
{
    PackageRepository parts{db};
    std::vector<statistics::Report> reports;
    for (const PartId& id : parts.all(PartKind::report))
        reports.push_back(statistics::load_report(parts.find(id)->content));
    std::stable_sort(reports.begin(), reports.end(),
                     [](const auto& a, const auto& b) { return a.population < b.population; });
    return reports;
}

CaseFacts facts_of(const OpenCase& work)
{
    CaseFacts facts;
    facts.area = work.row.area;
    facts.workflow = work.row.workflow.id;
    facts.subject = work.row.subject;
    facts.state = work.state.life.state;
    facts.ended = work.state.ended;
    for (const auto& [milestone, at] : work.state.milestones)
        facts.milestones.emplace(milestone, at);
    for (const auto& [form, part] : work.row.forms)
        facts.sets[form] = part_of_text(PartKind::form, part).id;
    for (const auto& [date, values] : work.state.dates)
        if (const std::string value = work.state.date(date); !value.empty())
            facts.dates[date] = value;
    add_parties(work, facts);
    add_surveys(work, facts);
    return facts;
}

void for_each_case_as_of(Database& db, const AsOf& as_of, const std::function<void(const CaseFacts&)>& use)
{
    CaseLibrary library{db};
    CaseWork work{db, as_of.until, library};
    std::vector<std::int64_t> ids;
    work.cases().for_each([&](const CaseRow& row) {
        if (row.part == 0 && row.started_at <= as_of.until && row.batch <= as_of.entry)
            ids.push_back(row.id);
    });
    for (const std::int64_t id : ids) {
        OpenCase opened = work.open(*work.cases().find(id));
        go_back(opened, as_of);
        use(facts_of(opened));
    }
}

std::vector<ChangedCase> changed_since(Database& db, Instant moment)
{
    CaseLibrary library{db};
    CaseWork work{db, moment, library};
    std::vector<ChangedCase> changes;
    for (const std::int64_t id : work.cases().changed_after(moment)) {
        OpenCase opened = work.open(*work.cases().find(id));
        if (opened.row.part != 0)
            continue;
        ChangedCase change{facts_of(opened), {}};
        if (opened.row.started_at <= moment) {
            go_back(opened, {moment, everything.entry});
            change.then = facts_of(opened);
        }
        changes.push_back(std::move(change));
    }
    return changes;
}

statistics::Cells cells_before(Database& db, const statistics::Counting& counting,
                               const std::vector<ChangedCase>& changes)
{
    statistics::Cells cells = statistics::CellRepository{db}.cells(counting.id);
    for (const ChangedCase& change : changes) {
        statistics::count(counting, change.now, -1, cells);
        if (change.then)
            statistics::count(counting, *change.then, 1, cells);
    }
    return cells;
}

namespace
{

/// The first case of a store: from now on all of them are counted.
void count_from_the_first(Database& db)
{
    statistics::CellRepository cells{db};
    if (cells.specs().empty() && CaseRepository{db}.is_empty())
        cells.replace(wanted_countings(db), {});
}

const std::vector<statistics::Counting>& begin_to_count(Database& db, Instant now, statistics::KnownCountings& known)
{
    CaseRepository{db}.mark_day(civil_date(now));
    count_from_the_first(db);
    return known.read(db);
}

} // namespace

CellKeeper::CellKeeper(Database& db, Instant now, statistics::KnownCountings& known)
    : db_{db}, countings_{begin_to_count(db, now, known)}
{
}

void CellKeeper::count(const OpenCase& work, const std::string& subject, int times)
{
    if (countings_.empty() || work.row.part != 0 || work.row.id == 0)
        return;
    CaseFacts facts = facts_of(work);
    facts.subject = subject;
    for (const statistics::Counting& counting : countings_)
        statistics::count(counting, facts, times, changes_[counting.id]);
}

void CellKeeper::before(const OpenCase& work)
{
    // Whoever prepared the change may have put the new subject into the row already.
    if (const auto stored = CaseRepository{db_}.find(work.row.id))
        count(work, stored->subject, -1);
}

void CellKeeper::after(const OpenCase& work) { count(work, work.row.subject, 1); }

void CellKeeper::save()
{
    statistics::CellRepository{db_}.add(changes_);
    changes_.clear();
}

bool counts_what_is_installed(Database& db)
{
    std::map<std::string, std::string> wanted;
    for (const statistics::Counting& counting : wanted_countings(db))
        wanted.emplace(counting.id, to_text(counting));
    return statistics::CellRepository{db}.specs() == wanted;
}

std::map<std::string, statistics::Cells> count_cases(Database& db, const std::vector<statistics::Counting>& countings,
                                                     const AsOf& as_of)
{
    std::map<std::string, statistics::Cells> cells;
    for (const statistics::Counting& counting : countings)
        cells[counting.id];
    for_each_case_as_of(db, as_of, [&](const CaseFacts& facts) {
        for (const statistics::Counting& counting : countings)
            statistics::count(counting, facts, 1, cells[counting.id]);
    });
    return cells;
}

void count_again(Database& db)
{
    const std::vector<statistics::Counting> wanted = wanted_countings(db);
    statistics::CellRepository{db}.replace(wanted, count_cases(db, wanted, everything));
}

void check_cells(Database& db, std::vector<Diagnostic>& findings)
{
    statistics::CellRepository repository{db};
    const std::vector<statistics::Counting> countings = repository.countings();
    for (const auto& [id, counted] : count_cases(db, countings, everything)) {
        const statistics::Cells kept = repository.cells(id);
        if (kept == counted)
            continue;
        const auto [there, expected] = std::mismatch(kept.begin(), kept.end(), counted.begin(), counted.end());
        const std::string& where = expected != counted.end() && (there == kept.end() || expected->first < there->first)
                                       ? expected->first
                                       : there->first;
        findings.push_back(record_finding("STO-003", "statistics " + id + " " + where,
                                          "the count is not what the events of the cases say"));
    }
}

} // namespace imi
