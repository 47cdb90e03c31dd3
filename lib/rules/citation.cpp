// SPDX-License-Identifier: EUPL-1.2
#include "rules/citation.hpp"

#include <algorithm>
#include <vector>

namespace imi
{

namespace
{

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }

/// Walks over one word of a citation.
struct Cursor {
    std::string_view rest;

    bool take(char c)
    {
        if (!rest.starts_with(c))
            return false;
        rest.remove_prefix(1);
        return true;
    }
    template <class Test> std::size_t take_while(Test test)
    {
        const auto end = std::find_if_not(rest.begin(), rest.end(), test);
        const auto count = static_cast<std::size_t>(end - rest.begin());
        rest.remove_prefix(count);
        return count;
    }
};

/// 50, 3a, 4f: digits with at most two letters.
bool take_number(Cursor& cursor) { return cursor.take_while(is_digit) != 0 && cursor.take_while(is_small) <= 2; }

/// (3), (a), (iv), (-1a): any number of them.
bool take_parts(Cursor& cursor)
{
    while (cursor.take('(')) {
        cursor.take('-');
        const std::size_t letters = cursor.take_while([](char c) { return is_digit(c) || is_small(c); });
        if (letters == 0 || letters > 6 || !cursor.take(')'))
            return false;
    }
    return true;
}

/// 50(3)(a), 15-19
bool is_article(std::string_view word)
{
    Cursor cursor{word};
    if (!take_number(cursor) || !take_parts(cursor))
        return false;
    if (cursor.take('-') && (!take_number(cursor) || !take_parts(cursor)))
        return false;
    return cursor.rest.empty();
}

/// 5.1.1, 1(d)
bool is_point(std::string_view word)
{
    Cursor cursor{word};
    do {
        if (!take_number(cursor))
            return false;
    } while (cursor.take('.'));
    return take_parts(cursor) && cursor.rest.empty();
}

bool is_number(std::string_view word)
{
    Cursor cursor{word};
    return take_number(cursor) && cursor.rest.empty();
}

bool is_roman(std::string_view word)
{
    Cursor cursor{word};
    const bool letters =
        cursor.take_while([](char c) { return std::string_view{"IVXLC"}.find(c) != std::string_view::npos; }) != 0;
    cursor.take_while(is_small);
    return letters && cursor.rest.empty();
}

std::vector<std::string_view> words_of(std::string_view text)
{
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end != 0)
            words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

bool is_place(const std::vector<std::string_view>& words)
{
    const std::string_view kind = words[0];
    const std::size_t count = words.size();
    if (kind == "art.")
        return (count == 2 || (count == 4 && words[2] == "sub." && is_number(words[3]))) && is_article(words[1]);
    if (kind == "annex")
        return count == 1 ||
               (count <= 3 && (is_roman(words[1]) || is_number(words[1])) && (count == 2 || is_point(words[2])));
    if (kind == "chapter")
        return count == 2 && (is_roman(words[1]) || is_number(words[1]));
    return kind == "recital" && count == 2 && is_number(words[1]);
}

} // namespace

bool is_celex(std::string_view text)
{
    // Sector, year, one or two letters for the kind of act, number; a correction or date may follow in brackets.
    if (text.size() < 8 || text.size() > 24 || !is_digit(text[0]))
        return false;
    Cursor cursor{text.substr(1)};
    if (cursor.take_while(is_digit) != 4)
        return false;
    const std::size_t letters = cursor.take_while([](char c) { return c >= 'A' && c <= 'Z'; });
    const std::size_t digits = cursor.take_while(is_digit);
    return letters >= 1 && letters <= 2 && digits >= 2 && digits <= 8 && take_parts(cursor) && cursor.rest.empty();
}

std::optional<Citation> parse_citation(std::string_view text)
{
    std::vector<std::string_view> words = words_of(text);
    if (words.empty())
        return std::nullopt;
    Citation citation;
    const auto begins_place = [](std::string_view word) {
        return word == "art." || word == "annex" || word == "chapter" || word == "recital";
    };
    if (!begins_place(words[0])) {
        citation.act = words[0];
        words.erase(words.begin());
    }
    if (words.empty() || !is_place(words))
        return std::nullopt;
    for (const std::string_view word : words)
        citation.at.append(citation.at.empty() ? "" : " ").append(word);
    return citation;
}

} // namespace imi
