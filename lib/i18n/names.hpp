// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

// Names and notations that ICU's locale data know, in any language. A language or code that ICU does not know gives the
// code itself.

namespace imi
{

/// Name of a country by its code in EU usage ("EL", "UK", "EU") or ISO 3166.
std::string country_name(std::string_view code, std::string_view language);
/// Name of a language by its tag.
std::string language_name(std::string_view tag, std::string_view language);
/// Name of a currency by its ISO 4217 code.
std::string currency_name(std::string_view code, std::string_view language);

/// A civil date as it is written out: "2008-03-03" is "3. März 2008" in German. The date must be one.
std::string long_date(std::string_view civil_date, std::string_view language);
/// A decimal number in canonical notation with the language's separators: "1234.5" is "1.234,5" in German.
std::string local_number(std::string_view decimal, std::string_view language);

/// Bytes that order texts as a dictionary of the language does.
std::string sort_key(std::string_view text, std::string_view language);

} // namespace imi
