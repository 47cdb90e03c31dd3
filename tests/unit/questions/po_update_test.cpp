// SPDX-License-Identifier: EUPL-1.2
#include "questions/po_update.hpp"
#include "support/packages.hpp"

#include <gtest/gtest.h>

namespace imi
{

namespace
{

PoUpdate update(const std::string& po, const std::string& ask = "Is it red?")
{
    Findings findings;
    const Library library = Library::read(
        test::area_of(
            {{"sample.yaml",
              "form: sample\nversion: 1.0\ntitle: {en: Sample, de: Muster}\nquestions:\n  group:\n    title: "
              "Group\n    items:\n      first: {ask: \"" +
                  ask + "\", law: art. 5}\n"},
             {"vocabulary/things.yaml", "vocabulary: things\nversion: 1.0\ntitle: Things\ncodes: {cat: Cat}\n"},
             {"lists.yaml", "lists: law\nversion: 1.0\nanswers: {cannot-answer: {lost: Lost}}\n"},
             {"po/de.po", po}}),
        findings);
    for (const Diagnostic& finding : findings.sorted())
        ADD_FAILURE() << finding.text();
    return update_po(*library.package("law"), "de");
}

constexpr const char* old_file = R"(# Translators.
msgid ""
msgstr ""
"Language: de\n"

# A note of the translator.
# reviewed: 2026-05-01 by the ministry
#. old comment
#: sample.yaml:1
msgctxt "sample/first"
msgid "Is it red?"
msgstr "Ist es \"rot\"?"

msgctxt "sample/second"
msgid "Gone"
msgstr "Weg"
)";

constexpr const char* new_file = R"(# Translators.
msgid ""
msgstr ""
"Language: de\n"

#. name of the legislative area
#: area.yaml:4
msgctxt "area/title"
msgid "A law"
msgstr ""

#: vocabulary/things.yaml:3
msgctxt "things.title"
msgid "Things"
msgstr ""

#: vocabulary/things.yaml:4
msgctxt "things/cat"
msgid "Cat"
msgstr ""

#: lists.yaml:3
msgctxt "lists/cannot-answer/lost"
msgid "Lost"
msgstr ""

#. group
#: sample.yaml:6
msgctxt "sample/group.group"
msgid "Group"
msgstr ""

# A note of the translator.
# reviewed: 2026-05-01 by the ministry
#. art. 5; yes-no-unknown
#: sample.yaml:8
msgctxt "sample/first"
msgid "Is it red?"
msgstr "Ist es \"rot\"?"

#~ msgctxt "sample/second"
#~ msgid "Gone"
#~ msgstr "Weg"
)";

} // namespace

TEST(UpdatePo, FollowsTheYamlAndKeepsWhatTranslatorsWrote)
{
    const PoUpdate updated = update(old_file);
    EXPECT_EQ(updated.text, new_file);
    EXPECT_EQ(updated.added, 5u);
    EXPECT_EQ(updated.gone, 1u);
    EXPECT_EQ(update(updated.text).text, updated.text);
}

TEST(UpdatePo, MarksWhatChangedAndTakesItBack)
{
    const PoUpdate changed = update(old_file, "Is it green?");
    EXPECT_EQ(changed.made_fuzzy, 1u);
    EXPECT_NE(
        changed.text.find("#, fuzzy\n#| msgid \"Is it red?\"\nmsgctxt \"sample/first\"\nmsgid \"Is it green?\"\n"),
        std::string::npos);
    const PoUpdate again = update(changed.text, "Is it blue?");
    EXPECT_NE(again.text.find("#| msgid \"Is it red?\"\nmsgctxt \"sample/first\"\nmsgid \"Is it blue?\"\n"),
              std::string::npos);
    const PoUpdate back = update(again.text);
    EXPECT_EQ(back.restored, 1u);
    EXPECT_EQ(back.text, new_file);
}

TEST(UpdatePo, BringsBackWhatWasGone)
{
    std::string po = old_file;
    po.replace(po.find("sample/second"), 13, "things/cat");
    po.replace(po.find("\"Gone\""), 6, "\"Cat\"");
    EXPECT_NE(update(po).text.find("msgctxt \"things/cat\"\nmsgid \"Cat\"\nmsgstr \"Weg\"\n"), std::string::npos);
}

TEST(UpdatePo, KeepsTheOrderOfThePage)
{
    Findings findings;
    const Library library = Library::read(
        test::area_of({{"sample.yaml",
                        "set: sample\nversion: 1.0\ntitle: Sample\nquestions:\n  group:\n    title: Group\n    items:\n"
                        "      first: {ask: \"Of {on}?\", given: {on: {ask: Date, answer: date}}}\n"}}),
        findings);
    const std::string text = update_po(*library.package("law"), "de").text;
    EXPECT_LT(text.find("sample/first\""), text.find("sample/first/given/on\""));
}

TEST(UpdatePo, MakesANewFile)
{
    const PoUpdate made = update("");
    EXPECT_TRUE(
        made.text.starts_with("msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: law\\n\"\n\"Language: de\\n\"\n"));
    EXPECT_EQ(made.added, 6u);
}

} // namespace imi
