// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "cases/desk_support.hpp"
#include "cases/form_input.hpp"
#include "cases/given_form.hpp"
#include "cases/input_shape.hpp"
#include "directory/authority_service.hpp"
#include "formats/json.hpp"
#include "text/suggest.hpp"

#include <algorithm>

// Starts and actions.

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

/// What is compared where a caller's key comes again.
Hash content_of(const Json& what, const ActInput& input)
{
    Json content = what;
    content["form"] = input.form;
    for (const auto& [field, value] : input.set)
        content["set"].push_back({field, value});
    content["to"] = input.to;
    content["users"] = input.users;
    for (const CasePart& part : input.parts)
        content["parts"].push_back({part.authority, part.questions});
    content["recipient"] = input.recipient;
    content["comment"] = input.comment;
    return sha256(dump_json(content));
}

ActOutcome outcome_of(const Json& json)
{
    ActOutcome outcome;
    outcome.id = json.value("id", std::string{});
    outcome.action = json.value("action", std::string{});
    outcome.state = json.value("state", std::string{});
    outcome.state_label = json.value("label", std::string{});
    outcome.party = json.value("party", std::string{});
    outcome.version = json.value("version", 0);
    outcome.parts = json.value("parts", std::vector<std::string>{});
    outcome.left_out = json.value("left_out", std::vector<std::string>{});
    return outcome;
}

/// The first answer to the same key, if there was one.
std::optional<ActOutcome> repeated(CaseWork& work, const RehearsedKeys& rehearsed,
                                   const std::vector<std::string>& authorities, const std::string& key,
                                   const Hash& content)
{
    if (key.empty())
        return std::nullopt;
    for (const std::string& authority : authorities) {
        auto known = work.cases().caller_key(authority, key);
        if (const auto played = rehearsed.find({authority, key}); !known && played != rehearsed.end())
            known = played->second;
        if (!known)
            continue;
        const Json result = Json::parse(known->result);
        if (known->content_hash != content)
            throw Error{Status::conflict, "CAS-005",
                        "the key " + in_quotes(key) + " was used for something else, in " +
                            result.value("id", std::string{}) + "; nothing was changed",
                        "take another key"};
        ActOutcome outcome = outcome_of(result);
        outcome.repeated = true;
        return outcome;
    }
    return std::nullopt;
}

std::string today_of(const OpenCase& work, const std::string& authority, Instant now)
{
    return workflow::format_day(work.facts->calendar(authority).day_of(now));
}

std::unique_ptr<CaseFormInput> form_input(const OpenCase& work, const workflow::Actor& who, const std::string& action,
                                          const ActInput& input, const std::string& language, Instant now)
{
    std::set<std::string> files;
    for (const CaseFileRow& file : work.files)
        files.insert(file.name);
    FormSurroundings around{*work.model,
                            work.row,
                            work.forms,
                            work.state,
                            *work.facts,
                            std::move(files),
                            recipient_of(work, who, action, input.recipient),
                            today_of(work, who.seat(), now),
                            language,
                            who.seat()};
    return std::make_unique<CaseFormInput>(std::move(around), action, input.form, input.set);
}

workflow::Request request_of(CaseWork& work, const OpenCase& opened, const std::string& action,
                             const workflow::Actor& who, const ActInput& input, const CaseFormInput& form,
                             const DeskOptions& options)
{
    workflow::Request request;
    request.action = action;
    request.actor = who;
    request.now = work.now();
    request.version = input.if_version;
    request.input = &form;
    request.comment = input.comment;
    if (request.comment.empty())
        request.comment = text_of_member(input.form, "comment", "CAS-020", TextKind::free);
    for (const std::string& authority : input.to)
        request.to.push_back(find_authority(work.db(), authority).authority.key.text());
    request.users = input.users;
    for (const CasePart& part : input.parts)
        request.parts.push_back({find_authority(work.db(), part.authority).authority.key.text(), part.questions});
    request.language = options.language;
    request.recipient = recipient_of(opened, who, action, input.recipient);
    return request;
}

/// ", since then: 4 accept by RO:one at …": what came after the version that the actor saw.
std::string since(const OpenCase& work, const std::optional<int>& version)
{
    std::string text;
    for (const StoredEvent& stored : work.events)
        if (version && stored.event.version > *version && !stored.event.reminds_only)
            text.append(text.empty() ? "; since then: " : ", ")
                .append(std::to_string(stored.event.version) + " " + stored.event.name)
                .append(stored.event.authority.empty() ? std::string{} : " by " + stored.event.authority)
                .append(" at " + format_instant(stored.event.at));
    return text;
}

/// A start or an action as it was decided, before anything of it is stored.
struct PreparedAct {
    std::unique_ptr<OpenCase> opened; ///< `form` looks at it
    std::string action;
    std::vector<std::string> keepers; ///< authorities whose key it may be
    std::string key;
    Hash content{};
    std::optional<ActOutcome> before; ///< the key was used for the same; there is nothing to do
    workflow::Actor who;
    std::unique_ptr<CaseFormInput> form;
    workflow::Step step;
    std::vector<OutboxMail> mails;

