// SPDX-License-Identifier: EUPL-1.2
#include "base/country.hpp"

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

// IMI began with the pilot of November 2007 (staff report 2008, 2.2); later dates are accessions and the end of the
// transition period of the United Kingdom's withdrawal agreement.
constexpr std::string_view start = "2007-11-01";
constexpr std::array table{
    Country{"AT", "AT", "de", "Europe/Vienna", start, ""},
    Country{"BE", "BE", "nl", "Europe/Brussels", start, ""},
    Country{"BG", "BG", "bg", "Europe/Sofia", start, ""},
    Country{"CY", "CY", "el", "Asia/Nicosia", start, ""},
    Country{"CZ", "CZ", "cs", "Europe/Prague", start, ""},
    Country{"DE", "DE", "de", "Europe/Berlin", start, ""},
    Country{"DK", "DK", "da", "Europe/Copenhagen", start, ""},
    Country{"EE", "EE", "et", "Europe/Tallinn", start, ""},
    Country{"EL", "GR", "el", "Europe/Athens", start, ""},
    Country{"ES", "ES", "es", "Europe/Madrid", start, ""},
    Country{"EU", "EU", "en", "Europe/Brussels", "", ""},
    Country{"FI", "FI", "fi", "Europe/Helsinki", start, ""},
    Country{"FR", "FR", "fr", "Europe/Paris", start, ""},
    Country{"HR", "HR", "hr", "Europe/Zagreb", "2013-07-01", ""},
    Country{"HU", "HU", "hu", "Europe/Budapest", start, ""},
    Country{"IE", "IE", "en", "Europe/Dublin", start, ""},
    Country{"IS", "IS", "is", "Atlantic/Reykjavik", start, ""},
    Country{"IT", "IT", "it", "Europe/Rome", start, ""},
    Country{"LI", "LI", "de", "Europe/Vaduz", start, ""},
    Country{"LT", "LT", "lt", "Europe/Vilnius", start, ""},
    Country{"LU", "LU", "fr", "Europe/Luxembourg", start, ""},
    Country{"LV", "LV", "lv", "Europe/Riga", start, ""},
    Country{"MT", "MT", "mt", "Europe/Malta", start, ""},
    Country{"NL", "NL", "nl", "Europe/Amsterdam", start, ""},
    Country{"NO", "NO", "nb", "Europe/Oslo", start, ""},
    Country{"PL", "PL", "pl", "Europe/Warsaw", start, ""},
    Country{"PT", "PT", "pt", "Europe/Lisbon", start, ""},
    Country{"RO", "RO", "ro", "Europe/Bucharest", start, ""},
    Country{"SE", "SE", "sv", "Europe/Stockholm", start, ""},
    Country{"SI", "SI", "sl", "Europe/Ljubljana", start, ""},
    Country{"SK", "SK", "sk", "Europe/Bratislava", start, ""},
    Country{"UK", "GB", "en", "Europe/London", start, "2020-12-31"},
};

} // namespace

std::span<const Country> countries() { return table; }

const Country* find_country(std::string_view code)
{
    if (code.size() != 2)
        return nullptr;
    std::string upper{code};
    for (char& letter : upper) {
        if (letter >= 'a' && letter <= 'z')
            letter = static_cast<char>(letter - 'a' + 'A');
    }
    const auto same = [&](const Country& country) { return country.code == upper || country.iso == upper; };
    const auto found = std::find_if(table.begin(), table.end(), same);
    return found == table.end() ? nullptr : &*found;
}

bool takes_part(const Country& country, std::string_view date)
{
    return !country.from.empty() && country.from <= date && (country.until.empty() || date <= country.until);
}

bool in_territory(const Country& country, std::string_view territory, std::string_view date)
{
    constexpr std::array<std::string_view, 3> efta = {"IS", "LI", "NO"};
    if (country.from.empty() || (!date.empty() && !takes_part(country, date)))
        return false;
    return territory == "eea" || std::find(efta.begin(), efta.end(), country.code) == efta.end();
}

} // namespace imi
