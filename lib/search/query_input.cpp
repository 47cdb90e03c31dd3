// SPDX-License-Identifier: EUPL-1.2
#include "search/query_input.hpp"

#include "base/error.hpp"
#include "formats/json.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;

struct TextMember {
    std::string_view name;
    std::string SearchQuery::*member;
};
constexpr std::array<TextMember, 7> text_members{{{"query", &SearchQuery::text},
                                                  {"area", &SearchQuery::area},
                                                  {"profession", &SearchQuery::profession},
                                                  {"region", &SearchQuery::region},
                                                  {"speaks", &SearchQuery::speaks},
                                                  {"can", &SearchQuery::right},
                                                  {"as_of", &SearchQuery::as_of}}};

[[noreturn]] void refuse(const Place& place, const std::string& message, std::string hint)
{
    throw Error{Status::input, "SEA-010", message, std::move(hint), place.text()};
}

Json parse_object(std::string_view line, const Place& place)
{
    Json object = parse_json(line, place);
    if (!object.is_object())
        refuse(place, "a query is an object, not " + std::string{json_kind(object)}, R"(such as {"query": "nurse"})");
    return object;
}

std::string text_of(const std::string& member, const Json& value, const Place& place)
{
    if (!value.is_string())
        refuse(place, member + " is a text, not " + std::string{json_kind(value)}, {});
    return value.get<std::string>();
}

std::vector<std::string> texts_of(const std::string& member, const Json& value, const Place& place)
{
    if (!value.is_array())
        refuse(place, member + " is a list of texts, not " + std::string{json_kind(value)}, {});
    std::vector<std::string> texts;
    for (const Json& item : value)
        texts.push_back(text_of("each of " + member, item, place));
    return texts;
}

void read_member(SearchQuery& query, const std::string& name, const Json& value, const Place& place)
{
    for (const TextMember& text : text_members) {
        if (text.name == name) {
            query.*text.member = text_of(name, value, place);
            return;
        }
    }
    if (name == "country" && value.is_array()) {
        query.countries = texts_of(name, value, place);
    } else if (name == "country") {
        query.countries = {text_of(name, value, place)};
    } else if (name == "limit") {
        if (!value.is_number_integer() || value.get<std::int64_t>() < 1)
            refuse(place, "limit is a whole number from 1", {});
        query.limit = static_cast<std::size_t>(value.get<std::int64_t>());
    } else {
        std::vector<std::string> names{"country", "limit"};
        for (const TextMember& text : text_members)
            names.emplace_back(text.name);
        const std::string near = nearest(name, names);
        throw Error{Status::input, "SEA-011", "a query has no member \"" + escape_for_message(name) + '"',
                    near.empty()
                        ? std::string{"give query, country, area, profession, region, speaks, can, as_of, limit"}
                        : "did you mean " + near + '?',
                    place.text()};
    }
}

} // namespace

SearchQuery parse_search_query(std::string_view line, const Place& place, const SearchQuery& defaults)
{
    const Json object = parse_object(line, place);
    SearchQuery query = defaults;
    for (const auto& [name, value] : object.items())
        read_member(query, name, value, place);
    return query;
}

EvaluationQuery parse_evaluation_query(std::string_view line, const Place& place)
{
    const Json object = parse_object(line, place);
    if (!object.contains("query") || !object.contains("expected"))
        refuse(place, "query and expected are needed", R"(such as {"query": "nurse", "expected": ["nmc"]})");
    EvaluationQuery query;
    query.query = text_of("query", object.at("query"), place);
    query.expected = texts_of("expected", object.at("expected"), place);
    if (object.contains("kind"))
        query.kind = text_of("kind", object.at("kind"), place);
    return query;
}

} // namespace imi
