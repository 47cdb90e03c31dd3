// SPDX-License-Identifier: EUPL-1.2
#include "forms/html_form.hpp"
#include "forms/html_writer.hpp"
#include "support/kinds_form.hpp"

#include <gmock/gmock.h>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;
using testing::HasSubstr;
using testing::Not;

TEST(HtmlWriter, EscapesTextsAndValues)
{
    HtmlWriter html;
    html.element("p", "<b> & \"quoted\"", {{"title", "it's > \"x\""}});
    EXPECT_EQ(html.take(), "<p title=\"it&#39;s &gt; &quot;x&quot;\">&lt;b&gt; &amp; &quot;quoted&quot;</p>");
}

TEST(ScriptJson, CannotEndItsElement)
{
    EXPECT_EQ(script_json(R"({"a":"</script><!-- &amp;"})"), R"({"a":"\u003c/script\u003e\u003c!-- \u0026amp;"})");
}

TEST(FillIn, PutsValuesInAndKeepsBraces)
{
    EXPECT_EQ(fill_in("Is {document} genuine?", {{"document", "{{x}}"}}), "Is {{x}} genuine?");
    EXPECT_EQ(fill_in("{{a}} {unknown}", {}), "{a} {unknown}");
    EXPECT_EQ(fill_in(escape_braces("{a} }{"), {{"a", "no"}}), "{a} }{");
}

TEST(HtmlForm, StandsAlone)
{
    const std::string page = html_form(test::kinds_texts(), {});
    EXPECT_THAT(page, HasSubstr("default-src &#39;none&#39;; script-src &#39;sha256-"));
    EXPECT_THAT(page, Not(HasSubstr(" src=")));
    EXPECT_THAT(page, Not(HasSubstr("<link")));
    EXPECT_THAT(page, Not(HasSubstr(" style=")));
    EXPECT_THAT(page, Not(HasSubstr(" onclick=")));
    // The title of the sample holds a script.
    EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert"));
}

TEST(HtmlForm, PrintsVersionAndFingerprint)
{
    const std::string page = html_form(test::kinds_texts(), {});
    EXPECT_THAT(page, HasSubstr("<code>" + test::kinds_texts().fingerprint().substr(0, 12) + "</code>"));
    EXPECT_THAT(page, HasSubstr(" 1.2, "));
}

TEST(HtmlForm, IsWrittenInItsLanguage)
{
    FormPage page;
    page.language = "de";
    page.languages = {"de"};
    const std::string html = html_form(test::kinds_texts(), page);
    EXPECT_THAT(html, HasSubstr("<html lang=\"de\">"));
    EXPECT_THAT(html, HasSubstr("Ist es dringend?"));
    EXPECT_THAT(html, Not(HasSubstr("Είναι επείγον")));
    EXPECT_THAT(html, Not(HasSubstr("id=\"language\"")));
    // Not translated: in the source language, and marked.
    EXPECT_THAT(html, HasSubstr("lang=\"en\">Why is it urgent?"));
}

TEST(HtmlForm, OfAReplyHasTheQuestionsThatWerePut)
{
    FormPage page;
    page.stage = Stage::reply;
    page.languages = {"en", "de"};
    page.language = "de";
    page.questions = Json::parse(R"({"genuine": {"document": "red", "issued": "2008-03-25"}})");
    page.request = Json::parse(R"({"urgent": "no", "number": "AB12"})");
    const std::string html = html_form(test::kinds_texts(), page);
    EXPECT_THAT(html, HasSubstr("Ist das Dokument „Rot“ vom 25. März 2008 echt?"));
    EXPECT_THAT(html, Not(HasSubstr("Has the person practised?")));
    EXPECT_THAT(html, HasSubstr("Is the register kept by you?"));
    // Of the request no more than conditions look at.
    EXPECT_THAT(html, HasSubstr("\"request\":{\"urgent\":\"no\"}"));
    EXPECT_THAT(html, Not(HasSubstr("AB12\"}")));
}

} // namespace

} // namespace imi
