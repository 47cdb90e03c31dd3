// SPDX-License-Identifier: EUPL-1.2
#include "forms/citation_text.hpp"
#include "support/kinds_form.hpp"

#include <gtest/gtest.h>

namespace imi
{

namespace
{

std::string place(std::string_view at, std::string_view language) { return place_text(at, test::ui_texts(), language); }

TEST(PlaceText, IsWrittenAsTheReaderDoes)
{
    EXPECT_EQ(place("art. 50(2)", "en"), "Article 50(2)");
    EXPECT_EQ(place("art. 50(2)", "de"), "Art. 50 Abs. 2");
    EXPECT_EQ(place("art. 50(2)", "pl"), "art. 50 ust. 2");
    EXPECT_EQ(place("art. 50(2)", "el"), "άρθρο 50 παράγραφος 2");
}

TEST(PlaceText, KnowsPointsSubparagraphsAnnexes)
{
    EXPECT_EQ(place("art. 3(1)(a)", "de"), "Art. 3 Abs. 1 Buchst. a");
    EXPECT_EQ(place("art. 3(1) sub. 2", "de"), "Art. 3 Abs. 1 UAbs. 2");
    EXPECT_EQ(place("art. 50(3a)", "de"), "Art. 50 Abs. 3a");
    EXPECT_EQ(place("art. 3(-1a)", "en"), "Article 3(-1a)");
    EXPECT_EQ(place("art. 15-19", "de"), "Art. 15-19");
    EXPECT_EQ(place("annex", "de"), "Anhang");
    EXPECT_EQ(place("annex VII 1(d)", "de"), "Anhang VII Nr. 1 Buchst. d");
    EXPECT_EQ(place("annex V 5.1.1", "pl"), "załącznik V pkt 5.1.1");
    EXPECT_EQ(place("recital 12", "de"), "Erwägungsgrund 12");
    EXPECT_EQ(place("chapter VI", "el"), "κεφάλαιο VI");
}

TEST(PlaceText, CountsWithTheLettersOfTheLanguage)
{
    EXPECT_EQ(place("art. 56a(3)", "el"), "άρθρο 56α παράγραφος 3");
    EXPECT_EQ(place("annex VII 1(d)", "el"), "παράρτημα VII σημείο 1 στοιχείο δ)");
}

TEST(ActText, NamesTheActBehindItsNumber)
{
    const UiTexts& ui = test::ui_texts();
    EXPECT_EQ(act_text("32005L0036", ui, "en"), "Directive 2005/36/EC");
    EXPECT_EQ(act_text("32005L0036", ui, "de"), "Richtlinie 2005/36/EG");
    EXPECT_EQ(act_text("32012R1024", ui, "de"), "Verordnung (EU) Nr. 1024/2012");
    EXPECT_EQ(act_text("32018L0958", ui, "pl"), "dyrektywa (UE) 2018/958");
    EXPECT_EQ(act_text("directive", ui, "en"), "directive");
}

TEST(CitationText, LeavesTheActOutThatTheFormNames)
{
    const UiTexts& ui = test::ui_texts();
    EXPECT_EQ(citation_text({"32005L0036", "art. 14"}, "32005L0036", ui, "en"), "Article 14");
    EXPECT_EQ(citation_text({"32012R1024", "art. 14"}, "32005L0036", ui, "en"),
              "Article 14 of Regulation (EU) No 1024/2012");
}

TEST(EurLexAddress, IsInTheLanguageOrInEnglish)
{
    EXPECT_EQ(eur_lex_address("32005L0036", "mt"),
              "https://eur-lex.europa.eu/legal-content/MT/TXT/?uri=CELEX:32005L0036");
    EXPECT_EQ(eur_lex_address("32005L0036", "is"),
              "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32005L0036");
    EXPECT_EQ(eur_lex_address("javascript:alert(1)", "en"), "");
}

} // namespace

} // namespace imi
