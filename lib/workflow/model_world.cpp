// SPDX-License-Identifier: EUPL-1.2
#include "workflow/model_world.hpp"

#include <algorithm>

namespace imi::workflow
{

namespace
{

// Countries that no list has, so that nothing real is meant.
constexpr const char* home = "A1";
constexpr const char* abroad = "B1";
constexpr const char* established = "C1";
constexpr const char* far_date_days = "30";

bool can_be_absent(const Party& party)
{
    return party.kind == PartyKind::coordinator || (party.kind == PartyKind::postbox && party.each == Each::none);
}

bool has(const std::vector<QuestionName>& questions, std::string_view form, std::string_view question)
{
    return std::any_of(questions.begin(), questions.end(),
                       [&](const QuestionName& name) { return name.form == form && name.question == question; });
}

bool counts_days(const DateRule& rule, std::string_view form, std::string_view question)
{
    return (rule.kind == DateRule::Kind::days_of_answer && rule.question.form == form &&
            rule.question.question == question) ||
           std::any_of(rule.parts.begin(), rule.parts.end(),
                       [&](const DateRule& part) { return counts_days(part, form, question); });
}

} // namespace

std::string SetUp::text() const
{
    std::string text;
    for (const std::string& name : on)
        text += (text.empty() ? "" : ", ") + name + " on";
    for (const std::string& name : absent)
        text += (text.empty() ? "no " : ", no ") + name;
    return text.empty() ? "nothing switched on" : text;
}

std::vector<SetUp> set_ups(const Workflow& workflow)
{
    std::vector<SetUp> result{SetUp{}};
    for (const Party& party : workflow.parties)
        if (can_be_absent(party))
            for (std::size_t i = 0, size = result.size(); i < size; ++i) {
                SetUp without = result[i];
                without.absent.insert(party.id);
                result.push_back(std::move(without));
            }
    for (const SetupSwitch& setup_switch : workflow.setup)
        for (std::size_t i = 0, size = result.size(); i < size; ++i) {
            if (result[i].absent.contains(setup_switch.needs.text) || result[i].absent.contains(setup_switch.of.text))
                continue;
            SetUp with = result[i];
            with.on.insert(setup_switch.id);
            result.push_back(std::move(with));
        }
    std::stable_sort(result.begin(), result.end(), [](const SetUp& a, const SetUp& b) {
        return a.on.size() + a.absent.size() < b.on.size() + b.absent.size();
    });
    return result;
}

ModelWorld::ModelWorld(const Workflow& workflow, SetUp set_up)
    : workflow_{workflow}, set_up_{std::move(set_up)}, calendar_{"Europe/Brussels"}
{
    bool always_commission = false;
    for (const Party& party : workflow.parties) {
        always_commission |= party.always_commission;
        if (set_up_.absent.contains(party.id))
            absent_.emplace(party.kind == PartyKind::postbox ? "alert" : party.coordinator_kind.text,
                            country_of(party));
    }
    // Two recipients tell "every" from "some"; the Commission is the second where it always is one.
    recipients_ = always_commission ? std::vector<std::string>{"D1"} : std::vector<std::string>{"D1", "D2"};
}

std::string ModelWorld::country_of(const Party& party, std::size_t depth) const
{
    switch (party.kind) {
    case PartyKind::named:
        return abroad;
    case PartyKind::postbox:
        return established;
    case PartyKind::coordinator: {
        const Party* of = workflow_.party(party.of);
        return of == nullptr || depth > workflow_.parties.size() ? home : country_of(*of, depth + 1);
    }
    default:
        return home;
    }
}

std::vector<std::string> ModelWorld::named_for(const Action& action, const std::string& acting, const Actor& actor,
                                               const std::optional<RecipientId>& recipient, const Scene& scene) const
{
    std::vector<std::string> result;
    const RecipientId* of = recipient ? &*recipient : nullptr;
    if (const Party* party = workflow_.party(action.names)) {
        std::string where = abroad;
        for (const Name& other : {party->in_country_of, action.names_in_country_of})
            if (!other.empty())
                where = other == acting ? country(actor.seat()) : scene.country(other.text, of);
        const std::string first = where + ":" + party->id + "-1";
        const auto now = scene.seated(party->id);
        result.push_back(std::find(now.begin(), now.end(), first) == now.end() ? first
                                                                               : where + ":" + party->id + "-2");
    }
    for (const Adding& adding : action.adds)
        if (adding.from == Adding::From::named)
            for (const std::string& place : recipients_)
                result.push_back(place + ":" + adding.party.text);
    return result;
}

std::vector<Part> ModelWorld::parts_for(const Action& action, const Scene& scene) const
{
    const ChildKind* kind = workflow_.child(action.opens);
    if (kind == nullptr)
        return {};
    const std::string where = kind->in_country_of.empty() ? abroad : scene.country(kind->in_country_of.text);
    return {{where + ":part-1", {"first"}}, {where + ":part-2", {"second"}}};
}

Actor ModelWorld::actor_for(const std::string& party, const std::optional<RecipientId>& recipient,
                            const Scene& scene) const
{
    const Party* of = workflow_.party(party);
    if (of == nullptr || of->kind == PartyKind::guest)
        return {{}, {}, {}, true};
    if (of->kind == PartyKind::everyone)
        return {"user", std::string{abroad} + ":anyone", {}, false};
    if (of->kind == PartyKind::starter && !scene.state().has_begun())
        return {"user", std::string{home} + ":starter", {}, false};
    const auto seated = scene.seated(party, recipient ? &*recipient : nullptr);
    return {"user", seated.empty() ? std::string{} : seated.front(), {}, false};
}

bool ModelWorld::switch_is_on(std::string_view setup_switch, const std::string&) const
{
    return set_up_.on.contains(std::string{setup_switch});
}

std::string ModelWorld::coordinator(std::string_view kind, const std::string& authority) const
{
    return coordinator_for_place(kind, country(authority), {});
}

std::string ModelWorld::coordinator_for_place(std::string_view kind, const std::string& place, const std::string&) const
{
    return absent_.contains({std::string{kind}, place}) ? std::string{} : place + ":" + std::string{kind};
}

std::string ModelWorld::postbox(const std::string& place) const { return coordinator_for_place("alert", place, {}); }

std::string ModelWorld::commission() const { return "EU:commission"; }

std::vector<std::string> ModelWorld::members() const
{
    std::vector<std::string> result{home};
    result.insert(result.end(), recipients_.begin(), recipients_.end());
    return result;
}

bool ModelWorld::exists(const std::string& authority) const { return !authority.empty(); }
std::string ModelWorld::country(const std::string& authority) const { return authority.substr(0, authority.find(':')); }
bool ModelWorld::is_active(const std::string&) const { return true; }
bool ModelWorld::has_right(const std::string&, std::string_view) const { return true; }
bool ModelWorld::has_role(const std::string&, const std::string&, std::string_view) const { return true; }
bool ModelWorld::may_relay(const std::string&, const std::string&) const { return false; }
bool ModelWorld::has_open_cases(const std::string&) const { return false; }
const Calendar& ModelWorld::calendar(const std::string&) const { return calendar_; }

bool ModelInput::is_given(std::string_view) const { return true; }

std::vector<Fault> ModelInput::faults(std::string_view, Grade) const { return {}; }

std::vector<std::string> ModelInput::values(std::string_view form, std::string_view question) const
{
    if (const auto chosen = choices_.find(std::string{form} + "." + std::string{question}); chosen != choices_.end())
        return chosen->second.empty() ? std::vector<std::string>{} : std::vector{chosen->second};
    for (const Party& party : workflow_.parties) {
        if (party.of_answer.form == form && party.of_answer.question == question)
            return {established};
        if (has(party.country, form, question))
            return {home};
        if (has(party.region, form, question))
            return {};
    }
    std::vector<std::string> values;
    for_each_action(workflow_, [&](const Action& action, const State*, const EachLife*) {
        for (const Adding& adding : action.adds)
            if (adding.question.form == form && adding.question.question == question) {
                const Party* party = workflow_.party(adding.party);
                values.clear();
                for (const std::string& place : world_.recipient_countries())
                    values.push_back(party != nullptr && party->each == Each::authority ? place + ":" + party->id
                                                                                        : place);
            }
        for (const DateSet& set : action.sets)
            if (counts_days(set.rule, form, question))
                values = {far_date_days};
    });
    return values.empty() ? std::vector<std::string>{date_} : values;
}

} // namespace imi::workflow
