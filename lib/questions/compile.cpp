// SPDX-License-Identifier: EUPL-1.2
#include "questions/compile.hpp"

#include "base/hash.hpp"
#include "questions/condition_json.hpp"
#include "questions/translations.hpp"
#include "text/list.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace imi
{

namespace
{

/// Sorted by bytes, which is what RFC 8785 asks for keys of ASCII letters.
using Json = nlohmann::json;

std::string dump(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

void put(Json& object, const char* key, const std::string& text)
{
    if (!text.empty())
        object[key] = text;
}

Json citations(const std::vector<Citation>& law)
{
    Json list = Json::array();
    for (const Citation& citation : law) {
        Json one = Json::object();
        put(one, "act", citation.act);
        one["at"] = citation.at;
        list.push_back(std::move(one));
    }
    return list;
}

Json codes_of(const CodeList& list)
{
    Json codes = Json::array();
    for (const ListCode& code : list.codes()) {
        Json one = Json::object();
        one["code"] = code.code;
        put(one, "label", code.label);
        put(one, "parent", code.parent);
        if (code.heading)
            one["heading"] = "yes";
        if (code.retired)
            one["retired"] = "yes";
        if (!code.law.empty())
            one["law"] = citations(code.law);
        if (!code.synonyms.empty())
            one["synonyms"] = code.synonyms;
        codes.push_back(std::move(one));
    }
    return codes;
}

/// A list that stands for itself; built-in ones are only named.
Json list_of(const CodeList& list)
{
    Json result = Json::object();
    put(result, "name", list.name);
    put(result, "version", list.version);
    put(result, "title", list.title);
    if (!list.law.empty())
        result["law"] = citations(list.law);
    if (list.source == CodeList::Source::external)
        result["sha256"] = list.hash;
    else
        result["codes"] = codes_of(list);
    if (!list.groups.empty()) {
        Json groups = Json::object();
        for (const auto& [name, members] : list.groups)
            groups[name] = members;
        result["groups"] = std::move(groups);
    }
    return result;
}

/// The path under `lists` for those that are inlined, the name for those built in.
const std::string& key_of(const CodeList& list)
{
    return list.source == CodeList::Source::built_in ? list.name : list.path;
}

class FormContent
{
public:
    explicit FormContent(const Form& form) : form_{form} {}

    Json make() const
    {
        Json result = Json::object();
        result["format"] = "1";
        result["kind"] = to_string(form_.kind);
        result["id"] = form_.id;
        result["version"] = form_.version.text();
        put(result, "title", form_.title);
        put(result, "hint", form_.hint);
        put(result, "area", form_.area);
        put(result, "source-language", form_.source_language);
        if (form_.path != form_.id)
            result["path"] = form_.path;
        if (form_.subject)
            result["subject"] = key_of(*form_.subject);
        put_part(result, "request", form_.request);
        put_part(result, "questions", form_.questions);
        put_part(result, "reply", form_.reply);
        for (const CodeListPtr& list : form_.lists) {
            if (list->source != CodeList::Source::built_in)
                result["lists"][list->path] = list_of(*list);
        }
        for (const auto& pattern : form_.patterns)
            result["patterns"][pattern->name] = {{"match", pattern->match}, {"hint", pattern->hint}};
        return result;
    }

private:
    void put_part(Json& result, const char* key, const std::vector<Group>& groups) const
    {
        Json list = Json::array();
        for (const Group& group : groups) {
            Json one = Json::object();
            put(one, "id", group.id);
            put(one, "title", group.title);
            put(one, "hint", group.hint);
            if (group.path != form_.path + "/" + group.id + ".group")
                put(one, "path", group.path);
            one["items"] = items(group.items, form_.path);
            list.push_back(std::move(one));
        }
        if (!list.empty())
            result[key] = std::move(list);
    }

    Json items(const std::vector<Item>& all, const std::string& path) const
    {
        Json list = Json::array();
        for (const Item& one : all)
            list.push_back(item(one, path));
        return list;
    }

    Json item(const Item& item, const std::string& path) const
    {
        Json result = Json::object();
        result["id"] = item.id;
        if (item.path != path + "/" + item.id)
            result["path"] = item.path;
        put(result, "ask", item.ask);
        put(result, "title", item.title);
        put(result, "hint", item.hint);
        result["answer"] = answer(item);
        if (!item.law.empty())
            result["law"] = citations(item.law);
        result["required"] = to_string(item.required);
        result["cannot-answer"] = item.cannot_answer ? key_of(*item.cannot_answer) : std::string{"never"};
        result["note"] = item.note ? "yes" : "no";
        result["personal"] = to_string(item.personal);
        result["visible"] = item.visible_when_sent ? "sent" : "accepted";
        if (item.always)
            result["always"] = "yes";
        if (!item.subjects.empty())
            result["for"] = item.subjects;
        if (item.ask_if)
            result["ask-if"] = condition_json(*item.ask_if);
        if (!item.given.empty())
            result["given"] = items(item.given, item.path + "/given");
        if (!item.follow_ups.empty())
            result["follow-ups"] = items(item.follow_ups, form_.path);
        return result;
    }

    Json answer(const Item& item) const
    {
        const Answer& answer = item.answer;
        Json result = Json::object();
        result["kind"] = to_string(answer.kind);
        const bool fixed = answer.kind == AnswerKind::yes_no || answer.kind == AnswerKind::yes_no_unknown;
        if (answer.list && answer.list->source == CodeList::Source::options)
            result["options"] = codes_of(*answer.list);
        else if (answer.list && !fixed)
            result["of"] = key_of(*answer.list);
        put(result, "under", answer.under);
        put(result, "min", answer.min);
        put(result, "max", answer.max);
        if (answer.kind == AnswerKind::number)
            result["decimals"] = std::to_string(answer.decimals);
        put(result, "unit", answer.unit);
        put(result, "not-before", answer.not_before);
        if (answer.pattern)
            result["pattern"] = answer.pattern->name;
        if (answer.kind == AnswerKind::rows) {
            result["rows"] = {{"min", std::to_string(answer.rows_min)}, {"max", std::to_string(answer.rows_max)}};
            result["items"] = items(answer.cells, form_.path);
        }
        return result;
    }

    const Form& form_;
};

/// Collects each path once, in page order.
class TextList
{
public:
    explicit TextList(const Form& form)
    {
        add(form.path + "/title", form.title);
        add(form.path + "/hint", form.hint);
        for (const std::vector<Group>* part : {&form.request, &form.questions, &form.reply}) {
            for (const Group& group : *part) {
                add(group.path, group.title);
                add(group.path + "/hint", group.hint);
                add(group.items);
            }
        }
        for (const CodeListPtr& list : form.lists)
            add(*list);
        for (const auto& pattern : form.patterns)
            add(pattern->path(), pattern->hint);
    }
    std::vector<std::pair<std::string, std::string>> take() { return std::move(texts_); }

private:
    void add(const std::string& path, const std::string& text)
    {
        if (!text.empty() && seen_.insert(path).second)
            texts_.emplace_back(path, text);
    }
    void add(const CodeList& list)
    {
        add(list.path + ".title", list.title);
        for (const ListCode& code : list.codes()) {
            add(list.path + "/" + code.code, code.label);
            add(list.path + "/" + code.code + "/synonyms", joined(code.synonyms, " | "));
        }
    }
    void add(const std::vector<Item>& items)
    {
        for (const Item& item : items) {
            add(item.path, item.ask);
            add(item.path + "/title", item.title);
            add(item.path + "/hint", item.hint);
            if (item.answer.list && item.answer.list->source == CodeList::Source::options)
                add(*item.answer.list);
            add(item.given);
            add(item.answer.cells);
            add(item.follow_ups);
        }
    }

    std::vector<std::pair<std::string, std::string>> texts_;
    std::set<std::string> seen_;
};

} // namespace

std::string canonical_content(const Form& form) { return dump(FormContent{form}.make()); }

std::vector<std::pair<std::string, std::string>> texts_of(const Form& form) { return TextList{form}.take(); }

CompiledForm compile(const Form& form, const Library& library)
{
    CompiledForm result;
    result.id = form.id;
    result.version = form.version.text();
    result.kind = to_string(form.kind);
    result.content = canonical_content(form);
    result.fingerprint = to_hex(sha256(result.content));
    // Paths of a package's own texts cannot clash with those of the shared folders: their names are unique there.
    Translations translations;
    for (const Package& package : library.packages()) {
        if (package.area && package.name != form.area)
            continue;
        for (auto& [language, texts] : translations_of(package))
            translations[language].insert(texts.begin(), texts.end());
    }
    const auto texts = texts_of(form);
    for (const auto& [language, by_path] : translations) {
        if (language == form.source_language)
            continue;
        Json content = Json::object();
        for (const auto& [path, source] : texts) {
            const auto found = by_path.find(path);
            if (found != by_path.end())
                content[path] = found->second;
        }
        CompiledLanguage compiled;
        compiled.missing = texts.size() - content.size();
        compiled.content = dump(content);
        compiled.fingerprint = to_hex(sha256(compiled.content));
        if (!content.empty())
            result.languages.emplace(language, std::move(compiled));
    }
    return result;
}

} // namespace imi
