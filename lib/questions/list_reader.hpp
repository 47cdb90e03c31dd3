// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/code_list.hpp"
#include "questions/item.hpp"
#include "questions/reading.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// The text of a file that stands beside a vocabulary, by name; nothing when there is none.
using SiblingText = std::function<std::optional<std::string_view>(const std::string& name)>;

/// A vocabulary file. `sibling` gives the file that `codes-from` names.
std::shared_ptr<CodeList> read_vocabulary(const YamlNode& root, Reading& reading, const SiblingText& sibling);

/// Codes with labels, as `options:` or a list of `answers:` writes them; `path` is the prefix of their texts.
std::shared_ptr<CodeList> read_options(const YamlNode& node, const std::string& path, CodeList::Source source,
                                       Reading& reading);

/// The `answers:` of a file: a list a name, their texts below `path`.
std::vector<std::shared_ptr<CodeList>> read_answer_lists(const YamlNode& node, const std::string& path,
                                                         Reading& reading);

/// The `patterns:` of a lists file.
std::vector<std::shared_ptr<Pattern>> read_patterns(const YamlNode& node, Reading& reading);

} // namespace imi
