// SPDX-License-Identifier: EUPL-1.2
#include "text/romanise.hpp"

#include "text/fold.hpp"
#include "text/utf8.hpp"

#include <gtest/gtest.h>
#include <unicode/locid.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace imi
{
namespace
{

/// The letters of the 26 languages beside a to z (CLDR exemplar characters).
const std::map<std::string, std::string> alphabets = {
    {"bg", "абвгдежзийклмнопрстуфхцчшщъьюяѝ"},
    {"cs", "áčďéěíňóřšťúůýž"},
    {"da", "æøåáéǿö"},
    {"de", "äößü"},
    {"el", "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ"},
    {"en", ""},
    {"es", "áéíñóúüªº"},
    {"et", "šžõäöü"},
    {"fi", "šžåäöđŋ"},
    {"fr", "àâæçéèêëîïôœùûüÿ"},
    {"ga", "áéíóúḃċḋḟġṁṗṡṫ"},
    {"hr", "čćđšžǆǉǌ"},
    {"hu", "áéíóöőúüű"},
    {"is", "áðéíóúýþæö"},
    {"it", "àéèìòù"},
    {"lt", "ąčęėįšųūž"},
    {"lv", "āčēģīķļņšūž"},
    {"mt", "àċèġħìòùż"},
    {"nb", "àéóòôæøåčđŋšŧž"},
    {"nl", "áäéëíïóöúüĳ"},
    {"pl", "ąćęłńóśźż"},
    {"pt", "áàâãçéêíóôõú"},
    {"ro", "ăâîșțşţ"},
    {"sk", "áäčďéíĺľňóôŕšťúýž"},
    {"sl", "čšžćđ"},
    {"sv", "àéåäö"},
};

class IcuFold
{
public:
    explicit IcuFold(const char* id)
    {
        UErrorCode status = U_ZERO_ERROR;
        transliterator_.reset(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
        EXPECT_TRUE(U_SUCCESS(status)) << id;
    }
    std::string operator()(const std::string& text) const
    {
        icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(text);
        transliterator_->transliterate(unicode);
        std::string result;
        unicode.toUTF8String(result);
        std::erase_if(result, [](char byte) { return byte < '0'; }); // apostrophes of signs and stops
        return result;
    }

private:
    std::unique_ptr<icu::Transliterator> transliterator_;
};

std::string upper(const std::string& text)
{
    std::string result;
    icu::UnicodeString::fromUTF8(text).toUpper(icu::Locale::getRoot()).toUTF8String(result);
    return result;
}

std::vector<std::string> letters_of(const std::string& alphabet)
{
    std::vector<std::string> letters;
    for (std::size_t position = 0; position < alphabet.size();) {
        const std::size_t start = position;
        next_code_point(alphabet, position);
        letters.push_back(alphabet.substr(start, position - start));
    }
    return letters;
}

TEST(Alphabets, EveryLetterFoldsAsCldrWritesItInAscii)
{
    ASSERT_EQ(alphabets.size(), 26U);
    const IcuFold latin_ascii{"Latin-ASCII; Lower"};
    for (const auto& [language, alphabet] : alphabets)
        for (const std::string& letter : letters_of("abcdefghijklmnopqrstuvwxyz" + alphabet)) {
            EXPECT_FALSE(fold_text(letter).empty()) << language << " " << letter;
            EXPECT_EQ(fold_text(upper(letter)), fold_text(letter)) << language << " " << letter;
            const bool is_ordinal = letter == "ª" || letter == "º"; // CLDR leaves them alone
            if (language != "bg" && language != "el" && !is_ordinal) {
                EXPECT_EQ(fold_text(letter), latin_ascii(letter)) << language << " " << letter;
            }
        }
}

bool has_spelling(const std::string& word, const std::string& spelling)
{
    const auto words = fold_words(word);
    return words.size() == 1 &&
           (words[0].key == spelling || std::count(words[0].variants.begin(), words[0].variants.end(), spelling) != 0);
}

/// Words for which we deliberately have no such spelling.
using Exceptions = std::map<std::string, std::string>;

void expect_spellings(const IcuFold& icu, const std::vector<std::string>& words, const Exceptions& exceptions)
{
    for (const std::string& word : words) {
        const auto exception = exceptions.find(word);
        const std::string expected = icu(word);
        if (exception == exceptions.end())
            EXPECT_TRUE(has_spelling(word, expected)) << word << " " << expected;
        else
            EXPECT_EQ(expected, exception->second) << word;
    }
}

TEST(Greek, HasTheSpellingsOfUngegn)
{
    const IcuFold icu{"Greek-Latin/UNGEGN; Latin-ASCII; Lower"};
    expect_spellings(icu, letters_of(alphabets.at("el")), {});
    expect_spellings(icu, {"αναγνώριση",   "επαγγελματικών", "προσόντων", "υπουργείο",   "παιδείας",     "εργασίας",
                           "ευρωπαϊκής",   "αυτοκινήτων",    "ναύπλιο",   "θεσσαλονίκη", "σχολή",        "ψυχολόγος",
                           "οδός",         "ιατρικός",       "μπάμπης",   "πολιτισμού",  "οικονομίας",   "κοινωνικών",
                           "εκπαίδευση",   "ελέγχου",        "διεύθυνση", "εύβοια",      "φαρμακοποιός", "νοσηλευτής",
                           "αρχιτέκτονας", "δικηγορικός",    "σύλλογος",  "ξάνθη",       "κύπρος",       "αγκαλιά",
                           "άυλος"},
                     {});
}

TEST(Bulgarian, HasTheSpellingsOfBgn)
{
    const IcuFold icu{"Bulgarian-Latin/BGN; Latin-ASCII; Lower"};
    expect_spellings(icu, letters_of(alphabets.at("bg")), {{"ь", ""}, {"ѝ", ""}});
    expect_spellings(icu,
                     {"министерство", "образованието", "науката",        "агенция", "митници", "съвет",   "българия",
                      "шумен",        "щастие",        "пловдив",        "южен",    "януари",  "химия",   "център",
                      "жители",       "чешка",         "здравеопазване", "община",  "район",   "дирекция"},
                     {});
}

TEST(OtherSpellings, AreSpelledLetterByLetterBetweenDots)
{
    EXPECT_EQ(fold_words("Α.Υ.")[0].key, "ay");
    EXPECT_EQ(fold_words("И.Я.")[0].key, "iya");
}

} // namespace
} // namespace imi
