// SPDX-License-Identifier: EUPL-1.2
#include "questions/list_reader.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "formats/json.hpp"
#include "questions/pattern.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

constexpr std::array<std::string_view, 6> code_keys = {"label", "heading", "retired", "synonyms", "law", "codes"};

/// Whether a map says more of a code than its label in several languages.
bool has_code_keys(const YamlNode& map)
{
    return std::any_of(map.entries.begin(), map.entries.end(), [](const YamlNode::Entry& entry) {
        return std::find(code_keys.begin(), code_keys.end(), entry.key) != code_keys.end();
    });
}

class CodesReader
{
public:
    CodesReader(CodeList& list, Reading& reading) : list_{list}, reading_{reading} {}

    void read(const YamlNode& codes, const std::string& parent, std::string_view what)
    {
        if (!reading_.is_map(codes, what))
            return;
        if (codes.entries.empty())
            reading_.error("QS-012", reading_.at(codes), "'" + std::string{what} + "' has no codes");
        for (const YamlNode::Entry& entry : codes.entries)
            read_code(entry, parent);
    }

private:
    void read_code(const YamlNode::Entry& entry, const std::string& parent)
    {
        const Place place = reading_.at(entry);
        if (!reading_.is_code(entry.key, place))
            return;
        ListCode code;
        code.code = entry.key;
        code.parent = parent;
        code.place = place;
        const std::string path = list_.path + "/" + entry.key;
        const YamlNode& value = entry.value;
        const YamlNode* below = nullptr;
        if (value.kind != YamlNode::Kind::map || !has_code_keys(value)) {
            code.label = reading_.text(value, path, entry.key);
        } else {
            reading_.only_keys(value, code_keys);
            if (const YamlNode* law = value.find("law"))
                code.law = reading_.citations(*law);
            if (const YamlNode* label = reading_.needed(value, "label", place, "the code " + in_quotes(entry.key)))
                code.label = reading_.text(*label, path, "label", describe(code.law));
            if (const YamlNode* heading = value.find("heading"))
                code.heading = reading_.yes_no(*heading, "heading");
            if (const YamlNode* retired = value.find("retired"))
                code.retired = reading_.yes_no(*retired, "retired");
            if (const YamlNode* synonyms = value.find("synonyms"))
                code.synonyms = reading_.synonyms(*synonyms, path + "/synonyms");
            below = value.find("codes");
        }
        if (list_.find(entry.key) != nullptr)
            reading_.error("QS-004", place, "the code " + in_quotes(entry.key) + " stands twice",
                           "the first is in line " + std::to_string(list_.find(entry.key)->place.line));
        else
            list_.add(std::move(code));
        if (below != nullptr)
            read(*below, entry.key, "codes");
    }

    CodeList& list_;
    Reading& reading_;
};

void read_groups(CodeList& list, const YamlNode& node, Reading& reading)
{
    if (!reading.is_map(node, "groups"))
        return;
    for (const YamlNode::Entry& entry : node.entries) {
        const Place place = reading.at(entry);
        if (!reading.is_code(entry.key, place))
            continue;
        if (list.knows(entry.key)) {
            reading.error("QS-004", place, "the group " + in_quotes(entry.key) + " has the name of a code");
            continue;
        }
        std::vector<std::string> members;
        for (const auto& [code, code_place] : reading.texts(entry.value, entry.key)) {
            if (list.find(code) == nullptr)
                reading.error("QS-041", code_place, in_quotes(code) + " is no code of this vocabulary",
                              suggest_one(code, list.names()));
            else
                members.push_back(code);
        }
        list.groups.emplace_back(entry.key, std::move(members));
    }
}

/// One JSON object a line: `code`, `parent`, `labels`.
void read_lines(CodeList& list, std::string_view text, const std::string& file, Reading& reading)
{
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line == "\r")
            continue;
        const Place place{file, number, 1};
        ListCode code;
        code.place = place;
        try {
            const nlohmann::ordered_json json = parse_json(line, place);
            code.code = json.at("code").get<std::string>();
            if (json.contains("parent"))
                code.parent = json.at("parent").get<std::string>();
            for (const auto& [language, labels] : json.at("labels").items()) {
                if (!labels.is_array()) {
                    code.labels.emplace_back(language, labels.get<std::string>());
                    continue;
                }
                for (const auto& label : labels)
                    code.labels.emplace_back(language, label.get<std::string>());
            }
        } catch (const nlohmann::json::exception&) {
            reading.error("QS-010", place, "a line of codes needs code and labels", R"({"code": …, "labels": {…}})");
            continue;
        } catch (const Error& error) {
            reading.error("QS-013", place, error.what());
            continue;
        }
        if (!code.parent.empty() && list.find(code.parent) == nullptr)
            reading.error("QS-041", place, "what stands above, " + in_quotes(code.parent) + ", must come before");
        else if (list.find(code.code) != nullptr)
            reading.error("QS-004", place, "the code " + in_quotes(code.code) + " stands twice");
        else
            list.add(std::move(code));
    }
}

