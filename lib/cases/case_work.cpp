// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_work.hpp"

#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "cases/case_facts.hpp"
#include "cases/given_form.hpp"
#include "formats/json.hpp"
#include "workflow/timers.hpp"

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// Values that the workflow reads and that are personal stand with the form, not in the event.
void take_out_personal(workflow::FormGiven& given, const CaseModel& model)
{
    const CaseForm* form = model.form(given.form);
    if (form != nullptr)
        std::erase_if(given.read, [&](const auto& read) {
            const Item* item = find_item(*form->form, read.first);
            return item == nullptr || is_personal(*item);
        });
}

void put_back_personal(workflow::FormGiven& given, const CaseModel& model, const CaseFormRow& row)
{
    const auto reads = model.workflow.reads.find(given.form);
    if (reads == model.workflow.reads.end())
        return;
    const GivenForm whole = join(row);
    for (const std::string& question : reads->second) {
        if (given.read.contains(question))
            continue;
        const Json& from = whole.data.contains(question) ? whole.data : whole.answers;
        if (!from.contains(question))
            continue;
        const Json& value = from.at(question);
        Json bare = value.is_object() && value.contains("value") ? value.at("value") : value;
        std::vector<std::string> texts;
        if (bare.is_array())
            for (const Json& one : bare)
                texts.push_back(one.is_string() ? one.get<std::string>() : one.dump());
        else
            texts.push_back(bare.is_string() ? bare.get<std::string>() : bare.dump());
        given.read[question] = std::move(texts);
    }
}

const workflow::Timer* find_timer(const workflow::Workflow& workflow, const std::string& id)
{
    const workflow::Timer* found = nullptr;
    workflow::for_each_state(workflow, [&](const workflow::State& state, const workflow::EachLife*) {
        if (const workflow::Timer* timer = state.timer(id))
            found = timer;
    });
    return found;
}

/// The key under which a timer's firing is unique.
std::string firing_of(const workflow::Event& event, const workflow::CaseState& before,
                      const workflow::Workflow& workflow, const std::string& number)
{
    const workflow::Recipient* recipient = event.recipient ? before.recipient(*event.recipient) : nullptr;
    workflow::TimerDue due;
    due.recipient = event.recipient;
    due.timer = find_timer(workflow, event.name);
    due.entry = (recipient != nullptr ? recipient->life : before.life).entry();
    due.due = event.due_at.value_or(event.at);
    return due.key(number);
}

} // namespace

CaseWork::CaseWork(Database& db, Instant now, CaseLibrary& library) : db_{db}, cases_{db}, library_{library}, now_{now}
{
    library_.refresh();
}
CaseWork::~CaseWork() = default;

std::string OpenCase::comment(int version) const
{
    for (const CaseFormRow& form : forms)
        if (form.form.empty() && form.revision == version && form.personal)
            return Json::parse(*form.personal).get<std::string>();
    return {};
}

const CaseFormRow* OpenCase::given(const workflow::FormRecord& record) const
{
    for (const CaseFormRow& form : forms)
        if (form.form == record.given.form && form.revision == record.given.revision &&
            form.recipient == recipient_text(record.recipient))
            return &form;
    return nullptr;
}

std::optional<OpenCase> CaseWork::open(std::string_view number)
{
    auto row = cases_.find(number);
    return row ? std::optional{open(std::move(*row))} : std::nullopt;
}

OpenCase CaseWork::open(CaseRow row)
{
    OpenCase work;
    work.row = std::move(row);
    work.model = &library_.model(work.row);
    work.events = cases_.events(work.row.id);
    work.forms = cases_.forms(work.row.id);
    work.files = cases_.files(work.row.id);
    work.facts = facts(work.row);
    work.state.id = work.row.number;
    for (StoredEvent& stored : work.events) {
        for (workflow::FormGiven& given : stored.event.forms)
            for (const CaseFormRow& form : work.forms)
                if (form.form == given.form && form.version == stored.event.version)
                    put_back_personal(given, *work.model, form);
        workflow::apply(work.state, stored.event, work.workflow());
    }
    return work;
}

