// SPDX-License-Identifier: EUPL-1.2
#include "text/fold.hpp"

#include "text/utf8.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace imi
{
namespace
{

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> variants(const std::string& word)
{
    const auto words = fold_words(word);
    return words.size() == 1 ? words[0].variants : std::vector<std::string>{};
}

TEST(FoldText, LatinNames)
{
    EXPECT_EQ(fold_text("Müller"), "muller");
    EXPECT_EQ(fold_text("ŁÓDŹ, Poland"), "lodz poland");
    EXPECT_EQ(fold_text("Straße STRASSE"), "strasse strasse");
    EXPECT_EQ(fold_text("Għaqda tal-Ħaddiema"), "ghaqda tal haddiema");
    EXPECT_EQ(fold_text("Rannsóknastofnun Fiskiðnaðarins"), "rannsoknastofnun fiskidnadarins");
    EXPECT_EQ(fold_text("Þjóðskrá Íslands"), "thjodskra islands");
    EXPECT_EQ(fold_text("Vestsjællands Brandvæsen"), "vestsjaellands brandvaesen");
    EXPECT_EQ(fold_text("Đorđe İzmir ısı Œuvre"), "dorde izmir isi oeuvre");
    EXPECT_EQ(fold_text("Ministerul Educației și Ţării"), "ministerul educatiei si tarii");
}

TEST(FoldText, GreekByElot743)
{
    EXPECT_EQ(fold_text("Υπηρεσία Εκδόσεων της Ευρωπαϊκής Ένωσης"), "ypiresia ekdoseon tis evropaikis enosis");
    EXPECT_EQ(fold_text("ΕΙΣΑΓΓΕΛΙΑ ΠΡΩΤΟΔΙΚΩΝ"), "eisangelia protodikon");
    EXPECT_EQ(fold_text("Αυτασφάλιση αυγό ναύτης ηύρα"), "aftasfalisi avgo naftis ivra");
    EXPECT_EQ(fold_text("άυλος αϋπνία όυ ΑΫΛΟΣ"), "aylos aypnia oy aylos");
    EXPECT_EQ(fold_text("ου ΟΎ οὗ"), "ou ou ou");
    EXPECT_EQ(fold_text("άγχος ελέγξω αγκαλιά ταυ"), "anchos elenxo agkalia taf");
    EXPECT_EQ(fold_text("Μπάμπης ΜΠΑΜΠΗΣ ντομάτα"), "bampis bampis ntomata");
    EXPECT_EQ(fold_text("ψυχή θεός ξένος οδός ΟΔΟΣ"), "psychi theos xenos odos odos");
    EXPECT_EQ(fold_text("ᾠδή Ἀθῆναι τῷ"), "odi athinai to");
}

TEST(FoldText, CyrillicByTheBulgarianAct)
{
    EXPECT_EQ(fold_text("Съвместно предприятие"), "savmestno predpriyatie");
    EXPECT_EQ(fold_text("Селскостопанска академия АКАДЕМИЯ"), "selskostopanska akademia akademia");
    EXPECT_EQ(fold_text("Шумен, Щъркелово; Цар Кольо"), "shumen shtarkelovo tsar kolyo");
    EXPECT_EQ(fold_text("Ђорђе Њуштедт Ќустендил Ѓорче Јован"), "djordje njushtedt kustendil gorche jovan");
    EXPECT_EQ(fold_text("Київ Україна Ёлка рыба"), "kiyiv ukrayina yolka ryba");
}

TEST(FoldText, WordsAreRunsOfLettersAndDigits)
{
    EXPECT_EQ(fold_text(""), "");
    EXPECT_EQ(fold_text(" –„“ ... "), "");
    EXPECT_EQ(fold_text("d'Italia d’Europe"), "d italia d europe");
    EXPECT_EQ(fold_text("Karl-Franzens-Universität/Graz_1"), "karl franzens universitat graz 1");
    EXPECT_EQ(fold_text("SGB II, § 44b; m² № 5"), "sgb ii 44b m2 no 5");
    EXPECT_EQ(fold_text("Col·legi Oficial · Il·lustre"), "collegi oficial illustre");
    EXPECT_EQ(fold_text("ＡＢＣ１２３ ﬁnance Ⅷ ٣"), "abc123 finance viii 3");
    EXPECT_EQ(fold_text("e\u0301le\u0300ve \u0301"), "eleve");
}

TEST(FoldText, SingleLettersBetweenDotsAreOneWord)
{
    EXPECT_EQ(fold_text("Ö.Ä.K."), "oak");
    EXPECT_EQ(fold_text("(Τ.Ε.Ε.) του Ο.Α.Ε.Δ"), "tee tou oaed");
    EXPECT_EQ(fold_text("d.o.o., a.s. e.V."), "doo as ev");
    EXPECT_EQ(fold_text("J. A. Komenského"), "j a komenskeho");
    EXPECT_EQ(fold_text("A.B.Muster 1.2 a.1 a..b"), "ab muster 1 2 a 1 a b");
    EXPECT_EQ(fold_text("Ο.Υ. Μ.Π."), "oy mp");
}

TEST(FoldText, OtherScriptsAreStillFound)
{
    EXPECT_EQ(fold_text("東京"), "u6771u4eac");
    EXPECT_EQ(fold_text("سلام"), "u633u644u627u645");
    EXPECT_EQ(fold_text("𐌰"), "u10330");
}

TEST(FoldText, KeysAtTheLimitAndAbove)
{
    EXPECT_EQ(fold_text(std::string(48, 'x')), std::string(48, 'x'));
    EXPECT_EQ(fold_text(std::string(49, 'x') + " y"), std::string(48, 'x') + " y");
    std::string greek;
    std::string latin(47, 'x');
    for (int i = 0; i < 10'000; ++i)
        greek += "θ";
    EXPECT_EQ(fold_text(greek).size(), 48U);
    EXPECT_EQ(fold_text(latin + "þ"), latin + "t");
    for (const std::string& variant : variants(greek))
        EXPECT_LE(variant.size(), 48U);
}

TEST(FoldWords, SayWhereTheyStand)
{
    const auto words = fold_words("«Σχολή» Ö.Ä.K.!");
    ASSERT_EQ(words.size(), 2U);
    EXPECT_EQ(words[0].key, "scholi");
    EXPECT_EQ(words[0].offset, 2U);
    EXPECT_EQ(words[0].length, 10U);
    EXPECT_EQ(words[1].key, "oak");
    EXPECT_EQ(words[1].offset, 15U);
    EXPECT_EQ(words[1].length, 7U);
}

TEST(FoldWords, VariantsOfLatinWords)
{
    EXPECT_THAT(variants("Ministry"), IsEmpty());
    EXPECT_THAT(variants("Éducation"), IsEmpty());
    EXPECT_THAT(variants("Müller"), ElementsAre("mueller"));
    EXPECT_THAT(variants("Socialförsäkringen"), ElementsAre("socialfoersaekringen"));
    EXPECT_THAT(variants("Ålesund"), ElementsAre("aalesund"));
    EXPECT_THAT(variants("Smörgåsbord"), ElementsAre("smoergaasbord", "smoergasbord", "smorgaasbord"));
    EXPECT_THAT(variants("Trøndelag"), ElementsAre("troendelag"));
    EXPECT_THAT(variants("Međimurje"), ElementsAre("medjimurje"));
    EXPECT_THAT(variants("Ö.Ä.K."), ElementsAre("oeaek"));
    EXPECT_THAT(variants("Brandvæsen"), IsEmpty());
}

TEST(FoldWords, VariantsOfGreekWords)
{
    EXPECT_THAT(variants("Στατιστική"), Contains("statistikh"));
    EXPECT_THAT(variants("Υπηρεσία"), testing::IsSupersetOf({"uphresia", "ipiresia"}));
    EXPECT_THAT(variants("Σχολή"), testing::IsSupersetOf({"sholi", "sxolh"}));
    EXPECT_THAT(variants("Παιδείας"), Contains("pedias"));
    EXPECT_THAT(variants("Μπάμπης"), testing::IsSupersetOf({"babis", "mpampis"}));
    EXPECT_THAT(variants("Ευρωπαϊκή"), testing::IsSupersetOf({"europaiki", "eurwpaikh"}));
    EXPECT_THAT(variants("Θεσσαλονίκη"), testing::IsSupersetOf({"thessalonikh", "8essalonikh"}));
    EXPECT_THAT(variants("Αντιδήμαρχος"), testing::IsSupersetOf({"adidimarhos", "antidimarhos", "antidhmarxos"}));
}

TEST(FoldWords, VariantsOfCyrillicWords)
{
    EXPECT_THAT(variants("агенция"), testing::IsSupersetOf({"agencija", "agentsiya"}));
    EXPECT_THAT(variants("Технически"), Contains("tehniceski"));
    EXPECT_THAT(variants("България"), testing::IsSupersetOf({"bulgaria", "bulgariya", "balgarija"}));
    EXPECT_THAT(variants("служба"), Contains("sluzba"));
    EXPECT_THAT(variants("Живков"), Contains("schiwkow"));
    EXPECT_THAT(variants("Ђорђе"), Contains("dorde"));
    EXPECT_THAT(variants("банка"), IsEmpty());
}

void expect_well_formed(const std::string& text)
{
    std::string joined;
    for (const FoldedWord& word : fold_words(text)) {
        joined += joined.empty() ? "" : " ";
        joined += word.key;
        ASSERT_LE(word.offset + word.length, text.size());
        ASSERT_LE(word.variants.size(), 8U);
        ASSERT_TRUE(std::is_sorted(word.variants.begin(), word.variants.end()));
        ASSERT_EQ(std::adjacent_find(word.variants.begin(), word.variants.end()), word.variants.end());
        ASSERT_EQ(std::count(word.variants.begin(), word.variants.end(), word.key), 0);
        for (const std::string& variant : word.variants)
            ASSERT_EQ(fold_text(variant), variant);
    }
    const std::string folded = fold_text(text);
    ASSERT_EQ(folded, joined);
    ASSERT_EQ(fold_text(folded), folded) << text;
}

bool is_key(const std::string& text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'); });
}

bool is_plain_letter(char32_t code_point)
{
    return (U_GET_GC_MASK(static_cast<UChar32>(code_point)) & (U_GC_L_MASK & ~U_GC_LM_MASK)) != 0;
}

TEST(FoldWords, HoldTogetherForEveryCodePoint)
{
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        std::string text;
        append_utf8(text, c);
        const std::string folded = fold_text(text);
        ASSERT_TRUE(is_key(folded)) << std::hex << static_cast<unsigned>(c);
        ASSERT_TRUE(!folded.empty() || !is_plain_letter(c)) << std::hex << static_cast<unsigned>(c);
    }
}

TEST(FoldWords, HoldTogetherForRandomText)
{
    const std::u32string letters = U"abzÄöüåøđßþðłαάουύϋηκγχξμπντσςΑΥΜΠжзийхцчшщъьюяЖЯњ.·l ,'1٣東\u0301º";
    std::mt19937 random{11};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::size_t i = random() % 12; i > 0; --i)
            append_utf8(text, letters[random() % letters.size()]);
        ASSERT_NO_FATAL_FAILURE(expect_well_formed(text)) << text;
    }
    ASSERT_NO_FATAL_FAILURE(expect_well_formed("\xFF\xC3"));
}

