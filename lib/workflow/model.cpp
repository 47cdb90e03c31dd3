// SPDX-License-Identifier: EUPL-1.2
#include "workflow/model.hpp"

#include <algorithm>
#include <set>

namespace imi::workflow
{

namespace
{

template <class Thing> const Thing* find(const std::vector<Thing>& things, std::string_view id)
{
    const auto found = std::find_if(things.begin(), things.end(), [&](const Thing& thing) { return thing.id == id; });
    return found == things.end() ? nullptr : &*found;
}

template <class Thing> const Thing* find_party(const std::vector<Thing>& things, std::string_view party)
{
    const auto found =
        std::find_if(things.begin(), things.end(), [&](const Thing& thing) { return thing.party == party; });
    return found == things.end() ? nullptr : &*found;
}

} // namespace

bool contains(const Names& names, std::string_view name)
{
    return std::any_of(names.begin(), names.end(), [&](const Name& other) { return other == name; });
}

std::string_view to_string(PartyKind kind)
{
    switch (kind) {
    case PartyKind::starter:
        return "starter";
    case PartyKind::named:
        return "named";
    case PartyKind::coordinator:
        return "coordinator";
    case PartyKind::postbox:
        return "postbox";
    case PartyKind::commission:
        return "commission";
    case PartyKind::guest:
        return "guest";
    case PartyKind::registered:
        return "registered";
    case PartyKind::everyone:
        return "everyone";
    }
    return {};
}

std::string_view to_string(Each each)
{
    switch (each) {
    case Each::none:
        return "none";
    case Each::country:
        return "country";
    case Each::authority:
        return "authority";
    }
    return {};
}

std::string_view to_string(Grade grade)
{
    switch (grade) {
    case Grade::full:
        return "full";
    case Grade::part:
        return "part";
    case Grade::draft:
        return "draft";
    }
    return {};
}

std::string_view to_string(Level level)
{
    switch (level) {
    case Level::nothing:
        return "nothing";
    case Level::trace:
        return "trace";
    case Level::questions:
        return "questions";
    case Level::content:
        return "content";
    case Level::all:
        return "all";
    }
    return {};
}

const Action* State::action(std::string_view wanted) const { return find(actions, wanted); }
const Timer* State::timer(std::string_view wanted) const { return find(timers, wanted); }
const State* EachLife::state(std::string_view wanted) const { return find(states, wanted); }

const Party* Workflow::party(std::string_view wanted) const { return find(parties, wanted); }
const SetupSwitch* Workflow::setup_switch(std::string_view wanted) const { return find(setup, wanted); }
const FormUse* Workflow::form(std::string_view wanted) const { return find(forms, wanted); }
const ChildKind* Workflow::child(std::string_view wanted) const { return find(children, wanted); }
const Action* Workflow::start(std::string_view wanted) const { return find(starts, wanted); }
const State* Workflow::state(std::string_view wanted) const { return find(states, wanted); }
const EachLife* Workflow::life(std::string_view wanted) const { return find_party(each, wanted); }
const Sight* Workflow::sight(std::string_view wanted) const { return find_party(sees, wanted); }

std::vector<std::string> roles_named(const Workflow& workflow)
{
    std::set<std::string> roles;
    for (const Party& party : workflow.parties)
        roles.insert(party.role);
    for_each_action(workflow,
                    [&](const Action& action, const State*, const EachLife*) { roles.insert(action.role.text); });
    roles.erase(std::string{});
    return {roles.begin(), roles.end()};
}

std::vector<std::string> rights_named(const Workflow& workflow)
{
    std::set<std::string> rights;
    for (const Party& party : workflow.parties)
        rights.insert(party.right);
    rights.erase(std::string{});
    return {rights.begin(), rights.end()};
}

std::string default_label(std::string_view id)
{
    std::string label{id};
    std::replace(label.begin(), label.end(), '-', ' ');
    if (!label.empty() && label[0] >= 'a' && label[0] <= 'z')
        label[0] = static_cast<char>(label[0] - 'a' + 'A');
    return label;
}

} // namespace imi::workflow
