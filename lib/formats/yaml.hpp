// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// A YAML value as written: every scalar is text, nothing is guessed (`no`, `012`, `1.10` are what they look like).
struct YamlNode {
    enum class Kind { scalar, list, map };
    struct Entry;

    Kind kind = Kind::scalar;
    std::string scalar;          ///< NFC; runs of white space kept
    bool quoted = false;         ///< the scalar stood in quotes or in a block
    std::vector<YamlNode> items; ///< of a list
    std::vector<Entry> entries;  ///< of a map, in the order of the file
    std::size_t line = 0;        ///< from 1
    std::size_t column = 0;      ///< from 1, in code points

    /// The value under `key` of a map, or nullptr.
    const YamlNode* find(std::string_view key) const;
};

struct YamlNode::Entry {
    std::string key;
    std::size_t line = 0; ///< of the key
    std::size_t column = 0;
    YamlNode value;
};

/// The one door for YAML: UTF-8, one document; anchors, aliases, tags, merge keys, duplicate keys, forbidden
/// characters, too many nodes or levels are refused. An empty value is an empty scalar, not quoted. Throws
/// Error(input): FMT-030 syntax, FMT-031 alias or anchor, FMT-032 tag, FMT-033 a key twice (named), FMT-034 nesting or
/// size, FMT-035 text.
YamlNode parse_yaml(std::string_view text, const std::string& file);
/// The same, but keys that stand twice are collected (FMT-033, at the second one) and the first of them is kept.
YamlNode parse_yaml(std::string_view text, const std::string& file, std::vector<Diagnostic>& doubles);
/// Reads the file first; `max_bytes` is limits::yaml_bytes, or limits::vocabulary_bytes.
YamlNode read_yaml(const std::string& path, std::uint64_t max_bytes);

} // namespace imi