    const std::string& number() const { return opened->row.number; }
    /// Whether other cases may have changed what was decided, or taken the key.
    bool is_void(CaseWork& work) const
    {
        if (opened->facts->looked_at_cases())
            return true;
        return !before && !key.empty() && std::any_of(keepers.begin(), keepers.end(), [&](const std::string& keeper) {
            return work.cases().caller_key(keeper, key).has_value();
        });
    }
};

/// Lets the engine decide. The case, the action, the actor and the form are there already; a refusal says what the case
/// is `called`.
void decide(CaseWork& work, PreparedAct& act, const ActInput& input, const DeskOptions& options,
            const std::string& called)
{
    OpenCase& opened = *act.opened;
    workflow::Outcome outcome =
        workflow::step(opened.workflow(), opened.state, *opened.facts,
                       request_of(work, opened, act.action, act.who, input, *act.form, options));
    if (const auto* refusal = std::get_if<workflow::Refusal>(&outcome))
        refuse(*refusal, called, since(opened, input.if_version));
    act.step = std::move(std::get<workflow::Step>(outcome));
    act.mails = work.mails(opened, act.step);
}

/// Stores what was decided, or says what would be.
ActOutcome finish(CaseWork& work, const Actor& actor, PreparedAct& act, const ActContext& context,
                  const DeskOptions& options, RehearsedKeys& rehearsed, bool writes)
{
    if (act.before) {
        act.before->dry_run = !writes;
        return *act.before;
    }
    OpenCase& opened = *act.opened;
    ActOutcome outcome;
    outcome.id = opened.row.number;
    outcome.action = act.action;
    outcome.left_out = act.step.left_out;
    for (const workflow::Event& event : act.step.events)
        if (event.name == act.action && !event.party.empty())
            outcome.party = event.party;
    if (writes) {
        opened.row.subject = act.form->subject();
        const auto give = [&](const workflow::FormGiven& given, const workflow::Event&) {
            CaseFormRow row;
            row.form = given.form;
            split(*opened.model->form(given.form), act.form->result(given.form, given.grade), row);
            return row;
        };
        work.store(opened, act.step, give, std::move(act.mails));
        outcome.parts = work.begun_parts();
    } else {
        opened.state = act.step.state;
        outcome.dry_run = true;
        for (const workflow::Event& event : act.step.events)
            for (const workflow::ChildOpened& part : event.opened)
                outcome.parts.push_back(opened.row.number + "." + std::to_string(part.number));
    }
    outcome.state = opened.state.life.state;
    outcome.version = opened.state.version;
    outcome.state_label = state_label(opened, work.library().texts(opened.row, options.language));
    if (!writes) {
        if (!act.key.empty())
            rehearsed[{act.who.seat(), act.key}] = {act.content, dump_json(to_json(outcome))};
        return outcome;
    }
    if (!act.key.empty())
        work.cases().save_caller_key(act.who.seat(), act.key, act.content, dump_json(to_json(outcome)), work.batch());
    work.audit(actor, context, act.action, outcome.id, {});
    return outcome;
}

/// For which authority a case is begun.
workflow::Actor starter(const OpenCase& fresh, const Actor& actor, const std::string& from, const std::string& start)
{
    require_person(actor);
    const std::vector<std::string> own = authorities_of(actor, fresh.row.area);
    if (!from.empty()) {
        const std::string key = fresh.facts->canonical(from);
        if (std::find(own.begin(), own.end(), key) != own.end())
            return {actor.login, key, {}, false};
        for (const std::string& relay : own)
            if (fresh.facts->may_relay(relay, key))
                return {actor.login, relay, key, false};
        throw Error{Status::forbidden, "CAS-004",
                    actor.login + " does not act for " + in_quotes(from) + "; nothing was changed",
                    "ask the authority's data administrator for a role"};
    }
    std::vector<std::string> able;
    for (const std::string& key : own)
        for (const workflow::Available& available :
             workflow::available_starts(fresh.workflow(), *fresh.facts, {actor.login, key, {}, false}))
            if (available.action->id == start && !available.party.empty())
                able.push_back(key);
    if (able.size() > 1)
        throw Error{Status::usage, "CAS-003", actor.login + " acts for several authorities",
                    "say for which: --from AUTHORITY"};
    if (able.empty() && own.empty())
        throw Error{Status::forbidden, "CAS-004", actor.login + " has no role in the area " + fresh.row.area,
                    "ask the authority's data administrator for a role"};
    return {actor.login, able.empty() ? own.front() : able.front(), {}, false};
}

