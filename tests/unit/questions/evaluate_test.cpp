// SPDX-License-Identifier: EUPL-1.2
#include "questions/evaluate.hpp"
#include "support/packages.hpp"

#include <gtest/gtest.h>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr const char* set_file = R"(set: sample
version: 1.0
title: Sample
request:
  asker:
    title: Asker
    items:
      urgent: {ask: Urgent, answer: yes-no, required: to-save}
      urgent-why: {ask: Why, answer: text, max: 10, ask-if: {urgent: yes}, required: to-send}
      country: {ask: Country, answer: one of countries under eea}
      begin: {ask: Begin, answer: date, max: today}
      end: {ask: End, answer: date, not-before: begin}
      amount: {ask: Amount, answer: number, min: 0, max: 10.5, decimals: 1}
      year: {ask: Year, answer: year, max: today}
      number: {ask: Number, answer: text, pattern: code}
      colours: {ask: Colours, answer: many of colour}
      files: {ask: Files, answer: attachment, max: 2}
      body: {ask: Body, answer: authority}
questions:
  group:
    title: Group
    items:
      genuine:
        ask: Is {paper} from {from} of {on} genuine?
        given:
          paper: {ask: Paper, answer: text}
          from: {ask: From, answer: date, required: never}
          on: {ask: On, answer: date, not-before: from}
        follow-ups:
          altered: {ask: How, answer: paragraph, ask-if: no}
          listed:
            ask: List
            answer: rows
            rows: 1..2
            ask-if: no
            items:
              kind: {ask: Kind, answer: one of colour, required: to-answer}
              why-red: {ask: Why, answer: text, ask-if: {kind: red}, required: to-answer}
      for-dogs: {ask: Dog, for: dog}
      remote: {ask: Remote, ask-if: {urgent: yes}, note: no, cannot-answer: never}
      usual: {ask: Usual, answer: yes-no, always: yes}
reply:
  answerer:
    title: Answerer
    items:
      remarks: {ask: Remarks, answer: paragraph}
)";

const Form& sample()
{
    static const auto form = test::read_sample(set_file);
    return *form;
}

FormOutcome request(const char* data, const char* questions = R"({"usual":{}})", Required grade = Required::to_send)
{
    FormInput input;
    input.grade = grade;
    input.today = "2008-03-03";
    input.subject = "cat";
    input.data = Json::parse(data);
    input.questions = Json::parse(questions);
    return evaluate(sample(), input);
}

FormOutcome reply(const char* answers, Required grade = Required::to_answer)
{
    FormInput input;
    input.stage = Stage::reply;
    input.grade = grade;
    input.today = "2008-03-10";
    input.subject = "cat";
    input.request = Json::parse(R"({"urgent":"no"})");
    input.questions = Json::parse(R"({"genuine":{"paper":"P","on":"2008-01-01"},"usual":{}})");
    input.answers = Json::parse(answers);
    return evaluate(sample(), input);
}

/// "code field" of each fault, one a line.
std::string faults(const FormOutcome& outcome)
{
    std::string text;
    for (const Diagnostic& fault : outcome.faults)
        text.append(text.empty() ? "" : "; ").append(fault.code + " " + fault.field);
    return text;
}

} // namespace

TEST(Evaluate, WhatStaysIsNotHeldToTheLimitOfToday)
{
    static const auto form = test::read_sample(R"(form: sample
version: 1.0
title: Sample
questions:
  group:
    title: Group
    items:
      by: {ask: By, answer: date, min: today}
      from: {ask: From, answer: date, min: "2008-01-01"}
      year: {ask: Year, answer: year, min: today}
      visits: {ask: Visits, answer: rows, items: {on: {ask: On, answer: date, min: today}}}
)");
    FormInput input;
    input.today = "2009-02-01";
    input.subject = "cat";
    input.kept = {
        Json::parse(R"({"by":"2008-04-01","from":"2007-01-01","year":"2008","visits":[{"on":"2008-05-01"}]})")};
    input.data = Json::parse(R"({"by":"2008-04-01","year":"2008","visits":[{"on":"2009-05-01"},{"on":"2008-05-01"}]})");
    EXPECT_EQ(faults(evaluate(*form, input)), "");
    input.data = Json::parse(R"({"by":"2008-04-02","from":"2007-01-01","year":"2007","visits":[{"on":"2008-04-01"}]})");
    EXPECT_EQ(faults(evaluate(*form, input)), "QS-207 by; QS-207 from; QS-207 year; QS-207 visits[1].on");
}

