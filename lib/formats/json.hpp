// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace imi
{

/// The one door for JSON from outside: strict UTF-8, no BOM inside, nesting up to limits::json_depth, no key twice, no
/// number that does not fit (integers 64 bit, reals finite), nothing after the value, no U+0000 and no lone surrogate.
/// `place` names the file and the line on which the text begins. Throws Error(input): FMT-020 syntax, FMT-021 nesting,
/// FMT-022 a key twice (named), FMT-023 number, FMT-024 character; the message has line and column.
nlohmann::ordered_json parse_json(std::string_view text, const Place& place);

/// The value as canonical text: no blanks, UTF-8 unescaped, keys in the order of the object.
std::string dump_json(const nlohmann::ordered_json& value);

/// The member of an object; null where there is none, or no object.
const nlohmann::ordered_json& member(const nlohmann::ordered_json& object, std::string_view key);

/// Appends a JSON string with quotes: for writers that build text without a tree.
void append_json_string(std::string& out, std::string_view utf8);

/// "text", "number", "true or false", "list", "object", "null": what a message calls the kind of a value.
std::string_view json_kind(const nlohmann::ordered_json& value);

} // namespace imi
