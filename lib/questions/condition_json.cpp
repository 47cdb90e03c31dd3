// SPDX-License-Identifier: EUPL-1.2
#include "questions/condition_json.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

nlohmann::json condition_json(const Condition& condition)
{
    nlohmann::json json = nlohmann::json::object();
    if (!condition.item.empty())
        json["q"] = condition.item;
    switch (condition.kind) {
    case Condition::Kind::in:
        json["in"] = condition.values;
        break;
    case Condition::Kind::not_in:
        json["not-in"] = condition.values;
        break;
    case Condition::Kind::range:
        if (!condition.min.empty())
            json["min"] = condition.min;
        if (!condition.max.empty())
            json["max"] = condition.max;
        break;
    case Condition::Kind::answered:
        json["answered"] = true;
        break;
    case Condition::Kind::all:
    case Condition::Kind::any:
        nlohmann::json parts = nlohmann::json::array();
        for (const Condition& part : condition.parts)
            parts.push_back(condition_json(part));
        json[condition.kind == Condition::Kind::all ? "all" : "any"] = std::move(parts);
        break;
    }
    return json;
}

Condition condition_of_json(const nlohmann::json& json)
{
    Condition condition;
    for (const char* key : {"all", "any"}) {
        if (!json.contains(key))
            continue;
        condition.kind = std::string_view{key} == "all" ? Condition::Kind::all : Condition::Kind::any;
        for (const auto& part : json.at(key))
            condition.parts.push_back(condition_of_json(part));
        return condition;
    }
    condition.item = json.at("q").get<std::string>();
    if (json.contains("in") || json.contains("not-in")) {
        condition.kind = json.contains("in") ? Condition::Kind::in : Condition::Kind::not_in;
        condition.values = json.at(json.contains("in") ? "in" : "not-in").get<std::vector<std::string>>();
    } else if (json.contains("answered")) {
        condition.kind = Condition::Kind::answered;
    } else {
        condition.kind = Condition::Kind::range;
        condition.min = json.value("min", std::string{});
        condition.max = json.value("max", std::string{});
    }
    return condition;
}

} // namespace imi
