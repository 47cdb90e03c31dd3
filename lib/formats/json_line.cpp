// SPDX-License-Identifier: EUPL-1.2
#include "formats/json_line.hpp"

#include "base/limits.hpp"
#include "formats/json.hpp"

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <algorithm>

namespace imi
{

namespace
{

using Json = nlohmann::ordered_json;
using Element = simdjson::dom::element;

/// More are left to parse_json(), whose search for a name that stands twice is made for many.
constexpr std::size_t most_members = 32;

bool copy(const Element& from, Json& to, std::size_t depth);

bool copy(const simdjson::dom::object& from, Json& to, std::size_t depth)
{
    to = Json::object();
    Json::object_t::Container& members = to.get_ref<Json::object_t&>();
    if (from.size() > most_members)
        return false;
    members.reserve(from.size());
    for (const auto& [key, value] : from) {
        const std::string_view name = key;
        if (std::any_of(members.begin(), members.end(), [name](const auto& own) { return own.first == name; }))
            return false;
        if (!copy(value, members.emplace_back(std::string{name}, nullptr).second, depth + 1))
            return false;
    }
    return true;
}

bool copy(const simdjson::dom::array& from, Json& to, std::size_t depth)
{
    to = Json::array();
    auto& items = to.get_ref<Json::array_t&>();
    items.reserve(std::min(from.size(), limits::list_values));
    for (const Element& item : from) {
        if (!copy(item, items.emplace_back(), depth + 1))
            return false;
    }
    return true;
}

/// False for what is refused, or may be.
bool copy(const Element& from, Json& to, std::size_t depth)
{
    if (depth > limits::json_depth)
        return false;
    switch (from.type()) {
    case simdjson::dom::element_type::STRING:
        to = std::string{from.get_string().value_unsafe()};
        return true;
    case simdjson::dom::element_type::OBJECT:
        return depth < limits::json_depth && copy(from.get_object().value_unsafe(), to, depth);
    case simdjson::dom::element_type::ARRAY:
        return depth < limits::json_depth && copy(from.get_array().value_unsafe(), to, depth);
    case simdjson::dom::element_type::INT64:
        to = from.get_int64().value_unsafe();
        return true;
    case simdjson::dom::element_type::BOOL:
        to = from.get_bool().value_unsafe();
        return true;
    case simdjson::dom::element_type::NULL_VALUE:
        to = nullptr;
        return true;
    case simdjson::dom::element_type::UINT64:
    case simdjson::dom::element_type::DOUBLE:
        break;
    }
    return false;
}

} // namespace

struct JsonLineParser::State {
    simdjson::dom::parser parser;
};

JsonLineParser::JsonLineParser() : state_{std::make_unique<State>()} {}
JsonLineParser::~JsonLineParser() = default;

Json JsonLineParser::parse(std::string_view text, const Place& place)
{
    // Where the two libraries may differ (escaped code points, a mark before the value, reals, large numbers), and for
    // whatever is to be refused, the one door decides.
    if (text.find("\\u") == std::string_view::npos && !text.starts_with("\xEF\xBB\xBF")) {
        Element root;
        Json value;
        if (state_->parser.parse(text.data(), text.size()).get(root) == simdjson::SUCCESS && copy(root, value, 0))
            return value;
    }
    return parse_json(text, place);
}

} // namespace imi