OpenCase CaseWork::fresh(CaseRow row)
{
    const CaseArea& area = library_.area(row.area);
    if (row.number.empty()) {
        const int year = std::stoi(civil_date(now_).substr(0, 4));
        std::string count = std::to_string(cases_.next_number(area.code, year));
        count.insert(0, count.size() < 6 ? 6 - count.size() : 0, '0');
        row.number = area.short_code + "-" + std::to_string(year) + "-" + count;
        for (char& c : row.number)
            if (c >= 'a' && c <= 'z')
                c = static_cast<char>(c - 'a' + 'A');
    }
    OpenCase work;
    work.row = std::move(row);
    work.model = &library_.model(work.row);
    work.facts = facts(work.row);
    work.state.id = work.row.number;
    return work;
}

std::shared_ptr<DirectoryFacts> CaseWork::facts(const CaseRow& row)
{
    std::shared_ptr<DirectoryFacts>& facts = facts_[{row.area, row.workflow.id}];
    if (!facts)
        facts =
            std::make_shared<DirectoryFacts>(db_, row.area, library_.area(row.area).territory, row.workflow.id, now_);
    return facts;
}

std::int64_t CaseWork::batch()
{
    if (!batch_)
        batch_ = AuditLog{db_}.next_number();
    return *batch_;
}

void CaseWork::store(OpenCase& work, const workflow::Step& step, const GiveForm& give, std::vector<OutboxMail> mails)
{
    if (step.events.empty())
        return;
    if (!step.directory.empty())
        throw Error{Status::conflict, "CAS-030", "the register cannot be changed by a case in this version",
                    "change it with imi-register"};
    if (!cells_)
        cells_ = std::make_unique<CellKeeper>(db_, now_, library_.countings());
    cells_->before(work);
    if (work.row.id == 0) {
        work.row.batch = batch();
        work.row.started_at = step.events.front().at;
        work.row.version = 1;
        if (work.row.part == 0) {
            const std::size_t dash = work.row.number.rfind('-');
            const int year = std::stoi(work.row.number.substr(dash - 4, 4));
            cases_.count_at_least(work.row.area, year, std::stoll(work.row.number.substr(dash + 1)));
        }
        work.row.id = cases_.insert(work.row);
    }
    for (const workflow::Event& event : step.events) {
        StoredEvent stored;
        stored.event = event;
        if (event.kind == workflow::EventKind::timer)
            stored.firing = firing_of(event, work.state, work.workflow(), work.row.number);
        const auto save = [&](CaseFormRow form) {
            form.version = event.version;
            stored.commitments[form.form] = form.commitment().value_or(std::string{});
            cases_.save_form(work.row.id, form);
            std::erase_if(work.forms, [&](const CaseFormRow& other) {
                return other.form == form.form && other.revision == form.revision && other.recipient == form.recipient;
            });
            work.forms.push_back(std::move(form));
        };
        for (workflow::FormGiven& given : stored.event.forms) {
            CaseFormRow form = give(given, event);
            form.form = given.form;
            form.revision = given.revision;
            form.recipient = recipient_text(event.recipient);
            // The commitment is over the name too.
            save(std::move(form));
            take_out_personal(given, *work.model);
        }
        if (!event.comment.empty()) {
            CaseFormRow comment;
            comment.revision = event.version;
            comment.personal = dump_json(event.comment);
            comment.salt = random_salt();
            save(std::move(comment));
        }
        const Hash hash = cases_.append(work.row.id, stored, batch());
        events_.push_back({work.row.id, event.version, work.row.number + "@" + std::to_string(event.version), hash});
        workflow::apply(work.state, event, work.workflow());
        work.row.changed_at = event.at;
        stored.event = event;
        work.events.push_back(std::move(stored));
        const workflow::State* entered = work.workflow().state(work.state.life.state);
        if (event.enters && !event.recipient && entered != nullptr && entered->purge_at_once)
            erase_content(work);
    }
    save_lists(work);
    cells_->after(work);
    for (OutboxMail& mail : mails) {
        mail.case_id = work.row.id;
        OutboxRepository{db_}.add(mail);
    }
    for (const workflow::Event& event : step.events) {
        for (const workflow::ChildOpened& opened : event.opened)
            open_part(work, event, opened);
        if (!event.also_in.empty())
            do_in_parts(work, event);
    }
    tell_parent(work);
    if (auto again = cases_.find(work.row.id); again && again->version != work.state.version)
        work = open(std::move(*again));
}

