// SPDX-License-Identifier: EUPL-1.2
#include "audit/audit_log.hpp"
#include "base/error.hpp"
#include "cases/case_desk.hpp"
#include "cases/verify_cases.hpp"
#include "directory/authority_service.hpp"
#include "directory/setup.hpp"
#include "directory/verification.hpp"
#include "mail/outbox.hpp"
#include "support/case_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;
using testing::HasSubstr;
using testing::Not;

class DeskTest : public testing::Test
{
protected:
    DeskTest() : store_{std::string{"desk-"} + testing::UnitTest::GetInstance()->current_test_info()->name()}
    {
        store_.install_inquiry();
    }
    CaseDesk desk(const std::string& login, const std::string& from = {})
    {
        return {store_.store(), store_.as(login), {from, "en"}};
    }
    static Json request()
    {
        return Json::parse(R"({"data": {"name": "Marek Kowalski", "needed-by": "2008-04-30"},
                               "questions": {"genuine": {}, "practises": {}}})");
    }
    ActOutcome begin(const std::string& key = {})
    {
        StartInput input;
        input.area = "lw";
        input.questionset = "general";
        input.form = request();
        input.to = {"RO:one"};
        input.key = key;
        return desk("pl-ask").start(input);
    }
    ActOutcome act(const std::string& login, const std::string& id, const std::string& action, ActInput input = {})
    {
        return desk(login).act(id, action, input);
    }
    static ActInput why(std::vector<std::string> to = {})
    {
        ActInput input;
        input.comment = "they are nearer to it";
        input.to = std::move(to);
        return input;
    }
    static ActInput answers()
    {
        ActInput input;
        input.form =
            Json::parse(R"({"answers": {"genuine": "yes", "practises": {"value": "no", "note": "since May"}}})");
        return input;
    }
    /// Status of what is refused; done when it is not.
    template <class Act> static Status status_of(Act act)
    {
        try {
            act();
            return Status::done;
        } catch (const Error& error) {
            return error.status();
        }
    }
    void expect_sound()
    {
        for (const Diagnostic& finding : verify_records(store_.db(), {case_records()}))
            ADD_FAILURE() << finding.text();
    }
    std::vector<std::string> mailed_to(const std::string& kind)
    {
        std::vector<std::string> list;
        for (const OutboxMail& mail : OutboxRepository{store_.db()}.waiting())
            if (mail.kind == kind)
                list.push_back(mail.recipient);
        return list;
    }

    test::CaseStore store_;
};

TEST_F(DeskTest, RunsFromTheRequestToItsClosure)
{
    const ActOutcome begun = begin();
    EXPECT_EQ(begun.id, "LW-2008-000001");
    EXPECT_EQ(begun.state, "draft");
    EXPECT_EQ(act("pl-ask", "lw-2008-000001", "send").state, "sent");
    EXPECT_EQ(act("ro-one", begun.id, "accept").state, "accepted");
    EXPECT_EQ(act("ro-one", begun.id, "reply", answers()).state, "answered");
    const Json seen = desk("pl-ask").show(begun.id);
    EXPECT_EQ(seen["forms"][1]["questions"][1]["answer"], "no");
    EXPECT_EQ(seen["forms"][1]["questions"][1]["note"], "since May");
    EXPECT_EQ(act("pl-ask", begun.id, "close").state, "closed");
    EXPECT_EQ(desk("pl-ask").show(begun.id)["milestones"].size(), 4U);
    expect_sound();
}

TEST_F(DeskTest, ADateThatStaysIsNotHeldToALaterDay)
{
    const std::string id = begin().id;
    const auto with = [](const char* name, const char* day) {
        ActInput input;
        input.set = {{"name", name}};
        if (*day != 0)
            input.set.emplace_back("needed-by", day);
        return input;
    };
    store_.set_now("2008-05-20T09:00:00Z");
    // A draft goes on; it is held to the day on which it is sent.
    EXPECT_EQ(act("pl-ask", id, "edit", with("Anna", "")).state, "draft");
    EXPECT_EQ(status_of([&] { act("pl-ask", id, "edit", with("Anna", "2008-05-01")); }), Status::input);
    EXPECT_EQ(status_of([&] { act("pl-ask", id, "send"); }), Status::input);
    act("pl-ask", id, "send", with("Anna", "2008-05-30"));
    store_.set_now("2008-06-20T09:00:00Z");
    EXPECT_EQ(act("pl-ask", id, "modify", with("Anna Nowak", "")).state, "sent");
    EXPECT_EQ(act("pl-ask", id, "modify", with("Anna Nowak", "2008-05-30")).state, "sent");
    EXPECT_EQ(status_of([&] { act("pl-ask", id, "modify", with("Anna", "2008-05-31")); }), Status::input);
}

