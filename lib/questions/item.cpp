// SPDX-License-Identifier: EUPL-1.2
#include "questions/item.hpp"

#include <array>

namespace imi
{

namespace
{

constexpr std::array<std::string_view, 13> kinds = {"yes-no-unknown", "yes-no", "one",      "many", "text",
                                                    "paragraph",      "number", "date",     "year", "authority",
                                                    "attachment",     "rows",   "statement"};

} // namespace

std::string_view to_string(AnswerKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

std::optional<AnswerKind> parse_answer_kind(std::string_view text)
{
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] == text)
            return static_cast<AnswerKind>(i);
    }
    return std::nullopt;
}

std::string_view to_string(Required required)
{
    constexpr std::array<std::string_view, 4> names = {"never", "to-save", "to-send", "to-answer"};
    return names[static_cast<std::size_t>(required)];
}

std::string_view to_string(Personal personal)
{
    constexpr std::array<std::string_view, 3> names = {"no", "yes", "special"};
    return names[static_cast<std::size_t>(personal)];
}

std::string_view to_string(FormKind kind)
{
    constexpr std::array<std::string_view, 4> names = {"set", "form", "survey", "small"};
    return names[static_cast<std::size_t>(kind)];
}

const Item* find_item(const std::vector<Group>& groups, std::string_view id)
{
    const Item* found = nullptr;
    for_each_item(groups, [&](const Item& item, const Item*) {
        if (item.id == id)
            found = &item;
    });
    return found;
}

const Item* find_item(const Form& form, std::string_view id)
{
    for (const std::vector<Group>* part : {&form.request, &form.questions, &form.reply}) {
        if (const Item* found = find_item(*part, id))
            return found;
    }
    return nullptr;
}

} // namespace imi
