// SPDX-License-Identifier: EUPL-1.2
#include "cases/historic_case.hpp"

#include "base/error.hpp"
#include "cases/form_input.hpp"
#include "cases/given_form.hpp"
#include "cases/input_shape.hpp"
#include "formats/json.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"
#include "workflow/history.hpp"

#include <algorithm>
#include <deque>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

const std::vector<std::string> case_members{"id",       "workflow", "area",    "questionset", "from",   "to",    "key",
                                            "language", "data",     "subject", "questions",   "erased", "events"};
const std::vector<std::string> event_members{"at", "action", "by", "to", "answers", "data", "comment", "language"};

[[noreturn]] void refuse_input(const std::string& message, std::string hint = {})
{
    throw Error{Status::input, "CAS-060", message, std::move(hint)};
}

void only_members(const Json& object, const std::vector<std::string>& known, const std::string& what)
{
    if (!object.is_object())
        refuse_input(what + " is no object");
    for (const auto& [key, value] : object.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            refuse_input(what + " has no member " + in_quotes(key), did_you_mean(nearest(key, known)));
}

std::string text(const Json& object, const char* key, TextKind kind = TextKind::line)
{
    return text_of_member(object, key, "CAS-060", kind);
}

std::vector<std::string> texts(const Json& object, const char* key) { return texts_of_member(object, key, "CAS-060"); }

/// What is exported holds the last draft at most, and of a case whose content was deleted nothing.
class HistoricInput final : public CaseFormInput
{
public:
    HistoricInput(bool is_erased, FormSurroundings surroundings, const std::string& action, Json document)
        : CaseFormInput{std::move(surroundings), action, std::move(document), {}}, is_erased_{is_erased}
    {
    }
    bool kept_may_be_lost() const override { return true; }
    bool is_given(std::string_view form) const override { return is_erased_ || CaseFormInput::is_given(form); }
    std::vector<workflow::Fault> faults(std::string_view form, workflow::Grade grade) const override
    {
        return is_erased_ ? std::vector<workflow::Fault>{} : CaseFormInput::faults(form, grade);
    }

protected:
    /// Files are not among what is exported.
    bool files_may_be_elsewhere() const override { return true; }

private:
    bool is_erased_;
};

/// One case of the input, being played.
class History
{
public:
    History(CaseWork& work, const Json& json) : work_{work}, json_{json}
    {
        only_members(json, case_members, "a case");
        if (json.contains("language"))
            require_form_shape(Json{{"language", json.at("language")}});
        if (json.contains("erased") && !json.at("erased").is_boolean())
            refuse_input("erased is true or false");
        const std::string id = text(json, "id");
        opened_ = work.fresh(row_of(id));
    }

    /// Stores the case, as its events made it.
    void run(const Hash& content)
    {
        opened_.row.imported = content;
        const workflow::Step done = play();
        opened_.row.subject = subject_;
        work_.store(opened_, done,
                    [&](const workflow::FormGiven& given, const workflow::Event& event) {
                        CaseFormRow row;
                        row.form = given.form;
                        split(*opened_.model->form(given.form), given_by(given, event), row);
                        return row;
                    },
                    {});
        if (!opened_.row.key.empty())
            keep_key(content);
        // What was due in the other system was told there.
        work_.cases().replace_timers(opened_.row.id, {});
    }

    /// Whether the stored case is the one that is played: the same acts with the same forms, however they are written.
    bool is_same_as(const OpenCase& stored)
    {
        const workflow::Step done = play();
        std::vector<const workflow::Event*> played, known;
        for (const workflow::Event& event : done.events)
            if (is_act(event))
                played.push_back(&event);
        for (const StoredEvent& event : stored.events)
            if (is_act(event.event))
                known.push_back(&event.event);
        // A comment that the exporter could not see is missing in what it wrote.
        const auto is_same_act = [&](const workflow::Event* a, const workflow::Event* b) {
            return std::tie(a->name, a->at, a->authority, a->recipient, a->to) ==
                       std::tie(b->name, b->at, b->authority, b->recipient, b->to) &&
                   (a->comment.empty() || a->comment == stored.comment(b->version));
        };
        if (!std::equal(played.begin(), played.end(), known.begin(), known.end(), is_same_act) ||
            subject_ != stored.row.subject)
            return false;
        std::map<std::pair<std::string, std::string>, GivenForm> last;
        for (const workflow::Event& event : done.events)
            for (const workflow::FormGiven& given : event.forms)
                last[{given.form, recipient_text(event.recipient)}] = given_by(given, event);
        return std::all_of(last.begin(), last.end(), [&](const auto& form) {
            const CaseFormRow* newest = nullptr;
            for (const CaseFormRow& row : stored.forms)
                if (row.form == form.first.first && row.recipient == form.first.second)
                    newest = &row;
            return newest != nullptr && is_same(join(*newest), form.second);
        });
    }

private:
    static bool is_act(const workflow::Event& event)
    {
        return event.kind == workflow::EventKind::start || event.kind == workflow::EventKind::action;
    }

    /// In whatever order the members stand.
    static bool is_same(const GivenForm& a, const GivenForm& b)
    {
        const auto sorted = [](const Json& json) { return nlohmann::json::parse(json.dump()); };
        return sorted(a.data) == sorted(b.data) && sorted(a.questions) == sorted(b.questions) &&
               sorted(a.answers) == sorted(b.answers);
    }

    workflow::Step play()
    {
        require_authorities();
        const workflow::Outcome outcome = workflow::import_history(
            opened_.workflow(), *opened_.facts, opened_.facts->canonical(text(json_, "from")), steps());
        if (const auto* refusal = std::get_if<workflow::Refusal>(&outcome)) {
            std::vector<std::string> messages;
            for (const workflow::Fault& fault : refusal->faults)
                messages.push_back(fault.message);
            throw Error{Status::input, refusal->faults.front().code, joined(messages, "; "),
                        refusal->faults.front().hint};
        }
        // What people did is one step of the input each, in order, whatever the system did between.
        workflow::Step done = std::get<workflow::Step>(outcome);
        if (json_.value("erased", false) && !workflow::was_purged(opened_.workflow(), done.state))
            refuse_input("the case is called erased, and comes to no state that deletes its content",
                         "leave erased out, and give what was filled in");
        for (const workflow::Event& event : done.events)
            if (is_act(event))
                step_of_.emplace(event.version, step_of_.size());
        return done;
    }

    GivenForm given_by(const workflow::FormGiven& given, const workflow::Event& event) const
    {
        return inputs_[step_of_.at(event.version)].result(given.form, given.grade);
    }

    /// A program that begins the case again with its key hears that it is there.
    void keep_key(const Hash& content)
    {
        const std::string authority = opened_.facts->canonical(text(json_, "from"));
        if (const auto taken = work_.cases().caller_key(authority, opened_.row.key))
            throw Error{Status::conflict, "CAS-005",
                        "the key " + in_quotes(opened_.row.key) + " was used for something else, in " +
                            Json::parse(taken->result).value("id", std::string{}),
                        "take another key"};
        work_.cases().save_caller_key(authority, opened_.row.key, content, dump_json(Json{{"id", opened_.row.number}}),
                                      work_.batch());
    }

    CaseRow row_of(const std::string& id)
    {
        CaseRow row =
            work_.library().new_case(text(json_, "area"), text(json_, "workflow"), text(json_, "questionset"));
        row.number = id;
        for (char& c : row.number)
            if (c >= 'a' && c <= 'z')
                c = static_cast<char>(c - 'a' + 'A');
        std::string head = work_.library().area(row.area).short_code + "-";
        for (char& c : head)
            if (c >= 'a' && c <= 'z')
                c = static_cast<char>(c - 'a' + 'A');
        const std::string tail = row.number.starts_with(head) ? row.number.substr(head.size()) : std::string{};
        if (tail.size() != 11 || tail[4] != '-' || tail.find_first_not_of("0123456789-") != std::string::npos ||
            std::count(tail.begin(), tail.end(), '-') != 1)
            refuse_input(in_quotes(id) + " is no number of a case of this area", "write " + head + "2008-000131");
        row.key = text(json_, "key");
        return row;
    }

    void require_authority(const char* member, const std::string& written) const
    {
        if (!opened_.facts->exists(written))
            throw Error{Status::input, "WF-109", std::string{member} + ": " + in_quotes(written) + " is no authority",
                        "authorities that a case names must be in the register"};
    }

    void require_authorities() const
    {
        const auto& parties = opened_.workflow().parties;
        const bool has_starter = std::any_of(parties.begin(), parties.end(), [](const workflow::Party& party) {
            return party.kind == workflow::PartyKind::starter;
        });
        if (const std::string from = text(json_, "from"); has_starter || !from.empty())
            require_authority("from", from);
        for (const std::string& to : texts(json_, "to"))
            require_authority("to", to);
    }

    std::vector<workflow::HistoricStep> steps()
    {
        std::vector<workflow::HistoricStep> result;
        if (!json_.contains("events") || !json_.at("events").is_array() || json_.at("events").empty())
            refuse_input("the case has no events", "the first is its start");
        begun_.id = opened_.row.number;
        begun_.version = 1;
        for (const Json& event : json_.at("events")) {
            only_members(event, event_members, "an event");
            const auto at = parse_instant(text(event, "at"));
            if (!at)
                refuse_input(in_quotes(text(event, "at")) + " is no instant", "write it as 2008-03-03T09:00:00Z");
            workflow::HistoricStep step;
            step.at = *at;
            step.action = text(event, "action");
            step.by = text(event, "by");
            for (const std::string& authority : texts(event, "to"))
                step.to.push_back(opened_.facts->canonical(authority));
            // A start that names nobody adds its recipients by itself.
            const workflow::Action* start = opened_.workflow().start(step.action);
            if (result.empty() && step.to.empty() && start != nullptr && !start->names.empty())
                for (const std::string& authority : texts(json_, "to"))
                    step.to.push_back(opened_.facts->canonical(authority));
            step.comment = text(event, "comment", TextKind::free);
            if (event.contains("language"))
                require_form_shape(Json{{"language", event.at("language")}});
            step.language = text(event.contains("language") ? event : json_, "language");
            add_input(event, result.empty(), step);
            step.input = &inputs_.back();
            result.push_back(std::move(step));
        }
        return result;
    }

    void add_input(const Json& event, bool is_start, const workflow::HistoricStep& step)
    {
        Json document = Json::object();
        if (is_start)
            for (const char* member : {"subject", "data", "questions"})
                if (json_.contains(member))
                    document[member] = json_.at(member);
        if (!document.empty() && json_.contains("language"))
            document["language"] = json_.at("language");
        require_form_shape(document);
        for (const char* member : {"data", "answers"}) {
            if (!event.contains(member))
                continue;
            require_form_shape(Json{{member, event.at(member)}});
            if (event.at(member).is_object())
                document[member].update(event.at(member));
        }
        FormSurroundings around{*opened_.model,
                                opened_.row,
                                forms_.back(),
                                is_start ? none_ : begun_,
                                *opened_.facts,
                                {},
                                {},
                                civil_date(step.at),
                                step.language,
                                {}};
        inputs_.emplace_back(json_.value("erased", false), std::move(around), step.action,
                             document.empty() ? Json{} : document);
        keep_request(step.action, is_start);
    }

    /// Whether the action gives the form for the whole case; what a recipient gives is its own.
    bool gives(const std::string& action, const std::string& form) const
    {
        bool found = false;
        workflow::for_each_action(opened_.workflow(), [&](const workflow::Action& one, const workflow::State*,
                                                          const workflow::EachLife* each) {
            found |=
                each == nullptr && one.id == action &&
                std::any_of(one.forms.begin(), one.forms.end(), [&](const auto& name) { return name.text == form; });
        });
        return found;
    }

    /// What was asked at the start, or since, is what later steps send and answer.
    void keep_request(const std::string& action, bool is_start)
    {
        if (is_start)
            opened_.row.subject = subject_ = inputs_.back().subject();
        for (const auto& [name, form] : opened_.model->forms) {
            if (form.stage != Stage::request || !form.is_continued || (!is_start && !gives(action, name)))
                continue;
            CaseFormRow row;
            row.form = name;
            row.revision = 1;
            split(form, inputs_.back().result(name, workflow::Grade::draft), row);
            // Earlier inputs go on looking at what they began with.
            forms_.push_back(forms_.back());
            std::erase_if(forms_.back(), [&](const CaseFormRow& other) { return other.form == row.form; });
            forms_.back().push_back(std::move(row));
            if (!is_start)
                continue;
            for (const workflow::Grade grade : {workflow::Grade::full, workflow::Grade::draft}) {
                workflow::FormRecord record;
                record.given = {name, grade, 1, {}};
                begun_.forms.push_back(std::move(record));
            }
        }
    }

    CaseWork& work_;
    const Json& json_;
    OpenCase opened_;
    workflow::CaseState none_, begun_;
    std::deque<std::vector<CaseFormRow>> forms_{{}}; ///< after each step that gave one
    std::deque<HistoricInput> inputs_;
    std::map<int, std::size_t> step_of_; ///< version of an event to the step of the input
    std::string subject_;
};

} // namespace

void take_in(CaseWork& work, const Json& json, const Hash& content) { History{work, json}.run(content); }

bool is_taken_in(CaseWork& work, const Json& json, const CaseRow& known)
{
    try {
        return History{work, json}.is_same_as(work.open(known));
    } catch (const Error& error) {
        if (error.status() == Status::store || error.status() == Status::bug)
            throw;
        return false; // what cannot have happened is not what happened
    }
}

} // namespace imi