TEST(Evaluate, AsksForWhatTheGradeNeeds)
{
    EXPECT_EQ(faults(request("{}", "{}", Required::never)), "");
    EXPECT_EQ(faults(request("{}", "{}", Required::to_save)), "QS-202 urgent");
    EXPECT_EQ(faults(request(R"({"urgent":"yes"})", "{}", Required::to_save)), "");
    EXPECT_EQ(faults(request(R"({"urgent":"yes"})")), "QS-202 urgent-why");
}

TEST(Evaluate, RefusesAnswersToWhatIsNotAsked)
{
    const FormOutcome outcome = request(R"({"urgent":"no","urgent-why":"so"})");
    ASSERT_EQ(faults(outcome), "QS-201 urgent-why");
    EXPECT_EQ(outcome.faults[0].message, "is not asked: its condition does not hold: urgent: yes");
    EXPECT_FALSE(outcome.data.contains("urgent-why"));
}

TEST(Evaluate, ReportsAllFaultsAtOnce)
{
    EXPECT_EQ(
        faults(request(R"({"urgent":"maybe","country":"CH","begin":"2008-03-04","amount":10.55,"year":2009,"number":"x",
                                 "colours":["red","pink"],"files":["a","../b"],"body":"cmr","nothing":1})")),
        "QS-200 nothing; QS-204 urgent; QS-204 country; QS-207 begin; QS-207 amount; QS-207 year; QS-206 number; "
        "QS-204 colours; QS-203 files; QS-203 body");
}

TEST(Evaluate, NormalisesWhatIsStored)
{
    const FormOutcome outcome = request(
        R"({"urgent":"yes","urgent-why":"  soon ","country":"GR","begin":"2008-01-01","end":"2008-01-01","amount":"3.50",
                    "year":1999,"number":"AB12","colours":["blue","red","blue"],"files":"a.pdf","body":"gb:x"})");
    EXPECT_EQ(faults(outcome), "");
    EXPECT_EQ(outcome.data.dump(),
              R"({"urgent":"yes","urgent-why":"soon","country":"EL","begin":"2008-01-01","end":"2008-01-01",)"
              R"("amount":3.5,"year":"1999","number":"AB12","colours":["red","blue"],"files":["a.pdf"],)"
              R"("body":"UK:x"})");
    EXPECT_EQ(faults(request(R"({"urgent":"no","begin":"2008-02-02","end":"2008-02-01"})")), "QS-208 end");
    EXPECT_EQ(faults(request(R"({"urgent":"no","begin":"3/2/2008"})")), "QS-203 begin");
    EXPECT_EQ(faults(request(R"({"urgent":"yes","urgent-why":"12345678901"})")), "QS-205 urgent-why");
}

TEST(Evaluate, TerritoriesAreThoseOfTheDay)
{
    FormInput input;
    input.today = "2021-01-01";
    input.subject = "cat";
    input.data = Json::parse(R"({"urgent":"no","country":"UK"})");
    input.questions = Json::parse(R"({"usual":{}})");
    EXPECT_EQ(faults(evaluate(sample(), input)), "QS-204 country");
    input.today = "2020-12-31";
    EXPECT_EQ(faults(evaluate(sample(), input)), "");
}

TEST(Evaluate, ChecksTheChoice)
{
    const char* data = R"({"urgent":"no"})";
    EXPECT_EQ(faults(request(data, R"({"genuine":{}})")), "QS-202 genuine.paper; QS-202 genuine.on");
    EXPECT_EQ(faults(request(data, R"({"genuine":{"paper":"P","from":"2008-01-02","on":"2008-01-01"}})")),
              "QS-208 genuine.on");
    EXPECT_EQ(faults(request(data, R"({"altered":{}})")), "QS-212 altered");
    EXPECT_EQ(faults(request(data, R"({"genuin":{}})")), "QS-200 genuin");
    EXPECT_EQ(faults(request(data, R"({"for-dogs":{},"remote":{}})")), "QS-212 for-dogs; QS-212 remote");
    EXPECT_EQ(faults(request(data, R"({"for-dogs":{}})", Required::to_save)), "");
    const FormOutcome chosen = request(data, R"({"genuine":{"on":"2008-01-01","paper":"P","note":"please"}})");
    EXPECT_EQ(chosen.questions.dump(), R"({"genuine":{"paper":"P","on":"2008-01-01","note":"please"},"usual":{}})");
}