TEST_F(DeskTest, WhatIsPersonalComesWithAcceptance)
{
    const std::string id = begin().id;
    EXPECT_EQ(status_of([&] { desk("ro-one").show(id); }), Status::absent);
    act("pl-ask", id, "send");
    const std::int64_t entries = AuditLog{store_.db()}.next_number();
    const std::string before = desk("ro-one").show(id).dump();
    EXPECT_THAT(before, Not(HasSubstr("Kowalski")));
    EXPECT_THAT(before, HasSubstr("Is the document genuine?"));
    EXPECT_THAT(before, HasSubstr("2008-04-30"));
    EXPECT_EQ(AuditLog{store_.db()}.next_number(), entries);
    act("ro-one", id, "accept");
    EXPECT_THAT(desk("ro-one").show(id).dump(), HasSubstr("Kowalski"));
    const auto last = AuditLog{store_.db()}.latest("test", 1);
    EXPECT_EQ(last.front().event.verb, "show");
    EXPECT_EQ(last.front().event.on_behalf, "ro-one");
}

TEST_F(DeskTest, InvisibleAndAbsentReadTheSame)
{
    const std::string id = begin().id;
    const auto message = [&](const std::string& login, const std::string& of) {
        try {
            desk(login).show(of);
        } catch (const Error& error) {
            return std::to_string(static_cast<int>(error.status())) + error.what();
        }
        return std::string{};
    };
    EXPECT_EQ(message("fr-alone", id), "5there is no case \"LW-2008-000001\"");
    EXPECT_EQ(message("fr-alone", "LW-2008-000009"), "5there is no case \"LW-2008-000009\"");
    EXPECT_EQ(status_of([&] { act("fr-alone", id, "send"); }), Status::absent);
    EXPECT_EQ(status_of([&] { desk("op").show(id); }), Status::forbidden);
    EXPECT_TRUE(desk("fr-alone").list({}).empty());
    EXPECT_EQ(desk("pl-ask").list({}).size(), 1U);
}

TEST_F(DeskTest, TheSameKeyAnswersTheFirstResult)
{
    const ActOutcome first = begin("A-17");
    const ActOutcome again = begin("A-17");
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.id, first.id);
    StartInput other;
    other.area = "law";
    other.form = request();
    other.form["data"]["name"] = "Another";
    other.to = {"RO:one"};
    other.key = "A-17";
    EXPECT_EQ(status_of([&] { desk("pl-ask").start(other); }), Status::conflict);
    ActInput send;
    send.key = "send-17";
    EXPECT_FALSE(act("pl-ask", first.id, "send", send).repeated);
    EXPECT_TRUE(act("pl-ask", first.id, "send", send).repeated);
    CaseFilter by_key;
    by_key.key = "A-17";
    EXPECT_EQ(desk("pl-ask").list(by_key).size(), 1U);
}

TEST_F(DeskTest, TheFirstWinsAndTheOtherLearnsWhatHappened)
{
    const std::string id = begin().id;
    act("pl-ask", id, "send");
    ActInput seen;
    seen.if_version = desk("pl-ask").show(id)["version"].get<int>();
    act("ro-one", id, "accept", seen);
    try {
        act("pl-ask", id, "withdraw", seen);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.status(), Status::conflict);
        EXPECT_THAT(error.what(), HasSubstr("accept by RO:one at 2008-03-03T09:00:00Z"));
    }
    EXPECT_EQ(status_of([&] { act("pl-ask", id, "withdraw"); }), Status::conflict);
    expect_sound();
}

TEST_F(DeskTest, ACoordinatorApprovesWhereThatIsSetUp)
{
    apply_setups(store_.store(), {{"s.yaml", "country: PL\narea: lw\nsetup: {inquiry: {approve: yes}}\n"}}, {},
                 store_.as("op"));
    const std::string id = begin().id;
    EXPECT_EQ(act("pl-ask", id, "send").state, "approval");
    EXPECT_EQ(status_of([&] { act("pl-ask", id, "approve"); }), Status::forbidden);
    EXPECT_EQ(status_of([&] { desk("ro-one").show(id); }), Status::absent);
    CaseFilter inbox;
    inbox.inbox = true;
    EXPECT_EQ(desk("pl-nimic").list(inbox).size(), 1U);
    EXPECT_THAT(desk("pl-nimic").show(id).dump(), Not(HasSubstr("Kowalski")));
    EXPECT_EQ(act("pl-nimic", id, "approve").state, "sent");
    expect_sound();
}

