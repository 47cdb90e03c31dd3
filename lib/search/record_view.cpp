// SPDX-License-Identifier: EUPL-1.2
#include "search/record_view.hpp"

#include "base/error.hpp"
#include "text/utf8.hpp"

namespace imi
{

namespace
{

/// Walks canonical JSON: no blanks, strings with few escapes.
class Scanner
{
public:
    explicit Scanner(std::string_view text) : text_{text} {}

    bool take(char c)
    {
        if (at_ == text_.size() || text_[at_] != c)
            return false;
        ++at_;
        return true;
    }
    void expect(char c)
    {
        if (!take(c))
            damaged();
    }
    void string(std::string& out);
    std::string_view key();
    void skip_value();
    void strings(std::vector<std::string>& out);
    bool at_end() const { return at_ == text_.size(); }
    [[noreturn]] static void damaged()
    {
        throw Error{Status::store, "STO-003", "the store is damaged: a record cannot be read",
                    "run imi-store check, and restore a backup"};
    }

private:
    void escape(std::string& out);
    void skip_string();
    /// Place of the next quote or backslash.
    std::size_t special(std::size_t at) const
    {
        while (at < text_.size() && text_[at] != '"' && text_[at] != '\\')
            ++at;
        if (at >= text_.size())
            damaged();
        return at;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

void Scanner::string(std::string& out)
{
    expect('"');
    out.clear();
    for (;;) {
        const std::size_t end = special(at_);
        out.append(text_, at_, end - at_);
        at_ = end + 1;
        if (text_[end] == '"')
            return;
        escape(out);
    }
}

void Scanner::escape(std::string& out)
{
    constexpr std::string_view letters = "nrtbf";
    constexpr std::string_view meanings = "\n\r\t\b\f";
    if (at_ == text_.size())
        damaged();
    const char c = text_[at_++];
    if (const std::size_t found = letters.find(c); found != std::string_view::npos) {
        out += meanings[found];
    } else if (c != 'u') {
        out += c;
    } else {
        if (text_.size() - at_ < 4)
            damaged();
        char32_t value = 0;
        for (const char digit : text_.substr(at_, 4))
            value = value << 4U | static_cast<char32_t>(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        at_ += 4;
        append_utf8(out, value & 0xFFFFU);
    }
}

std::string_view Scanner::key()
{
    expect('"');
    const std::size_t end = text_.find('"', at_);
    if (end == std::string_view::npos)
        damaged();
    const std::string_view name = text_.substr(at_, end - at_);
    at_ = end + 1;
    expect(':');
    return name;
}

void Scanner::skip_string()
{
    expect('"');
    for (;;) {
        at_ = special(at_) + 1;
        if (text_[at_ - 1] == '"')
            return;
        ++at_;
    }
}

void Scanner::skip_value()
{
    std::size_t depth = 0;
    do {
        if (at_ == text_.size())
            damaged();
        const char c = text_[at_];
        if (c == '"') {
            skip_string();
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}' || c == ']'))
            return;
        depth += c == '{' || c == '[' ? 1U : 0U;
        depth -= c == '}' || c == ']' ? 1U : 0U;
        ++at_;
    } while (depth != 0 || (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '}' && text_[at_] != ']'));
}

void Scanner::strings(std::vector<std::string>& out)
{
    expect('[');
    while (!take(']')) {
        string(out.emplace_back());
        take(',');
    }
}

void read_name(Scanner& scanner, RecordView::NameView& name, std::string& kind)
{
    name.lang.clear();
    name.text.clear();
    name.kind = NameKind::official;
    scanner.expect('{');
    while (!scanner.take('}')) {
        const std::string_view member = scanner.key();
        if (member == "text") {
            scanner.string(name.text);
        } else if (member == "kind") {
            scanner.string(kind);
            name.kind = parse_name_kind(kind).value_or(NameKind::official);
        } else if (member == "lang" && !scanner.take('n')) {
            scanner.string(name.lang);
        } else {
            scanner.skip_value();
        }
        scanner.take(',');
    }
}

void read_names(Scanner& scanner, RecordView& record)
{
    std::string kind;
    scanner.expect('[');
    while (!scanner.take(']')) {
        if (record.name_count == record.names.size())
            record.names.emplace_back();
        read_name(scanner, record.names[record.name_count++], kind);
        scanner.take(',');
    }
}

void clear(RecordView& record)
{
    record.name_count = 0;
    record.has_areas = false;
    for (std::string* text : {&record.type, &record.city, &record.region, &record.valid_from, &record.valid_to})
        text->clear();
    record.professions.clear();
    record.keywords.clear();
}

} // namespace

void read_record(std::string_view content, RecordView& record)
{
    struct TextMember {
        std::string_view name;
        std::string RecordView::*member;
    };
    static constexpr TextMember texts[] = {{"type", &RecordView::type},
                                           {"city", &RecordView::city},
                                           {"region", &RecordView::region},
                                           {"valid_from", &RecordView::valid_from},
                                           {"valid_to", &RecordView::valid_to}};
    clear(record);
    Scanner scanner{content};
    scanner.expect('{');
    while (!scanner.take('}')) {
        const std::string_view name = scanner.key();
        const TextMember* text = nullptr;
        for (const TextMember& member : texts)
            text = member.name == name ? &member : text;
        if (text != nullptr)
            scanner.string(record.*text->member);
        else if (name == "names")
            read_names(scanner, record);
        else if (name == "professions")
            scanner.strings(record.professions);
        else if (name == "keywords")
            scanner.strings(record.keywords);
        else {
            record.has_areas = record.has_areas || name == "areas";
            scanner.skip_value();
        }
        scanner.take(',');
    }
}

} // namespace imi
