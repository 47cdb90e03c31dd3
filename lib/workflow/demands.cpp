// SPDX-License-Identifier: EUPL-1.2
#include "text/list.hpp"
#include "workflow/run.hpp"

#include <algorithm>
#include <set>

namespace imi::workflow
{

namespace
{

/// A case split into parts may itself be a part, three levels in all.
constexpr int most_levels = 3;

std::string listed(const Names& names)
{
    std::string text;
    for (const Name& name : names)
        text += (text.empty() ? "" : " or ") + name.text;
    return text;
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

/// Why the authority may not take the seat; every reason.
void seat_faults(const std::string& authority, const Party& party, const Name& in_country_of, const Doing& doing,
                 const Scene& scene, std::vector<Fault>& faults)
{
    const Facts& facts = scene.facts();
    const RecipientId* of = doing.recipient ? &*doing.recipient : nullptr;
    const auto refuse = [&](const std::string& message, const std::string& hint = {}) {
        faults.push_back({"WF-109", authority + " " + message, hint});
    };
    if (!facts.exists(authority)) {
        refuse("is no authority");
        return;
    }
    if (!facts.is_active(authority))
        refuse("is not active", facts.place_taken(authority));
    if (!party.right.empty() && !facts.has_right(authority, party.right))
        refuse("has not the right \"" + party.right + "\" in this area");
    const std::string country = facts.country(authority);
    // At the start the actor's own seat is not in the case yet.
    const auto country_of = [&](const Name& other) {
        return other == doing.party ? facts.country(doing.actor.seat()) : scene.country(other.text, of);
    };
    if (!party.abroad_from.empty() && country == country_of(party.abroad_from))
        refuse("is in the country of the " + party.abroad_from.text + "; the " + party.id + " must be abroad");
    for (const Name& other : {party.in_country_of, in_country_of})
        if (!other.empty() && country != country_of(other))
            refuse("is not in the country of the " + other.text + ", " + country_of(other));
    if (!in_country_of.empty() && !party.many) {
        const auto now = scene.seated(party.id);
        if (std::find(now.begin(), now.end(), authority) != now.end())
            refuse("is the " + party.id + " already");
    }
}

void form_faults(const Doing& doing, const Scene& scene, std::vector<Fault>& faults)
{
    const Action& action = *doing.action;
    for (const Name& form : action.forms) {
        const bool given = doing.input != nullptr && doing.input->is_given(form.text);
        const FormUse* use = scene.workflow().form(form);
        const bool is_kept = action.grade == Grade::draft || (use != nullptr && use->own);
        const bool is_lost = is_kept && doing.input != nullptr && doing.input->kept_may_be_lost();
        if (given) {
            const auto found = doing.input->faults(form.text, action.grade);
            faults.insert(faults.end(), found.begin(), found.end());
        } else if (!is_lost && (action.grade != Grade::draft ||
                                (scene.state().has_begun() && doing.to.empty() && action.to.empty()))) {
            faults.push_back({"WF-108", "the form " + form.text + " is missing",
                              "give it with --form FILE, or its fields with --set FIELD=VALUE"});
        }
    }
}

void naming_faults(const Doing& doing, const Scene& scene, std::vector<Fault>& faults)
{
    const Action& action = *doing.action;
    const Party* party = scene.workflow().party(action.names);
    if (party != nullptr) {
        if (doing.to.empty() && action.grade != Grade::draft)
            faults.push_back({"WF-109", "nobody is named as the " + party->id, "name one with --to AUTHORITY"});
        if (doing.to.size() > 1 && !party->many)
            faults.push_back({"WF-109", "one authority only can be the " + party->id, {}});
        for (const std::string& authority : doing.to)
            seat_faults(authority, *party, action.names_in_country_of, doing, scene, faults);
    }
    bool takes_named = party != nullptr;
    for (const Adding& adding : action.adds) {
        const Party* added = scene.workflow().party(adding.party);
        if (added == nullptr)
            continue;
        if (adding.from == Adding::From::named) {
            takes_named = true;
            for (const std::string& authority : doing.to)
                seat_faults(authority, *added, {}, doing, scene, faults);
        }
        Event so_far;
        for (const Name& form : action.forms) {
            FormGiven given{form.text, action.grade, 1, {}};
            if (adding.question.form == form.text && doing.input != nullptr)
                given.read[adding.question.question] = doing.input->values(form.text, adding.question.question);
            so_far.forms.push_back(std::move(given));
        }
        // Who was named in a draft stays until others are.
        const std::vector<Recipient>& present = scene.state().recipients;
        if (adding.from == Adding::From::named && doing.to.empty() && action.grade == Grade::draft &&
            std::any_of(present.begin(), present.end(),
                        [&](const Recipient& other) { return other.id.party == added->id && other.begun == 0; }))
            continue;
        std::vector<std::string> left_out;
        if (recipients_of(adding, doing, so_far, scene, left_out).empty())
            faults.push_back({"WF-110",
                              left_out.empty() ? "nobody would receive it" : "no country among them has a postbox",
                              adding.from == Adding::From::named ? "name recipients with --to AUTHORITY"
                                                                 : "answer " + adding.question.text()});
    }
    if (!takes_named && !doing.to.empty() && action.opens.empty())
        faults.push_back({"WF-109", "\"" + action.id + "\" names nobody", "leave out --to"});
}

void part_faults(const Doing& doing, const Scene& scene, std::vector<Fault>& faults)
{
    const ChildKind* kind = scene.workflow().child(doing.action->opens);
    if (kind == nullptr)
        return;
    if (scene.state().level + 1 >= most_levels)
        faults.push_back({"WF-112", "a case is split at most " + std::to_string(most_levels) + " levels deep", {}});
    if (doing.parts.size() < 2)
        faults.push_back({"WF-112", "there must be at least two parts", {}});
    std::set<std::string> dealt, authorities;
    const auto asked =
        doing.input == nullptr || kind->divides.empty() ? std::nullopt : doing.input->asked(kind->divides.text);
    const Party* party = scene.workflow().party(kind->names);
    for (const Part& part : doing.parts) {
        if (party != nullptr && !authorities.insert(part.authority).second)
            faults.push_back(
                {"WF-112", part.authority + " is named for two parts", "give it all of its questions in one"});
        if (party != nullptr)
            seat_faults(part.authority, *party, {}, doing, scene, faults);
        if (party != nullptr && !kind->in_country_of.empty() &&
            scene.facts().country(part.authority) != scene.country(kind->in_country_of.text))
            faults.push_back(
                {"WF-109", part.authority + " is not in the country of the " + kind->in_country_of.text, {}});
        if (!kind->divides.empty() && part.questions.empty())
            faults.push_back({"WF-112", "the part of " + part.authority + " has no question", {}});
        for (const std::string& question : part.questions) {
            if (asked && std::find(asked->begin(), asked->end(), question) == asked->end())
                faults.push_back(
                    {"WF-112", "the case does not ask the question " + question, "it asks " + joined(*asked, ", ")});
            else if (!dealt.insert(question).second)
                faults.push_back({"WF-112", "the question " + question + " goes to two parts", {}});
        }
    }
    if (asked)
        for (const std::string& question : *asked)
            if (!dealt.contains(question))
                faults.push_back({"WF-112", "the question " + question + " goes to no part", "give it to one of them"});
}

} // namespace

std::vector<Fault> input_faults(const Doing& doing, const Scene& scene)
{
    const Action& action = *doing.action;
    std::vector<Fault> faults;
    if (action.comment_required && is_blank(doing.comment))
        faults.push_back({"WF-107", "\"" + action.id + "\" needs a reason", "add --comment TEXT"});
    form_faults(doing, scene, faults);
    naming_faults(doing, scene, faults);
    part_faults(doing, scene, faults);
    if (!action.assigns.empty()) {
        const Party* party = scene.workflow().party(action.assigns);
        const auto seated = scene.seated(action.assigns.text);
        if (doing.users.empty())
            faults.push_back({"WF-109", "nobody is named to handle the case", "name users"});
        for (const std::string& user : doing.users)
            if (party != nullptr && (seated.empty() || !scene.facts().has_role(user, seated.front(), party->role)))
                faults.push_back({"WF-109", user + " is no " + party->role + " there", {}});
    }
    if (action.assigns.empty() && !doing.users.empty())
        faults.push_back({"WF-109", "\"" + action.id + "\" gives the case to no user", "leave out --user"});
    if (action.opens.empty() && !doing.parts.empty())
        faults.push_back({"WF-112", "\"" + action.id + "\" does not split the case", "leave out --part"});
    if (action.directory == "create-authority" && doing.created_authority.empty())
        faults.push_back({"WF-109", "the authority to be created has no id", {}});
    return faults;
}

std::string acting_party(const Action& action, const Actor& actor, const Scene& scene, const RecipientId* of,
                         Fault& fault)
{
    const Facts& facts = scene.facts();
    const auto seats = scene.seats_of(actor, action.by, of);
    if (seats.empty())
        fault = {"WF-104", "only the " + listed(action.by) + " may do \"" + action.id + "\"", {}};
    for (const std::string& seat : seats) {
        const Party& party = *scene.workflow().party(seat);
        if (party.kind == PartyKind::guest)
            return seat;
        Fault reason{"WF-104", {}, {}};
        const std::string& role = action.role.empty() ? party.role : action.role.text;
        if (!actor.on_behalf_of.empty() && !facts.may_relay(actor.authority, actor.on_behalf_of))
            reason.message = actor.authority + " may not act for " + actor.on_behalf_of;
        else if (!(scene.state().has_begun() ? facts.may_finish(actor.seat()) : facts.is_active(actor.seat())))
            reason = {reason.code, actor.seat() + " is not active", facts.place_taken(actor.seat())};
        else if (!party.right.empty() && !facts.has_right(actor.seat(), party.right))
            reason.message = actor.seat() + " has not the right \"" + party.right + "\" in this area";
        else if (!role.empty() && !facts.has_role(actor.user, actor.authority, role))
            reason.message = "\"" + action.id + "\" needs the role " + role + " at " + actor.authority;
        else if (role == party.role && scene.is_allocated_to_others(actor, seat))
            reason.message = "the case is allocated to others";
        if (reason.message.empty())
            return seat;
        if (fault.message.empty())
            fault = std::move(reason);
    }
    return {};
}

std::optional<Fault> condition_fault(const Action& action, const std::string& party, const Actor& actor,
                                     const Scene& scene, const Recipient* of)
{
    if (action.condition)
        if (const std::string words = scene.failure(*action.condition, of); !words.empty())
            return Fault{"WF-105", "\"" + action.id + "\" is not possible now; " + words, {}};
    // Of a party with several authorities each may do it.
    const Party* acting = scene.workflow().party(party);
    const bool is_shared = acting != nullptr && (acting->each != Each::none || acting->many);
    if (action.once != Once::never)
        for (const Deed& deed : scene.state().deeds)
            if (deed.action == action.id &&
                (action.once == Once::party ? deed.party == party && (!is_shared || deed.authority == actor.seat())
                                            : deed.user == actor.user))
                return Fault{"WF-106", "\"" + action.id + "\" was done already, and is done once only", {}};
    return std::nullopt;
}

} // namespace imi::workflow
