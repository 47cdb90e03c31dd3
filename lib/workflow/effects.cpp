// SPDX-License-Identifier: EUPL-1.2
#include "workflow/run.hpp"

#include <algorithm>
#include <charconv>

namespace imi::workflow
{

namespace
{

int next_revision(const CaseState& state, const std::string& form, const std::optional<RecipientId>& recipient)
{
    int revision = 1;
    for (const FormRecord& record : state.forms)
        if (record.given.form == form && record.recipient == recipient && record.given.grade != Grade::draft)
            revision = record.given.revision + 1;
    return revision;
}

/// What this event gives as the answer, else what the case has.
std::vector<std::string> values_of(const QuestionName& question, const Event& event, const Scene& scene)
{
    for (const FormGiven& given : event.forms)
        if (given.form == question.form)
            if (const auto found = given.read.find(question.question); found != given.read.end())
                return found->second;
    return scene.answer(question, event.recipient ? &*event.recipient : nullptr);
}

std::string date_of(const DateRule& rule, const Event& event, const Scene& scene, const std::string& owner)
{
    const auto days_from_today = [&](long days) {
        return format_day(scene.facts().calendar(owner).day_of(event.at) + std::chrono::days{days});
    };
    switch (rule.kind) {
    case DateRule::Kind::answer: {
        const auto values = values_of(rule.question, event, scene);
        return values.empty() ? std::string{} : values.front();
    }
    case DateRule::Kind::date:
        for (auto date = event.dates.rbegin(); date != event.dates.rend(); ++date)
            if (date->first == rule.date.text)
                return date->second;
        return scene.state().date(rule.date.text);
    case DateRule::Kind::days:
        return days_from_today(rule.days);
    case DateRule::Kind::days_of_answer: {
        const auto values = values_of(rule.question, event, scene);
        long days = 0;
        if (values.empty() ||
            std::from_chars(values.front().data(), values.front().data() + values.front().size(), days).ec !=
                std::errc{} ||
            days < -36'500 || days > 36'500)
            return {};
        return days_from_today(days);
    }
    case DateRule::Kind::latest:
    case DateRule::Kind::earliest: {
        std::string chosen;
        for (const DateRule& part : rule.parts) {
            const std::string date = date_of(part, event, scene, owner);
            if (!date.empty() && (chosen.empty() || (rule.kind == DateRule::Kind::latest) == (date > chosen)))
                chosen = date;
        }
        return chosen;
    }
    }
    return {};
}

/// Whether others of its party are named, and it is not among them.
bool is_replaced(const RecipientId& id, const std::vector<RecipientAdded>& named)
{
    bool replaced = false;
    for (const RecipientAdded& other : named) {
        if (other.id == id)
            return false;
        replaced |= other.id.party == id.party;
    }
    return replaced;
}

void add_names(std::vector<std::string>& list, const Names& names)
{
    for (const Name& name : names)
        list.push_back(name.text);
}

} // namespace

std::vector<RecipientAdded> recipients_of(const Adding& adding, const Doing& doing, const Event& so_far,
                                          const Scene& scene, std::vector<std::string>& left_out)
{
    std::vector<RecipientAdded> result;
    const Party* party = scene.workflow().party(adding.party);
    if (party == nullptr)
        return result;
    const Facts& facts = scene.facts();
    const auto add = [&](const std::string& key, const std::string& authority) {
        const RecipientId id{party->id, key};
        if (std::none_of(result.begin(), result.end(), [&](const RecipientAdded& other) { return other.id == id; }))
            result.push_back({id, authority});
    };
    const auto add_country = [&](const std::string& country) {
        const std::string postbox = facts.postbox(country);
        if (postbox.empty())
            left_out.push_back(country);
        else
            add(country, postbox);
    };
    const auto add_authority = [&](const std::string& authority) {
        if (party->each == Each::country)
            add_country(facts.country(authority));
        else
            add(authority, authority);
    };
    switch (adding.from) {
    case Adding::From::answer:
        for (const std::string& value : values_of(adding.question, so_far, scene)) {
            if (party->each == Each::country)
                add_country(value);
            else
                add(value, value);
        }
        break;
    case Adding::From::all_countries:
        for (const std::string& country : facts.members())
            if (country != facts.country(doing.actor.seat()))
                add_country(country);
        break;
    case Adding::From::named:
        for (const std::string& authority : doing.to)
            add_authority(authority);
        break;
    }
    // Nobody stays nobody: the Commission alone would hide that no country was reached.
    if (party->always_commission && !result.empty() && !facts.commission().empty())
        add(party->each == Each::country ? facts.country(facts.commission()) : facts.commission(), facts.commission());
    return result;
}

void fill_effects(Event& event, const Doing& doing, const Scene& scene)
{
    const Action& action = *doing.action;
    const Workflow& workflow = scene.workflow();
    event.blocks_earlier = action.blocks_earlier;
    for (const Name& form : action.forms) {
        if (doing.input == nullptr || !doing.input->is_given(form.text))
            continue;
        FormGiven given{form.text, action.grade, next_revision(scene.state(), form.text, event.recipient), {}};
        const auto read = workflow.reads.find(form.text);
        if (read != workflow.reads.end())
            for (const std::string& question : read->second)
                if (auto values = doing.input->values(form.text, question); !values.empty())
                    given.read[question] = std::move(values);
        event.forms.push_back(std::move(given));
    }
    for (const Party& party : workflow.parties)
        if (party.kind == PartyKind::starter && event.kind == EventKind::start && !doing.actor.guest &&
            doing.party == party.id)
            event.seats.push_back({party.id, doing.actor.seat()});
    if (!action.names.empty())
        for (const std::string& authority : doing.to)
            event.seats.push_back({action.names.text, authority});
    if (!doing.created_authority.empty() && !action.directory.empty())
        for (const Party& party : workflow.parties)
            if (party.kind == PartyKind::registered)
                event.seats.push_back({party.id, doing.created_authority});
    for (const Adding& adding : action.adds)
        for (RecipientAdded& added : recipients_of(adding, doing, event, scene, event.left_out)) {
            const Recipient* already = scene.state().recipient(added.id);
            if (already == nullptr || already->begun == 0)
                event.added.push_back(std::move(added));
        }
    for (const Recipient& recipient : scene.state().recipients)
        if (recipient.begun == 0 && is_replaced(recipient.id, event.added))
            event.removed.push_back(recipient.id);
    for (const DateSet& set : action.sets)
        if (std::string date = date_of(set.rule, event, scene, doing.actor.seat()); !date.empty())
            event.dates.emplace_back(set.date.text, std::move(date));
    add_names(event.counts, action.counts);
    add_names(event.marks, action.marks);
    add_names(event.unmarks, action.unmarks);
    if (!action.assigns.empty()) {
        event.allocated = action.assigns.text;
        event.users = doing.users;
    }
    event.directory = action.directory.text;
    if (!action.opens.empty())
        for (const Part& part : doing.parts)
            event.opened.push_back({static_cast<int>(scene.state().children.size() + event.opened.size()) + 1,
                                    action.opens.text, part.authority, part.questions});
    event.also_in = action.also_in.text;
    event.recipients_to = action.recipients_to.text;
}

} // namespace imi::workflow
