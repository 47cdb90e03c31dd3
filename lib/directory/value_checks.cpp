// SPDX-License-Identifier: EUPL-1.2
#include "directory/value_checks.hpp"

#include "base/date.hpp"
#include "base/limits.hpp"
#include "text/check.hpp"
#include "text/normalise.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

#include <unicode/uloc.h>

#include <algorithm>
#include <cstring>
#include <map>

namespace imi
{

namespace
{

bool is_ascii(std::string_view value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_language_tag(std::string_view tag)
{
    std::size_t part = 0;
    std::size_t length = 0;
    for (const char c : tag) {
        if (c == '-') {
            if (length < 2 || length > 8)
                return false;
            ++part;
            length = 0;
        } else if ((c >= 'a' && c <= 'z') || (part > 0 && ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))) {
            ++length;
        } else {
            return false;
        }
        if (part == 0 && length > 3)
            return false;
    }
    return length >= 2 && length <= 8;
}

bool is_known_language(const std::string& tag)
{
    // ICU's list is searched by comparing strings one by one; imports ask for the same few again and again, each thread
    // for itself.
    thread_local std::map<std::string, bool> known;
    const std::string primary = tag.substr(0, tag.find('-'));
    const auto [entry, is_new] = known.try_emplace(primary, false);
    if (is_new)
        entry->second = std::strlen(uloc_getISO3Language(primary.c_str())) != 0;
    return entry->second;
}

} // namespace

Diagnostic ValueFault::diagnostic(Place place, std::string field) const
{
    return {Severity::error, std::string{code}, std::move(place), std::move(field), message, hint};
}

std::optional<ValueFault> check_text(std::string& value, std::size_t limit)
{
    if (const auto fault = text_fault(value))
        return ValueFault{"REG-005",
                          fault->message + " (column " + std::to_string(fault->column) + " of the value, " +
                              in_quotes(value.substr(0, 160)) + ")",
                          "remove the character"};
    const std::size_t length = value.size() <= limit ? value.size() : count_code_points(value);
    if (length > limit)
        return ValueFault{
            "REG-006", "has " + std::to_string(length) + " characters; the limit is " + std::to_string(limit), {}};
    if (!is_ascii(value))
        value = to_nfc(value);
    return std::nullopt;
}

std::optional<ValueFault> check_email(const std::string& value)
{
    const std::size_t at = value.find('@');
    const bool one_at = at != std::string::npos && value.find('@', at + 1) == std::string::npos;
    const bool plain = value.find_first_of(" \t<>(),;:\"[]\\") == std::string::npos;
    const std::size_t dot = value.rfind('.');
    if (!one_at || !plain || at == 0 || dot == std::string::npos || dot < at + 2 || dot + 1 == value.size())
        return ValueFault{"REG-007", in_quotes(value) + " is no e-mail address",
                          "give one plain address, such as info@body.example"};
    return std::nullopt;
}

std::optional<ValueFault> check_website(const std::string& value)
{
    const bool web = value.starts_with("http://") || value.starts_with("https://");
    if (!web || value.find_first_of(" \t<>\"") != std::string::npos || value.find("//") + 2 == value.size())
        return ValueFault{"REG-008", in_quotes(value) + " is no web address", "begin it with https:// or http://"};
    return std::nullopt;
}

std::optional<ValueFault> check_date(const std::string& value)
{
    if (is_civil_date(value))
        return std::nullopt;
    const std::string guess = iso_guess(value);
    return ValueFault{"REG-018", in_quotes(value) + " is no date in ISO form",
                      guess.empty() ? "write it as 2008-03-31" : "write it as " + guess};
}

std::optional<ValueFault> check_language(std::string& value)
{
    if (value == "no")
        value = "nb";
    if (is_language_tag(value) && is_known_language(value))
        return std::nullopt;
    return ValueFault{"REG-010", in_quotes(value) + " is no language", "give its code, such as de, nb or el"};
}

bool is_code(std::string_view text)
{
    if (text.empty() || text.size() > 64 || text[0] < 'a' || text[0] > 'z')
        return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_login(std::string_view text)
{
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

} // namespace imi
