// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace imi
{

/// MAJOR.MINOR of a set, form, survey, vocabulary, lists file or workflow; "1.10" comes after "1.9".
struct Version {
    int major = 0;
    int minor = 0;
    auto operator<=>(const Version&) const = default;
    std::string text() const { return std::to_string(major) + "." + std::to_string(minor); }
};

/// Nothing when the text is no version: two numbers of at most four digits, without leading zeros, joined by a dot.
std::optional<Version> parse_version(std::string_view text);

} // namespace imi
