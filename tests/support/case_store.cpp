// SPDX-License-Identifier: EUPL-1.2
#include "support/case_store.hpp"

#include "audit/audit_log.hpp"
#include "directory/authority_input.hpp"
#include "directory/authority_repository.hpp"
#include "directory/package_repository.hpp"
#include "directory/package_service.hpp"
#include "directory/user.hpp"
#include "directory/vocabularies.hpp"
#include "workflow/compiled.hpp"
#include "workflow/reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace imi::test
{

namespace
{

struct Member {
    const char *key, *role, *region, *coordinator;
};
constexpr Member members[] = {
    {"PL:ask", "authority", "PL91", "PL:nimic"},
    {"PL:other", "authority", "PL91", ""},
    {"PL:nimic", "nimic", "PL91", ""},
    {"RO:one", "authority", "RO32", ""},
    {"RO:two", "authority", "RO32", ""},
    {"RO:nimic", "nimic", "RO32", ""},
    {"DE:sued", "authority", "DE23", ""},
    {"DE:region", "sdimic", "DE2", ""},
    {"DE:nimic", "nimic", "", ""},
    {"FR:alone", "authority", "", ""},
};

constexpr const char* area_yaml = R"(area: law
format: 1
short: lw
title: Law
law: {act: 32005L0036}
workflows:
  inquiry: {request: general}
deadlines: {inquiry: {not-accepted: 5 days}}
retention: {block: 6 months after end, purge: 3 years after end, law: act art. 1}
)";

constexpr const char* general_yaml = R"(set: general
version: 1.0
title: General questions
request:
  person:
    title: The person
    items:
      name: {ask: Name, answer: text, required: to-send}
      needed-by: {ask: Needed by, answer: date, min: today, required: to-send}
      evidence: {ask: Documents, answer: attachment, max: 2}
questions:
  documents:
    title: Documents
    items:
      genuine: {ask: "Is the document genuine?"}
      practises: {ask: "May the person practise?", answer: yes-no}
)";

constexpr const char* inquiry_yaml = R"(workflow: inquiry
version: 1.0
title: Inquiry
parties:
  asker: {is: starter, role: request-handler, right: send}
  answerer: {is: named, role: request-handler, right: reply, abroad-from: asker, sees-all-after: accept}
  coordinator: {is: coordinator, of: asker, kind: request, role: referral-handler}
setup:
  approve: {of: asker, needs: coordinator, text: "The coordinator approves"}
forms:
  request: {from: area, uses: [needed-by]}
  reply: {answers: request}
  clarification: {items: {what: {ask: "What is unclear?", answer: paragraph}}}
children:
  part: {workflow: inquiry, start: part, divides: request, keeps: [asker], names: {answerer: {in-country-of: answerer}}}
start:
  new: {by: asker, form: request, grade: draft, names: answerer, to: draft}
  part: {by: system, to: sent}
states:
  draft:
    waits-for: asker
    timers: {draft-waits: {after: 30 days, remind: asker}}
    actions:
      edit: {form: request, grade: draft, names: answerer}
      send: {form: request, to: approval}
  approval:
    only-if: {setup: approve}
    else: sent
    waits-for: coordinator
    timers: {approval-waits: {after: 3 days, remind: coordinator}}
    actions:
      approve: {to: sent}
      reject: {comment: required, to: draft}
  sent:
    milestone: sent
    waits-for: answerer
    timers: {not-accepted: {after: 7 days, repeat: 7 days, remind: answerer}}
    actions:
      accept: {to: accepted, tells: asker}
      withdraw: {by: asker, to: closed}
      modify: {by: asker, form: request}
  accepted:
    milestone: accepted
    waits-for: answerer
    timers: {answer-overdue: {at: request.needed-by, remind: answerer}}
    actions:
      save: {form: reply, grade: draft}
      reply: {form: reply, to: answered}
  answered:
    milestone: answered
    waits-for: asker
    timers: {not-closed: {after: 14 days, remind: asker}}
    actions:
      close: {to: closed, tells: answerer}
      ask: {form: clarification, to: accepted}
  split:
    waits-for: part
    timers: {parts-wait: {after: 30 days, remind: asker}}
    moves-on:
      - {if: {every: {part: [answered, closed]}}, to: closed}
  closed: {final: yes, milestone: closed}
shared:
  forward:
    in: [sent, accepted]
    by: answerer
    comment: required
    names: {answerer: {in-country-of: answerer}}
    to: sent
    tells: asker
  split: {in: [sent, accepted], by: answerer, comment: required, opens: part, to: split, tells: asker}
sees:
  asker: {always: all}
  answerer: {draft: nothing, approval: nothing, else: all}
  coordinator: {draft: nothing, else: questions}
)";

constexpr const char* mail_yaml = R"(mail: common
version: 1.0
events:
  awaited: {subject: "{case}: action needed", body: "Case {case} waits. State: {state}."}
  told: {subject: "{case}: {action}", body: "Action: {action}."}
  moved: {subject: "{case}: {state}", body: "State: {state}."}
  reminded: {subject: "{case}: reminder", body: "Case {case} still waits."}
  escalated: {subject: "{case}: urgent", body: "Case {case} has waited too long."}
parts:
  due: "To be done by: {due}"
  facts: "Area: {area}. From: {from-country}. To: {to-country}."
  closing: "No personal data stand in this mail."
)";

