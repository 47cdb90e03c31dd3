// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/package.hpp"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace imi
{

/// A text and the language that it is in, which is not the one asked for where a translation is missing.
struct ShownText {
    std::string text;
    std::string language; ///< BCP 47
};

/// Puts values in the place of {name}; `{{` and `}}` are braces. Names without a value stay as they are.
using Values = std::map<std::string, std::string, std::less<>>;
std::string fill_in(std::string_view text, const Values& values);
/// What fill_in() gives back unchanged.
std::string escape_braces(std::string_view text);

/// Texts that programs show beside those of a law: a file of questionsets/shared with its translations, such as ui.yaml
/// of forms and prints.
class UiTexts
{
public:
    /// Takes those of one file from the package `shared`. Throws Error(store, FRM-001) when it has none.
    explicit UiTexts(const Package& shared, const std::string& file = "ui");

    /// The text under "section/name", in the source language where a translation is missing. A key that is not there is
    /// a bug: throws Error(bug, FRM-002).
    ShownText shown(std::string_view key, std::string_view language) const;
    std::string text(std::string_view key, std::string_view language, const Values& values = {}) const;
    /// All keys, sorted.
    std::vector<std::string> keys() const;

private:
    using ByKey = std::map<std::string, std::string, std::less<>>;
    std::string file_;
    std::string source_language_;
    ByKey source_;
    std::map<std::string, ByKey, std::less<>> translations_;
};

} // namespace imi
