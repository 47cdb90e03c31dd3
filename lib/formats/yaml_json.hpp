// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/yaml.hpp"

#include <nlohmann/json_fwd.hpp>

namespace imi
{

/// A JSON value as YAML, without places, for readers of YAML that was stored as JSON. What is no text, list or object
/// becomes its JSON text, null an empty one.
YamlNode json_to_yaml(const nlohmann::ordered_json& value);

} // namespace imi