void CaseWork::erase_content(OpenCase& work)
{
    cases_.erase_content(work.row.id);
    work.forms = cases_.forms(work.row.id);
    work.files = cases_.files(work.row.id);
    erased_.push_back(work.row.number);
}

void CaseWork::save_lists(OpenCase& work)
{
    work.row.state = work.state.life.state;
    work.row.version = work.state.version;
    work.row.ended_at = work.state.ended;
    cases_.update(work.row);
    // Mostly they are as before; looking is cheaper than writing.
    if (const auto seats = seats_of(work); seats != cases_.seats(work.row.id))
        cases_.replace_seats(work.row.id, seats);
    if (const auto timers = timers_of(work); timers != cases_.timers(work.row.id))
        cases_.replace_timers(work.row.id, timers);
}

void CaseWork::store_file(OpenCase& work, CaseFileRow file, std::string_view content)
{
    file.batch = batch();
    cases_.save_file(work.row.id, file, content);
    files_.push_back({work.row.id, 0, work.row.number + " file " + file.name, file.hash});
    work.files.push_back(std::move(file));
}

void CaseWork::audit(const Actor& actor, const ActContext& context, const std::string& verb, const std::string& object,
                     const std::string& comment)
{
    if (cells_)
        cells_->save();
    std::sort(events_.begin(), events_.end(), [](const Stored& a, const Stored& b) {
        return std::tie(a.case_id, a.version) < std::tie(b.case_id, b.version);
    });
    std::sort(files_.begin(), files_.end(), [](const Stored& a, const Stored& b) {
        return std::tie(a.case_id, a.object) < std::tie(b.case_id, b.object);
    });
    AuditEvent event = audit_event(actor, context, verb, object);
    if (has_changes()) {
        const Hash none{};
        PartHash hash;
        for (const std::vector<Stored>* list : {&events_, &files_})
            for (const Stored& stored : *list)
                hash.add(stored.object).add(Bytes{none}).add(Bytes{stored.hash});
        event.changes_hash = hash.finish();
    }
    Json detail{{"events", events_.size()}};
    if (!files_.empty())
        detail["files"] = files_.size();
    if (!erased_.empty())
        detail["erased"] = erased_;
    if (!comment.empty())
        detail["comment"] = comment;
    event.detail = dump_json(detail);
    AuditLog{db_}.append(event, context.clock.now());
}

std::vector<CaseSeatRow> seats_of(const OpenCase& work)
{
    std::map<std::tuple<std::string, std::string, std::string>, CaseSeatRow> seats;
    const auto add = [&](const std::string& party, const std::string& recipient, const std::string& authority,
                         bool former) {
        if (authority.empty())
            return;
        CaseSeatRow& seat = seats[{party, recipient, authority}];
        const bool is_new = seat.authority.empty();
        seat = {party, recipient, authority, work.facts->country(authority), former && (is_new || seat.former)};
    };
    for (const auto& [party, seat] : work.state.seats) {
        for (const workflow::Holder& holder : seat.former)
            add(party, holder.of.key, holder.authority, true);
        for (const workflow::Holder& holder : seat.holders)
            add(party, holder.of.key, holder.authority, false);
    }
    for (const workflow::Recipient& recipient : work.state.recipients)
        add(recipient.id.party, recipient.id.key, recipient.authority, false);
    std::vector<CaseSeatRow> rows;
    for (auto& [key, seat] : seats)
        rows.push_back(std::move(seat));
    return rows;
}

std::vector<std::pair<std::string, Instant>> timers_of(const OpenCase& work)
{
    std::vector<std::pair<std::string, Instant>> timers;
    for (const workflow::TimerDue& due : workflow::pending_timers(work.workflow(), work.state, *work.facts))
        timers.emplace_back(due.key(work.row.number), due.due);
    return timers;
}

} // namespace imi
