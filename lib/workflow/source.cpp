// SPDX-License-Identifier: EUPL-1.2
#include "workflow/source.hpp"

#include "text/suggest.hpp"

#include <algorithm>
#include <charconv>

namespace imi::workflow
{

namespace
{

std::string_view kind_of(const YamlNode& node)
{
    switch (node.kind) {
    case YamlNode::Kind::scalar:
        return node.scalar.empty() ? "nothing" : "a text";
    case YamlNode::Kind::list:
        return "a list";
    case YamlNode::Kind::map:
        return "a map";
    }
    return {};
}

std::string tidy(const std::string& text)
{
    std::string result;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!blank)
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    while (!result.empty() && result.back() == ' ')
        result.pop_back();
    return result;
}

} // namespace

Position position_of(const YamlNode& node) { return {node.line, node.column}; }
Position position_of(const YamlNode::Entry& entry) { return {entry.line, entry.column}; }

bool is_id(std::string_view text)
{
    if (text.empty() || text.size() > 64 || text.front() < 'a' || text.front() > 'z' || text.back() == '-')
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && text[i - 1] != '-')))
            return false;
    }
    return true;
}

std::optional<QuestionName> split_question(const std::string& text, Position at)
{
    // The id of an item in a block has a dot of its own: "corruption-details.date".
    const std::size_t dot = text.find('.');
    if (dot == std::string::npos || !is_id(text.substr(0, dot)) || dot + 1 == text.size())
        return std::nullopt;
    return QuestionName{text.substr(0, dot), text.substr(dot + 1), at};
}

void Source::error(std::string_view code, Position at, const std::string& message, std::string hint)
{
    findings_.error(code, {file_, at.line, at.column}, message, std::move(hint));
}

void Source::warning(std::string_view code, Position at, const std::string& message, std::string hint)
{
    findings_.warning(code, {file_, at.line, at.column}, message, std::move(hint));
}

void Source::map(const YamlNode& node, const std::string& what, Position owner, std::initializer_list<Key> keys)
{
    if (node.kind != YamlNode::Kind::map) {
        error("WF-001", position_of(node), what + " must be a map, not " + std::string{kind_of(node)});
        return;
    }
    for (const YamlNode::Entry& entry : node.entries) {
        const auto key =
            std::find_if(keys.begin(), keys.end(), [&](const Key& known) { return known.name == entry.key; });
        if (key != keys.end()) {
            key->read(entry.value);
            continue;
        }
        std::vector<std::string> known;
        for (const Key& each : keys)
            known.emplace_back(each.name);
        std::sort(known.begin(), known.end());
        error("WF-002", position_of(entry), what + " has no key " + in_quotes(entry.key),
              suggest_one(entry.key, known) + "; a text with , ? : or braces in it must be quoted");
    }
    for (const Key& key : keys)
        if (key.needed && node.find(key.name) == nullptr)
            error("WF-003", owner, what + " needs the key \"" + std::string{key.name} + "\"");
}

void Source::ids(const YamlNode& node, const std::string& what,
                 const std::function<void(const Name&, const YamlNode&)>& each)
{
    if (node.kind != YamlNode::Kind::map) {
        error("WF-001", position_of(node), what + " must be a map, not " + std::string{kind_of(node)});
        return;
    }
    for (const YamlNode::Entry& entry : node.entries) {
        if (!is_id(entry.key))
            error("WF-004", position_of(entry), in_quotes(entry.key) + " is no id",
                  "ids are a-z, 0-9 and single hyphens, begin with a letter and have at most 64 letters");
        each({entry.key, position_of(entry)}, entry.value);
    }
}

std::string Source::text(const YamlNode& node, const std::string& what)
{
    if (node.kind != YamlNode::Kind::scalar || node.scalar.empty()) {
        error("WF-001", position_of(node), what + " must be a text, not " + std::string{kind_of(node)});
        return {};
    }
    return tidy(node.scalar);
}

Name Source::name(const YamlNode& node, const std::string& what) { return {text(node, what), position_of(node)}; }

Names Source::names(const YamlNode& node, const std::string& what)
{
    Names result;
    if (node.kind == YamlNode::Kind::list) {
        for (const YamlNode& item : node.items)
            if (Name each = name(item, what); !each.empty())
                result.push_back(std::move(each));
    } else if (Name one = name(node, what); !one.empty()) {
        result.push_back(std::move(one));
    }
    return result;
}

bool Source::yes(const YamlNode& node, const std::string& what)
{
    if (node.kind == YamlNode::Kind::scalar && node.scalar == "yes")
        return true;
    error("WF-007", position_of(node), what + " takes \"yes\" only", "leave the key out where it does not hold");
    return false;
}

std::optional<std::size_t> Source::one_of(const YamlNode& node, const std::string& what,
                                          std::span<const std::string_view> allowed)
{
    const std::string value = text(node, what);
    if (value.empty())
        return std::nullopt;
    const auto found = std::find(allowed.begin(), allowed.end(), value);
    if (found != allowed.end())
        return static_cast<std::size_t>(found - allowed.begin());
    const std::vector<std::string> known(allowed.begin(), allowed.end());
    error("WF-007", position_of(node), in_quotes(value) + " is no value of " + what, suggest_one(value, known));
    return std::nullopt;
}

std::optional<long> Source::number(const YamlNode& node, const std::string& what)
{
    const std::string value = text(node, what);
    long result = 0;
    const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), result);
    if (failed == std::errc{} && end == value.data() + value.size() && result >= 0 && result <= 36'500)
        return result;
    if (!value.empty())
        error("WF-007", position_of(node), what + " must be a number from 0 to 36500, not " + in_quotes(value));
    return std::nullopt;
}

QuestionName Source::question(const YamlNode& node, const std::string& what)
{
    const std::string value = text(node, what);
    if (const auto split = split_question(value, position_of(node)))
        return *split;
    if (!value.empty())
        error("WF-009", position_of(node), what + " must be FORM.QUESTION, not " + in_quotes(value));
    return {};
}

std::vector<QuestionName> Source::questions(const YamlNode& node, const std::string& what)
{
    std::vector<QuestionName> result;
    const auto add = [&](const YamlNode& item) {
        if (QuestionName each = question(item, what); !each.empty())
            result.push_back(std::move(each));
    };
    if (node.kind == YamlNode::Kind::list)
        std::for_each(node.items.begin(), node.items.end(), add);
    else
        add(node);
    return result;
}

std::optional<Duration> Source::duration(const YamlNode& node, const std::string& what)
{
    const std::string value = text(node, what);
    auto result = parse_duration(value);
    if (!result && !value.empty())
        error("WF-008", position_of(node), what + ": " + in_quotes(value) + " is no duration",
              "write 7 days, 6 months, 3 years or 15 working days of PARTY");
    return result;
}

} // namespace imi::workflow
