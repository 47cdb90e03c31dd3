// SPDX-License-Identifier: EUPL-1.2
#include "forms/page_model.hpp"

#include "base/country.hpp"
#include "forms/citation_text.hpp"
#include "forms/field_html.hpp"
#include "i18n/names.hpp"
#include "questions/condition_json.hpp"

#include <algorithm>
#include <set>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

void put(Json& object, const char* key, const std::string& text)
{
    if (!text.empty())
        object[key] = text;
}

const std::string& key_of(const CodeList& list)
{
    return list.source == CodeList::Source::built_in ? list.name : list.path;
}

class ModelWriter
{
public:
    ModelWriter(TextTable& table, const FormPage& page) : table_{table}, page_{page}, form_{table.texts().form()} {}

    Json write()
    {
        Json model = Json::object();
        model["id"] = form_.id;
        model["version"] = form_.version.text();
        model["kind"] = to_string(form_.kind);
        model["stage"] = page_.stage == Stage::reply ? "reply" : "request";
        model["grade"] = to_string(page_.grade);
        const bool is_reply = form_.kind == FormKind::set && page_.stage == Stage::reply;
        model["parts"] = {{"request", is_reply ? known_of_request() : part(form_.request)},
                          {"questions", form_.kind == FormKind::set ? questions() : part(form_.questions)},
                          {"reply", part(form_.reply)}};
        if (form_.subject && form_.kind != FormKind::small) {
            add_list(*form_.subject);
            model["subject"] = key_of(*form_.subject);
            model["subjectVocabulary"] = form_.subject->name;
            model["subjectName"] = table_.ui("form/subject");
        }
        put(model, "fixedSubject", page_.subject);
        model["questions"] = page_.questions.is_object() ? page_.questions : Json::object();
        model["request"] = request_;
        model["filled"] = page_.filled;
        model["lists"] = lists_;
        model["orders"] = orders_;
        model["territories"] = territories();
        model["authorityCountries"] = authority_countries();
        for (const std::string& language : table_.languages())
            model["eurLex"][language] = eur_lex_language(language);
        for (const std::string& key : table_.texts().ui().keys()) {
            // The rest stands in the page itself.
            if (key.starts_with("error/") || key.starts_with("status/") || key == "form/questions")
                model["words"][key] = table_.ui(key);
        }
        return model;
    }

private:
    Json part(const std::vector<Group>& groups)
    {
        Json all = Json::array();
        for (const Group& group : groups) {
            for (const Item& one : group.items)
                all.push_back(item(one, nullptr));
        }
        return all;
    }

    /// The questions of a set; of a reply those that were put.
    Json questions()
    {
        Json all = Json::array();
        for (const Group& group : form_.questions) {
            for (const Item& one : group.items) {
                if (page_.stage == Stage::request || is_put(page_, one))
                    all.push_back(item(one, &one));
            }
        }
        return all;
    }

    /// Of the request a reply holds no more than what its conditions look at.
    Json known_of_request()
    {
        std::set<std::string> named;
        const auto look = [&](const Item& item, const Item*) {
            named.insert(item.answer.not_before);
            if (item.ask_if) {
                for (const std::string& id : named_items(*item.ask_if))
                    named.insert(id);
            }
            for (const Item& cell : item.answer.cells) {
                if (cell.ask_if) {
                    for (const std::string& id : named_items(*cell.ask_if))
                        named.insert(id);
                }
            }
        };
        for_each_item(form_.questions, look);
        for_each_item(form_.reply, look);
        Json known = Json::array();
        for_each_item(form_.request, [&](const Item& one, const Item*) {
            if (!named.contains(one.id))
                return;
            Item alone = one;
            alone.follow_ups.clear();
            known.push_back(item(alone, nullptr));
            if (page_.request.is_object() && page_.request.contains(one.id))
                request_[one.id] = page_.request.at(one.id);
        });
        return known;
    }

    Json items(const std::vector<Item>& list, const Item* top = nullptr)
    {
        Json all = Json::array();
        for (const Item& one : list)
            all.push_back(item(one, top));
        return all;
    }

