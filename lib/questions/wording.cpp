// SPDX-License-Identifier: EUPL-1.2
#include "questions/wording.hpp"

#include "questions/placeholders.hpp"
#include "text/fold.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace imi
{

namespace
{

// Folded, as fold_words() gives them; "n't" is cut at the apostrophe, so "doesn" stands for it.
constexpr std::array<std::string_view, 16> english = {"not",     "no",      "never",  "none",  "nor",   "neither",
                                                      "nothing", "without", "isn",    "don",   "doesn", "wasn",
                                                      "hasn",    "cannot",  "unless", "except"};
constexpr std::array<std::string_view, 9> german = {"nicht",  "kein", "keine",   "keinen", "keiner",
                                                    "keines", "nie",  "niemals", "ohne"};
constexpr std::array<std::string_view, 8> french = {"ne", "n", "pas", "jamais", "aucun", "aucune", "sans", "ni"};

std::span<const std::string_view> negations(std::string_view language)
{
    if (language == "de")
        return german;
    if (language == "fr")
        return french;
    return language == "en" ? std::span<const std::string_view>{english} : std::span<const std::string_view>{};
}

std::ptrdiff_t count_negations(std::string_view text, std::string_view language)
{
    const auto words = fold_words(text);
    const auto known = negations(language);
    return std::count_if(words.begin(), words.end(), [&](const FoldedWord& word) {
        return std::find(known.begin(), known.end(), word.key) != known.end();
    });
}

} // namespace

std::string meaning_difference(std::string_view before, std::string_view after, std::string_view language)
{
    if (placeholders(before) != placeholders(after))
        return "has other placeholders";
    if (numbers(before) != numbers(after))
        return "has other numbers";
    if (count_negations(before, language) != count_negations(after, language))
        return "adds or drops a negation";
    return {};
}

} // namespace imi
