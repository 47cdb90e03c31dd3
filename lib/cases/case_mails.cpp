// SPDX-License-Identifier: EUPL-1.2
#include "cases/case_work.hpp"

#include "base/country.hpp"
#include "directory/authority_repository.hpp"
#include "directory/user.hpp"
#include "i18n/languages.hpp"
#include "i18n/names.hpp"
#include "mail/compose.hpp"
#include "questions/compile.hpp"
#include "text/normalise.hpp"
#include "workflow/texts.hpp"
#include "workflow/timers.hpp"

#include <algorithm>

namespace imi
{

namespace
{

/// Addresses of an authority in a case, each once, with the language in which it is written to.
std::map<std::string, std::string> addresses_of(Database& db, const OpenCase& work, const workflow::Mail& mail)
{
    std::map<std::string, std::string> addresses; ///< folded address to language
    const DirectoryEntry* entry = work.facts->entry(mail.authority);
    if (entry == nullptr)
        return addresses;
    const auto authority = AuthorityRepository{db}.find(entry->id);
    const Country* home = find_country(entry->country);
    const std::string own = authority->authority.display_name().lang.value_or(std::string{}); // of its official name
    const std::string language = !own.empty() ? own : home != nullptr ? std::string{home->language} : std::string{"en"};
    if (!authority->authority.email.empty())
        addresses.emplace(fold_case(authority->authority.email), language);
    UserRepository users{db};
    // With them the users of who follows a body that has ended.
    for (; entry != nullptr; entry = work.facts->heir(*entry)) {
        for (const std::string& login : users.logins_of(entry->id)) {
            const auto user = users.find(login);
            if (user->user.email.empty() || user->user.suspended ||
                (!mail.role.empty() && !work.facts->has_role(login, mail.authority, mail.role)))
                continue;
            addresses.emplace(fold_case(user->user.email),
                              user->user.language.empty() ? language : user->user.language);
        }
    }
    return addresses;
}

const workflow::Event* event_of(const workflow::Step& step, int version)
{
    for (const workflow::Event& event : step.events)
        if (event.version == version)
            return &event;
    return nullptr;
}

/// What happened, or nothing where the case moved by itself.
std::string action_label(const workflow::Workflow& workflow, const workflow::Event& event, const CaseTexts& texts)
{
    std::string label;
    workflow::for_each_action(
        workflow, [&](const workflow::Action& action, const workflow::State* state, const workflow::EachLife*) {
            if (action.id != event.name || !label.empty())
                return;
            if (event.kind == workflow::EventKind::start && state == nullptr)
                label = texts(workflow::start_path(workflow, action.id), action.label);
            if (event.kind == workflow::EventKind::action && state != nullptr && state->id == event.from)
                label = texts(workflow::action_path(workflow, *state, action), action.label);
        });
    return label;
}

std::string kind_of(const workflow::Mail& mail, const workflow::Event& event)
{
    switch (mail.kind) {
    case workflow::MailKind::awaited:
        return "awaited";
    case workflow::MailKind::remind:
        return "reminded";
    case workflow::MailKind::escalate:
        return "escalated";
    case workflow::MailKind::tells:
        break;
    }
    const bool by_someone = event.kind == workflow::EventKind::start || event.kind == workflow::EventKind::action;
    return by_someone ? "told" : "moved";
}

/// Countries on both sides: of whoever began the case, and of all others that have a seat.
std::pair<std::string, std::string> countries_of(const OpenCase& work, const std::string& language)
{
    std::string from, to;
    std::vector<std::string> others;
    for (const CaseSeatRow& seat : seats_of(work)) {
        const workflow::Party* party = work.workflow().party(seat.party);
        if (seat.former || party == nullptr)
            continue;
        if (party->kind == workflow::PartyKind::starter)
            from = country_name(seat.country, language);
        else if (std::find(others.begin(), others.end(), seat.country) == others.end())
            others.push_back(seat.country);
    }
    for (const std::string& country : others)
        to.append(to.empty() ? "" : ", ").append(country_name(country, language));
    return {from, to};
}

/// Mails of a step for a case that stands as after it.
std::vector<OutboxMail> mails_of(Database& db, CaseLibrary& library, const OpenCase& work, const workflow::Step& step,
                                 Instant now)
{
    std::vector<OutboxMail> mails;
    const auto pending = workflow::pending_timers(work.workflow(), work.state, *work.facts);
    for (const workflow::Mail& told : step.mails) {
        const workflow::Event* event = event_of(step, told.version);
        if (event == nullptr)
            continue;
        for (const auto& [address, wanted] : addresses_of(db, work, told)) {
            const std::string language{shown_language(wanted)};
            const CaseMailTexts* words = library.mail_texts(work.row.area, language);
            if (words == nullptr)
                return mails;
            const CaseTexts& texts = library.texts(work.row, language);
            MailFacts facts;
            facts.case_number = work.row.number;
            facts.area = library.area(work.row.area).title(language);
            facts.workflow = work.row.workflow.id;
            facts.action_id = event->name;
            facts.action = action_label(work.workflow(), *event, texts);
            const workflow::State* state = work.workflow().state(work.state.life.state);
            facts.state = state == nullptr ? work.state.life.state
                                           : texts(workflow::state_path(work.workflow(), state->id), state->label);
            std::tie(facts.from_country, facts.to_country) = countries_of(work, language);
            if (!pending.empty())
                facts.due = long_date(workflow::format_day(pending.front().last_day), language);
            OutboxMail mail;
            mail.version = told.version;
            mail.recipient = address;
            mail.kind = kind_of(told, *event);
            mail.language = language;
            mail.created_at = now;
            compose_mail(mail, *words->words, facts, *words);
            mails.push_back(std::move(mail));
        }
    }
    return mails;
}

} // namespace

std::vector<OutboxMail> CaseWork::mails(OpenCase& work, const workflow::Step& step)
{
    if (step.mails.empty())
        return {};
    workflow::CaseState before = std::exchange(work.state, step.state);
    std::vector<OutboxMail> mails = mails_of(db_, library_, work, step, now_);
    work.state = std::move(before);
    return mails;
}

} // namespace imi
