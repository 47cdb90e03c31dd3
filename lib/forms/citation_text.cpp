// SPDX-License-Identifier: EUPL-1.2
#include "forms/citation_text.hpp"

#include <charconv>
#include <vector>

namespace imi
{

namespace
{

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// Greek and Bulgarian count points with their own letters: "56a" is "56α", point (d) is point (δ). Roman numerals, of
/// more than one letter, stay.
std::string own_letters(std::string_view number, const UiTexts& ui, std::string_view language)
{
    const std::size_t letters = number.find_first_not_of("-0123456789.");
    if (letters == std::string_view::npos || letters + 1 != number.size() || !is_letter(number[letters]))
        return std::string{number};
    const std::string alphabet = ui.text("law/letters", language);
    std::size_t begin = 0;
    for (char letter = 'a'; begin < alphabet.size(); ++letter) {
        const std::size_t end = std::min(alphabet.find(' ', begin), alphabet.size());
        if (letter == number[letters])
            return std::string{number.substr(0, letters)} + alphabet.substr(begin, end - begin);
        begin = end + 1;
    }
    return std::string{number};
}

/// "50(3)(a)" taken apart: "50", "3", "a".
std::vector<std::string_view> split_numbers(std::string_view text)
{
    std::vector<std::string_view> parts;
    std::size_t open = text.find('(');
    parts.push_back(text.substr(0, open));
    while (open != std::string_view::npos) {
        const std::size_t close = std::min(text.find(')', open), text.size());
        parts.push_back(text.substr(open + 1, close - open - 1));
        open = text.find('(', close);
    }
    return parts;
}

class PlaceWriter
{
public:
    PlaceWriter(const UiTexts& ui, std::string_view language) : ui_{ui}, language_{language} {}

    std::string write(std::string_view at)
    {
        const std::size_t blank = std::min(at.find(' '), at.size());
        const std::string_view unit = at.substr(0, blank);
        const std::string_view rest = blank < at.size() ? at.substr(blank + 1) : std::string_view{};
        if (unit == "art.")
            return article(rest);
        if (unit == "annex")
            return annex(rest);
        if (unit == "chapter" || unit == "recital")
            return number(std::string{unit}, rest, {});
        return std::string{at};
    }

private:
    std::string number(const std::string& key, std::string_view n, const std::string& before) const
    {
        return ui_.text("law/" + key, language_, {{"n", own_letters(n, ui_, language_)}, {"before", before}});
    }

    std::string points(std::string result, const std::vector<std::string_view>& parts, std::size_t from) const
    {
        for (std::size_t i = from; i < parts.size(); ++i)
            result = number("point", parts[i], result);
        return result;
    }

    std::string article(std::string_view text) const
    {
        constexpr std::string_view mark = " sub. ";
        const std::size_t sub = text.find(mark);
        const auto parts = split_numbers(text.substr(0, sub));
        const bool has_sub = sub != std::string_view::npos;
        const bool has_paragraph =
            parts.size() > 1 && !parts[1].empty() && (is_digit(parts[1].front()) || parts[1].front() == '-');
        const std::size_t first_point = has_paragraph ? 2 : 1;
        const bool has_points = parts.size() > first_point;
        std::string result = number(has_paragraph || has_sub || has_points ? "article-of" : "article", parts[0], {});
        if (has_paragraph)
            result = number(has_sub || has_points ? "paragraph-of" : "paragraph", parts[1], result);
        if (has_sub)
            result = number(has_points ? "subparagraph-of" : "subparagraph", text.substr(sub + mark.size()), result);
        return points(result, parts, first_point);
    }

    std::string annex(std::string_view text) const
    {
        if (text.empty())
            return ui_.text("law/annex-only", language_);
        const std::size_t blank = std::min(text.find(' '), text.size());
        std::string result = number("annex", text.substr(0, blank), {});
        if (blank == text.size())
            return result;
        const auto parts = split_numbers(text.substr(blank + 1));
        return points(number("annex-point", parts[0], result), parts, 1);
    }

    const UiTexts& ui_;
    std::string_view language_;
};

} // namespace

std::string place_text(std::string_view at, const UiTexts& ui, std::string_view language)
{
    return PlaceWriter{ui, language}.write(at);
}

std::string act_text(std::string_view celex, const UiTexts& ui, std::string_view language)
{
    if (!is_celex(celex) || celex.size() != 10 || celex.front() != '3')
        return std::string{celex};
    const std::string year{celex.substr(1, 4)};
    const std::string_view digits = celex.substr(6);
    const std::string number{digits.substr(std::min(digits.find_first_not_of('0'), digits.size()))};
    const char kind = celex[5];
    const char* name = kind == 'L' ? "directive" : kind == 'R' ? "regulation" : kind == 'D' ? "decision" : nullptr;
    if (name == nullptr)
        return std::string{celex};
    // Since 2015 all acts are numbered alike; before, the Union that made them stood behind the number.
    const bool is_new = year >= "2015";
    const char* made_by = year < "1994" ? "law/eec" : year < "2010" ? "law/ec" : "law/eu";
    return ui.text(std::string{"law/"} + name + (is_new ? "" : "-old"), language,
                   {{"year", year}, {"n", number}, {"union", ui.text(made_by, language)}});
}

std::string citation_text(const Citation& citation, std::string_view main_act, const UiTexts& ui,
                          std::string_view language)
{
    std::string place = place_text(citation.at, ui, language);
    if (citation.act.empty() || citation.act == main_act)
        return place;
    return ui.text("law/of-act", language, {{"place", place}, {"act", act_text(citation.act, ui, language)}});
}

std::string eur_lex_language(std::string_view language)
{
    std::string letters{language == "nb" || language == "is" ? std::string_view{"en"} : language};
    for (char& letter : letters)
        letter = static_cast<char>(letter - 'a' + 'A');
    return letters;
}

std::string eur_lex_address(std::string_view celex, std::string_view language)
{
    if (!is_celex(celex))
        return {};
    return "https://eur-lex.europa.eu/legal-content/" + eur_lex_language(language) +
           "/TXT/?uri=CELEX:" + std::string{celex};
}

} // namespace imi