TEST_F(DeskTest, TheNearestSetUpSaysWhoApproves)
{
    const auto awaited_by = [&](const std::string& login, const std::string& id) {
        CaseFilter inbox;
        inbox.inbox = true;
        const auto all = desk(login).list(inbox);
        return std::any_of(all.begin(), all.end(), [&](const auto& summary) { return summary.at("id") == id; });
    };
    const auto sent_by_sued = [&] {
        StartInput input;
        input.area = "lw";
        input.questionset = "general";
        input.form = request();
        input.to = {"RO:one"};
        const std::string id = desk("de-sued").start(input).id;
        act("de-sued", id, "send");
        return id;
    };
    apply_setups(store_.store(), {{"s.yaml", "country: DE\nsetup: {inquiry: {approve: yes}}\n"}}, {}, store_.as("op"));
    const std::string first = sent_by_sued();
    EXPECT_TRUE(awaited_by("de-region", first));
    apply_setups(store_.store(), {{"s.yaml", "country: DE\nauthority: sued\ncoordinators: {request: nimic}\n"}}, {},
                 store_.as("op"));
    const std::string second = sent_by_sued();
    EXPECT_TRUE(awaited_by("de-nimic", second));
    EXPECT_FALSE(awaited_by("de-region", second));
    EXPECT_EQ(status_of([&] { act("de-region", second, "approve"); }), Status::absent);
    EXPECT_EQ(act("de-nimic", second, "approve").state, "sent");
    // Suspended, it is passed over: the case waits for the next nearest.
    const std::string third = sent_by_sued();
    set_authority_state(store_.store(), "DE:nimic", AuthorityState::suspended, {}, store_.as("op"));
    EXPECT_TRUE(awaited_by("de-region", third));
    EXPECT_EQ(act("de-region", third, "approve").state, "sent");
    expect_sound();
}

TEST_F(DeskTest, WhoOnlySendsByASetUpIsNoRecipient)
{
    apply_setups(store_.store(), {{"s.yaml", "country: RO\nsend-only: yes\n"}}, {}, store_.as("op"));
    EXPECT_EQ(status_of([&] { begin(); }), Status::input);
    apply_setups(store_.store(), {{"s.yaml", "country: RO\nauthority: one\nsend-only: no\n"}}, {}, store_.as("op"));
    EXPECT_EQ(status_of([&] { begin(); }), Status::done);
}

TEST_F(DeskTest, WhoForwardsKeepsATrace)
{
    const std::string id = begin().id;
    act("pl-ask", id, "send");
    act("ro-one", id, "accept");
    EXPECT_EQ(status_of([&] { act("ro-one", id, "forward", why({"DE:sued"})); }), Status::input);
    EXPECT_EQ(act("ro-one", id, "forward", why({"RO:two"})).state, "sent");
    const Json trace = desk("ro-one").show(id);
    EXPECT_EQ(trace["sight"], "trace");
    EXPECT_FALSE(trace.contains("forms"));
    EXPECT_THAT(desk("ro-two").show(id).dump(), Not(HasSubstr("Kowalski")));
    act("ro-two", id, "accept");
    EXPECT_THAT(desk("ro-two").show(id).dump(), HasSubstr("Kowalski"));
    EXPECT_EQ(status_of([&] { act("ro-one", id, "reply", answers()); }), Status::forbidden);
    expect_sound();
}

TEST_F(DeskTest, PartsHaveQuestionsAndAnswersOfTheirOwn)
{
    const std::string id = begin().id;
    act("pl-ask", id, "send");
    act("ro-one", id, "accept");
    ActInput split = why();
    split.parts = {{"RO:one", {"genuine"}}, {"RO:two", {"practises"}}};
    const ActOutcome outcome = act("ro-one", id, "split", split);
    EXPECT_THAT(outcome.parts, testing::ElementsAre(id + ".1", id + ".2"));
    EXPECT_EQ(outcome.state, "split");
    const std::string second = desk("ro-two").show(id + ".2").dump();
    EXPECT_THAT(second, HasSubstr("practise"));
    EXPECT_THAT(second, Not(HasSubstr("genuine?")));
    for (const auto& [login, part, question] :
         {std::tuple{"ro-one", ".1", "genuine"}, std::tuple{"ro-two", ".2", "practises"}}) {
        act(login, id + part, "accept");
        ActInput reply;
        reply.form["answers"][question] = "yes";
        EXPECT_EQ(act(login, id + part, "reply", reply).state, "answered");
    }
    EXPECT_EQ(desk("pl-ask").show(id)["state"], "closed");
    expect_sound();
}

