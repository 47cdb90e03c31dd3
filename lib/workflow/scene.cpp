// SPDX-License-Identifier: EUPL-1.2
#include "workflow/scene.hpp"

#include <algorithm>

namespace imi::workflow
{

namespace
{

void add_once(std::vector<std::string>& list, const std::string& value)
{
    if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(value);
}

/// Optional states follow each other at most so often; the check refuses circles.
constexpr int most_skips = 20;

} // namespace

std::vector<std::string> Scene::holders(const Party& party, const RecipientId* of) const
{
    std::vector<std::string> result;
    const auto seat = state_.seats.find(party.id);
    switch (party.kind) {
    case PartyKind::guest:
    case PartyKind::everyone:
        break;
    case PartyKind::commission:
        add_once(result, facts_.commission());
        break;
    case PartyKind::coordinator: {
        const Party* of_party = workflow_.party(party.of);
        if (of_party != nullptr && of_party->kind == PartyKind::guest) {
            const std::string place = country(of_party->id);
            std::string region;
            for (const QuestionName& question : of_party->region)
                if (const auto values = answer(question); !values.empty())
                    region = values.front();
            if (!place.empty())
                add_once(result, facts_.coordinator_for_place(party.coordinator_kind.text, place, region));
        } else {
            for (const std::string& authority : seated(party.of.text, of))
                add_once(result, facts_.coordinator(party.coordinator_kind.text, authority));
        }
        break;
    }
    case PartyKind::postbox:
    case PartyKind::starter:
    case PartyKind::named:
    case PartyKind::registered:
        if (party.each != Each::none) {
            for (const Recipient& recipient : state_.recipients)
                if (recipient.id.party == party.id && (of == nullptr || of->party != party.id || recipient.id == *of))
                    add_once(result, recipient.authority);
        } else if (party.kind == PartyKind::postbox) {
            for (const std::string& value : answer(party.of_answer))
                add_once(result, facts_.postbox(value));
        } else if (seat != state_.seats.end()) {
            const Recipient* recipient = of == nullptr ? nullptr : state_.recipient(*of);
            for (const Holder& holder : seat->second.holders)
                if (!party.many || recipient == nullptr ||
                    facts_.country(holder.authority) == facts_.country(recipient->authority))
                    add_once(result, holder.authority);
        }
        break;
    }
    return result;
}

std::vector<std::string> Scene::seated(std::string_view name, const RecipientId* of) const
{
    const Party* party = workflow_.party(name);
    // The Commission may be told and its days counted without its being a party.
    if (party == nullptr && name == to_string(PartyKind::commission))
        return {facts_.commission()};
    // A party falls back on another at most as often as there are parties.
    for (std::size_t i = 0; party != nullptr && i <= workflow_.parties.size(); ++i) {
        auto result = holders(*party, of);
        if (!result.empty() || party->otherwise.empty())
            return result;
        party = workflow_.party(party->otherwise);
    }
    return {};
}

bool Scene::is_seated(std::string_view name) const
{
    const Party* party = workflow_.party(name);
    if (party != nullptr && (party->kind == PartyKind::guest || party->kind == PartyKind::everyone))
        return true;
    return !seated(name).empty();
}

std::string Scene::country(std::string_view name, const RecipientId* of) const
{
    const Party* party = workflow_.party(name);
    if (party != nullptr && party->kind == PartyKind::guest) {
        std::string found;
        for (const QuestionName& question : party->country)
            if (const auto values = answer(question); !values.empty())
                found = values.front();
        return found;
    }
    const auto authorities = seated(name, of);
    return authorities.empty() ? std::string{} : facts_.country(authorities.front());
}

std::vector<std::string> Scene::answer(const QuestionName& question, const RecipientId* of) const
{
    auto values = state_.answer(question, of);
    if (values.empty() && input_ != nullptr)
        values = input_->values(question.form, question.question);
    return values;
}

bool Scene::is_on(const SetupSwitch& setup_switch) const
{
    if (!setup_switch.needs.empty() && !is_seated(setup_switch.needs.text))
        return false;
    const auto authorities = seated(setup_switch.of.text);
    return !authorities.empty() && facts_.switch_is_on(setup_switch.id, authorities.front());
}

bool Scene::satisfies(const Condition& condition, std::string_view at, const std::vector<std::string>& marks) const
{
    return std::any_of(condition.values.begin(), condition.values.end(), [&](const Name& value) {
        return value == at || std::find(marks.begin(), marks.end(), value.text) != marks.end();
    });
}

bool Scene::holds(const Condition& condition, const Recipient* of) const
{
    const Life& life = of != nullptr ? of->life : state_.life;
    const std::string& name = condition.name.text;
    switch (condition.kind) {
    case Condition::Kind::all:
        return std::all_of(condition.parts.begin(), condition.parts.end(),
                           [&](const Condition& part) { return holds(part, of); });
    case Condition::Kind::any:
        return std::any_of(condition.parts.begin(), condition.parts.end(),
                           [&](const Condition& part) { return holds(part, of); });
    case Condition::Kind::negation:
        return !holds(condition.parts.front(), of);
    case Condition::Kind::setup: {
        const SetupSwitch* setup_switch = workflow_.setup_switch(name);
        return setup_switch != nullptr && is_on(*setup_switch);
    }
    case Condition::Kind::present:
        return is_seated(name);
    case Condition::Kind::given:
        return state_.released(name, of != nullptr ? &of->id : nullptr) != nullptr;
    case Condition::Kind::answer: {
        const auto values = answer(condition.question, of != nullptr ? &of->id : nullptr);
        return std::any_of(values.begin(), values.end(),
                           [&](const std::string& value) { return contains(condition.values, value); });
    }
    case Condition::Kind::count: {
        // A recipient counts for itself; what it never counted is counted by the case.
        const auto own = life.counts.find(name);
        const auto common = state_.life.counts.find(name);
        const long count = own != life.counts.end()             ? own->second
                           : common != state_.life.counts.end() ? common->second
                                                                : 0;
        return (!condition.min || count >= *condition.min) && (!condition.max || count <= *condition.max);
    }
    case Condition::Kind::marked:
        return life.marks.contains(name) || state_.life.marks.contains(name);
    case Condition::Kind::passed:
        return life.has_fired(name) || state_.life.has_fired(name) ||
               (!state_.date(name).empty() && passing_.is_over(name, state_.date(name)));
    case Condition::Kind::before:
        if (!state_.date(name).empty())
            return !passing_.is_over(name, state_.date(name));
        return !life.has_fired(name) && !state_.life.has_fired(name) &&
               (workflow_.state(state_.life.state) != nullptr &&
                workflow_.state(state_.life.state)->timer(name) != nullptr);
    case Condition::Kind::every:
    case Condition::Kind::some:
    case Condition::Kind::none: {
        std::size_t all = 0;
        std::size_t true_for = 0;
        for (const Recipient& recipient : state_.recipients)
            if (recipient.id.party == name) {
                ++all;
                const std::vector<std::string> marks(recipient.life.marks.begin(), recipient.life.marks.end());
                true_for += satisfies(condition, recipient.life.state, marks);
            }
        for (const Child& child : state_.children)
            if (child.kind == name) {
                ++all;
                true_for += satisfies(condition, child.state, child.marks);
            }
        if (condition.kind == Condition::Kind::every)
            return all != 0 && true_for == all;
        return condition.kind == Condition::Kind::some ? true_for != 0 : true_for == 0;
    }
    case Condition::Kind::no_open_cases: {
        const auto authorities = seated(name, of != nullptr ? &of->id : nullptr);
        return std::none_of(authorities.begin(), authorities.end(),
                            [&](const std::string& authority) { return facts_.has_open_cases(authority); });
    }
    }
    return false;
}

std::string Scene::failure(const Condition& condition, const Recipient* of) const
{
    if (holds(condition, of))
        return {};
    if (condition.kind == Condition::Kind::all)
        for (const Condition& part : condition.parts)
            if (const std::string words = failure(part, of); !words.empty())
                return words;
    return "it needs: " + describe(condition);
}

std::string Scene::arrival(const std::string& target, std::vector<std::string>& skipped) const
{
    std::string at = target;
    for (int i = 0; i < most_skips; ++i) {
        const State* state = workflow_.state(at);
        if (state == nullptr || !state->only_if)
            return at;
        const bool waits_for_party = workflow_.party(state->waits_for.text) != nullptr;
        if (holds(*state->only_if) && (!waits_for_party || is_seated(state->waits_for.text)))
            return at;
        skipped.push_back(at);
        at = state->otherwise.text;
    }
    return at;
}

bool Scene::has_seat(const Actor& actor, std::string_view name, const RecipientId* of) const
{
    const Party* party = workflow_.party(name);
    if (party == nullptr)
        return false;
    if (party->kind == PartyKind::guest)
        return actor.guest;
    if (actor.guest)
        return false;
    if (party->kind == PartyKind::everyone)
        return facts_.exists(actor.seat()) && (party->right.empty() || facts_.has_right(actor.seat(), party->right));
    // Who begins a case takes the starter's seat by that.
    if (party->kind == PartyKind::starter && !state_.has_begun())
        return !actor.seat().empty();
    const auto authorities = seated(name, of);
    return std::find(authorities.begin(), authorities.end(), actor.seat()) != authorities.end();
}

bool Scene::is_allocated_to_others(const Actor& actor, std::string_view party_name) const
{
    const Party* party = workflow_.party(party_name);
    const auto named = state_.allocation.find(std::string{party_name});
    if (party == nullptr || named == state_.allocation.end())
        return false;
    const std::vector<std::string>& users = named->second;
    return std::find(users.begin(), users.end(), actor.user) == users.end() &&
           std::any_of(users.begin(), users.end(), [&](const std::string& user) {
               return party->role.empty() || facts_.has_role(user, actor.authority, party->role);
           });
}

std::vector<std::string> Scene::seats_of(const Actor& actor, const Names& by, const RecipientId* of) const
{
    std::vector<std::string> result;
    for (const Name& party : by)
        if (has_seat(actor, party.text, of))
            result.push_back(party.text);
    return result;
}

} // namespace imi::workflow
