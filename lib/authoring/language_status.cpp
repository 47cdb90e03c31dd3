// SPDX-License-Identifier: EUPL-1.2
#include "authoring/language_status.hpp"

#include <map>
#include <set>

namespace imi::authoring
{

std::vector<LanguageStatus> language_status(const Selection& selection)
{
    Findings ignored;
    const workflow::Bundle bundle = workflow::read_bundle(selection.folders, ignored);
    std::set<std::string> languages;
    for (const std::string& name : selection.packages) {
        for (const TranslationCount& count : count_translations(*bundle.library.package(name)))
            languages.insert(count.language);
    }
    std::vector<LanguageStatus> result;
    for (const std::string& name : selection.packages) {
        const Package& package = *bundle.library.package(name);
        std::map<std::string, TranslationCount> rows;
        for (const std::string& language : languages) {
            TranslationCount& none = rows[language];
            none.language = language;
            none.texts = none.missing = package.texts.size();
        }
        for (const TranslationCount& count : count_translations(package))
            rows[count.language] = count;
        rows.erase(package.source_language());
        for (const auto& [language, count] : rows) {
            if (count.texts != 0)
                result.push_back({name, count});
        }
    }
    return result;
}

} // namespace imi::authoring