std::string login_of(std::string key)
{
    std::transform(key.begin(), key.end(), key.begin(), [](char c) {
        return c == ':' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return key;
}

} // namespace

CaseStore::CaseStore(const std::string& name)
{
    folder_ = std::filesystem::path{testing::TempDir()} / ("imi-case-" + name);
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
    set_now("2008-03-03T09:00:00Z");
    Store::create(folder_ + "/store.db", now_, true);
    store_ = std::make_unique<Store>(Store::open(folder_ + "/store.db", StoreAccess::write));
    AreaPackage package;
    package.area = "law";
    package.short_code = "lw";
    package.content = R"({"area":"law","short":"lw","title":"Law","territory":"eea","workflows":{"check":{}}})";
    Vocabulary regions{"regions", "1.0", {}};
    for (const char* code : {"DE2", "DE23", "PL91", "RO32"})
        regions.codes.push_back({code, {}, false, false, {}});
    package.vocabularies.push_back(std::move(regions));
    change([&](Database& db) {
        install_package(db, package);
        std::map<std::string, Hash> authorities, users;
        std::int64_t id = 0;
        for (const Member& member : members)
            authorities[member.key] =
                register_authority(++id, member.key, member.role, member.region, member.coordinator);
        // PL:ask names its coordinator; the others have whoever the country has.
        db.execute(
            "INSERT INTO coordination (authority_id, area, kind, coordinator_id) VALUES (1, 'law', 'request', 3)");
        for (const Member& member : members) {
            User user;
            user.login = login_of(member.key);
            user.email = user.login + "@example.eu";
            user.language = "en";
            for (const char* role : {"allocator", "data-administrator", "referral-handler", "request-handler"})
                user.roles.push_back({member.key, role, {}});
            users[user.login] = UserRepository{db}.save(std::nullopt, user, 1);
        }
        User admin;
        admin.login = "op";
        users["op"] = UserRepository{db}.save(std::nullopt, admin, 1);
        UserRepository{db}.give_store_role("op", "operator");
        UserRepository{db}.map(1, "account", "op", 0);
        PartHash proof;
        const Hash none{};
        for (const auto* records : {&authorities, &users})
            for (const auto& [object, hash] : *records)
                proof.add(object).add(Bytes{none}).add(Bytes{hash});
        AuditEvent event;
        event.login = "op";
        event.tool = "test";
        event.verb = "init";
        event.object = "store";
        event.changes_hash = proof.finish();
        AuditLog{db}.append(event, now_);
    });
}

CaseStore::~CaseStore()
{
    store_.reset();
    std::filesystem::remove_all(folder_);
}

Hash CaseStore::register_authority(std::int64_t id, const std::string& key, const std::string& role,
                                   const std::string& region, const std::string& coordinator)
{
    Authority authority;
    authority.key = parse_authority_key(key).value();
    authority.names.push_back({NameKind::official, "en", "Office " + key});
    authority.region = region;
    authority.email = "office-" + login_of(key) + "@example.eu";
    AreaEntry entry;
    entry.area = "law";
    entry.role = parse_authority_role(role).value();
    if (!coordinator.empty())
        entry.coordinators.push_back({CoordinatorKind::request, parse_authority_key(coordinator).value()});
    authority.areas.push_back(entry);
    const std::string content = encode_content(authority);
    const Hash hash = hash_of_version(authority.key.country, authority.key.id, "active", content);
    AuthorityRepository authorities{store_->db()};
    authorities.insert(id, {authority.key, authority.state, content, Bytes{hash}, Bytes{}, authority.areas, {}}, 1);
    return hash;
}

ActContext CaseStore::as(const std::string& login)
{
    ActContext context;
    context.actor = [login, this](Database& db) { return resolve_actor(db, 1, "account", login, now_); };
    context.uid = 1;
    context.tool = "test";
    context.clock = Clock{now_};
    context.timeout_seconds = 5;
    return context;
}

void CaseStore::set_now(const std::string& instant) { now_ = parse_instant(instant).value(); }

void CaseStore::install_workflow(const std::string& yaml)
{
    Findings findings;
    const std::string id = yaml.substr(10, yaml.find('\n') - 10);
    const workflow::Workflow workflow = workflow::read_workflow(parse_yaml(yaml, id + ".yaml"), id + ".yaml", findings);
    for (const Diagnostic& finding : findings.sorted())
        ADD_FAILURE() << finding.text();
    change([&](Database& db) {
        PackageRepository{db}.store(
            {{PartKind::workflow, "workflows", workflow.id, workflow.version}, "en", workflow::compile(workflow), {}},
            1);
    });
}

void CaseStore::install_inquiry()
{
    const auto file = [](const std::string& folder, const std::string& name, const char* text) {
        return PackageFile{name, folder + "/" + name, text};
    };
    Findings findings;
    Library library = Library::read({{"shared", "shared", {file("shared", "mail.yaml", mail_yaml)}},
                                     {"law",
                                      "law",
                                      {file("law", "area.yaml", area_yaml), file("law", "general.yaml", general_yaml),
                                       file("law", "workflows/inquiry.yaml", inquiry_yaml)}}},
                                    findings);
    for (const Diagnostic& finding : findings.sorted())
        ADD_FAILURE() << finding.text();
    install_packages(*store_, library, {}, {}, as("op"));
}

} // namespace imi::test
