// SPDX-License-Identifier: EUPL-1.2
#include "i18n/names.hpp"

#include "i18n/languages.hpp"

#include <gtest/gtest.h>

namespace imi
{
namespace
{

TEST(Languages, AreThoseOfTheUnionIcelandicAndNorwegian)
{
    EXPECT_EQ(languages().size(), 26U);
    EXPECT_EQ(find_language("mt")->own_name, "Malti");
    EXPECT_EQ(find_language("ru"), nullptr);
    EXPECT_EQ(shown_language("ga"), "ga");
    EXPECT_EQ(shown_language("ru"), "en");
}

TEST(CountryName, KnowsTheCodesOfTheUnion)
{
    EXPECT_EQ(country_name("EL", "de"), "Griechenland");
    EXPECT_EQ(country_name("GR", "de"), "Griechenland");
    EXPECT_EQ(country_name("UK", "fr"), "Royaume-Uni");
    EXPECT_EQ(country_name("PL", "el"), "Πολωνία");
    EXPECT_EQ(country_name("DE", "mt"), "il-Ġermanja");
    EXPECT_EQ(country_name("DE", "ga"), "an Ghearmáin");
}

TEST(CountryName, DiffersFromTheCodeInEveryLanguage)
{
    for (const Language& language : languages())
        EXPECT_NE(country_name("EL", language.tag), "EL") << language.tag;
}

TEST(LanguageAndCurrencyName, AreInTheReadersLanguage)
{
    EXPECT_EQ(language_name("is", "pl"), "islandzki");
    EXPECT_EQ(currency_name("EUR", "bg"), "Евро");
}

TEST(LongDate, IsWrittenOutInTheReadersLanguage)
{
    EXPECT_EQ(long_date("2008-03-03", "de"), "3. März 2008");
    EXPECT_EQ(long_date("2008-03-03", "pl"), "3 marca 2008");
    EXPECT_EQ(long_date("2008-03-03", "el"), "3 Μαρτίου 2008");
}

TEST(LocalNumber, HasTheSeparatorsOfTheLanguage)
{
    EXPECT_EQ(local_number("1234.5", "de"), "1.234,5");
    EXPECT_EQ(local_number("1234.5", "en"), "1,234.5");
}

TEST(SortKey, OrdersAsADictionaryDoes)
{
    EXPECT_LT(sort_key("Österreich", "de"), sort_key("Polen", "de"));
    EXPECT_LT(sort_key("Polen", "sv"), sort_key("Österrike", "sv"));
    EXPECT_LT(sort_key("Čeština", "cs"), sort_key("Dansk", "cs"));
}

} // namespace
} // namespace imi
