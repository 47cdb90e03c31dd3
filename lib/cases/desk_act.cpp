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
std::optional<ActOutcome> repeated(CaseWork& work, const std::vector<std::string>& authorities, const std::string& key,
                                   const Hash& content)
{
    if (key.empty())
        return std::nullopt;
    for (const std::string& authority : authorities) {
        const auto known = work.cases().caller_key(authority, key);
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

CaseFormInput form_input(const OpenCase& work, const workflow::Actor& who, const std::string& action,
                         const ActInput& input, const std::string& language, Instant now)
{
    std::set<std::string> files;
    for (const CaseFileRow& file : work.files)
        files.insert(file.name);
    return {{*work.model, work.row, work.forms, work.state, *work.facts, std::move(files),
             recipient_of(work, who, action, input.recipient), today_of(work, who.seat(), now), language, who.seat()},
            action,
            input.form,
            input.set};
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

/// Stores what a step did, or says what it would do.
ActOutcome finish(CaseWork& work, OpenCase& opened, const workflow::Step& step, const CaseFormInput& form,
                  const std::string& action, const DeskOptions& options, bool writes)
{
    ActOutcome outcome;
    outcome.id = opened.row.number;
    outcome.action = action;
    outcome.left_out = step.left_out;
    for (const workflow::Event& event : step.events)
        if (event.name == action && !event.party.empty())
            outcome.party = event.party;
    if (writes) {
        opened.row.subject = form.subject();
        work.store(opened, step, [&](const workflow::FormGiven& given, const workflow::Event&) {
            CaseFormRow row;
            row.form = given.form;
            split(*opened.model->form(given.form), form.result(given.form, given.grade), row);
            return row;
        });
        outcome.parts = work.begun_parts();
    } else {
        opened.state = step.state;
        outcome.dry_run = true;
    }
    outcome.state = opened.state.life.state;
    outcome.version = opened.state.version;
    outcome.state_label = state_label(opened, work.library().texts(opened.row, options.language));
    return outcome;
}

/// For which authority a case is begun.
workflow::Actor starter(CaseWork& work, const OpenCase& fresh, const Actor& actor, const std::string& from,
                        const std::string& start)
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
    library_ = std::make_shared<CaseLibrary>(store.db());
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
    return in_change(store_, context_, *library_, input.dry_run, [&](CaseWork& work, const Actor& actor, bool writes) {
        OpenCase fresh = work.fresh(work.library().new_case(
            input.area, input.workflow,
            input.questionset.empty() ? text_of_member(input.form, "questionset", "CAS-020") : input.questionset));
        const std::string start = start_of(fresh.workflow(), input.start);
        const workflow::Actor who = starter(work, fresh, actor, options_.from, start);
        const Hash content =
            content_of({{"start", start}, {"area", fresh.row.area}, {"forms", fresh.row.forms}}, input);
        if (auto before = repeated(work, {who.seat()}, input.key, content))
            return *before;
        fresh.row.key = input.key;
        fresh.row.follows = followed(work, fresh, actor, start, input.follows);
        const CaseFormInput form = form_input(fresh, who, start, input, options_.language, work.now());
        const workflow::Outcome outcome = workflow::step(fresh.workflow(), fresh.state, *fresh.facts,
                                                         request_of(work, fresh, start, who, input, form, options_));
        if (const auto* refusal = std::get_if<workflow::Refusal>(&outcome))
            refuse(*refusal, input.area);
        const ActOutcome result = finish(work, fresh, std::get<workflow::Step>(outcome), form, start, options_, writes);
        if (!writes)
            return result;
        if (!input.key.empty())
            work.cases().save_caller_key(who.seat(), input.key, content, dump_json(to_json(result)), work.batch());
        work.audit(actor, context_, start, result.id, {});
        return result;
    });
}

ActOutcome CaseDesk::act(const std::string& case_id, const std::string& action, const ActInput& given)
{
    ActInput input = given;
    check_input(input);
    return in_change(store_, context_, *library_, input.dry_run, [&](CaseWork& work, const Actor& actor, bool writes) {
        require_person(actor);
        OpenCase opened = open_visible(work, actor, case_id);
        const Hash content = content_of({{"case", opened.row.number}, {"action", action}}, input);
        const std::vector<std::string> keepers = options_.from.empty()
                                                     ? authorities_of(actor, opened.row.area)
                                                     : std::vector{opened.facts->canonical(options_.from)};
        const workflow::Actor who = choose_actor(work, opened, actor, options_.from, action);
        if (auto before = repeated(work, keepers, input.key, content))
            return *before;
        const CaseFormInput form = form_input(opened, who, action, input, options_.language, work.now());
        const workflow::Outcome outcome = workflow::step(opened.workflow(), opened.state, *opened.facts,
                                                         request_of(work, opened, action, who, input, form, options_));
        if (const auto* refusal = std::get_if<workflow::Refusal>(&outcome))
            refuse(*refusal, opened.row.number, since(opened, input.if_version));
        const ActOutcome result =
            finish(work, opened, std::get<workflow::Step>(outcome), form, action, options_, writes);
        if (!writes)
            return result;
        if (!input.key.empty())
            work.cases().save_caller_key(who.seat(), input.key, content, dump_json(to_json(result)), work.batch());
        work.audit(actor, context_, action, result.id, {});
        return result;
    });
}

} // namespace imi