TEST(FoldMemory, FoldsAsIfItRememberedNothing)
{
    const std::u32string letters = U"abzÄößłαάουύΜПщь.·l '1\u0301";
    std::mt19937 random{12};
    FoldMemory memory;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::size_t i = random() % 10; i > 0; --i)
            append_utf8(text, letters[random() % letters.size()]);
        const auto words = fold_words(text);
        const auto remembered = memory.fold_words(text);
        ASSERT_EQ(words.size(), remembered.size()) << text;
        for (std::size_t i = 0; i < words.size(); ++i) {
            ASSERT_EQ(words[i].key, remembered[i]->key) << text;
            ASSERT_EQ(words[i].variants, remembered[i]->variants) << text;
        }
    }
}

TEST(FoldText, JoinsTheKeysOfAllWords)
{
    // ASCII goes a way of its own: words of every length, initials, and where it meets other letters.
    const std::u32string letters = U"abzAZ09.  -'&·lß\u0301Щ";
    std::mt19937 random{17};
    for (int round = 0; round < 50'000; ++round) {
        std::string text;
        for (std::size_t i = random() % 12; i > 0; --i)
            append_utf8(text, letters[random() % (round % 3 == 0 ? letters.size() : 13)]);
        if (round % 100 == 0)
            text.append(" ").append(40 + random() % 20, 'x').append(random() % 2, '.');
        std::string joined;
        for (const FoldedWord& word : fold_words(text))
            joined.append(joined.empty() ? "" : " ").append(word.key);
        ASSERT_EQ(fold_text(text), joined) << text;
    }
}

} // namespace
} // namespace imi
