// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace imi
{

/// A country that takes part, by dates of its membership (Regulation (EU) No 1024/2012; EEA Agreement).
struct Country {
    std::string_view code;     ///< two letters of the EU style guide: EL, UK
    std::string_view iso;      ///< ISO 3166: GR, GB
    std::string_view language; ///< main language of its administration, BCP 47
    std::string_view zone;     ///< IANA time zone, in which its deadlines end
    std::string_view from;     ///< first civil date of taking part
    std::string_view until;    ///< last civil date; empty while it takes part
};

/// All of them, by code; EU (Union institutions) among them, which takes no part in requests (`from` is empty).
std::span<const Country> countries();

/// By code as people write it: any case, GR and GB read as EL and UK.
const Country* find_country(std::string_view code);

/// Whether the country may send and receive on a civil date (ISO).
bool takes_part(const Country& country, std::string_view date);

/// Whether the country belongs to a territory, "eea" or "eu", on a civil date; with an empty date, whether it ever did.
bool in_territory(const Country& country, std::string_view territory, std::string_view date);

} // namespace imi
