// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "questions/built_in_lists.hpp"
#include "questions/compile.hpp"
#include "questions/condition_json.hpp"
#include "questions/form_reader.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace imi
{

namespace
{

using Json = nlohmann::json;

std::string text(const Json& object, const char* key) { return object.value(key, std::string{}); }

bool is_yes(const Json& object, const char* key) { return text(object, key) == "yes"; }

int number(const std::string& digits)
{
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::vector<Citation> citations(const Json& object)
{
    std::vector<Citation> result;
    if (object.contains("law")) {
        for (const Json& one : object.at("law"))
            result.push_back({text(one, "act"), text(one, "at")});
    }
    return result;
}

class CompiledReader
{
public:
    CompiledReader(const Json& root, const ExternalLists& external) : root_{root}, external_{external} {}

    Form read()
    {
        form_.kind = kind(text(root_, "kind"));
        form_.id = root_.at("id").get<std::string>();
        form_.path = root_.value("path", form_.id);
        form_.version = parse_version(text(root_, "version")).value_or(Version{});
        form_.title = text(root_, "title");
        form_.hint = text(root_, "hint");
        form_.area = text(root_, "area");
        form_.source_language = text(root_, "source-language");
        read_lists();
        if (root_.contains("subject"))
            form_.subject = list(text(root_, "subject"));
        form_.request = groups("request");
        form_.questions = groups("questions");
        form_.reply = groups("reply");
        collect_lists(form_);
        return std::move(form_);
    }

private:
    static FormKind kind(const std::string& name)
    {
        for (const FormKind one : {FormKind::set, FormKind::form, FormKind::survey, FormKind::small}) {
            if (to_string(one) == name)
                return one;
        }
        throw Error{Status::store, "QS-300", "a compiled form is of no known kind"};
    }

    static void add_codes(CodeList& list, const Json& codes)
    {
        for (const Json& one : codes) {
            ListCode code;
            code.code = text(one, "code");
            code.parent = text(one, "parent");
            code.label = text(one, "label");
            code.heading = is_yes(one, "heading");
            code.retired = is_yes(one, "retired");
            code.law = citations(one);
            if (one.contains("synonyms"))
                code.synonyms = one.at("synonyms").get<std::vector<std::string>>();
            list.add(std::move(code));
        }
    }

    void read_lists()
    {
        if (root_.contains("lists")) {
            for (const auto& [path, json] : root_.at("lists").items())
                lists_[path] = json.contains("sha256") ? external_list(path, text(json, "name")) : inlined(path, json);
        }
        if (!root_.contains("patterns"))
            return;
        for (const auto& [name, json] : root_.at("patterns").items())
            patterns_[name] = std::make_shared<Pattern>(Pattern{name, text(json, "match"), text(json, "hint"), {}});
    }

    static CodeListPtr inlined(const std::string& path, const Json& json)
    {
        auto list = std::make_shared<CodeList>();
        list->path = path;
        list->name = text(json, "name");
        list->version = text(json, "version");
        list->title = text(json, "title");
        list->law = citations(json);
        list->source = list->version.empty() ? CodeList::Source::list : CodeList::Source::vocabulary;
        add_codes(*list, json.at("codes"));
        if (json.contains("groups")) {
            for (const auto& [name, members] : json.at("groups").items())
                list->groups.emplace_back(name, members.get<std::vector<std::string>>());
        }
        return list;
    }

    CodeListPtr external_list(const std::string& path, const std::string& name) const
    {
        CodeListPtr list = external_(name);
        if (!list)
            throw Error{Status::store, "QS-300", "a compiled form needs the vocabulary " + path + ", which is missing"};
        return list;
    }

    CodeListPtr list(const std::string& key) const
    {
        const auto found = lists_.find(key);
        if (found != lists_.end())
            return found->second;
        if (CodeListPtr known = external_(key))
            return known;
        CodeListPtr built_in = built_in_list(key);
        if (!built_in)
            throw Error{Status::store, "QS-300", "a compiled form names the list " + key + ", which it does not hold"};
        return built_in;
    }

    std::vector<Group> groups(const char* part) const
    {
        std::vector<Group> result;
        if (!root_.contains(part))
            return result;
        for (const Json& one : root_.at(part)) {
            Group group;
            group.id = text(one, "id");
            group.path = one.value("path", form_.path + "/" + group.id + ".group");
            group.title = text(one, "title");
            group.hint = text(one, "hint");
            group.items = items(one.at("items"), form_.path);
            result.push_back(std::move(group));
        }
        return result;
    }

    std::vector<Item> items(const Json& list, const std::string& path) const
    {
        std::vector<Item> result;
        for (const Json& one : list)
            result.push_back(item(one, path));
        return result;
    }

    Item item(const Json& json, const std::string& path) const
    {
        Item item;
        item.id = json.at("id").get<std::string>();
        item.path = json.value("path", path + "/" + item.id);
        item.ask = text(json, "ask");
        item.title = text(json, "title");
        item.hint = text(json, "hint");
        item.law = citations(json);
        for (const Required one : {Required::never, Required::to_save, Required::to_send, Required::to_answer}) {
            if (to_string(one) == text(json, "required"))
                item.required = one;
        }
        for (const Personal one : {Personal::no, Personal::yes, Personal::special}) {
            if (to_string(one) == text(json, "personal"))
                item.personal = one;
        }
        if (const std::string reasons = text(json, "cannot-answer"); !reasons.empty() && reasons != "never")
            item.cannot_answer = list(reasons);
        item.note = is_yes(json, "note");
        item.always = is_yes(json, "always");
        item.visible_when_sent = text(json, "visible") == "sent";
        if (json.contains("for"))
            item.subjects = json.at("for").get<std::vector<std::vector<std::string>>>();
        if (json.contains("ask-if"))
            item.ask_if = condition_of_json(json.at("ask-if"));
        item.answer = answer(json.at("answer"), item.path);
        if (json.contains("given"))
            item.given = items(json.at("given"), item.path + "/given");
        if (json.contains("follow-ups"))
            item.follow_ups = items(json.at("follow-ups"), form_.path);
        return item;
    }

    Answer answer(const Json& json, const std::string& path) const
    {
        Answer answer;
        const auto kind = parse_answer_kind(text(json, "kind"));
        if (!kind)
            throw Error{Status::store, "QS-300", "a compiled form has an unknown kind of answer"};
        answer.kind = *kind;
        if (answer.kind == AnswerKind::yes_no || answer.kind == AnswerKind::yes_no_unknown)
            answer.list = built_in_list(to_string(answer.kind));
        if (json.contains("options")) {
            auto options = std::make_shared<CodeList>();
            options->path = path + "/options";
            options->source = CodeList::Source::options;
            add_codes(*options, json.at("options"));
            answer.list = std::move(options);
        } else if (json.contains("of")) {
            answer.list = list(text(json, "of"));
        }
        answer.under = text(json, "under");
        answer.min = text(json, "min");
        answer.max = text(json, "max");
        answer.decimals = number(text(json, "decimals"));
        answer.unit = text(json, "unit");
        answer.not_before = text(json, "not-before");
        if (json.contains("pattern"))
            answer.pattern = patterns_.at(text(json, "pattern"));
        if (json.contains("rows")) {
            answer.rows_min = number(text(json.at("rows"), "min"));
            answer.rows_max = number(text(json.at("rows"), "max"));
            answer.cells = items(json.at("items"), form_.path);
        }
        return answer;
    }

    const Json& root_;
    const ExternalLists& external_;
    Form form_;
    std::map<std::string, CodeListPtr> lists_;
    std::map<std::string, std::shared_ptr<const Pattern>> patterns_;
};

} // namespace

Form load_compiled(std::string_view content, const ExternalLists& external)
{
    try {
        const Json root = Json::parse(content);
        return CompiledReader{root, external}.read();
    } catch (const Json::exception& error) {
        throw Error{Status::store, "QS-300", std::string{"a compiled form cannot be read: "} + error.what()};
    } catch (const std::out_of_range&) {
        throw Error{Status::store, "QS-300", "a compiled form names a pattern that it does not hold"};
    }
}

std::map<std::string, std::string> load_texts(std::string_view content)
{
    try {
        return Json::parse(content).get<std::map<std::string, std::string>>();
    } catch (const Json::exception& error) {
        throw Error{Status::store, "QS-300", std::string{"compiled texts cannot be read: "} + error.what()};
    }
}

} // namespace imi
