// SPDX-License-Identifier: EUPL-1.2
#include "formats/po_reader.hpp"

#include "base/diagnostic.hpp"
#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/input.hpp"
#include "text/check.hpp"
#include "text/escape.hpp"
#include "text/normalise.hpp"

#include <set>

namespace imi
{

namespace
{

class PoParser
{
public:
    PoParser(std::string_view text, const std::string& file) : text_{text}, file_{file} {}

    PoDocument parse()
    {
        while (position_ < text_.size()) {
            const std::size_t end = std::min(text_.find('\n', position_), text_.size());
            std::string_view line = text_.substr(position_, end - position_);
            position_ = end + 1;
            ++line_;
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            if (const auto fault = text_fault(line, TextKind::free))
                refuse("FMT-035", fault->message, fault->column);
            take(line);
        }
        finish();
        return std::move(document_);
    }

private:
    [[noreturn]] void refuse(const char* code, const std::string& message, std::size_t column = 0)
    {
        throw Error{Status::input, code, message, {}, Place{file_, line_, column}.text()};
    }

    void take(std::string_view line)
    {
        const bool obsolete = line.starts_with("#~");
        if (obsolete) {
            line.remove_prefix(2);
            while (line.starts_with(' '))
                line.remove_prefix(1);
        }
        if (line.empty() || line[0] == '#' || line[0] == '|') {
            if (target_ == &entry_.translation || line.empty())
                finish();
            take_comment(line);
            return;
        }
        if (line.starts_with("msgid_plural") || line.starts_with("msgstr["))
            refuse("FMT-040", "plural forms are not used in packages");
        if (line.starts_with("msgctxt ") || line.starts_with("msgid ")) {
            if (target_ == &entry_.translation)
                finish();
            obsolete_ = obsolete;
        }
        if (line.starts_with("msgctxt ")) {
            entry_.line = line_;
            begin(entry_.context, line.substr(8));
        } else if (line.starts_with("msgid ")) {
            begin(entry_.source, line.substr(6));
        } else if (line.starts_with("msgstr ")) {
            begin(entry_.translation, line.substr(7));
        } else if (line[0] == '"' && target_ != nullptr) {
            append(line);
        } else {
            refuse("FMT-040", "is no line of a PO file");
        }
    }

    /// A line that begins with #; of an obsolete entry without the ~.
    void take_comment(std::string_view line)
    {
        if (line.starts_with("#|"))
            line.remove_prefix(1);
        if (line.starts_with('|')) {
            line.remove_prefix(std::min(line.find_first_not_of("| "), line.size()));
            if (line.starts_with("msgid "))
                begin(entry_.previous, line.substr(6));
            else if (line.starts_with('"') && target_ == &entry_.previous)
                append(line);
            return;
        }
        if (target_ == &entry_.previous)
            target_ = nullptr;
        if (line.starts_with("#,")) {
            entry_.fuzzy = entry_.fuzzy || line.find("fuzzy") != std::string_view::npos;
        } else if (line.starts_with("#. ")) {
            entry_.extracted.append(entry_.extracted.empty() ? "" : "\n").append(line.substr(3));
        } else if (line.starts_with("#: ")) {
            entry_.reference.append(entry_.reference.empty() ? "" : " ").append(line.substr(3));
        } else if (line.starts_with('#')) {
            entry_.reviewed = entry_.reviewed || line.starts_with("# reviewed:");
            entry_.comments.emplace_back(line);
        }
    }

    void begin(std::string& target, std::string_view quoted_text)
    {
        target_ = &target;
        append(quoted_text);
    }

