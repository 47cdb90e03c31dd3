// SPDX-License-Identifier: EUPL-1.2
#include "authoring/rewrite.hpp"

#include "base/error.hpp"
#include "base/language.hpp"
#include "formats/output_file.hpp"
#include "questions/format_text.hpp"
#include "questions/po_update.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

namespace imi::authoring
{

namespace
{

namespace fs = std::filesystem;

const PackageFile* find_file(const PackageFolder& folder, const std::string& name)
{
    const auto found = std::find_if(folder.files.begin(), folder.files.end(),
                                    [&](const PackageFile& file) { return file.name == name; });
    return found == folder.files.end() ? nullptr : &*found;
}

} // namespace

std::vector<Rewrite> format_files(const Selection& selection)
{
    std::vector<Rewrite> rewrites;
    for (const PackageFolder& folder : selection.folders) {
        if (!selection.has_package(folder.name))
            continue;
        for (const PackageFile& file : folder.files) {
            if (!file.name.ends_with(".yaml") || !selection.has_file(file.path))
                continue;
            std::string text = format_text(file.text, file.path);
            if (text != file.text)
                rewrites.push_back({file.path, std::move(text)});
        }
    }
    return rewrites;
}

std::vector<TranslationUpdate> update_translations(const Selection& selection,
                                                   const std::vector<std::string>& languages)
{
    for (const std::string& language : languages) {
        if (!is_working_language(language))
            throw Error{Status::input, "AUT-007", in_quotes(language) + " is none of the 26 languages",
                        "give its two letters, such as el"};
    }
    const workflow::Bundle bundle = read_sound(selection);
    std::vector<TranslationUpdate> updates;
    for (const PackageFolder& folder : selection.folders) {
        const Package* package = bundle.library.package(folder.name);
        if (!selection.has_package(folder.name) || package == nullptr || package->texts.empty())
            continue;
        std::set<std::string> wanted{languages.begin(), languages.end()};
        for (const PoFile& po : package->po)
            wanted.insert(po.language);
        wanted.erase(package->source_language());
        for (const std::string& language : wanted) {
            const std::string name = "po/" + language + ".po";
            const std::string path = (fs::path{folder.path} / "po" / (language + ".po")).string();
            if (!selection.has_file(path))
                continue;
            PoUpdate update = update_po(*package, language);
            const PackageFile* old = find_file(folder, name);
            const bool changes = old == nullptr || old->text != update.text;
            updates.push_back({folder.name, language, path, std::move(update.text), changes, update.added,
                               update.made_fuzzy, update.restored, update.gone});
        }
    }
    return updates;
}

void write_files(const std::vector<Rewrite>& rewrites)
{
    for (const Rewrite& rewrite : rewrites) {
        std::error_code error;
        fs::create_directories(fs::path{rewrite.file}.parent_path(), error);
        OutputFile out{rewrite.file, true};
        out.write(rewrite.text);
        out.commit();
    }
}

} // namespace imi::authoring