TEST_F(DeskTest, ADraftIsSavedAndTakenUp)
{
    const std::string id = begin().id;
    act("pl-ask", id, "send");
    act("ro-one", id, "accept");
    EXPECT_EQ(status_of([&] { act("ro-one", id, "reply"); }), Status::input);
    ActInput draft;
    draft.form = Json::parse(R"({"answers": {"genuine": "yes"}})");
    act("ro-one", id, "save", draft);
    EXPECT_THAT(desk("pl-ask").show(id).dump(), Not(HasSubstr(R"("form":"reply")")));
    const Json form = desk("ro-one").form(id, "reply");
    EXPECT_EQ(form["questionset"], "general@1.0");
    EXPECT_EQ(form["answers"]["genuine"], "yes");
    EXPECT_TRUE(form["answers"].contains("practises"));
    ActInput rest;
    rest.set = {{"practises", "no"}};
    EXPECT_EQ(act("ro-one", id, "reply", rest).state, "answered");
    ActInput unclear;
    unclear.form = Json::parse(R"({"data": {"what": "Since when?"}})");
    EXPECT_EQ(act("pl-ask", id, "ask", unclear).state, "accepted");
    expect_sound();
}

TEST_F(DeskTest, TimersFireOnceAndBeforeEveryAct)
{
    const std::string id = begin().id;
    act("pl-ask", id, "send");
    const std::vector<Json> deadlines = desk("ro-one").explain(id);
    ASSERT_FALSE(deadlines.empty());
    EXPECT_EQ(deadlines[0]["due"], "2008-03-08T22:00:00Z"); // five days by the area, in Bucharest
    store_.set_now("2008-03-09T08:00:00Z");
    EXPECT_EQ(due_timers(store_.store(), false, store_.as("op")).size(), 1U);
    EXPECT_EQ(due_timers(store_.store(), true, store_.as("op")).size(), 1U);
    EXPECT_TRUE(due_timers(store_.store(), true, store_.as("op")).empty());
    EXPECT_EQ(status_of([&] { due_timers(store_.store(), true, store_.as("ro-one")); }), Status::forbidden);
    CaseFilter overdue;
    overdue.overdue = true;
    EXPECT_EQ(desk("ro-one").list(overdue).size(), 1U);
    store_.set_now("2008-03-16T08:00:00Z");
    act("ro-one", id, "accept");
    const std::vector<Json> history = desk("ro-one").history(id);
    EXPECT_EQ(history[history.size() - 2]["action"], "not-accepted");
    EXPECT_EQ(mailed_to("reminded").size(), 4U);
    expect_sound();
}

TEST_F(DeskTest, MailsGoOnceToEachAddressAndHoldNothingPersonal)
{
    const std::string id = begin().id;
    act("pl-ask", id, "send");
    EXPECT_THAT(mailed_to("awaited"), testing::UnorderedElementsAre("office-ro-one@example.eu", "ro-one@example.eu"));
    act("ro-one", id, "accept");
    EXPECT_THAT(mailed_to("told"), testing::UnorderedElementsAre("office-pl-ask@example.eu", "pl-ask@example.eu"));
    for (const OutboxMail& mail : OutboxRepository{store_.db()}.waiting()) {
        EXPECT_THAT(mail.subject + mail.body, Not(HasSubstr("Kowalski")));
        EXPECT_THAT(mail.subject, HasSubstr(id));
    }
}

TEST_F(DeskTest, FilesComeWithAcceptance)
{
    const std::string id = begin().id;
    const CaseFile file = desk("pl-ask").attach(id, "diploma.pdf", "%PDF-1.4");
    EXPECT_EQ(file.size, 8);
    EXPECT_EQ(desk("pl-ask").attach(id, "diploma.pdf", "%PDF-1.4").sha256, file.sha256);
    EXPECT_EQ(status_of([&] { desk("pl-ask").attach(id, "diploma.pdf", "other"); }), Status::conflict);
    for (const char* name : {"../diploma.pdf", "a/b", "", ".", "..", ".hidden", "x\x01y", "-rf"})
        EXPECT_EQ(status_of([&] { desk("pl-ask").attach(id, name, "x"); }), Status::input) << name;
    ActInput send;
    send.form = Json::parse(R"({"data": {"evidence": ["diplom.pdf"]}})");
    EXPECT_EQ(status_of([&] { act("pl-ask", id, "send", send); }), Status::input);
    send.form["data"]["evidence"] = {"diploma.pdf"};
    act("pl-ask", id, "send", send);
    EXPECT_TRUE(desk("ro-one").files(id).empty());
    EXPECT_EQ(status_of([&] { desk("ro-one").fetch(id, "diploma.pdf"); }), Status::absent);
    act("ro-one", id, "accept");
    EXPECT_EQ(desk("ro-one").fetch(id, "diploma.pdf"), "%PDF-1.4");
    expect_sound();
}