    void append(std::string_view quoted_text)
    {
        if (quoted_text.size() < 2 || quoted_text.front() != '"' || quoted_text.back() != '"')
            refuse("FMT-040", "a text must stand in quotes");
        quoted_text = quoted_text.substr(1, quoted_text.size() - 2);
        for (std::size_t i = 0; i < quoted_text.size(); ++i) {
            if (quoted_text[i] == '"')
                refuse("FMT-040", "a quote inside a text needs a backslash");
            if (quoted_text[i] != '\\') {
                *target_ += quoted_text[i];
                continue;
            }
            if (++i == quoted_text.size())
                refuse("FMT-040", "a text ends with a backslash");
            switch (quoted_text[i]) {
            case 'n':
                *target_ += '\n';
                break;
            case 't':
                *target_ += '\t';
                break;
            case '"':
            case '\\':
                *target_ += quoted_text[i];
                break;
            default:
                refuse("FMT-040", R"(behind a backslash stands n, t, " or another backslash)");
            }
        }
    }

    void finish()
    {
        const bool is_entry = target_ != nullptr && target_ != &entry_.previous;
        target_ = nullptr;
        if (!is_entry)
            return;
        if (entry_.context.empty() && entry_.source.empty()) {
            document_.comments = std::move(entry_.comments);
            document_.header = std::move(entry_.translation);
        } else {
            if (!obsolete_ && !contexts_.insert(entry_.context).second)
                refuse("FMT-041", "the context \"" + escape_for_message(entry_.context) + "\" stands twice");
            entry_.source = to_nfc(entry_.source);
            entry_.translation = to_nfc(entry_.translation);
            (obsolete_ ? document_.obsolete : document_.entries).push_back(std::move(entry_));
        }
        entry_ = {};
        obsolete_ = false;
    }

    std::string_view text_;
    const std::string& file_;
    std::size_t position_ = 0;
    std::size_t line_ = 0;
    PoEntry entry_;
    std::string* target_ = nullptr;
    std::set<std::string> contexts_;
    bool obsolete_ = false;
    PoDocument document_;
};

std::string po_string(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '\n')
            result += "\\n";
        else if (c == '\t')
            result += "\\t";
        else if (c == '"' || c == '\\')
            result.append("\\").append(1, c);
        else
            result += c;
    }
    return result + "\"";
}

void write_lines(std::string& out, std::string_view mark, std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out.append(mark).append(text.substr(0, end)).append("\n");
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void write_entry(std::string& out, const PoEntry& entry, bool obsolete)
{
    const std::string_view mark = obsolete ? "#~ " : "";
    out += "\n";
    for (const std::string& comment : entry.comments)
        out.append(comment).append("\n");
    if (!obsolete) {
        write_lines(out, "#. ", entry.extracted);
        write_lines(out, "#: ", entry.reference);
    }
    if (entry.fuzzy)
        out += "#, fuzzy\n";
    if (!entry.previous.empty())
        out.append(obsolete ? "#~| msgid " : "#| msgid ").append(po_string(entry.previous)).append("\n");
    out.append(mark).append("msgctxt ").append(po_string(entry.context)).append("\n");
    out.append(mark).append("msgid ").append(po_string(entry.source)).append("\n");
    out.append(mark).append("msgstr ").append(po_string(entry.translation)).append("\n");
}

} // namespace

std::vector<PoEntry> parse_po(std::string_view text, const std::string& file)
{
    return parse_po_document(text, file).entries;
}

PoDocument parse_po_document(std::string_view text, const std::string& file) { return PoParser{text, file}.parse(); }

std::vector<PoEntry> read_po(const std::string& path)
{
    Input input = Input::open(path);
    return parse_po(read_all(input, limits::vocabulary_bytes), path);
}

std::string write_po(const PoDocument& document)
{
    std::string out;
    for (const std::string& comment : document.comments)
        out.append(comment).append("\n");
    out += "msgid \"\"\nmsgstr \"\"\n";
    for (std::string_view header = document.header; !header.empty();) {
        const std::size_t end = std::min(header.find('\n'), header.size() - 1) + 1;
        out.append(po_string(header.substr(0, end))).append("\n");
        header.remove_prefix(end);
    }
    for (const PoEntry& entry : document.entries)
        write_entry(out, entry, false);
    for (const PoEntry& entry : document.obsolete)
        write_entry(out, entry, true);
    return out;
}

} // namespace imi