TEST(Evaluate, NeedsASubjectThatCanBeChosen)
{
    FormInput input;
    input.today = "2008-03-03";
    input.data = Json::parse(R"({"urgent":"no"})");
    for (const char* subject : {"", "living", "coin", "cow"}) {
        input.subject = subject;
        EXPECT_EQ(faults(evaluate(sample(), input)), "QS-211 things") << subject;
    }
}

TEST(Evaluate, AnswersOnlyWhatWasChosenAndIsAsked)
{
    EXPECT_EQ(faults(reply(R"({"genuine":"yes","usual":"yes"})")), "");
    EXPECT_EQ(faults(reply(R"({"genuine":"yes","altered":"so","usual":"yes","remote":"yes"})")),
              "QS-201 altered; QS-201 remote");
    EXPECT_EQ(faults(reply(R"({"genuine":"no","usual":"yes"})")), "QS-202 altered; QS-202 listed");
    EXPECT_EQ(faults(reply("{}", Required::to_save)), "");
    EXPECT_EQ(reply(R"({"genuine":"no"})", Required::never).asked,
              (std::vector<std::string>{"genuine", "altered", "listed", "usual", "remarks"}));
}

TEST(Evaluate, TakesReasonsAndNotes)
{
    const FormOutcome outcome =
        reply(R"({"genuine":{"cannot-answer":"law-forbids","note":"Sorry"},"usual":{"value":"no"}})");
    EXPECT_EQ(faults(outcome), "");
    EXPECT_EQ(outcome.answers.dump(), R"({"genuine":{"cannot-answer":"law-forbids","note":"Sorry"},"usual":"no"})");
    EXPECT_EQ(faults(reply(R"({"genuine":{"cannot-answer":"tired"},"usual":"yes"})")), "QS-209 genuine");
    EXPECT_EQ(faults(reply(R"({"genuine":{"cannot-answer":"law-forbids","value":"no"},"usual":"yes"})")),
              "QS-209 genuine");
    // A note alone is no answer.
    EXPECT_EQ(faults(reply(R"({"genuine":{"note":"later"},"usual":"yes"})")), "QS-202 genuine");
}

TEST(Evaluate, ChecksTheCellsOfEachRow)
{
    EXPECT_EQ(faults(reply(R"({"genuine":"no","altered":"so","usual":"yes",
                               "listed":[{"kind":"red"},{"kind":"blue","why-red":"x"},{"kid":"red"}]})")),
              "QS-202 listed[1].why-red; QS-201 listed[2].why-red; QS-200 listed[3].kid; QS-202 listed[3].kind; QS-205 "
              "listed");
    const FormOutcome outcome =
        reply(R"({"genuine":"no","altered":"so","usual":"yes","listed":[{"why-red":"x","kind":"red"}]})");
    EXPECT_EQ(faults(outcome), "");
    EXPECT_EQ(outcome.answers["listed"].dump(), R"([{"kind":"red","why-red":"x"}])");
}

TEST(Evaluate, FillsAFormOfTheExamples)
{
    Findings findings;
    const Library library = Library::read(test::example_folders(), findings);
    FormInput input;
    input.today = "2008-03-03";
    input.data = Json::parse(R"({"satisfied":"no"})");
    EXPECT_EQ(faults(evaluate(*library.form("closure", "services"), input)), "QS-202 missing");
}

TEST(Evaluate, SmallFormsAreNeededToSend)
{
    Findings findings;
    const Library library = Library::read(test::area_of({}), findings);
    std::vector<Text> texts;
    const YamlNode items = parse_yaml(
        "days: {ask: Days, answer: number, min: 0}\nwhy: {ask: Why, answer: text, required: never}\n", "workflow.yaml");
    const Form small =
        library.read_small_form(items, "acceptance", "law", "workflow.yaml", "flow/form/acceptance", texts, findings);
    EXPECT_TRUE(findings.sorted().empty());
    ASSERT_EQ(texts.size(), 2u);
    EXPECT_EQ(texts[0].path, "flow/form/acceptance/days");
    FormInput input;
    input.today = "2008-03-03";
    EXPECT_EQ(faults(evaluate(small, input)), "QS-202 days");
}

TEST(Evaluate, GivesTheFactOfAStoredValue)
{
    const Item* country = find_item(sample(), "country");
    ASSERT_NE(country, nullptr);
    const auto fact = fact_of(*country, "EL", "2008-03-03");
    ASSERT_TRUE(fact);
    EXPECT_EQ(fact->matches, (std::vector<std::string>{"EL", "eea", "eu"}));
    EXPECT_FALSE(fact_of(*country, nullptr, "2008-03-03"));
}

} // namespace imi
