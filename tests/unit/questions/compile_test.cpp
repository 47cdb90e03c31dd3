// SPDX-License-Identifier: EUPL-1.2
#include "questions/compile.hpp"

#include "base/error.hpp"
#include "support/packages.hpp"

#include <gmock/gmock.h>

namespace imi
{

namespace
{

constexpr const char* form_file = R"(form: sample
version: 1.2
title: Sample
questions:
  group:
    title: Group
    law: art. 5
    items:
      first: {ask: One, answer: one, options: {a: A, b: B}}
      second: {ask: Two, answer: number, max: 3.50, decimals: 2, unit: EUR, ask-if: {first: [a]}}
)";

CodeListPtr no_list(std::string_view) { return nullptr; }

} // namespace

TEST(Compile, WritesDefaultsOut)
{
    EXPECT_EQ(
        canonical_content(*test::read_sample(form_file)),
        R"({"area":"law","format":"1","id":"sample","kind":"form","lists":{"things":{"codes":[{"code":"living","heading":"yes",)"
        R"("label":"Living"},{"code":"cat","label":"Cat","parent":"living"},{"code":"dog","label":"Dog","parent":"living",)"
        R"("synonyms":["hound"]},{"code":"bird","label":"Bird","parent":"living"},{"code":"stone","label":"Stone"},{"code":)"
        R"("coin","label":"Coin","retired":"yes"}],"groups":{"pets":["cat","dog"]},"name":"things","title":"Things",)"
        R"("version":"1.0"}},"questions":[{"id":"group","items":[{"answer":{"kind":"one","options":[{"code":"a","label":"A"},)"
        R"({"code":"b","label":"B"}]},"ask":"One","cannot-answer":"never","id":"first","law":[{"act":"32005L0036","at":)"
        R"("art. 5"}],"note":"no","personal":"no","required":"never","visible":"sent"},{"answer":{"decimals":"2","kind":)"
        R"("number","max":"3.5","unit":"EUR"},"ask":"Two","ask-if":{"in":["a"],"q":"first"},"cannot-answer":"never","id":)"
        R"("second","law":[{"act":"32005L0036","at":"art. 5"}],"note":"no","personal":"no","required":"never","visible":)"
        R"("sent"}],"title":"Group"}],"source-language":"en","subject":"things","title":"Sample","version":"1.2"})");
}

TEST(Compile, LayoutOrderOfKeysAndShorthandsDoNotCount)
{
    const std::string other = R"(# A comment.
form: sample
title: "Sample"
version: 1.2
questions:
  group:
    title: Group
    law: [art. 5]
    items:
      first:
        options:
          a: {label: A}
          b: B
        answer: one
        ask: |
          One
      second: {answer: number, ask: Two, note: no, unit: EUR, decimals: 2, max: 3.5, ask-if: {first: a}}
)";
    EXPECT_EQ(canonical_content(*test::read_sample(form_file)), canonical_content(*test::read_sample(other)));
}

TEST(Compile, IsReadBackTheSame)
{
    Findings findings;
    const Library library = Library::read(test::example_folders(), findings);
    for (const Package& package : library.packages()) {
        for (const auto& form : package.forms) {
            const std::string content = canonical_content(*form);
            const Form loaded = load_compiled(content, no_list);
            EXPECT_EQ(canonical_content(loaded), content) << form->id;
            EXPECT_EQ(texts_of(loaded), texts_of(*form)) << form->id;
        }
    }
}

TEST(Compile, EachLanguageHasItsFingerprint)
{
    Findings findings;
    const Library library = Library::read(test::example_folders(), findings);
    const CompiledForm compiled = compile(*library.form("closure", "services"), library);
    EXPECT_EQ(compiled.version, "1.0");
    EXPECT_EQ(compiled.fingerprint.size(), 64u);
    ASSERT_EQ(compiled.languages.size(), 2u);
    const CompiledLanguage& german = compiled.languages.at("de");
    EXPECT_EQ(german.missing, 0u);
    EXPECT_NE(german.fingerprint, compiled.languages.at("fr").fingerprint);
    EXPECT_EQ(load_texts(german.content).at("closure/missing"), "Was fehlt?");
    EXPECT_EQ(compile(*library.form("closure", "services"), library).content, compiled.content);
}

TEST(Compile, NamesExternalVocabulariesWithTheirHash)
{
    const std::map<std::string, std::string> files = {
        {"vocabulary/places.yaml", "vocabulary: places\nversion: 1.0\ntitle: Places\ncodes-from: places.jsonl\n"},
        {"vocabulary/places.jsonl", R"({"code":"AT","labels":{"en":"Austria","mul":["Österreich","Autriche"]}})"}};
    const auto form =
        test::read_sample("form: sample\nversion: 1.0\ntitle: T\nquestions:\n  g: {title: G, items: {first: {ask: One, "
                          "answer: one of places}}}\n",
                          files);
    const std::string content = canonical_content(*form);
    EXPECT_NE(content.find("\"sha256\":\""), std::string::npos);
    EXPECT_EQ(content.find("Österreich"), std::string::npos);
    EXPECT_THROW(load_compiled(content, no_list), Error);
    const auto places = [&](std::string_view name) {
        return name == "places" ? find_item(*form, "first")->answer.list : nullptr;
    };
    EXPECT_EQ(canonical_content(load_compiled(content, places)), content);
    // Of a language with several names the first is the label, the others are synonyms.
    const auto labels = places("places")->codes().front().labels;
    EXPECT_THAT(labels, testing::ElementsAre(testing::Pair("en", "Austria"), testing::Pair("mul", "Österreich"),
                                             testing::Pair("mul", "Autriche")));
}

TEST(Compile, BlocksAndUsedFormsKeepTheirTexts)
{
    const std::map<std::string, std::string> files = {
        {"details.yaml",
         "form: details\nversion: 1.0\ntitle: Details\nquestions:\n  g:\n    title: G\n    items:\n"
         "      known: {ask: Known, answer: yes-no}\n      when: {ask: When, answer: date, ask-if: {known: yes}}\n"}};
    const auto form = test::read_sample(
        "set: sample\nversion: 1.0\ntitle: T\nrequest: {use: details}\nquestions:\n  q:\n    title: Q\n"
        "    items:\n      guilty:\n        ask: Guilty\n        follow-ups:\n"
        "          more: {ask-if: yes, use: details, law: art. 7}\n",
        files);
    const Item* when = find_item(*form, "more.when");
    ASSERT_NE(when, nullptr);
    EXPECT_EQ(when->path, "details/when");
    EXPECT_EQ(describe(*when->ask_if), "guilty: yes and more.known: yes");
    EXPECT_EQ(when->required, Required::to_answer);
    EXPECT_EQ(when->law.front().at, "art. 7");
    EXPECT_NE(find_item(form->request, "when"), nullptr);
    EXPECT_EQ(canonical_content(load_compiled(canonical_content(*form), no_list)), canonical_content(*form));
}

} // namespace imi
