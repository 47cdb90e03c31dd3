// SPDX-License-Identifier: EUPL-1.2
#include "questions/area_package.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/input.hpp"
#include "formats/json.hpp"
#include "formats/jsonl_reader.hpp"
#include "formats/po_reader.hpp"
#include "formats/yaml.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>

namespace imi
{

namespace
{

namespace fs = std::filesystem;

[[noreturn]] void refuse(std::string_view code, const std::string& file, const YamlNode& at, const std::string& message)
{
    throw Error{Status::input, code, message, {}, Place{file, at.line, at.column}.text()};
}

/// Translations of a folder: language -> path of a text -> entry.
using Translations = std::map<std::string, std::map<std::string, PoEntry>>;

Translations read_translations(const fs::path& folder)
{
    Translations result;
    if (!fs::is_directory(folder / "po"))
        return result;
    for (const auto& file : fs::directory_iterator{folder / "po"}) {
        if (file.path().extension() != ".po")
            continue;
        auto& entries = result[file.path().stem()];
        for (PoEntry& entry : read_po(file.path()))
            entries[entry.context] = std::move(entry);
    }
    return result;
}

/// Calls `each` with language and text for the source text and for every translation that still belongs to it.
void for_each_language(const Translations& translations, const std::string& path, const std::string& source,
                       const std::function<void(const std::string&, const std::string&)>& each)
{
    each("en", source);
    for (const auto& [language, entries] : translations) {
        const auto found = entries.find(path);
        if (found != entries.end() && !found->second.fuzzy && found->second.source == source &&
            !found->second.translation.empty())
            each(language, found->second.translation);
    }
}

const std::string& required(const std::string& file, const YamlNode& map, std::string_view key)
{
    const YamlNode* value = map.find(key);
    if (value == nullptr)
        refuse("QS-012", file, map, "the key '" + std::string{key} + "' is missing");
    if (value->kind != YamlNode::Kind::scalar)
        refuse("QS-010", file, *value, "'" + std::string{key} + "' takes a text");
    return value->scalar;
}

std::vector<std::string> split_synonyms(const std::string& joined)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= joined.size()) {
        const std::size_t end = std::min(joined.find(" | ", begin), joined.size());
        if (end > begin)
            parts.push_back(joined.substr(begin, end - begin));
        begin = end + 3;
    }
    return parts;
}

class VocabularyReader
{
public:
    VocabularyReader(std::string file, const Translations& translations)
        : file_{std::move(file)}, translations_{translations}
    {
    }

    Vocabulary read()
    {
        const YamlNode root = read_yaml(file_, limits::vocabulary_bytes);
        vocabulary_.id = required(file_, root, "vocabulary");
        if (vocabulary_.id != fs::path{file_}.stem())
            refuse("QS-007", file_, root, "the vocabulary '" + vocabulary_.id + "' must be in a file of its name");
        vocabulary_.version = required(file_, root, "version");
        if (const YamlNode* from = root.find("codes-from"))
            read_lines((fs::path{file_}.parent_path() / from->scalar).string());
        if (const YamlNode* codes = root.find("codes"))
            read_codes(*codes, {});
        if (vocabulary_.codes.empty())
            refuse("QS-012", file_, root, "the key 'codes' or 'codes-from' is missing");
        return std::move(vocabulary_);
    }

private:
    void read_codes(const YamlNode& codes, const std::string& parent)
    {
        if (codes.kind != YamlNode::Kind::map)
            refuse("QS-010", file_, codes, "'codes' takes a map of codes");
        for (const YamlNode::Entry& entry : codes.entries)
            read_code(entry, parent);
    }

    void read_code(const YamlNode::Entry& entry, const std::string& parent)
    {
        VocabularyCode code{.code = entry.key, .parent = parent, .texts = {}};
        const YamlNode& value = entry.value;
        const bool only_label = value.kind == YamlNode::Kind::scalar;
        add_texts(code, "label", only_label ? value.scalar : required(file_, value, "label"), false);
        const YamlNode* below = nullptr;
        if (!only_label) {
            code.heading = is_yes(value.find("heading"));
            code.retired = is_yes(value.find("retired"));
            if (const YamlNode* synonyms = value.find("synonyms"))
                add_texts(code, "synonyms", join(*synonyms), true);
            below = value.find("codes");
        }
        vocabulary_.codes.push_back(std::move(code));
        if (below != nullptr)
            read_codes(*below, entry.key);
    }