    Json item(const Item& item, const Item* top)
    {
        const Answer& answer = item.answer;
        Json json = {{"id", item.id}, {"kind", to_string(answer.kind)}, {"required", to_string(item.required)}};
        json["name"] = item.title.empty() ? number_of_ask(table_, page_, item, top)
                                          : table_.of_form(item.path + "/title", item.title);
        if (answer.list) {
            add_list(*answer.list);
            json["list"] = key_of(*answer.list);
            if (answer.kind == AnswerKind::many && !is_short(answer))
                json["isLong"] = true;
        }
        put(json, "under", answer.under);
        put(json, "min", answer.min);
        put(json, "max", answer.max);
        put(json, "notBefore", answer.not_before);
        if (answer.kind == AnswerKind::number)
            json["decimals"] = answer.decimals;
        if (answer.pattern)
            json["pattern"] = {{"match", answer.pattern->match},
                               {"hint", table_.of_form(answer.pattern->path(), answer.pattern->hint)}};
        if (answer.kind == AnswerKind::rows) {
            json["rows"] = {{"min", answer.rows_min}, {"max", answer.rows_max}};
            json["cells"] = items(answer.cells);
        }
        if (item.always)
            json["always"] = true;
        if (!item.subjects.empty())
            json["for"] = item.subjects;
        if (item.ask_if) {
            json["if"] = Json::parse(condition_json(*item.ask_if).dump());
            json["decided"] = is_decided(*item.ask_if);
        }
        if (!item.given.empty())
            json["given"] = items(item.given);
        if (!item.follow_ups.empty())
            json["followUps"] = items(item.follow_ups, top);
        return json;
    }

    /// Whether all that the condition names is known when questions are chosen.
    bool is_decided(const Condition& condition) const
    {
        const std::vector<std::string> named = named_items(condition);
        return std::all_of(named.begin(), named.end(),
                           [&](const std::string& id) { return find_item(form_.request, id) != nullptr; });
    }

    void add_list(const CodeList& list)
    {
        const std::string& key = key_of(list);
        if (list.is_open() || lists_.contains(key))
            return;
        Json codes = Json::array();
        for (const ListCode& code : list.codes()) {
            Json one = {{"code", code.code}, {"text", table_.code(list, code.code)}};
            put(one, "parent", code.parent);
            if (code.heading)
                one["heading"] = true;
            if (code.retired)
                one["retired"] = true;
            codes.push_back(std::move(one));
        }
        lists_[key] = {{"codes", std::move(codes)}};
        for (const auto& [group, members] : list.groups)
            lists_[key]["groups"][group] = members;
        const bool has_order = list.source == CodeList::Source::built_in && list.codes().size() > 3;
        if (has_order)
            add_order(list);
    }

    /// Names sort differently in every language; the browser need not know how.
    void add_order(const CodeList& list)
    {
        for (const std::string& language : table_.languages()) {
            std::vector<std::pair<std::string, std::string>> order;
            for (const ListCode& code : list.codes())
                order.emplace_back(sort_key(table_.texts().code(list, code.code, language).text, language), code.code);
            std::sort(order.begin(), order.end());
            Json codes = Json::array();
            for (const auto& [key, code] : order)
                codes.push_back(code);
            orders_[list.name][language] = std::move(codes);
        }
    }

    static Json territories()
    {
        Json all = Json::object();
        for (const std::string territory : {"eea", "eu"}) {
            Json members = Json::array();
            for (const Country& country : countries()) {
                if (in_territory(country, territory, {}))
                    members.push_back({{"code", country.code}, {"from", country.from}, {"until", country.until}});
            }
            all[territory] = std::move(members);
        }
        return all;
    }

    static Json authority_countries()
    {
        Json all = Json::object();
        for (const Country& country : countries()) {
            all[std::string{country.code}] = country.code;
            all[std::string{country.iso}] = country.code;
        }
        return all;
    }

    TextTable& table_;
    const FormPage& page_;
    const Form& form_;
    Json request_ = Json::object();
    Json lists_ = Json::object();
    Json orders_ = Json::object();
};

} // namespace

Json page_model(TextTable& table, const FormPage& page) { return ModelWriter{table, page}.write(); }

} // namespace imi
