// SPDX-License-Identifier: EUPL-1.2
#include "questions/pattern.hpp"

#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <memory>

namespace imi
{

namespace
{

// Units of the ICU engine, each some thousand steps: milliseconds for what a person wrote on purpose.
constexpr std::int32_t time_limit = 200;
constexpr std::int32_t stack_limit_bytes = 1 << 20;

constexpr std::size_t most_samples = 8;
constexpr int probe_repeats = 30;

/// Walks over a pattern and stops at what browsers and ICU read differently.
class PatternCheck
{
public:
    explicit PatternCheck(std::string_view match) : rest_{match} {}

    std::optional<std::string> fault()
    {
        while (!rest_.empty() && fault_.empty())
            step();
        if (fault_.empty() && depth_ != 0)
            fault_ = "a group is never closed";
        return fault_.empty() ? std::nullopt : std::optional{fault_};
    }

private:
    char take()
    {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    void step()
    {
        const char c = take();
        switch (c) {
        case '\\':
            escape();
            return quantifier();
        case '[':
            char_class();
            return quantifier();
        case '(':
            if (rest_.starts_with('?') && !rest_.starts_with("?:"))
                fault_ = "(? … ) is not allowed";
            else if (rest_.starts_with('?'))
                rest_.remove_prefix(2);
            ++depth_;
            return;
        case ')':
            if (depth_-- == 0)
                fault_ = "a bracket ) closes nothing";
            return quantifier();
        case '^':
        case '$':
            fault_ = std::string{c} + " is not needed: a pattern covers the whole text";
            return;
        case '?':
        case '*':
        case '+':
        case '{':
        case '}':
        case ']':
            fault_ = std::string{c} + " stands for nothing here; write \\" + c + " for the character";
            return;
        case '|':
            return;
        default:
            return quantifier();
        }
    }

    void escape()
    {
        constexpr std::string_view known = "dDsSwWnt.\\+*?()[]{}|/-^$";
        if (rest_.empty() || known.find(rest_.front()) == std::string_view::npos)
            fault_ = "\\" + std::string{rest_.substr(0, 1)} + " is not allowed";
        else
            take();
    }

    void char_class()
    {
        if (rest_.starts_with('^'))
            take();
        bool empty = true;
        while (fault_.empty()) {
            if (rest_.empty()) {
                fault_ = "a class [ is never closed";
                return;
            }
            const char c = take();
            if (c == ']' && !empty)
                return;
            empty = false;
            if (c == '\\')
                escape();
            else if (c == '[' || c == ']' || ((c == '&' || c == '-') && rest_.starts_with(c)))
                fault_ = "write \\" + std::string{c} + " for the character inside a class";
        }
    }

    void quantifier()
    {
        if (rest_.empty() || std::string_view{"?*+{"}.find(rest_.front()) == std::string_view::npos)
            return;
        if (take() == '{' && !bounds())
            fault_ = "write {m}, {m,} or {m,n}";
        else if (!rest_.empty() && std::string_view{"?*+{"}.find(rest_.front()) != std::string_view::npos)
            fault_ = "two repetitions stand side by side";
    }

    bool bounds()
    {
        const std::size_t end = rest_.find('}');
        if (end == std::string_view::npos)
            return false;
        const std::string_view inside = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        const std::size_t comma = inside.find(',');
        const auto number = [](std::string_view text) {
            return !text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789") == std::string_view::npos;
        };
        return number(inside.substr(0, comma)) &&
               (comma == std::string_view::npos || comma + 1 == inside.size() || number(inside.substr(comma + 1)));
    }

    std::string_view rest_;
    int depth_ = 0;
    std::string fault_;
};

/// One character for each that a pattern names: itself, one of a class, one of an escape.
std::string samples_of(std::string_view match)
{
    std::string samples;
    for (std::size_t i = 0; i < match.size(); ++i) {
        char c = match[i];
        if (c == '\\' && i + 1 < match.size()) {
            c = match[++i];
            c = c == 'd' ? '1' : c == 'w' || c == 'D' || c == 'S' ? 'a' : c == 's' || c == 'W' ? ' ' : c;
        } else if (c == '.') {
            c = 'a';
        } else if (std::string_view{"[](){}|?*+^,-:"}.find(c) != std::string_view::npos) {
            continue;
        }
        if (static_cast<unsigned char>(c) >= ' ' && static_cast<unsigned char>(c) < 0x7f &&
            samples.find(c) == std::string::npos && samples.size() < most_samples)
            samples += c;
    }
    return samples;
}

/// A text of what the pattern names, repeated, for which the engine is stopped. The browser's is not.
std::optional<std::string> slow_text(std::string_view match)
{
    const std::string samples = samples_of(match);
    for (const char first : samples)
        for (const char second : samples) {
            std::string text;
            for (int i = 0; i < probe_repeats; ++i)
                text.append({first, second});
            if (match_whole(match, text + '\x7f') == Match::too_slow)
                return text.substr(0, 6);
        }
    return std::nullopt;
}

icu::UnicodeString to_icu(std::string_view utf8)
{
    return icu::UnicodeString::fromUTF8(icu::StringPiece{utf8.data(), static_cast<std::int32_t>(utf8.size())});
}

} // namespace

std::optional<std::string> pattern_fault(std::string_view match)
{
    if (auto fault = PatternCheck{match}.fault())
        return fault;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::RegexPattern> compiled{icu::RegexPattern::compile(to_icu(match), 0, status)};
    if (U_FAILURE(status))
        return std::string{"it cannot be read ("} + u_errorName(status) + ")";
    if (const auto text = slow_text(match))
        return "a text such as \"" + *text + "…\" takes too long; do not repeat what repeats itself, as (a+)+ does";
    return std::nullopt;
}

Match match_whole(std::string_view match, std::string_view text)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString input = to_icu(text);
    icu::RegexMatcher matcher{to_icu(match), input, 0, status};
    if (U_FAILURE(status))
        return Match::no;
    matcher.setTimeLimit(time_limit, status);
    matcher.setStackLimit(stack_limit_bytes, status);
    const bool matched = matcher.matches(status);
    if (U_FAILURE(status))
        return Match::too_slow;
    return matched ? Match::yes : Match::no;
}

} // namespace imi
