// SPDX-License-Identifier: EUPL-1.2
#include "formats/yaml_json.hpp"

#include <nlohmann/json.hpp>

namespace imi
{

YamlNode json_to_yaml(const nlohmann::ordered_json& value)
{
    YamlNode node;
    if (value.is_object()) {
        node.kind = YamlNode::Kind::map;
        for (const auto& [key, member] : value.items())
            node.entries.push_back({key, 0, 0, json_to_yaml(member)});
    } else if (value.is_array()) {
        node.kind = YamlNode::Kind::list;
        for (const nlohmann::ordered_json& item : value)
            node.items.push_back(json_to_yaml(item));
    } else {
        node.scalar = value.is_string() ? value.get<std::string>() : value.is_null() ? std::string{} : value.dump();
    }
    return node;
}

} // namespace imi