    void add_texts(VocabularyCode& code, const std::string& attribute, const std::string& source, bool synonyms)
    {
        const std::string path = vocabulary_.id + "/" + code.code + "/" + attribute;
        for_each_language(translations_, path, source, [&](const std::string& language, const std::string& text) {
            if (!synonyms)
                code.texts.push_back({language, false, text});
            else
                for (std::string& one : split_synonyms(text))
                    code.texts.push_back({language, true, std::move(one)});
        });
    }

    void read_lines(const std::string& path)
    {
        Input input = Input::open(path);
        LineReader lines{input};
        std::string_view line;
        while (lines.next(line)) {
            const nlohmann::ordered_json json = parse_json(line, {path, lines.line_number(), 0});
            VocabularyCode code;
            code.code = json.at("code").get<std::string>();
            if (json.contains("parent"))
                code.parent = json.at("parent").get<std::string>();
            for (const auto& [language, text] : json.at("labels").items())
                code.texts.push_back({language, false, text.get<std::string>()});
            vocabulary_.codes.push_back(std::move(code));
        }
    }

    static bool is_yes(const YamlNode* node) { return node != nullptr && node->scalar == "yes"; }
    std::string join(const YamlNode& list)
    {
        if (list.kind != YamlNode::Kind::list)
            refuse("QS-010", file_, list, "'synonyms' takes a list");
        std::string joined;
        for (const YamlNode& item : list.items)
            joined.append(joined.empty() ? "" : " | ").append(item.scalar);
        return joined;
    }

    std::string file_;
    const Translations& translations_;
    Vocabulary vocabulary_;
};

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

void read_area(AreaPackage& package, const std::string& file, const Translations& translations)
{
    const YamlNode root = read_yaml(file, limits::yaml_bytes);
    package.area = required(file, root, "area");
    if (package.area != fs::path{package.folder}.filename())
        refuse("QS-007", file, root, "the area '" + package.area + "' must be in a folder of its name");
    package.short_code = required(file, root, "short");
    nlohmann::ordered_json content = to_json(root);
    for (const std::string key : {"title", "hint"}) {
        if (root.find(key) == nullptr)
            continue;
        auto texts = nlohmann::ordered_json::object();
        for_each_language(translations, "area/" + key, required(file, root, key),
                          [&](const std::string& language, const std::string& text) { texts[language] = text; });
        content[key] = std::move(texts);
    }
    package.content = dump_json(content);
}

} // namespace

AreaPackage read_package(const std::string& folder)
{
    AreaPackage package;
    package.folder = folder;
    const fs::path root{folder};
    const Translations translations = read_translations(root);
    if (fs::exists(root / "area.yaml"))
        read_area(package, (root / "area.yaml").string(), translations);
    std::vector<std::string> files;
    if (fs::is_directory(root / "vocabulary")) {
        for (const auto& file : fs::directory_iterator{root / "vocabulary"}) {
            if (file.path().extension() == ".yaml")
                files.push_back(file.path().string());
        }
    }
    std::sort(files.begin(), files.end());
    for (const std::string& file : files)
        package.vocabularies.push_back(VocabularyReader{file, translations}.read());
    return package;
}

std::vector<std::string> package_folders(const std::string& root)
{
    std::vector<std::string> folders;
    if (fs::is_directory(root)) {
        for (const auto& entry : fs::directory_iterator{root}) {
            if (fs::exists(entry.path() / "area.yaml") || fs::is_directory(entry.path() / "vocabulary"))
                folders.push_back(entry.path().string());
        }
    }
    if (folders.empty())
        throw Error{Status::input, "QS-001", "there are no area packages in " + root,
                    "give the folder that holds them: --areas DIR, or IMI_DATA"};
    std::sort(folders.begin(), folders.end(), [](const std::string& a, const std::string& b) {
        const bool a_shared = fs::path{a}.filename() == "shared";
        const bool b_shared = fs::path{b}.filename() == "shared";
        return a_shared != b_shared ? a_shared : a < b;
    });
    return folders;
}

} // namespace imi
