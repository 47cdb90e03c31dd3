// SPDX-License-Identifier: EUPL-1.2
#include "questions/format_text.hpp"

#include "formats/yaml.hpp"
#include "text/width.hpp"

#include <optional>
#include <vector>

namespace imi
{

namespace
{

constexpr std::size_t line_columns = 110;

bool same(const YamlNode& a, const YamlNode& b)
{
    if (a.kind != b.kind || a.scalar != b.scalar || a.items.size() != b.items.size() ||
        a.entries.size() != b.entries.size())
        return false;
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (!same(a.items[i], b.items[i]))
            return false;
    }
    for (std::size_t i = 0; i < a.entries.size(); ++i) {
        if (a.entries[i].key != b.entries[i].key || !same(a.entries[i].value, b.entries[i].value))
            return false;
    }
    return true;
}

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t') || text.ends_with('\r'))
        text.remove_suffix(1);
    return text;
}

/// A text of several lines (`|` or `>`) or one that a quote keeps open must not be touched.
class LineState
{
public:
    /// Whether this line lies inside a block text; call for every line in order.
    bool is_text(std::string_view line)
    {
        const std::string_view content = trimmed(line);
        const std::size_t indent = line.size() - line.substr(std::min(line.find_first_not_of(' '), line.size())).size();
        if (block_ && (content.empty() || indent > *block_))
            return true;
        block_.reset();
        if (content.ends_with('|') || content.ends_with('>') || content.ends_with("|-") || content.ends_with(">-"))
            block_ = indent;
        return false;
    }

private:
    std::optional<std::size_t> block_; ///< indentation of the key whose text goes on
};

/// The parts between the commas of `{ }`, or nothing where it does not end with the line.
std::optional<std::vector<std::string>> parts_of(std::string_view flow)
{
    std::vector<std::string> parts;
    std::string part;
    int depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i < flow.size(); ++i) {
        const char c = flow[i];
        if (quote != 0) {
            if (c == '\\' && quote == '"' && i + 1 < flow.size())
                part += flow[i++];
            else if (c == quote)
                quote = 0;
            part += flow[i];
            continue;
        }
        if ((c == '"' || c == '\'') && (part.empty() || part.back() == ' ' || part.back() == '{' || part.back() == '['))
            quote = c;
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        if (depth == 0)
            return i + 1 == flow.size() ? (parts.emplace_back(trimmed(part)), std::optional{parts}) : std::nullopt;
        if (c == ',' && depth == 1) {
            parts.emplace_back(trimmed(part));
            part.clear();
        } else if (i != 0) {
            part += c;
        }
    }
    return std::nullopt;
}

/// `key: {a: b, …}` over the width, one key a line.
std::optional<std::string> opened(std::string_view line)
{
    const std::size_t brace = line.find(": {");
    if (display_width(line) <= line_columns || brace == std::string_view::npos ||
        line.find(" #") != std::string_view::npos)
        return std::nullopt;
    const std::size_t indent = line.find_first_not_of(' ');
    if (line.substr(indent).starts_with("- ") ||
        line.substr(indent, brace - indent).find_first_of("\"'{[#") != std::string_view::npos)
        return std::nullopt;
    const auto parts = parts_of(line.substr(brace + 2));
    if (!parts)
        return std::nullopt;
    std::string result{line.substr(0, brace + 1)};
    for (const std::string& part : *parts)
        result.append("\n").append(indent + 2, ' ').append(part);
    return result;
}

} // namespace

std::string format_text(std::string_view text, const std::string& file)
{
    const YamlNode before = parse_yaml(text, file);
    std::string result;
    LineState state;
    bool blank = true;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        while (line.ends_with(' ') || line.ends_with('\t') || line.ends_with('\r'))
            line.remove_suffix(1);
        const bool is_text = state.is_text(line);
        if (line.empty() && blank && !is_text)
            continue;
        blank = line.empty();
        result.append(is_text ? std::string{line} : opened(line).value_or(std::string{line})).append("\n");
    }
    while (result.ends_with("\n\n"))
        result.pop_back();
    return same(before, parse_yaml(result, file)) ? result : std::string{text};
}

} // namespace imi
