// SPDX-License-Identifier: EUPL-1.2
#include "base/hash.hpp"
#include "forms/page_parts.hpp"

#include <algorithm>

namespace imi
{

namespace
{

std::string base64(Bytes bytes)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned bits = 0;
        for (std::size_t j = i; j < i + 3; ++j)
            bits = bits << 8U | (j < bytes.size() ? std::to_integer<unsigned>(bytes[j]) : 0U);
        const std::size_t here = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t j = 0; j < 4; ++j)
            text += j <= here ? digits[bits >> (18U - 6U * j) & 63U] : '=';
    }
    return text;
}

std::string source(std::string_view text) { return "'sha256-" + base64(sha256(text)) + "'"; }

} // namespace

std::string page_policy()
{
    return "default-src 'none'; script-src " + source(form_script()) + "; style-src " + source(form_style()) +
           "; base-uri 'none'; form-action 'none'";
}

std::string style_policy()
{
    return "default-src 'none'; style-src " + source(form_style()) + "; base-uri 'none'; form-action 'none'";
}

} // namespace imi
