// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/item.hpp"
#include "questions/names.hpp"
#include "questions/reading.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// What `answer:` and its limits may name.
struct AnswerScope {
    const Names& names;
    const std::vector<std::shared_ptr<CodeList>>& own_lists; ///< `answers:` of the same file
    std::string path;                                        ///< of the item's texts
};

/// Keys of an item that belong to its answer; which of them mean something depends on the kind.
std::span<const std::string_view> answer_keys();

/// The answer of an item, without the cells of rows. QS-040 to QS-045, QS-047; QS-044 for a limit of another kind.
Answer read_answer(const YamlNode& item, const AnswerScope& scope, Reading& reading);

} // namespace imi
