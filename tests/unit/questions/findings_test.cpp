// SPDX-License-Identifier: EUPL-1.2
#include "questions/codes.hpp"
#include "questions/translations.hpp"
#include "support/packages.hpp"

#include <gtest/gtest.h>

#include <set>

namespace imi
{

namespace
{

/// A broken file of the area "law". "@" stands before the place of the finding; it is taken out.
struct Case {
    const char* code;
    const char* file;
    std::string text;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.code; }

std::string form(const std::string& items)
{
    return "form: sample\nversion: 1.0\ntitle: Sample\nquestions:\n  group:\n    title: Group\n    items:\n" + items;
}

/// Two questions and whatever is added to the set.
std::string set(const std::string& items, const std::string& request = {})
{
    return "set: sample\nversion: 1.0\ntitle: Sample\nrequest:\n  asker:\n    title: Asker\n    items:\n      urgent: "
           "{ask: Urgent, answer: "
           "yes-no}\n" +
           request + "questions:\n  group:\n    title: Group\n    items:\n" + items;
}

std::string area(const std::string& changed)
{
    return "area: law\nformat: 1\nshort: la\ntitle: A law\nlaw: {directive: 32005L0036}\nsubject: things\nretention: "
           "{block: 1, purge: 1, "
           "law: art. 14}\n" +
           changed;
}

/// A form with two texts and its German translations.
std::string po(const std::string& entries) { return "msgid \"\"\nmsgstr \"Language: de\\n\"\n\n" + entries; }

const std::vector<Case> cases = {
    {"QS-002", "sample.yaml", "form: sample\ntitle: " + std::string(33, '[') + std::string(33, ']')},
    {"QS-003", "sample.yaml", "form: sample\ntitle: @&a text\n"},
    {"QS-003", "sample.yaml", "form: sample\ntitle: @!!str text\n"},
    {"QS-004", "sample.yaml", form("      first: {ask: One}\n      @first: {ask: Two}\n")},
    {"QS-004", "sample.yaml", form("      first: {ask: One, @ask: Two}\n")},
    {"QS-004", "sample.yaml",
     form("      first: {ask: One}\n") + "  other:\n    title: Other\n    items:\n      @first: {ask: Two}\n"},
    {"QS-004", "sample.yaml",
     set("      first: {ask: One}\n") + "reply:\n  @group:\n    title: Again\n    items:\n      second: {ask: Two}\n"},
    {"QS-004", "vocabulary/things.yaml",
     "vocabulary: things\nversion: 1.0\ntitle: T\ncodes:\n  a: {label: A, codes: {b: B}}\n  @b: B\n"},
    {"QS-005", "sample.yaml", form("      first: {ask: One, @anser: text}\n")},
    {"QS-005", "sample.yaml", form("      first: {ask: Was it, @in your view, answer: yes-no}\n")},
    {"QS-006", "sample.yaml", "form: @other\nversion: 1.0\ntitle: T\nquestions: {}\n"},
    {"QS-007", "sample.yaml", "@questionnaire: sample\n"},
    {"QS-007", "sample.yaml", "@just a text\n"},
    {"QS-008", "sample.yaml", "form: sample\nversion: @1\ntitle: T\nquestions: {}\n"},
    {"QS-009", "sample.yaml", "form: sample\nversion: 1.0\ntitle: T\n@reply: {use: x}\nquestions: {}\n"},
    {"QS-010", "sample.yaml", form("      first: @One\n")},
    {"QS-010", "sample.yaml", form("      first: {ask: One, required: @sometimes}\n")},
    {"QS-011", "sample.yaml", form("      @First: {ask: One}\n")},
    {"QS-011", "sample.yaml", form("      @any: {ask: One}\n")},
    {"QS-012", "sample.yaml", form("      @first: {answer: text}\n")},
    {"QS-013", "sample.yaml", "form: sample\ntitle: [one\n"},
    {"QS-020", "sample.yaml", form("      first: {ask: {en: One, @no: En}}\n")},
    {"QS-021", "sample.yaml", form("      first: {ask: @{de: Eins}}\n")},
    {"QS-022", "sample.yaml", "form: sample\ntitle: zero@\xE2\x80\x8Bwidth\n"},
    {"QS-001", "sample.yaml", "form: sample\ntitle: @\xFF\n"},
    {"QS-030", "sample.yaml", form("      first: {ask: One, law: @article 5}\n")},
    {"QS-031", "sample.yaml", form("      first: {ask: One, law: @regulation art. 5}\n")},
    {"QS-040", "sample.yaml", form("      first: {ask: One, answer: @one of colours}\n")},
    {"QS-041", "sample.yaml", form("      first: {ask: One, answer: @one of things under plants}\n")},
    {"QS-042", "sample.yaml", form("      first: {ask: One, answer: @txt}\n")},
    {"QS-043", "sample.yaml", form("      first: {ask: One, answer: text, pattern: @codes}\n")},
    {"QS-044", "sample.yaml", form("      first: {ask: One, answer: date, @decimals: 2}\n")},
    {"QS-044", "sample.yaml", set("      first: {ask: One}\n", "      second: {ask: Two, note: @yes}\n")},
    {"QS-044", "sample.yaml",
     "survey: sample\nversion: 1.0\ntitle: Sample\nquestions:\n  group:\n    title: Group\n    items:\n      first: "
     "{ask: One, cannot-answer: @countries}\n"},
    {"QS-044", "sample.yaml",
     set("      first: {ask: One, answer: rows, items: {cell: {ask: Cell, answer: yes-no, note: @yes}}}\n")},
    {"QS-045", "sample.yaml", form("      first: {ask: One, answer: number, min: @5, max: 4}\n")},
    {"QS-046", "sample.yaml",
     form("      first: {ask: One, answer: date, not-before: @second}\n      second: {ask: Two, answer: date}\n")},
    {"QS-047", "sample.yaml", form("      first: {ask: One, answer: number, min: @0.5}\n")},
    {"QS-047", "sample.yaml", form("      first: {ask: One, answer: date, max: @24.12.2026}\n")},
    {"QS-048", "lists.yaml",
     "lists: law\nversion: 1.0\nanswers: {cannot-answer: {a: A}}\npatterns: {p: {match: @'(?=x)', hint: h}}\n"},
    {"QS-049", "sample.yaml", form("      first: {ask: One, personal: yes, visible: @sent}\n")},
    {"QS-050", "sample.yaml", form("      first: {ask: One, required: @to-answer}\n")},
    {"QS-050", "sample.yaml", set("      first: {ask: One, required: @to-send}\n")},
    {"QS-051", "sample.yaml", form("      first: {ask: One, given: @{date: {ask: Date, answer: date}}}\n")},
    {"QS-052", "sample.yaml", set("      first: {ask: @\"One of {date}?\"}\n")},
    {"QS-053", "sample.yaml", set("      first: {ask: One, given: {@date: {ask: Date, answer: date}}}\n")},
    {"QS-061", "sample.yaml", form("      first: {ask: One, for: @cow}\n")},
    {"QS-062", "sample.yaml", form("      first: {ask: One, for: [living, @cat]}\n")},
    {"QS-062", "sample.yaml", form("      first: {ask: One, for: @[living, stone]}\n")},
    {"QS-103", "sample.yaml",
     "form: sample\nversion: 1.0\ntitle: {en: Sample, de: Muster}\nquestions:\n  group:\n    title: @Group\n    "
     "items:\n"
     "      first: {ask: {en: One, de: Eins}}\n"},
    {"QS-070", "sample.yaml", form("      first: {ask: One, ask-if: @no}\n")},
    {"QS-071", "sample.yaml", form("      first: {ask: One, ask-if: {@second: yes}}\n      second: {ask: Two}\n")},
    {"QS-071", "sample.yaml", form("      first: {ask: One}\n      second: {ask: Two, ask-if: {@frist: yes}}\n")},
    {"QS-072", "sample.yaml", set("      first: {ask: One}\n      second: {ask: Two, ask-if: {@first: yes}}\n")},
    {"QS-073", "sample.yaml", form("      first: {ask: One}\n      second: {ask: Two, ask-if: {@first: {min: 3}}}\n")},
    {"QS-074", "sample.yaml",
     form("      first: {ask: One, answer: text}\n      second: {ask: Two, ask-if: {@first: yes}}\n")},
    {"QS-075", "sample.yaml", form("      first: {ask: One}\n      second: {ask: Two, ask-if: {first: @maybe}}\n")},
    {"QS-076", "sample.yaml",
     form("      table: {ask: One, answer: rows, items: {cell: {ask: Cell, answer: yes-no}}}\n      second: {ask: Two, "
          "ask-if: {@cell: yes}}\n")},
    {"QS-080", "sample.yaml", form("      block: {use: @nothing}\n")},
    {"QS-080", "area.yaml", area("workflows: {request: {form: @general}}\n")},
    {"QS-082", "sample.yaml", form("      block: {use: @sample}\n")},
    {"QS-090", "sample.yaml",
     form("      first: {ask: One, answer: yes-no}\n      second: {ask: Two, ask-if: {first: yes}}\n"
          "      @third: {ask: Three, ask-if: {first: no, second: yes}}\n")},
    {"QS-090", "sample.yaml",
     set("      first:\n        ask: One\n        for: cat\n        follow-ups:\n          @second: {ask: Two, for: "
         "stone}\n")},
    {"QS-091", "sample.yaml",
     form("      first: {ask: One, answer: yes-no}\n      second: {ask: Two, ask-if: {@first: [yes, no]}}\n")},
    {"QS-092", "sample.yaml", form("      @first: {ask: One, answer: one, options: {a: {label: A, retired: yes}}}\n")},
    {"QS-092", "sample.yaml",
     form("      first: {ask: One, answer: one of things under stone}\n      second: {ask: Two, ask-if: {first: "
          "@cat}}\n")},
    {"QS-093", "sample.yaml",
     form("      @first: {ask: One, answer: one, options: {a: {label: A, retired: yes}}, required: to-send}\n")},
    {"QS-023", "po/de.po", po("@msgctxt \"area/title\"\nmsgid \"A law\"\nmsgstr \"Ein {name}\"\n")},
    {"QS-024", "po/de.po", po("@msgctxt \"area/title\"\nmsgid \"A law\"\nmsgstr \"Ein Gesetz von 2005\"\n")},
    {"QS-100", "po/de.po", po("@msgctxt \"area/name\"\nmsgid \"A law\"\nmsgstr \"Ein Gesetz\"\n")},
    {"QS-101", "po/de.po", po("@msgctxt \"area/title\"\nmsgid \"A rule\"\nmsgstr \"Eine Regel\"\n")},
    {"QS-101", "po/de.po", po("#, fuzzy\n@msgctxt \"area/title\"\nmsgid \"A law\"\nmsgstr \"Eine Regel\"\n")},
    {"QS-103", "po/de.po", po("@msgctxt \"area/title\"\nmsgid \"A law\"\nmsgstr \"\"\n")},
    {"QS-104", "po/de.po", "msgctxt \"a\"\nnonsense\n"},
    {"QS-020", "po/no.po", "@" + po("msgctxt \"area/title\"\nmsgid \"A law\"\nmsgstr \"En lov\"\n")},
};

class EachCode : public testing::TestWithParam<Case>
{
};

TEST_P(EachCode, IsFoundAtItsPlaceAndNothingElseIs)
{
    Case one = GetParam();
    std::string expected;
    const std::size_t mark = one.text.find('@');
    if (mark != std::string::npos) {
        one.text.erase(mark, 1);
        const std::string before = one.text.substr(0, mark);
        const auto lines = std::count(before.begin(), before.end(), '\n');
        const std::size_t column = mark - (before.find('\n') == std::string::npos ? 0 : before.rfind('\n') + 1) + 1;
        expected = "law/" + std::string{one.file} + ":" + std::to_string(lines + 1) + ":" + std::to_string(column);
    }
    Findings findings;
    const Library library = Library::read(test::area_of({{one.file, one.text}}), findings);
    for (const Package& package : library.packages())
        check_translations(package, false, findings);
    std::vector<std::string> found;
    for (const Diagnostic& finding : findings.sorted()) {
        // A language that has only begun is counted beside.
        if (finding.code == "QS-103" && finding.place.line == 1)
            continue;
        found.push_back(finding.text());
        EXPECT_EQ(finding.code, one.code) << finding.text();
        if (!expected.empty())
            EXPECT_EQ(finding.place.text(), expected) << finding.text();
        EXPECT_FALSE(explanation_of(finding.code).empty());
    }
    EXPECT_EQ(found.size(), 1u) << one.text;
}

INSTANTIATE_TEST_SUITE_P(Cases, EachCode, testing::ValuesIn(cases), [](const auto& test) {
    std::string name = std::string{test.param.code} + "_" + std::to_string(test.index);
    std::erase(name, '-');
    return name;
});

} // namespace

TEST(Findings, NameTheShortestCycle)
{
    Findings findings;
    Library::read(test::area_of({{"sample.yaml", form("      first: {ask: One, ask-if: {third: yes}}\n"
                                                      "      second: {ask: Two, ask-if: {first: yes}}\n"
                                                      "      third: {ask: Three, ask-if: {second: yes}}\n")}}),
                  findings);
    ASSERT_EQ(findings.sorted().size(), 1u);
    EXPECT_EQ(findings.sorted()[0].hint, "they wait for each other: first -> third -> second -> first");
}

TEST(Findings, OfABrokenGroupDoNotHideThoseOfTheNext)
{
    Findings findings;
    Library::read(test::area_of({{"sample.yaml", "form: sample\nversion: 1.0\ntitle: T\nquestions:\n  one: nothing\n"
                                                 "  two: {title: Two, items: {first: {ask: One, answer: txt}}}\n"}}),
                  findings);
    const auto sorted = findings.sorted();
    ASSERT_EQ(sorted.size(), 2u);
    EXPECT_EQ(sorted[0].code, "QS-010");
    EXPECT_EQ(sorted[1].code, "QS-042");
}

TEST(Findings, ForNeedsASubject)
{
    Findings findings;
    Library::read(
        test::area_of({{"area.yaml", "area: law\nformat: 1\nshort: la\ntitle: A law\nlaw: {directive: 32005L0036}\n"
                                     "workflows: {}\nretention: {law: art. 14}\n"},
                       {"sample.yaml", form("      first: {ask: One, for: cat}\n")}}),
        findings);
    ASSERT_EQ(findings.sorted().size(), 1u);
    EXPECT_EQ(findings.sorted()[0].code, "QS-060");
    EXPECT_EQ(findings.sorted()[0].place.text(), "law/sample.yaml:8:30");
}

TEST(Findings, ForReleaseNameEachMissingText)
{
    Findings findings;
    const Library library = Library::read(
        test::area_of({{"po/de.po", po("msgctxt \"area/title\"\nmsgid \"A law\"\nmsgstr \"Ein Gesetz\"\n")}}),
        findings);
    check_translations(*library.package("law"), true, findings);
    EXPECT_EQ(findings.sorted().size(), library.package("law")->texts.size() - 1);
    EXPECT_TRUE(findings.has_errors());
}

TEST(Findings, BlocksInBlocksHaveALimit)
{
    std::map<std::string, std::string> files;
    std::string name = "a";
    files[name + ".yaml"] =
        "form: a\nversion: 1.0\ntitle: T\nquestions: {g: {title: G, items: {one: {ask: One}, two: {ask: Two}}}}\n";
    for (char next = 'b'; next < 'q'; ++next) {
        const std::string id{next};
        files[id + ".yaml"] = "form: " + id +
                              "\nversion: 1.0\ntitle: T\nquestions: {g: {title: G, items: {one: {use: " + name +
                              "}, two: {use: " + name + "}}}}\n";
        name = id;
    }
    Findings findings;
    Library::read(test::area_of(files), findings);
    ASSERT_FALSE(findings.sorted().empty());
    for (const Diagnostic& finding : findings.sorted())
        EXPECT_EQ(finding.code, "QS-002") << finding.text();
}

TEST(Findings, ALanguageInBothPlacesIsAnError)
{
    Findings findings;
    const Library library =
        Library::read(test::area_of({{"sample.yaml", form("      first: {ask: {en: One, de: Eins}}\n")},
                                     {"po/de.po", po("msgctxt \"sample/first\"\nmsgid \"One\"\nmsgstr \"Eines\"\n")}}),
                      findings);
    check_translations(*library.package("law"), false, findings);
    std::set<std::string> codes;
    for (const Diagnostic& finding : findings.sorted())
        codes.insert(finding.code);
    EXPECT_TRUE(codes.contains("QS-102"));
}

TEST(Codes, OfQuestionsAreExplained)
{
    for (const CodeRow& row : questions_codes())
        EXPECT_FALSE(explanation_of(row.id).empty()) << row.id;
}

TEST(Library, LoadsTheExamplesWithoutAFinding)
{
    Findings findings;
    const Library library = Library::read(test::example_folders(), findings);
    for (const Package& package : library.packages())
        check_translations(package, false, findings);
    for (const Diagnostic& finding : findings.sorted())
        ADD_FAILURE() << finding.text();
    EXPECT_NE(library.form("provider", "services"), nullptr);
    EXPECT_EQ(library.form("provider", "surveys"), nullptr);
    EXPECT_EQ(library.list("legal-form", "services")->codes().size(), 4u);
}

} // namespace imi