/// The earlier case that a new one refers to; it must be seen, and the start must allow it.
std::string followed(CaseWork& work, const OpenCase& fresh, const Actor& actor, const std::string& start,
                     const std::string& wanted)
{
    if (wanted.empty())
        return {};
    const auto earlier = work.open(wanted);
    if (!earlier)
        refuse_absent(wanted);
    choose_actor(work, *earlier, actor, {}, {});
    const workflow::Action* action = fresh.workflow().start(start);
    if (action != nullptr && !contains(action->follows, earlier->row.workflow.id))
        throw Error{Status::input, "CAS-014",
                    "a case of " + fresh.row.workflow.id + " does not follow one of " + earlier->row.workflow.id +
                        "; nothing was changed",
                    "leave --follows out"};
    return earlier->row.number;
}

} // namespace

Json to_json(const ActOutcome& outcome)
{
    Json json{{"id", outcome.id},       {"action", outcome.action},
              {"state", outcome.state}, {"label", outcome.state_label},
              {"party", outcome.party}, {"version", outcome.version}};
    if (outcome.repeated)
        json["repeated"] = true;
    if (outcome.dry_run)
        json["dry_run"] = true;
    if (!outcome.parts.empty())
        json["parts"] = outcome.parts;
    if (!outcome.left_out.empty())
        json["left_out"] = outcome.left_out;
    return json;
}

CaseDesk::CaseDesk(Store& store, ActContext context, DeskOptions options)
    : store_{store}, context_{std::move(context)}, options_{std::move(options)}
{
    library_ = std::make_shared<CaseLibrary>(store.db(), options_.words);
    rehearsed_ = std::make_shared<RehearsedKeys>();
    if (options_.language.empty())
        options_.language = "en";
}

ActOutcome CaseDesk::start(const StartInput& given)
{
    StartInput input = given;
    check_input(input);
    for (const auto& [vocabulary, code] : input.subject) {
        Json& subject = input.form["subject"];
        if (!subject.is_object())
            subject = Json::object();
        subject[vocabulary] = code;
    }
    for (const std::string& question : input.ask)
        if (!input.form.contains("questions") || !input.form["questions"].contains(question))
            input.form["questions"][question] = Json::object();
    const auto prepare = [&](CaseWork& work, const Actor& actor) {
        PreparedAct act;
        act.opened = std::make_unique<OpenCase>(work.fresh(work.library().new_case(
            input.area, input.workflow,
            input.questionset.empty() ? text_of_member(input.form, "questionset", "CAS-020") : input.questionset)));
        OpenCase& fresh = *act.opened;
        act.action = start_of(fresh.workflow(), input.start);
        act.who = starter(fresh, actor, options_.from, act.action);
        act.keepers = {act.who.seat()};
        act.key = input.key;
        act.content = content_of({{"start", act.action}, {"area", fresh.row.area}, {"forms", fresh.row.forms}}, input);
        act.before = repeated(work, *rehearsed_, act.keepers, act.key, act.content);
        if (act.before)
            return act;
        fresh.row.key = input.key;
        fresh.row.follows = followed(work, fresh, actor, act.action, input.follows);
        act.form = form_input(fresh, act.who, act.action, input, options_.language, work.now());
        decide(work, act, input, options_, input.area);
        return act;
    };
    return in_staged_change(store_, context_, *library_, input.dry_run, prepare,
                            [&](CaseWork& work, const Actor& actor, PreparedAct& act, bool writes) {
                                return finish(work, actor, act, context_, options_, *rehearsed_, writes);
                            });
}

ActOutcome CaseDesk::act(const std::string& case_id, const std::string& action, const ActInput& given)
{
    ActInput input = given;
    check_input(input);
    const auto prepare = [&](CaseWork& work, const Actor& actor) {
        require_person(actor);
        PreparedAct prepared;
        prepared.opened = std::make_unique<OpenCase>(open_visible(work, actor, case_id));
        const OpenCase& opened = *prepared.opened;
        prepared.action = action;
        prepared.key = input.key;
        prepared.content = content_of({{"case", opened.row.number}, {"action", action}}, input);
        prepared.keepers = options_.from.empty() ? authorities_of(actor, opened.row.area)
                                                 : std::vector{opened.facts->canonical(options_.from)};
        prepared.who = choose_actor(work, opened, actor, options_.from, action);
        prepared.before = repeated(work, *rehearsed_, prepared.keepers, prepared.key, prepared.content);
        if (prepared.before)
            return prepared;
        prepared.form = form_input(opened, prepared.who, action, input, options_.language, work.now());
        decide(work, prepared, input, options_, opened.row.number);
        return prepared;
    };
    return in_staged_change(store_, context_, *library_, input.dry_run, prepare,
                            [&](CaseWork& work, const Actor& actor, PreparedAct& prepared, bool writes) {
                                return finish(work, actor, prepared, context_, options_, *rehearsed_, writes);
                            });
}

} // namespace imi
