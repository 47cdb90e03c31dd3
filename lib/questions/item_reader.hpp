// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/item.hpp"
#include "questions/names.hpp"
#include "questions/reading.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// Where items stand: decides which keys they may have and what holds without them.
enum class Side {
    data,          ///< a survey, or the request or reply of a set
    form,          ///< a form: data, but a set may have it among its questions
    set_questions, ///< `questions:` of a set
    small_form,    ///< in place in a workflow
};

/// What the items of a file share.
struct ItemScope {
    const Names& names;
    const std::vector<std::shared_ptr<CodeList>>& own_lists; ///< `answers:` of the file
    std::string path;                                        ///< prefix of the texts
    CodeListPtr subject;                                     ///< vocabulary of the area, or none
    CodeListPtr reasons;                                     ///< list of `cannot-answer` of the area, or none
};

/// What a group or a question hands down to the items in it.
struct Inherited {
    std::vector<Citation> law;
    std::optional<Personal> personal;
    std::vector<std::vector<std::string>> subjects;
    std::optional<Condition> ask_if;
};

/// What the keys `law`, `personal`, `for` and `ask-if` of a group, item or block make of what is handed down to it.
/// `parent` is the question that it follows, which a bare condition means. QS-060 to QS-062, and what conditions give.
Inherited inherit(const YamlNode& map, Inherited inherited, const std::string& parent, const ItemScope& scope,
                  Reading& reading);

/// Groups of one part of a file, those of `use:` first. QS-080, QS-082 and what items give.
std::vector<Group> read_groups(const YamlNode& node, Side side, const ItemScope& scope, Reading& reading);

/// A map of items, not in a group.
std::vector<Item> read_items(const YamlNode& node, Side side, const ItemScope& scope, Reading& reading);

/// Takes away the reasons and notes of a form's items, which are data where the form stands.
void make_data(std::vector<Item>& items);

/// The items of a form as a block: ids become "block.item", what is inherited is put in, and the defaults of the side
/// where the author of the form said nothing.
std::vector<Item> block_items(const Form& form, const std::string& block, const Inherited& inherited, Side side,
                              const CodeListPtr& reasons);

} // namespace imi
