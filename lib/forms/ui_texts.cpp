// SPDX-License-Identifier: EUPL-1.2
#include "forms/ui_texts.hpp"

#include "base/error.hpp"
#include "questions/translations.hpp"

namespace imi
{

namespace
{

bool is_name_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

} // namespace

std::string fill_in(std::string_view text, const Values& values)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i).starts_with("{{") || text.substr(i).starts_with("}}")) {
            result += text[i++];
            continue;
        }
        std::size_t end = i + 1;
        while (end < text.size() && is_name_letter(text[end]))
            ++end;
        const bool is_name = text[i] == '{' && end > i + 1 && end < text.size() && text[end] == '}';
        const auto value = is_name ? values.find(text.substr(i + 1, end - i - 1)) : values.end();
        if (value == values.end()) {
            result += text[i];
            continue;
        }
        result += value->second;
        i = end;
    }
    return result;
}

std::string escape_braces(std::string_view text)
{
    std::string result;
    for (const char c : text)
        result.append(c == '{' || c == '}' ? 2 : 1, c);
    return result;
}

UiTexts::UiTexts(const Package& shared, const std::string& file)
    : file_{file}, source_language_{shared.source_language()}
{
    const std::string prefix = file + "/";
    const auto key_of = [&](std::string_view path) { return std::string{path.substr(prefix.size())}; };
    for (const Text& text : shared.texts) {
        if (text.path.starts_with(prefix))
            source_[key_of(text.path)] = text.source;
    }
    if (source_.empty())
        throw Error{Status::store, "FRM-001", "texts are missing from " + shared.folder,
                    "it needs the file " + file + ".yaml"};
    for (const auto& [language, by_path] : translations_of(shared)) {
        for (const auto& [path, translation] : by_path) {
            if (path.starts_with(prefix))
                translations_[language][key_of(path)] = translation;
        }
    }
}

ShownText UiTexts::shown(std::string_view key, std::string_view language) const
{
    if (const auto texts = translations_.find(language); texts != translations_.end()) {
        if (const auto found = texts->second.find(key); found != texts->second.end())
            return {found->second, std::string{language}};
    }
    const auto found = source_.find(key);
    if (found == source_.end())
        throw Error{Status::bug, "FRM-002", "there is no text " + std::string{key} + " in " + file_ + ".yaml"};
    return {found->second, source_language_};
}

std::string UiTexts::text(std::string_view key, std::string_view language, const Values& values) const
{
    return fill_in(shown(key, language).text, values);
}

std::vector<std::string> UiTexts::keys() const
{
    std::vector<std::string> keys;
    for (const auto& [key, text] : source_)
        keys.push_back(key);
    return keys;
}

} // namespace imi
