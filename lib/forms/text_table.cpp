// SPDX-License-Identifier: EUPL-1.2
#include "forms/text_table.hpp"

namespace imi
{

TextTable::TextTable(const FormTexts& texts, std::vector<std::string> languages, std::string shown)
    : texts_{texts}, languages_{std::move(languages)}, language_{std::move(shown)}, all_(languages_.size())
{
}

std::size_t TextTable::add(const std::string& key, const InLanguage& text)
{
    const auto [at, is_new] = numbers_.emplace(key, shown_.size());
    if (!is_new)
        return at->second;
    shown_.push_back(text(language_));
    for (std::size_t i = 0; i < languages_.size(); ++i) {
        ShownText one = text(languages_[i]);
        if (one.language == languages_[i]) {
            all_[i].emplace_back(std::move(one.text));
            continue;
        }
        all_[i].emplace_back(nullptr);
        sources_[std::to_string(at->second)] = {one.language, one.text};
    }
    return at->second;
}

std::size_t TextTable::of_form(const std::string& path, const std::string& source)
{
    return add("form:" + path, [&](std::string_view language) { return texts_.text(path, source, language); });
}

std::size_t TextTable::ui(std::string_view key)
{
    return add("ui:" + std::string{key}, [&](std::string_view language) { return texts_.ui().shown(key, language); });
}

std::size_t TextTable::ui(std::string_view key, const std::string& mark,
                          const std::function<Values(std::string_view)>& values)
{
    return add("ui:" + std::string{key} + "?" + mark, [&](std::string_view language) {
        ShownText text = texts_.ui().shown(key, language);
        text.text = escape_braces(fill_in(text.text, values(language)));
        return text;
    });
}

std::size_t TextTable::code(const CodeList& list, std::string_view code)
{
    return add("code:" + list.path + "/" + std::string{code},
               [&](std::string_view language) { return texts_.code(list, code, language); });
}

nlohmann::ordered_json TextTable::by_language() const
{
    nlohmann::ordered_json result = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < languages_.size(); ++i)
        result[languages_[i]] = all_[i];
    return result;
}

} // namespace imi
