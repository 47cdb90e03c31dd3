// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "forms/form_texts.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// The texts of a page that can be read in several languages, each with a number, in the order of their first use.
class TextTable
{
public:
    using InLanguage = std::function<ShownText(std::string_view language)>;

    /// `shown` is the language that the page is written in; it is among `languages`.
    TextTable(const FormTexts& texts, std::vector<std::string> languages, std::string shown);

    /// The number of a text; texts of one key are the same.
    std::size_t add(const std::string& key, const InLanguage& text);
    std::size_t of_form(const std::string& path, const std::string& source);
    std::size_t ui(std::string_view key);
    std::size_t ui(std::string_view key, const std::string& mark,
                   const std::function<Values(std::string_view)>& values);
    std::size_t code(const CodeList& list, std::string_view code);

    /// The text in the language that the page is written in.
    const ShownText& shown(std::size_t number) const { return shown_.at(number); }
    const std::string& language() const { return language_; }
    const std::vector<std::string>& languages() const { return languages_; }
    const FormTexts& texts() const { return texts_; }

    /// {language: [text or null]}, null where there is no translation.
    nlohmann::ordered_json by_language() const;
    /// {number: [language, text]} of texts that are not translated everywhere.
    nlohmann::ordered_json sources() const { return sources_; }

private:
    const FormTexts& texts_;
    std::vector<std::string> languages_;
    std::string language_;
    std::map<std::string, std::size_t> numbers_;
    std::vector<ShownText> shown_;
    std::vector<std::vector<nlohmann::ordered_json>> all_; ///< beside languages_
    nlohmann::ordered_json sources_ = nlohmann::ordered_json::object();
};

} // namespace imi
