// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/code_list.hpp"
#include "rules/citation.hpp"
#include "rules/condition.hpp"
#include "rules/version.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

enum class AnswerKind {
    yes_no_unknown,
    yes_no,
    one,
    many,
    text,
    paragraph,
    number,
    date,
    year,
    authority,
    attachment,
    rows,
    statement,
};
std::string_view to_string(AnswerKind kind);
std::optional<AnswerKind> parse_answer_kind(std::string_view text);

/// A named pattern of a lists file, and the sentence that a user reads when it fails.
struct Pattern {
    std::string name;
    std::string match;
    std::string hint;
    Place place;
    std::string path() const { return "patterns/" + name; }
};

struct Item;

/// How an item is answered, with the limits written out. Limits are texts: canonical decimals, ISO dates, years,
/// "today".
struct Answer {
    AnswerKind kind = AnswerKind::yes_no_unknown;
    CodeListPtr list;  ///< of yes-no-unknown, yes-no, one and many
    std::string under; ///< only codes below this code or group; empty for all
    /// number, date, year: the least and greatest value, empty where open. text, paragraph: `max` letters. attachment:
    /// `max` files.
    std::string min, max;
    int decimals = 0;                       ///< of a number
    std::string unit;                       ///< of a number: ISO 4217 or a CLDR unit
    std::string not_before;                 ///< of a date: id of an item that must not be later
    std::shared_ptr<const Pattern> pattern; ///< of a text
    Place not_before_place;                 ///< in the author's file
    int rows_min = 0, rows_max = 20;
    std::vector<Item> cells; ///< of rows

    bool has_codes() const { return list != nullptr; }
};

/// At which grade an item must be complete.
enum class Required { never, to_save, to_send, to_answer };
std::string_view to_string(Required required);

enum class Personal { no, yes, special };
std::string_view to_string(Personal personal);

/// A question, a field of a form, a cell of a table or a parameter, with every default written out.
struct Item {
    std::string id;   ///< of a block's item "block.item"
    std::string path; ///< of `ask` among the texts of its package, "general/document-genuine"
    std::string ask;
    std::string title; ///< short name; empty where `ask` serves
    std::string hint;
    Answer answer;
    std::vector<Citation> law;
    Required required = Required::never;
    CodeListPtr cannot_answer; ///< the reasons for not answering; none: it must be answered
    bool note = false;         ///< the answering side may add a free text
    bool always = false;       ///< part of every request, not to be chosen
    Personal personal = Personal::no;
    bool visible_when_sent = true;                  ///< else only after acceptance
    std::vector<std::vector<std::string>> subjects; ///< `for`: one of each must match the subject; empty: all cases
    std::optional<Condition> ask_if;                ///< with that of the group; none: always
    std::vector<Item> follow_ups;
    std::vector<Item> given; ///< parameters
    Place place;             ///< of the id in the author's file; empty in a compiled set
    /// Whether the author wrote it: what is not written, a block takes from the place where it is put.
    bool says_required = false, says_cannot_answer = false, says_note = false, says_personal = false;

    const std::string& short_name() const { return title.empty() ? ask : title; }
};

struct Group {
    std::string id;
    std::string path; ///< "general/documents.group"
    std::string title;
    std::string hint;
    std::vector<Item> items;
    Place place;
};

enum class FormKind { set, form, survey, small };
std::string_view to_string(FormKind kind);

/// A question set, form, survey, or small form in place in a workflow; what it uses is put in, defaults are written
/// out.
struct Form {
    FormKind kind = FormKind::form;
    std::string id;
    std::string path; ///< prefix of its texts: the id, of a small form "workflow/form/name"
    Version version;
    std::string title;
    std::string hint;
    std::string area;            ///< package folder it stands in
    std::string source_language; ///< BCP 47
    CodeListPtr subject;         ///< vocabulary that its cases are about; none where there is none
    std::vector<Group> request;  ///< of a set: the requesting side
    /// Of a set what is chosen and answered, else all there is. A small form has one group without id and title.
    std::vector<Group> questions;
    std::vector<Group> reply;       ///< of a set: beside the answers
    std::vector<CodeListPtr> lists; ///< inlined lists and vocabularies, by name
    std::vector<std::shared_ptr<const Pattern>> patterns;
    Place place;
};

/// Calls `each` with every item of a part in page order, follow-ups after their question, and the question that it
/// follows (nullptr at the top). Cells and parameters are left out.
template <class Each> void for_each_item(const std::vector<Item>& items, const Item* parent, Each&& each)
{
    for (const Item& item : items) {
        each(item, parent);
        for_each_item(item.follow_ups, &item, each);
    }
}
template <class Each> void for_each_item(const std::vector<Group>& groups, Each&& each)
{
    for (const Group& group : groups)
        for_each_item(group.items, nullptr, each);
}

/// The item with this id in any part, follow-ups among them (cells and parameters are not); nullptr when there is none.
const Item* find_item(const Form& form, std::string_view id);
const Item* find_item(const std::vector<Group>& groups, std::string_view id);

} // namespace imi
