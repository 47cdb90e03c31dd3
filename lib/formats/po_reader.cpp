// SPDX-License-Identifier: EUPL-1.2
#include "formats/po_reader.hpp"

#include "base/diagnostic.hpp"
#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/input.hpp"
#include "text/check.hpp"
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

    std::vector<PoEntry> parse()
    {
        if (const auto fault = text_fault(text_, TextKind::free))
            refuse("FMT-035", fault->message);
        while (position_ < text_.size()) {
            const std::size_t end = std::min(text_.find('\n', position_), text_.size());
            std::string_view line = text_.substr(position_, end - position_);
            position_ = end + 1;
            ++line_;
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            take(line);
        }
        finish();
        return std::move(entries_);
    }

private:
    [[noreturn]] void refuse(const char* code, const std::string& message)
    {
        throw Error{Status::input, code, message, {}, Place{file_, line_, 0}.text()};
    }

    void take(std::string_view line)
    {
        if (line.empty() || line[0] == '#') {
            if (line.starts_with("#~"))
                return;
            if (target_ == &entry_.translation || line.empty())
                finish();
            entry_.fuzzy = entry_.fuzzy || (line.starts_with("#,") && line.find("fuzzy") != std::string_view::npos);
            entry_.reviewed = entry_.reviewed || line.starts_with("# reviewed:");
            return;
        }
        if (line.starts_with("msgid_plural") || line.starts_with("msgstr["))
            refuse("FMT-040", "plural forms are not used in packages");
        if (line.starts_with("msgctxt ")) {
            if (target_ == &entry_.translation)
                finish();
            entry_.line = line_;
            begin(entry_.context, line.substr(8));
        } else if (line.starts_with("msgid ")) {
            if (target_ == &entry_.translation)
                finish();
            begin(entry_.source, line.substr(6));
        } else if (line.starts_with("msgstr ")) {
            begin(entry_.translation, line.substr(7));
        } else if (line[0] == '"' && target_ != nullptr) {
            append(line);
        } else {
            refuse("FMT-040", "is no line of a PO file");
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
                refuse("FMT-040", std::string{"the escape \\"} + quoted_text[i] + " is not known");
            }
        }
    }

    void finish()
    {
        if (target_ == nullptr)
            return;
        target_ = nullptr;
        const bool header = entry_.context.empty() && entry_.source.empty();
        if (!header && contexts_.insert(entry_.context).second == false)
            refuse("FMT-041", "the context \"" + entry_.context + "\" stands twice");
        if (!header) {
            entry_.source = to_nfc(entry_.source);
            entry_.translation = to_nfc(entry_.translation);
            entries_.push_back(std::move(entry_));
        }
        entry_ = {};
    }

    std::string_view text_;
    const std::string& file_;
    std::size_t position_ = 0;
    std::size_t line_ = 0;
    PoEntry entry_;
    std::string* target_ = nullptr;
    std::set<std::string> contexts_;
    std::vector<PoEntry> entries_;
};

} // namespace

std::vector<PoEntry> parse_po(std::string_view text, const std::string& file) { return PoParser{text, file}.parse(); }

std::vector<PoEntry> read_po(const std::string& path)
{
    Input input = Input::open(path);
    return parse_po(read_all(input, limits::vocabulary_bytes), path);
}

} // namespace imi
