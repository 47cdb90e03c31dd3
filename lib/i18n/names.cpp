// SPDX-License-Identifier: EUPL-1.2
#include "i18n/names.hpp"

#include "base/country.hpp"
#include "base/date.hpp"
#include "base/error.hpp"

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/ucurr.h>

#include <map>
#include <memory>
#include <mutex>

namespace imi
{

namespace
{

std::string utf8_of(const icu::UnicodeString& text)
{
    std::string out;
    text.toUTF8String(out);
    return out;
}

/// The Union writes English as Britain and Ireland do.
icu::Locale locale_of(std::string_view language)
{
    return icu::Locale{language == "en" ? "en_GB" : std::string{language}.c_str()};
}

/// One object a language, made when it is first asked for: they are dear, and most runs need none.
template <class Made, class Make> const Made& kept(std::string_view language, const Make& make)
{
    static std::mutex mutex;
    static std::map<std::string, std::unique_ptr<Made>, std::less<>> all;
    const std::lock_guard lock{mutex};
    auto at = all.find(language);
    if (at == all.end())
        at = all.emplace(std::string{language}, make(locale_of(language))).first;
    if (!at->second)
        throw Error{Status::bug, "BASE-002", "the locale data of ICU are missing"};
    return *at->second;
}

} // namespace

std::string country_name(std::string_view code, std::string_view language)
{
    const Country* country = find_country(code);
    const std::string iso{country == nullptr ? code : country->iso};
    icu::UnicodeString name;
    icu::Locale{"und", iso.c_str()}.getDisplayCountry(locale_of(language), name);
    return name.isEmpty() ? std::string{code} : utf8_of(name);
}

std::string language_name(std::string_view tag, std::string_view language)
{
    icu::UnicodeString name;
    locale_of(tag).getDisplayLanguage(locale_of(language), name);
    return name.isEmpty() ? std::string{tag} : utf8_of(name);
}

std::string currency_name(std::string_view code, std::string_view language)
{
    // ICU gives the code's own buffer back where it knows no name, so that buffer lives to the end.
    icu::UnicodeString iso = icu::UnicodeString::fromUTF8(icu::StringPiece{code.data(), static_cast<int>(code.size())});
    UErrorCode status = U_ZERO_ERROR;
    UBool is_choice = false;
    std::int32_t length = 0;
    const UChar* name = ucurr_getName(iso.getTerminatedBuffer(), std::string{language}.c_str(), UCURR_LONG_NAME,
                                      &is_choice, &length, &status);
    return U_FAILURE(status) ? std::string{code} : utf8_of(icu::UnicodeString{name, length});
}

std::string long_date(std::string_view civil_date, std::string_view language)
{
    const auto& format = kept<icu::DateFormat>(language, [](const icu::Locale& locale) {
        std::unique_ptr<icu::DateFormat> made{icu::DateFormat::createDateInstance(icu::DateFormat::kLong, locale)};
        if (made)
            made->adoptTimeZone(icu::TimeZone::createTimeZone("UTC"));
        return made;
    });
    icu::UnicodeString text;
    format.format(static_cast<UDate>(end_of_day(civil_date)) * 1000.0, text);
    return utf8_of(text);
}

std::string local_number(std::string_view decimal, std::string_view language)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::number::FormattedNumber number =
        icu::number::NumberFormatter::withLocale(locale_of(language))
            .formatDecimal(icu::StringPiece{decimal.data(), static_cast<int>(decimal.size())}, status);
    const icu::UnicodeString text = number.toString(status);
    return U_FAILURE(status) ? std::string{decimal} : utf8_of(text);
}

std::string sort_key(std::string_view text, std::string_view language)
{
    const auto& collator = kept<icu::Collator>(language, [](const icu::Locale& locale) {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made{icu::Collator::createInstance(locale, status)};
        return U_FAILURE(status) ? nullptr : std::move(made);
    });
    const icu::UnicodeString wide =
        icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<int>(text.size())});
    std::string key;
    key.resize(static_cast<std::size_t>(collator.getSortKey(wide, nullptr, 0)));
    collator.getSortKey(wide, reinterpret_cast<std::uint8_t*>(key.data()), static_cast<std::int32_t>(key.size()));
    return key;
}

} // namespace imi
