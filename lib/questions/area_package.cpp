// SPDX-License-Identifier: EUPL-1.2
#include "questions/area_package.hpp"

#include "formats/json.hpp"
#include "questions/package.hpp"
#include "questions/translations.hpp"
#include "text/list.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

namespace
{

nlohmann::ordered_json to_json(const YamlNode& node)
{
    if (node.kind == YamlNode::Kind::scalar)
        return node.scalar;
    if (node.kind == YamlNode::Kind::list) {
        auto list = nlohmann::ordered_json::array();
        for (const YamlNode& item : node.items)
            list.push_back(to_json(item));
        return list;
    }
    auto object = nlohmann::ordered_json::object();
    for (const YamlNode::Entry& entry : node.entries)
        object[entry.key] = to_json(entry.value);
    return object;
}

class PackageContent
{
public:
    explicit PackageContent(const Package& package) : package_{package}, translations_{translations_of(package)} {}

    AreaPackage make() const
    {
        AreaPackage result;
        result.folder = package_.folder;
        if (package_.area) {
            result.area = package_.area->id;
            result.short_code = package_.area->short_code;
            result.content = area_content(*package_.area);
        }
        for (const auto& list : package_.vocabularies)
            result.vocabularies.push_back(vocabulary(*list));
        return result;
    }

private:
    /// The source text, then the translations by language.
    std::vector<std::pair<std::string, std::string>> texts(const std::string& path, const std::string& source) const
    {
        std::vector<std::pair<std::string, std::string>> result{{package_.source_language(), source}};
        for (const auto& [language, by_path] : translations_) {
            const auto found = by_path.find(path);
            if (found != by_path.end())
                result.emplace_back(language, found->second);
        }
        return result;
    }

    std::string area_content(const Area& area) const
    {
        nlohmann::ordered_json content = to_json(area.root);
        for (const auto& [key, source] : {std::pair{"title", area.title}, std::pair{"hint", area.hint}}) {
            if (source.empty())
                continue;
            auto by_language = nlohmann::ordered_json::object();
            for (const auto& [language, text] : texts(std::string{"area/"} + key, source))
                by_language[language] = text;
            content[key] = std::move(by_language);
        }
        return dump_json(content);
    }

    Vocabulary vocabulary(const CodeList& list) const
    {
        Vocabulary result{list.name, list.version, {}};
        for (const ListCode& one : list.codes()) {
            VocabularyCode code{one.code, one.parent, one.heading, one.retired, {}};
            const std::string path = list.path + "/" + one.code;
            if (!one.label.empty()) {
                for (auto& [language, text] : texts(path, one.label))
                    code.texts.push_back({language, false, text});
            }
            std::string_view labelled; // by language, one after the other
            for (const auto& [language, label] : one.labels) {
                code.texts.push_back({language, language == labelled, label});
                labelled = language;
            }
            const std::string synonyms = joined(one.synonyms, " | ");
            if (!synonyms.empty()) {
                for (const auto& [language, text] : texts(path + "/synonyms", synonyms)) {
                    for (std::string& synonym : split_synonyms(text))
                        code.texts.push_back({language, true, std::move(synonym)});
                }
            }
            result.codes.push_back(std::move(code));
        }
        return result;
    }

    const Package& package_;
    Translations translations_;
};

} // namespace

AreaPackage area_package(const Package& package) { return PackageContent{package}.make(); }

} // namespace imi
