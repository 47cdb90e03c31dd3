// SPDX-License-Identifier: EUPL-1.2
#include "directory/package_parts.hpp"

#include "questions/compile.hpp"
#include "questions/mail_texts.hpp"
#include "questions/translations.hpp"
#include "statistics/report.hpp"
#include "workflow/compiled.hpp"
#include "workflow/reader.hpp"
#include "workflow/texts.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

namespace
{

/// A part whose texts are among those of its package, and the paths of these.
struct Unfinished {
    PackagePart part;
    std::vector<std::string> paths;
};

/// {path: text} of a part in every language, as canonical JSON.
void add_languages(PackagePart& part, const std::vector<std::string>& paths, const Translations& translations)
{
    for (const auto& [language, texts] : translations) {
        nlohmann::json content = nlohmann::json::object();
        for (const std::string& path : paths)
            if (const auto found = texts.find(path); found != texts.end())
                content[path] = found->second;
        if (!content.empty())
            part.languages[language] = content.dump();
    }
}

Unfinished read_workflow_part(const Library& library, Package& package, const OtherFile& file, Findings& findings)
{
    workflow::Workflow workflow = workflow::read_workflow(file.root, file.file, findings);
    Unfinished result;
    const auto add = [&](const std::vector<Text>& texts) {
        for (const Text& text : texts)
            result.paths.push_back(text.path);
        package.texts.insert(package.texts.end(), texts.begin(), texts.end());
    };
    add(workflow::texts(workflow));
    for (workflow::FormUse& use : workflow.forms) {
        if (!use.in_place)
            continue;
        std::vector<Text> texts;
        const Form form = library.read_small_form(*use.in_place, use.id, package.name, file.file,
                                                  workflow.id + "/form/" + use.id, texts, findings);
        use.compiled = canonical_content(form);
        add(texts);
        // Answer lists of the area or the shared folder have their texts there.
        for (const auto& [path, source] : texts_of(form))
            result.paths.push_back(path);
    }
    result.part.id = {PartKind::workflow, package.name, workflow.id, workflow.version};
    result.part.source_language = package.source_language();
    if (!findings.has_errors())
        result.part.content = workflow::compile(workflow);
    return result;
}

std::vector<Unfinished> read_report_parts(Package& package, Findings& findings)
{
    std::vector<Text> texts;
    std::vector<Unfinished> result;
    for (const statistics::Report& report : statistics::read_reports(package.others, &texts, findings)) {
        Unfinished part;
        part.part.id = {PartKind::report, package.name, report.id, report.version};
        part.part.source_language = package.source_language();
        part.part.content = canonical_content(report, package.others);
        part.paths = statistics::text_paths(report);
        result.push_back(std::move(part));
    }
    package.texts.insert(package.texts.end(), texts.begin(), texts.end());
    return result;
}

} // namespace

CompiledPackages compile_packages(Library& library, Findings& findings)
{
    CompiledPackages result;
    for (Package& package : library.packages()) {
        std::vector<Unfinished> unfinished;
        for (const OtherFile& file : package.others) {
            if (file.kind == "workflow") {
                unfinished.push_back(read_workflow_part(library, package, file, findings));
            } else if (file.kind == "mail") {
                const MailTexts mail = read_mail_texts(file, findings);
                Unfinished part;
                part.part.id = {PartKind::mail, package.name, mail.id, mail.version};
                part.part.source_language = package.source_language();
                part.part.content = canonical_content(mail);
                for (const Text& text : mail.texts)
                    part.paths.push_back(text.path);
                package.texts.insert(package.texts.end(), mail.texts.begin(), mail.texts.end());
                unfinished.push_back(std::move(part));
            }
        }
        for (Unfinished& part : read_report_parts(package, findings))
            unfinished.push_back(std::move(part));
        const Translations translations = translations_of(package);
        for (Unfinished& part : unfinished) {
            add_languages(part.part, part.paths, translations);
            result.parts.push_back(std::move(part.part));
        }
        result.areas.push_back(area_package(package));
    }
    for (const Package& package : library.packages()) {
        for (const auto& form : package.forms) {
            const CompiledForm compiled = compile(*form, library);
            PackagePart part{{PartKind::form, package.name, compiled.id, compiled.version},
                             form->source_language,
                             compiled.content,
                             {}};
            for (const auto& [language, texts] : compiled.languages)
                part.languages[language] = texts.content;
            result.parts.push_back(std::move(part));
        }
    }
    return result;
}

} // namespace imi