TEST_F(DeskTest, ADryRunChangesNothing)
{
    StartInput input;
    input.area = "lw";
    input.form = request();
    input.to = {"RO:one"};
    input.dry_run = true;
    EXPECT_TRUE(desk("pl-ask").start(input).dry_run);
    EXPECT_TRUE(desk("pl-ask").list({}).empty());
    input.to = {"PL:other"};
    EXPECT_EQ(status_of([&] { desk("pl-ask").start(input); }), Status::input);
}

TEST_F(DeskTest, EventsGoOnFromACursor)
{
    const std::string id = begin().id;
    std::vector<Json> events;
    const auto keep = [&](const Json& event) { events.push_back(event); };
    desk("pl-ask").events({}, keep);
    ASSERT_EQ(events.size(), 1U);
    const std::string cursor = events.back()["cursor"].get<std::string>();
    act("pl-ask", id, "send");
    events.clear();
    desk("pl-ask").events(cursor, keep);
    ASSERT_GE(events.size(), 1U);
    EXPECT_EQ(events.front()["action"], "send");
    events.clear();
    desk("fr-alone").events({}, keep);
    EXPECT_TRUE(events.empty());
}

TEST_F(DeskTest, WhatWasChangedBehindTheStoresBackIsNamed)
{
    const std::string id = begin().id;
    store_.change([](Database& db) { db.execute("UPDATE imi_case SET state = 'closed'"); });
    EXPECT_EQ(verify_records(store_.db(), {case_records()}).size(), 1U);
    store_.change([](Database& db) { db.execute("UPDATE case_form SET personal = '{}' WHERE form <> ''"); });
    EXPECT_EQ(verify_records(store_.db(), {case_records()}).size(), 2U);
}

TEST_F(DeskTest, ALineOfABatchIsAnAct)
{
    const Json line{{"do", "new"},    {"area", "lw"},      {"questionset", "general"},
                    {"to", "RO:one"}, {"form", request()}, {"key", "b-1"}};
    const Json begun = desk("pl-ask").batch_line(line);
    EXPECT_EQ(begun["state"], "draft");
    EXPECT_EQ(desk("pl-ask").batch_line({{"do", "send"}, {"case", begun["id"]}})["state"], "sent");
    EXPECT_TRUE(desk("pl-ask").batch_line(line)["repeated"].get<bool>());
    EXPECT_EQ(status_of([&] { desk("pl-ask").batch_line({{"do", "send"}, {"cose", "x"}}); }), Status::input);
}

TEST_F(DeskTest, WhatALineHoldsIsOfItsKind)
{
    const std::string id = begin().id;
    for (const char* wrong :
         {R"({"if_version": 4294967297})", R"({"if_version": 1.5})", R"({"parts": 5})", R"({"parts": [5]})",
          R"({"comment": ["x"]})", R"({"comment": "see \u202ethe file"})", R"({"key": "\u001b[31m"})",
          R"({"form": {"data": [1]}})", R"({"form": {"subject": 5}})", R"({"form": {"questionset": 5}})",
          R"({"form": {"comment": "\u202e"}})", R"({"form": {"language": "\u202e"}})"}) {
        Json line{{"do", "send"}, {"case", id}};
        line.update(Json::parse(wrong));
        EXPECT_EQ(status_of([&] { desk("pl-ask").batch_line(line); }), Status::input) << wrong;
        line = {{"do", "new"}, {"area", "lw"}, {"to", "RO:one"}, {"form", request()}};
        line.update(Json::parse(wrong));
        EXPECT_EQ(status_of([&] { desk("pl-ask").batch_line(line); }), Status::input) << wrong;
    }
    StartInput input;
    input.area = "lw";
    input.form = {{"questions", Json::array({1})}};
    input.ask = {"genuine"};
    EXPECT_EQ(status_of([&] { desk("pl-ask").start(input); }), Status::input);
}

} // namespace

} // namespace imi
