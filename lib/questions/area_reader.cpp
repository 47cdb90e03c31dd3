// SPDX-License-Identifier: EUPL-1.2
#include "questions/area_reader.hpp"

#include "base/language.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

constexpr std::array<std::string_view, 13> keys = {
    "area",    "format",        "short",     "title",     "hint",      "source-language", "law",
    "subject", "cannot-answer", "workflows", "deadlines", "retention", "territory",
};

bool is_short_code(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 6 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void check_law(const YamlNode& law, Reading& reading)
{
    if (!reading.is_map(law, "law"))
        return;
    if (law.entries.empty())
        reading.error("QS-012", reading.at(law), "'law' names no act", "SHORT-NAME: CELEX");
    for (const YamlNode::Entry& entry : law.entries) {
        if (!reading.is_code(entry.key, reading.at(entry)))
            continue;
        const auto celex = reading.plain(entry.value, entry.key);
        if (celex && !is_celex(*celex))
            reading.error("QS-031", reading.at(entry.value), in_quotes(*celex) + " is no CELEX number",
                          "write it like 32005L0036");
    }
}

std::vector<AreaWorkflow> read_workflows(const YamlNode& node, Reading& reading)
{
    std::vector<AreaWorkflow> workflows;
    if (!reading.is_map(node, "workflows"))
        return workflows;
    for (const YamlNode::Entry& entry : node.entries) {
        if (!reading.is_map(entry.value, entry.key))
            continue;
        AreaWorkflow workflow{entry.key, {}, reading.at(entry)};
        for (const YamlNode::Entry& form : entry.value.entries) {
            AreaForm used{form.key, {}, reading.at(form.value)};
            for (auto& [set, place] : reading.texts(form.value, form.key))
                used.sets.push_back(std::move(set));
            workflow.forms.push_back(std::move(used));
        }
        workflows.push_back(std::move(workflow));
    }
    return workflows;
}

void check_retention(const YamlNode& retention, Reading& reading)
{
    if (!reading.is_map(retention, "retention"))
        return;
    if (const YamlNode* law = reading.needed(retention, "law", reading.at(retention), "'retention'"))
        reading.citations(*law);
}

} // namespace

Acts area_acts(const YamlNode& root)
{
    Acts acts;
    if (const YamlNode* law = root.find("law")) {
        for (const YamlNode::Entry& entry : law->entries)
            acts.emplace_back(entry.key, entry.value.scalar);
    }
    return acts;
}

std::string area_source_language(const YamlNode& root)
{
    const YamlNode* language = root.find("source-language");
    return language != nullptr && is_working_language(language->scalar) ? language->scalar : "en";
}

Area read_area(const YamlNode& root, Reading& reading)
{
    Area area;
    area.file = reading.file();
    reading.only_keys(root, keys);
    const Place place = reading.at(root);
    const auto plain = [&](std::string_view key, bool needed) {
        const YamlNode* node = needed ? reading.needed(root, key, place, "the area") : root.find(key);
        return node == nullptr ? std::string{} : reading.plain(*node, key).value_or(std::string{});
    };
    area.id = plain("area", true);
    const std::string format = plain("format", true);
    if (!format.empty() && format != "1")
        reading.error("QS-008", reading.at(*root.find("format")),
                      "this program reads format 1, not " + in_quotes(format));
    area.short_code = plain("short", true);
    if (!area.short_code.empty() && !is_short_code(area.short_code))
        reading.error("QS-011", reading.at(*root.find("short")), in_quotes(area.short_code) + " is no short code",
                      "two to six letters a-z");
    if (const YamlNode* title = reading.needed(root, "title", place, "the area"))
        area.title = reading.text(*title, "area/title", "title", "name of the legislative area");
    if (const YamlNode* hint = root.find("hint"))
        area.hint = reading.text(*hint, "area/hint", "hint");
    area.source_language = area_source_language(root);
    if (const std::string language = plain("source-language", false);
        !language.empty() && !is_working_language(language))
        reading.error("QS-020", reading.at(*root.find("source-language")),
                      in_quotes(language) + " is none of the 26 languages");
    if (const std::string territory = plain("territory", false); !territory.empty()) {
        area.territory = territory;
        if (territory != "eea" && territory != "eu")
            reading.error("QS-010", reading.at(*root.find("territory")), "'territory' takes eea or eu");
    }
    if (const YamlNode* law = reading.needed(root, "law", place, "the area"))
        check_law(*law, reading);
    area.acts = area_acts(root);
    area.subject = plain("subject", false);
    if (const std::string reasons = plain("cannot-answer", false); !reasons.empty())
        area.cannot_answer = reasons;
    if (const YamlNode* workflows = reading.needed(root, "workflows", place, "the area"))
        area.workflows = read_workflows(*workflows, reading);
    if (const YamlNode* retention = reading.needed(root, "retention", place, "the area")) {
        check_retention(*retention, reading);
        area.retention = *retention;
    }
    if (const YamlNode* deadlines = root.find("deadlines");
        deadlines != nullptr && reading.is_map(*deadlines, "deadlines"))
        area.deadlines = *deadlines;
    area.root = root;
    return area;
}

} // namespace imi
