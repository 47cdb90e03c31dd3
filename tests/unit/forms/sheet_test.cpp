// SPDX-License-Identifier: EUPL-1.2
#include "forms/sheet.hpp"
#include "support/kinds_form.hpp"

#include <gmock/gmock.h>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;
using testing::HasSubstr;
using testing::Not;

SheetInput sample()
{
    SheetInput input;
    input.subject = "doctor";
    input.data = Json::parse(R"({"urgent": "yes", "urgent-why": "line one\n<b>two</b>", "country": "EL",
        "amount": 500.25, "languages": ["el", "mt"]})");
    input.questions = Json::parse(R"({"genuine": {"document": "red", "issued": "2008-03-25", "note": "Σημείωση"},
        "practised": {}})");
    input.answers = Json::parse(R"({"genuine": "yes", "periods": [{"from": "2019-01-01"}],
        "practised": {"cannot-answer": "law-forbids", "note": "sorry"}})");
    return input;
}

TEST(Sheet, SaysEverythingInOneLanguageInPageOrder)
{
    const Sheet sheet = make_sheet(test::kinds_texts(), sample(), "de");
    ASSERT_EQ(sheet.parts.size(), 2U);
    const auto& request = sheet.parts[0].lines;
    ASSERT_EQ(request.size(), 5U);
    EXPECT_EQ(request[0].question, "Ist es dringend?");
    EXPECT_EQ(request[0].answer, "Ja");
    EXPECT_EQ(request[2].answer, "Griechenland");
    EXPECT_EQ(request[2].law[1].text, "Art. 14, Verordnung (EU) Nr. 1024/2012");
    EXPECT_EQ(request[3].id, "languages");
    EXPECT_EQ(request[3].answer, "Griechisch; Maltesisch");
    EXPECT_EQ(request[4].answer, "500,25\u00a0Euro");
    const auto& questions = sheet.parts[1].lines;
    EXPECT_EQ(questions[0].question, "Ist das Dokument „Rot“ vom 25. März 2008 echt?");
    EXPECT_EQ(questions[0].answer, "Ja");
    EXPECT_EQ(questions[0].note, "Σημείωση");
    EXPECT_EQ(questions[1].depth, 1);
    ASSERT_EQ(questions[1].rows.size(), 1U);
    EXPECT_EQ(questions[1].rows[0][0].second, "1. Januar 2019");
    EXPECT_EQ(questions[2].answer, "Nicht beantwortet: Our law forbids it");
    EXPECT_EQ(sheet.subject, "Ärztin oder Arzt");
}

TEST(Sheet, CanLeavePersonalDataOut)
{
    SheetInput input = sample();
    input.personal = false;
    const std::string text = to_text(make_sheet(test::kinds_texts(), input, "en"));
    EXPECT_THAT(text, HasSubstr("[personal data]"));
    EXPECT_THAT(text, Not(HasSubstr("line one")));
    EXPECT_THAT(text, Not(HasSubstr("Σημείωση")));
    EXPECT_THAT(text, HasSubstr("Greece"));
}

TEST(Sheet, PrintsTextOfAWidth)
{
    const std::string text = to_text(make_sheet(test::kinds_texts(), sample(), "en"), 40);
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = text.find('\n', begin);
        EXPECT_LE(end - begin, 45U) << text.substr(begin, end - begin);
        begin = end + 1;
    }
    EXPECT_THAT(text, HasSubstr("kinds 1.2"));
    EXPECT_THAT(text, HasSubstr("2005/36/EC"));
}

TEST(Sheet, PrintsHtmlThatIsEscaped)
{
    const std::string html = to_html(make_sheet(test::kinds_texts(), sample(), "el"));
    EXPECT_THAT(html, HasSubstr("<html lang=\"el\">"));
    EXPECT_THAT(html, HasSubstr("line one<br>&lt;b&gt;two&lt;/b&gt;"));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, HasSubstr("https://eur-lex.europa.eu/legal-content/EL/TXT/?uri=CELEX:32005L0036"));
}

} // namespace

} // namespace imi
