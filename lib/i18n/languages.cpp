// SPDX-License-Identifier: EUPL-1.2
#include "i18n/languages.hpp"

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

constexpr std::array table{
    Language{"bg", "Български"},      Language{"cs", "Čeština"},    Language{"da", "Dansk"},
    Language{"de", "Deutsch"},        Language{"el", "Ελληνικά"},   Language{"en", "English"},
    Language{"es", "Español"},        Language{"et", "Eesti"},      Language{"fi", "Suomi"},
    Language{"fr", "Français"},       Language{"ga", "Gaeilge"},    Language{"hr", "Hrvatski"},
    Language{"hu", "Magyar"},         Language{"is", "Íslenska"},   Language{"it", "Italiano"},
    Language{"lt", "Lietuvių"},       Language{"lv", "Latviešu"},   Language{"mt", "Malti"},
    Language{"nb", "Norsk (bokmål)"}, Language{"nl", "Nederlands"}, Language{"pl", "Polski"},
    Language{"pt", "Português"},      Language{"ro", "Română"},     Language{"sk", "Slovenčina"},
    Language{"sl", "Slovenščina"},    Language{"sv", "Svenska"},
};

} // namespace

std::span<const Language> languages() { return table; }

const Language* find_language(std::string_view tag)
{
    const auto at = std::find_if(table.begin(), table.end(), [&](const Language& row) { return row.tag == tag; });
    return at == table.end() ? nullptr : &*at;
}

std::string_view shown_language(std::string_view tag)
{
    const Language* language = find_language(tag);
    return language == nullptr ? "en" : language->tag;
}

} // namespace imi
