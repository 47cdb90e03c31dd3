// SPDX-License-Identifier: EUPL-1.2
#include "questions/reading.hpp"

#include "base/language.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

constexpr std::size_t longest_id = 64;
constexpr std::size_t most_items = 5'000;
constexpr std::array<std::string_view, 7> reserved = {"use", "any", "all", "not", "min", "max", "answered"};

bool has_code_form(std::string_view text)
{
    if (text.empty() || text.size() > longest_id || text[0] < 'a' || text[0] > 'z' || text.back() == '-' ||
        text.find("--") != std::string_view::npos)
        return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

/// A key that is rather the rest of a text which broke at a comma or question mark.
bool looks_like_text(const YamlNode::Entry& entry)
{
    return entry.value.kind == YamlNode::Kind::scalar && entry.value.scalar.empty() &&
           (entry.key.find(' ') != std::string::npos || entry.key.find_first_of("?!.") != std::string::npos);
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

} // namespace

std::string tidy_text(std::string_view text)
{
    std::string result;
    std::size_t breaks = 0;
    bool gap = false;
    for (const char c : text) {
        if (c == '\n' || is_blank(c)) {
            breaks += c == '\n';
            gap = true;
            continue;
        }
        if (gap && !result.empty())
            result += breaks > 1 ? "\n\n" : " ";
        gap = false;
        breaks = 0;
        result += c;
    }
    return result;
}

std::string describe(const std::vector<Citation>& citations)
{
    std::string result;
    for (const Citation& citation : citations)
        result.append(result.empty() ? "" : ", ").append(citation.at);
    return result;
}

void Reading::error(std::string_view code, const Place& place, const std::string& message, std::string hint)
{
    findings_.error(code, place, message, std::move(hint));
}

void Reading::warning(std::string_view code, const Place& place, const std::string& message, std::string hint)
{
    findings_.warning(code, place, message, std::move(hint));
}

bool Reading::is_map(const YamlNode& node, std::string_view what)
{
    if (node.kind == YamlNode::Kind::map)
        return true;
    error("QS-010", at(node), "'" + std::string{what} + "' takes keys with values, not a text or a list",
          "write KEY: VALUE below it, one a line");
    return false;
}

void Reading::only_keys(const YamlNode& map, std::span<const std::string_view> known)
{
    for (const YamlNode::Entry& entry : map.entries) {
        if (std::find(known.begin(), known.end(), entry.key) != known.end())
            continue;
        if (looks_like_text(entry)) {
            error("QS-005", at(entry), "the key " + in_quotes(entry.key) + " looks like the rest of a text",
                  "quote the text, or write one key a line");
            continue;
        }
        const std::vector<std::string> names{known.begin(), known.end()};
        error("QS-005", at(entry), "the key " + in_quotes(entry.key) + " is not known here",
              suggest_one(entry.key, names));
    }
}

const YamlNode* Reading::needed(const YamlNode& map, std::string_view key, const Place& owner,
                                const std::string& of_what)
{
    const YamlNode* value = map.find(key);
    if (value == nullptr)
        error("QS-012", owner, of_what + " lacks the key '" + std::string{key} + "'",
              "add " + std::string{key} + ": …");
    return value;
}

std::optional<std::string> Reading::plain(const YamlNode& node, std::string_view what)
{
    if (node.kind == YamlNode::Kind::scalar && !node.scalar.empty())
        return tidy_text(node.scalar);
    error("QS-010", at(node),
          node.kind == YamlNode::Kind::scalar ? "'" + std::string{what} + "' has no value"
                                              : "'" + std::string{what} + "' takes one value");
    return std::nullopt;
}

bool Reading::yes_no(const YamlNode& node, std::string_view what)
{
    const auto value = plain(node, what);
    if (value && *value != "yes" && *value != "no")
        error("QS-010", at(node), "'" + std::string{what} + "' takes yes or no, not " + in_quotes(*value));
    return value == "yes";
}

std::vector<std::pair<std::string, Place>> Reading::texts(const YamlNode& node, std::string_view what)
{
    std::vector<std::pair<std::string, Place>> result;
    if (node.kind == YamlNode::Kind::list) {
        for (const YamlNode& one : node.items) {
            if (const auto value = plain(one, what))
                result.emplace_back(*value, at(one));
        }
        if (node.items.empty())
            error("QS-010", at(node), "'" + std::string{what} + "' has an empty list", "leave the key out");
    } else if (const auto value = plain(node, what)) {
        result.emplace_back(*value, at(node));
    }
    return result;
}

bool Reading::is_id(const std::string& text, const Place& place)
{
    if (!is_code(text, place))
        return false;
    if (std::find(reserved.begin(), reserved.end(), text) == reserved.end() && text != "questions")
        return true;
    error("QS-011", place, in_quotes(text) + " is a word of the language and cannot be an id");
    return false;
}

bool Reading::is_code(const std::string& text, const Place& place)
{
    if (has_code_form(text))
        return true;
    error("QS-011", place, in_quotes(text) + " cannot be an id or code",
          "a-z, 0-9 and single hyphens, a letter first, at most 64");
    return false;
}

Version Reading::version(const YamlNode& root)
{
    const YamlNode* node = needed(root, "version", at(root), "the file");
    if (node == nullptr)
        return {};
    const auto written = plain(*node, "version");
    const auto version = written ? parse_version(*written) : std::nullopt;
    if (written && !version)
        error("QS-008", at(*node), in_quotes(*written) + " is no version", "write MAJOR.MINOR, such as 1.0");
    return version.value_or(Version{});
}

std::vector<Citation> Reading::citations(const YamlNode& node)
{
    std::vector<Citation> result;
    for (const auto& [written, place] : texts(node, "law")) {
        auto citation = parse_citation(written);
        if (!citation) {
            error("QS-030", place, in_quotes(written) + " is no citation",
                  "write it like art. 50(3)(a), annex VII 1(d), chapter VI or recital 12");
            continue;
        }
        const auto act =
            std::find_if(acts_.begin(), acts_.end(), [&](const auto& one) { return one.first == citation->act; });
        if (citation->act.empty() && !acts_.empty()) {
            citation->act = acts_.front().second;
        } else if (act != acts_.end()) {
            citation->act = act->second;
        } else if (!is_celex(citation->act)) {
            std::vector<std::string> names;
            for (const auto& [name, celex] : acts_)
                names.push_back(name);
            if (citation->act.empty())
                error("QS-031", place, in_quotes(written) + " names no act", "put its CELEX number first");
            else
                error("QS-031", place, in_quotes(citation->act) + " is no act of this area and no CELEX number",
                      suggest_one(citation->act, names));
            continue;
        }
        result.push_back(std::move(*citation));
    }
    return result;
}

bool Reading::count_items(std::size_t more, const Place& place)
{
    const bool fitted = items_ <= most_items;
    items_ += more;
    if (fitted && items_ > most_items)
        error("QS-002", place, "the form has more than " + std::to_string(most_items) + " items with all that it uses",
              "split it");
    return items_ <= most_items;
}

std::string Reading::text(const YamlNode& node, const std::string& path, std::string_view what, std::string comment)
{
    Text text{path, {}, at(node), std::move(comment), {}, false};
    if (node.kind == YamlNode::Kind::list) {
        error("QS-010", at(node), "'" + std::string{what} + "' takes a text, or a map of languages");
        return {};
    }
    if (node.kind == YamlNode::Kind::scalar)
        text.source = tidy_text(node.scalar);
    for (const YamlNode::Entry& entry : node.entries) {
        if (!is_working_language(entry.key)) {
            const std::vector<std::string> names{working_languages.begin(), working_languages.end()};
            error("QS-020", at(entry), in_quotes(entry.key) + " is none of the 26 languages",
                  looks_like_text(entry) ? "quote the text" : suggest_one(entry.key, names));
            continue;
        }
        const auto value = plain(entry.value, entry.key);
        if (value && entry.key == source_language_)
            text.source = *value;
        else if (value)
            text.in_place.emplace_back(entry.key, *value);
    }
    if (text.source.empty()) {
        error("QS-021", at(node),
              "'" + std::string{what} + "' has no text in the source language (" + source_language_ + ")");
        return {};
    }
    texts_.push_back(text);
    return text.source;
}

std::vector<std::string> Reading::synonyms(const YamlNode& node, const std::string& path)
{
    std::vector<std::string> result;
    for (auto& [one, place] : texts(node, "synonyms"))
        result.push_back(std::move(one));
    if (!result.empty())
        texts_.push_back({path, joined(result, " | "), at(node), "synonyms, parted by |", {}, true});
    return result;
}

} // namespace imi