void read_codes_from(CodeList& list, const YamlNode& node, Reading& reading, const SiblingText& sibling)
{
    const auto name = reading.plain(node, "codes-from");
    const auto text = name ? sibling(*name) : std::nullopt;
    if (name && !text)
        reading.error("QS-080", reading.at(node), "there is no file " + in_quotes(*name) + " beside this one");
    if (!text)
        return;
    list.source = CodeList::Source::external;
    list.hash = to_hex(sha256(*text));
    const std::size_t slash = reading.file().rfind('/');
    read_lines(list, *text, reading.file().substr(0, slash == std::string::npos ? 0 : slash + 1) + *name, reading);
}

} // namespace

std::shared_ptr<CodeList> read_vocabulary(const YamlNode& root, Reading& reading, const SiblingText& sibling)
{
    constexpr std::array<std::string_view, 6> keys = {"vocabulary", "version",    "title",
                                                      "codes",      "codes-from", "groups"};
    auto list = std::make_shared<CodeList>();
    list->source = CodeList::Source::vocabulary;
    list->place = reading.at(root);
    reading.only_keys(root, keys);
    if (const YamlNode* id = root.find("vocabulary"))
        list->name = reading.plain(*id, "vocabulary").value_or(std::string{});
    list->path = list->name;
    list->version = reading.version(root).text();
    if (const YamlNode* title = reading.needed(root, "title", reading.at(root), "the vocabulary"))
        list->title = reading.text(*title, list->name + ".title", "title");
    if (const YamlNode* from = root.find("codes-from"))
        read_codes_from(*list, *from, reading, sibling);
    else if (const YamlNode* codes = reading.needed(root, "codes", reading.at(root), "the vocabulary"))
        CodesReader{*list, reading}.read(*codes, {}, "codes");
    if (const YamlNode* groups = root.find("groups"))
        read_groups(*list, *groups, reading);
    return list;
}

std::shared_ptr<CodeList> read_options(const YamlNode& node, const std::string& path, CodeList::Source source,
                                       Reading& reading)
{
    auto list = std::make_shared<CodeList>();
    list->path = path;
    list->source = source;
    list->place = reading.at(node);
    CodesReader{*list, reading}.read(node, {}, "options");
    return list;
}

std::vector<std::shared_ptr<CodeList>> read_answer_lists(const YamlNode& node, const std::string& path,
                                                         Reading& reading)
{
    constexpr std::array<std::string_view, 2> keys = {"law", "options"};
    std::vector<std::shared_ptr<CodeList>> lists;
    if (!reading.is_map(node, "answers"))
        return lists;
    for (const YamlNode::Entry& entry : node.entries) {
        if (!reading.is_code(entry.key, reading.at(entry)))
            continue;
        const YamlNode* options = entry.value.find("options");
        // A list may have a code called "options"; then its value is a text.
        const bool with_law = options != nullptr && options->kind == YamlNode::Kind::map;
        std::vector<Citation> law;
        if (with_law) {
            reading.only_keys(entry.value, keys);
            if (const YamlNode* cited = entry.value.find("law"))
                law = reading.citations(*cited);
        }
        auto list =
            read_options(with_law ? *options : entry.value, path + "/" + entry.key, CodeList::Source::list, reading);
        list->name = entry.key;
        list->law = std::move(law);
        list->place = reading.at(entry);
        lists.push_back(std::move(list));
    }
    return lists;
}

std::vector<std::shared_ptr<Pattern>> read_patterns(const YamlNode& node, Reading& reading)
{
    constexpr std::array<std::string_view, 2> keys = {"match", "hint"};
    std::vector<std::shared_ptr<Pattern>> patterns;
    if (!reading.is_map(node, "patterns"))
        return patterns;
    for (const YamlNode::Entry& entry : node.entries) {
        const Place place = reading.at(entry);
        if (!reading.is_code(entry.key, place) || !reading.is_map(entry.value, entry.key))
            continue;
        reading.only_keys(entry.value, keys);
        auto pattern = std::make_shared<Pattern>();
        pattern->name = entry.key;
        pattern->place = place;
        const std::string what = "the pattern " + in_quotes(entry.key);
        if (const YamlNode* match = reading.needed(entry.value, "match", place, what)) {
            if (match->kind == YamlNode::Kind::scalar)
                pattern->match = match->scalar;
            if (const auto fault = pattern_fault(pattern->match))
                reading.error("QS-048", reading.at(*match), what + ": " + *fault,
                              "use characters, classes, groups, | and ? * + {m,n}");
        }
        if (const YamlNode* hint = reading.needed(entry.value, "hint", place, what))
            pattern->hint = reading.text(*hint, pattern->path(), "hint", "what a user reads when the pattern fails");
        patterns.push_back(std::move(pattern));
    }
    return patterns;
}

} // namespace imi
