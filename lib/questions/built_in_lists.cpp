// SPDX-License-Identifier: EUPL-1.2
#include "questions/built_in_lists.hpp"

#include "base/country.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>

namespace imi
{

namespace
{

// ISO 3166-1 with the two letters of the EU style guide, and Kosovo.
constexpr std::string_view country_codes =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT "
    "BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH "
    "EL ER ES ET FI FJ FK FM FO FR GA GD GE GF GG GH GI GL GM GN GP GQ GS GT GU GW GY HK HM HN HR HT HU "
    "ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT "
    "LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL "
    "NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH "
    "SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UK "
    "UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

// ISO 639-1, without "no" (nb and nn) and "sh".
constexpr std::string_view language_codes =
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv "
    "dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie "
    "ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv "
    "mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn nr nv ny oc oj om or os pa pi pl ps pt qu rm rn "
    "ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt "
    "tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

// ISO 4217, currencies in use.
constexpr std::string_view currency_codes =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
    "GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD "
    "KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK "
    "NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
    "SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD "
    "XOF XPF YER ZAR ZMW ZWL";

CodeListPtr make(std::string_view name, std::string_view codes)
{
    auto list = std::make_shared<CodeList>();
    list->name = name;
    list->path = name;
    list->source = CodeList::Source::built_in;
    while (!codes.empty()) {
        const std::size_t end = std::min(codes.find(' '), codes.size());
        ListCode code;
        code.code = codes.substr(0, end);
        list->add(std::move(code));
        codes.remove_prefix(std::min(end + 1, codes.size()));
    }
    return list;
}

CodeListPtr make_countries(std::string_view date)
{
    auto list = std::make_shared<CodeList>(*make("countries", country_codes));
    for (const std::string_view territory : {"eea", "eu"}) {
        std::vector<std::string> members;
        for (const Country& country : countries()) {
            if (in_territory(country, territory, date))
                members.emplace_back(country.code);
        }
        list->groups.emplace_back(territory, std::move(members));
    }
    return list;
}

} // namespace

CodeListPtr built_in_list(std::string_view name)
{
    static const std::map<std::string_view, CodeListPtr> lists = {
        {"countries", make_countries({})},
        {"languages", make("languages", language_codes)},
        {"currencies", make("currencies", currency_codes)},
        {"regions", make("regions", {})},
        {"areas", make("areas", {})},
        {"yes-no", make("yes-no", "yes no")},
        {"yes-no-unknown", make("yes-no-unknown", "yes no unknown")},
    };
    const auto found = lists.find(name);
    return found == lists.end() ? nullptr : found->second;
}

std::span<const std::string_view> built_in_names()
{
    static constexpr std::array<std::string_view, 5> names = {"countries", "languages", "regions", "currencies",
                                                              "areas"};
    return names;
}

CodeListPtr countries_on(std::string_view date)
{
    // One list a day: whoever fills in many forms asks for the same.
    static std::mutex mutex;
    static std::map<std::string, CodeListPtr, std::less<>> lists;
    constexpr std::size_t most = 1000;
    const std::lock_guard lock{mutex};
    const auto known = lists.find(date);
    if (known != lists.end())
        return known->second;
    if (lists.size() >= most)
        lists.clear();
    return lists[std::string{date}] = make_countries(date);
}

} // namespace imi
