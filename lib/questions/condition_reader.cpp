// SPDX-License-Identifier: EUPL-1.2
#include "questions/condition_reader.hpp"

#include "rules/decimal.hpp"
#include "text/suggest.hpp"

#include <algorithm>
#include <array>

namespace imi
{

namespace
{

constexpr std::array<std::string_view, 3> comparison_keys = {"not", "min", "max"};

bool is_comparison(const YamlNode& map)
{
    return !map.entries.empty() &&
           std::all_of(map.entries.begin(), map.entries.end(), [](const YamlNode::Entry& entry) {
               return std::find(comparison_keys.begin(), comparison_keys.end(), entry.key) != comparison_keys.end();
           });
}

class ConditionReader
{
public:
    ConditionReader(const std::string& parent, Reading& reading) : parent_{parent}, reading_{reading} {}

    std::optional<Condition> read(const YamlNode& node)
    {
        if (node.kind != YamlNode::Kind::map || is_comparison(node))
            return bare(node);
        std::vector<Condition> parts;
        for (const YamlNode::Entry& entry : node.entries) {
            if (auto part = read_entry(entry))
                parts.push_back(std::move(*part));
        }
        if (node.entries.empty())
            reading_.error("QS-010", reading_.at(node), "'ask-if' is empty", "leave the key out");
        return together(Condition::Kind::all, std::move(parts), reading_.at(node));
    }

private:
    std::optional<Condition> bare(const YamlNode& node)
    {
        if (!parent_.empty())
            return compare(parent_, node, reading_.at(node));
        reading_.error("QS-070", reading_.at(node), "an answer without its question stands at the top level",
                       "name the question: ask-if: {QUESTION: ANSWER}");
        return std::nullopt;
    }

    std::optional<Condition> read_entry(const YamlNode::Entry& entry)
    {
        if (entry.key == "any" || entry.key == "all")
            return read_list(entry);
        if (entry.key != "answered")
            return compare(entry.key, entry.value, reading_.at(entry));
        const auto item = reading_.plain(entry.value, "answered");
        if (!item)
            return std::nullopt;
        Condition condition;
        condition.kind = Condition::Kind::answered;
        condition.item = *item;
        condition.place = reading_.at(entry.value);
        return condition;
    }

    std::optional<Condition> read_list(const YamlNode::Entry& entry)
    {
        if (entry.value.kind != YamlNode::Kind::list || entry.value.items.empty()) {
            reading_.error("QS-010", reading_.at(entry.value), "'" + entry.key + "' takes a list of conditions",
                           entry.key + ": [{QUESTION: ANSWER}, …]");
            return std::nullopt;
        }
        std::vector<Condition> parts;
        for (const YamlNode& one : entry.value.items) {
            if (auto part = read(one))
                parts.push_back(std::move(*part));
        }
        return together(entry.key == "any" ? Condition::Kind::any : Condition::Kind::all, std::move(parts),
                        reading_.at(entry));
    }

    std::optional<Condition> compare(const std::string& item, const YamlNode& node, const Place& place)
    {
        Condition condition;
        condition.item = item;
        condition.place = place;
        condition.kind = Condition::Kind::in;
        if (node.kind != YamlNode::Kind::map) {
            take_values(condition, node, item);
            return condition.values.empty() ? std::nullopt : std::optional{std::move(condition)};
        }
        reading_.only_keys(node, comparison_keys);
        const YamlNode* excluded = node.find("not");
        const YamlNode* min = node.find("min");
        const YamlNode* max = node.find("max");
        if (excluded != nullptr && (min != nullptr || max != nullptr)) {
            reading_.error("QS-010", reading_.at(node), "'not' cannot stand beside 'min' or 'max'",
                           "write all: [{…: {not: …}}, {…: {min: …}}]");
            return std::nullopt;
        }
        if (excluded != nullptr) {
            condition.kind = Condition::Kind::not_in;
            take_values(condition, *excluded, "not");
            return condition.values.empty() ? std::nullopt : std::optional{std::move(condition)};
        }
        condition.kind = Condition::Kind::range;
        condition.min = limit(min, "min");
        condition.max = limit(max, "max");
        return condition.min.empty() && condition.max.empty() ? std::nullopt : std::optional{std::move(condition)};
    }

    void take_values(Condition& condition, const YamlNode& node, std::string_view what)
    {
        for (auto& [value, place] : reading_.texts(node, what)) {
            condition.values.push_back(std::move(value));
            condition.places.push_back(place);
        }
    }

    std::string limit(const YamlNode* node, std::string_view key)
    {
        const auto value = node == nullptr ? std::nullopt : reading_.plain(*node, key);
        return value ? canonical_decimal(*value).value_or(*value) : std::string{};
    }

    static std::optional<Condition> together(Condition::Kind kind, std::vector<Condition> parts, const Place& place)
    {
        if (parts.empty())
            return std::nullopt;
        if (parts.size() == 1)
            return std::move(parts.front());
        Condition condition;
        condition.kind = kind;
        condition.parts = std::move(parts);
        condition.place = place;
        return condition;
    }

    const std::string& parent_;
    Reading& reading_;
};

} // namespace

std::optional<Condition> read_condition(const YamlNode& node, const std::string& parent, Reading& reading)
{
    return ConditionReader{parent, reading}.read(node);
}

} // namespace imi
