// SPDX-License-Identifier: EUPL-1.2
#include "workflow/source.hpp"

#include "text/suggest.hpp"

namespace imi::workflow
{

namespace
{

using Kind = Condition::Kind;

struct Word {
    std::string_view word;
    Kind kind;
};
constexpr Word known[] = {
    {"setup", Kind::setup},   {"present", Kind::present}, {"given", Kind::given},
    {"answer", Kind::answer}, {"count", Kind::count},     {"marked", Kind::marked},
    {"passed", Kind::passed}, {"before", Kind::before},   {"every", Kind::every},
    {"some", Kind::some},     {"none", Kind::none},       {"no-open-cases", Kind::no_open_cases},
    {"not", Kind::negation},  {"all", Kind::all},         {"any", Kind::any},
};

/// One condition, or `kind` over several.
Condition joined(Kind kind, std::vector<Condition> parts)
{
    if (parts.size() == 1)
        return std::move(parts.front());
    Condition result;
    result.kind = kind;
    result.parts = std::move(parts);
    return result;
}

/// `count: {NAME: n or {min, max}}`: all of them.
Condition read_count(Source& source, const YamlNode& value)
{
    std::vector<Condition> parts;
    source.ids(value, "count", [&](const Name& name, const YamlNode& limit) {
        Condition part;
        part.kind = Kind::count;
        part.name = name;
        if (limit.kind == YamlNode::Kind::map)
            source.map(limit, "count", name.at,
                       {{"min", [&](const YamlNode& n) { part.min = source.number(n, "min"); }},
                        {"max", [&](const YamlNode& n) { part.max = source.number(n, "max"); }}});
        else
            part.min = part.max = source.number(limit, "count");
        parts.push_back(std::move(part));
    });
    return joined(Kind::all, std::move(parts));
}

Condition read_answer(Source& source, const YamlNode& value)
{
    std::vector<Condition> parts;
    if (value.kind != YamlNode::Kind::map) {
        source.error("WF-001", position_of(value), "answer must be a map {FORM.QUESTION: value}");
        return {};
    }
    for (const YamlNode::Entry& entry : value.entries) {
        Condition part;
        part.kind = Kind::answer;
        if (const auto question = split_question(entry.key, position_of(entry)))
            part.question = *question;
        else
            source.error("WF-009", position_of(entry), in_quotes(entry.key) + " must be FORM.QUESTION");
        part.values = source.names(entry.value, "answer");
        parts.push_back(std::move(part));
    }
    return joined(Kind::all, std::move(parts));
}

/// `every: {EACH-PARTY or CHILD: states or marks}`.
Condition read_over_all(Source& source, const YamlNode& value, Kind kind, const std::string& word)
{
    std::vector<Condition> parts;
    source.ids(value, word, [&](const Name& name, const YamlNode& of) {
        Condition part;
        part.kind = kind;
        part.name = name;
        part.values = source.names(of, word);
        parts.push_back(std::move(part));
    });
    return joined(Kind::all, std::move(parts));
}

Condition read_word(Source& source, const Word& word, const YamlNode& value)
{
    const std::string name{word.word};
    switch (word.kind) {
    case Kind::count:
        return read_count(source, value);
    case Kind::answer:
        return read_answer(source, value);
    case Kind::every:
    case Kind::some:
    case Kind::none:
        return read_over_all(source, value, word.kind, name);
    case Kind::negation: {
        Condition result;
        result.kind = Kind::negation;
        result.parts.push_back(read_condition(source, value));
        return result;
    }
    case Kind::all:
    case Kind::any: {
        std::vector<Condition> parts;
        if (value.kind != YamlNode::Kind::list)
            source.error("WF-001", position_of(value), name + " must be a list of conditions");
        for (const YamlNode& item : value.items)
            parts.push_back(read_condition(source, item));
        return joined(word.kind, std::move(parts));
    }
    default:
        break;
    }
    std::vector<Condition> parts;
    for (Name& each : source.names(value, name)) {
        Condition part;
        part.kind = word.kind;
        part.name = std::move(each);
        parts.push_back(std::move(part));
    }
    return joined(Kind::any, std::move(parts));
}

} // namespace

Condition read_condition(Source& source, const YamlNode& node)
{
    std::vector<Condition> parts;
    if (node.kind == YamlNode::Kind::list) {
        for (const YamlNode& item : node.items)
            parts.push_back(read_condition(source, item));
        return joined(Kind::any, std::move(parts));
    }
    if (node.kind != YamlNode::Kind::map || node.entries.empty()) {
        source.error("WF-001", position_of(node), "a condition must be a map, or a list of which any holds");
        return {};
    }
    for (const YamlNode::Entry& entry : node.entries) {
        const Word* word = nullptr;
        std::vector<std::string> words;
        for (const Word& each : known) {
            words.emplace_back(each.word);
            if (each.word == entry.key)
                word = &each;
        }
        if (word != nullptr)
            parts.push_back(read_word(source, *word, entry.value));
        else
            source.error("WF-002", position_of(entry), "a condition has no key " + in_quotes(entry.key),
                         suggest_one(entry.key, words));
    }
    return joined(Kind::all, std::move(parts));
}

} // namespace imi::workflow
