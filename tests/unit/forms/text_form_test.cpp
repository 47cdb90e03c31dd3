// SPDX-License-Identifier: EUPL-1.2
#include "forms/text_form.hpp"
#include "support/kinds_form.hpp"

#include <gmock/gmock.h>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

const Form& form() { return test::kinds_texts().form(); }

TextFormContent read(const std::string& text, Stage stage = Stage::request)
{
    return read_text_form(text, "form.txt", form(), stage);
}

/// Each fault as "line:column code".
std::vector<std::string> faults(const std::string& text)
{
    std::vector<std::string> all;
    for (const Diagnostic& fault : read(text).faults)
        all.push_back(std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) + " " + fault.code);
    return all;
}

const char* request_file = R"({"questionset": "kinds@1.2", "language": "de", "subject": {"trades": "midwife"},
    "data": {"urgent": "yes", "urgent-why": "one\n\n# two = three", "languages": ["el", "mt"], "number": "AB12",
             "files": ["a.pdf", "b.pdf"]},
    "questions": {"genuine": {"document": "red", "issued": "2008-03-25", "note": "Σημείωση\nδύο"}, "practised": {}},
    "comment": "Kommentar"})";

TEST(TextForm, ReadsBackWhatItWrites)
{
    FormPage page;
    page.language = "de";
    page.comment = true;
    page.filled = Json::parse(request_file);
    const TextFormContent content = read(text_form(test::kinds_texts(), page));
    for (const Diagnostic& fault : content.faults)
        ADD_FAILURE() << fault.text();
    EXPECT_EQ(content.file, page.filled);
}

TEST(TextForm, ReadsBackAReply)
{
    FormPage page;
    page.stage = Stage::reply;
    page.grade = Required::to_answer;
    page.questions = Json::parse(R"({"genuine": {"document": "red"}, "practised": {}})");
    page.filled = Json::parse(R"({"questionset": "kinds@1.2", "language": "en", "data": {"remarks": "Regards"},
        "answers": {"genuine": {"value": "yes", "note": "seen"},
                    "periods": [{"from": "2019-01-01"}, {"from": "2020-02-01", "why": "moved"}],
                    "practised": {"cannot-answer": "law-forbids"}, "usual": "no"}})");
    const TextFormContent content = read(text_form(test::kinds_texts(), page), Stage::reply);
    for (const Diagnostic& fault : content.faults)
        ADD_FAILURE() << fault.text();
    EXPECT_EQ(content.file, page.filled);
}

TEST(TextForm, EmptyStaysUnanswered)
{
    const TextFormContent content = read(text_form(test::kinds_texts(), {}));
    EXPECT_TRUE(content.faults.empty());
    EXPECT_EQ(content.file, Json::parse(R"({"questionset": "kinds@1.2", "language": "en", "data": {},
        "questions": {}})"));
}

TEST(TextForm, ExplainsEachItem)
{
    FormPage page;
    page.language = "de";
    const std::string text = text_form(test::kinds_texts(), page);
    EXPECT_THAT(text, HasSubstr("# Ist es dringend? (erforderlich)\n#   yes  Ja\n#   no   Nein\n[urgent]\n=\n"));
    EXPECT_THAT(text, HasSubstr("# Nur wenn [urgent] = yes\n"));
    EXPECT_THAT(text, HasSubstr("# Rechtsgrundlage: Anhang VII Nr. 1 Buchst. d\n"));
}

TEST(TextForm, NamesLineAndColumnOfFaults)
{
    EXPECT_EQ(faults("= early\n"), std::vector<std::string>{"1:1 FRM-013"});
    EXPECT_EQ(faults("# x\n[urgent]\n  yes\n"), std::vector<std::string>{"3:3 FRM-010"});
    EXPECT_EQ(faults("[urgnt]\n= yes\n"), std::vector<std::string>{"1:2 FRM-011"});
    EXPECT_EQ(faults("[urgent]\n= yes\n[urgent]\n= no\n"), std::vector<std::string>{"3:2 FRM-012"});
    EXPECT_EQ(faults("[urgent]\n= yes\n= no\n"), std::vector<std::string>{"3:1 FRM-014"});
    EXPECT_THAT(read("[urgnt]\n= yes\n").faults.at(0).hint, HasSubstr("urgent"));
    const TextFormContent rows = read("[periods.x.from]\n= 2008-03-25\n", Stage::reply);
    ASSERT_EQ(rows.faults.size(), 1U);
    EXPECT_EQ(rows.faults[0].code, "FRM-015");
}

TEST(TextForm, TakesLineEndsAndMarksOfOtherSystems)
{
    const TextFormContent content = read("\xEF\xBB\xBF[urgent]\r\n= yes\r\n");
    EXPECT_TRUE(content.faults.empty());
    EXPECT_EQ(content.file.at("data"), Json::parse(R"({"urgent": "yes"})"));
}

} // namespace

} // namespace imi
