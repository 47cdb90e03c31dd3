// SPDX-License-Identifier: EUPL-1.2
#include "text/fold.hpp"

#include "text/fold_table.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace imi
{

namespace
{

#include "text/fold_table.inc"

constexpr std::size_t key_bytes = 48;
constexpr std::size_t most_variants = 8;
/// Letters kept of a word: enough for a full key, as only a few letters fold to nothing.
constexpr std::size_t most_letters = 64;
constexpr char32_t middle_dot = 0xB7;

constexpr FoldEntry mark_entry = {"", 0, FoldKind::mark, 0};

const FoldEntry& entry_of(char32_t code_point)
{
    constexpr std::size_t block = std::size(fold_blocks[0]);
    const std::size_t index = code_point / block;
    if (index >= std::size(fold_index))
        return mark_entry;
    return fold_entries[fold_blocks[fold_index[index]][code_point % block]];
}

bool is_letter(FoldKind kind)
{
    return kind != FoldKind::separator && kind != FoldKind::digit && kind != FoldKind::mark;
}

constexpr unsigned bit(FoldKind kind) { return 1U << static_cast<unsigned>(kind); }
constexpr unsigned needs_rules = bit(FoldKind::greek) | bit(FoldKind::cyrillic) | bit(FoldKind::other);
constexpr unsigned has_variants = bit(FoldKind::greek) | bit(FoldKind::cyrillic) | bit(FoldKind::latin);

/// Finds the words of a text one after another; its own letters are those of the last word found.
class WordScanner
{
public:
    explicit WordScanner(std::string_view utf8) : text_{utf8} {}
    bool next();
    std::size_t offset() const { return offset_; }
    std::size_t length() const { return end_ - offset_; }
    bool has(unsigned kinds) const { return (kinds_ & kinds) != 0; }
    LetterWord word() const { return {{letters_.data(), count_}, joined_}; }

private:
    bool skip_separators();
    void read_letters();
    void add(const FoldEntry& entry, char32_t code_point);
    void join_initials();
    bool take_middle_dot(std::size_t behind);
    std::optional<std::size_t> single_letter_at(std::size_t position) const;

    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t offset_ = 0;
    std::size_t end_ = 0;
    std::size_t count_ = 0;
    unsigned kinds_ = 0;
    bool joined_ = false;
    std::array<FoldLetter, most_letters> letters_;
};

bool WordScanner::next()
{
    while (skip_separators()) {
        count_ = 0;
        kinds_ = 0;
        joined_ = false;
        offset_ = position_;
        read_letters();
        if (count_ == 1 && is_letter(letters_[0].entry->kind))
            join_initials();
        if (count_ != 0)
            return true;
    }
    return false;
}

bool WordScanner::skip_separators()
{
    while (position_ < text_.size()) {
        std::size_t behind = position_;
        const FoldKind kind = entry_of(next_code_point(text_, behind)).kind;
        if (kind != FoldKind::separator && kind != FoldKind::mark)
            return true;
        position_ = behind;
    }
    return false;
}

void WordScanner::add(const FoldEntry& entry, char32_t code_point)
{
    kinds_ |= bit(entry.kind);
    if (entry.kind != FoldKind::mark && count_ < letters_.size())
        letters_[count_++] = {&entry, code_point};
}

void WordScanner::read_letters()
{
    while (position_ < text_.size()) {
        std::size_t behind = position_;
        const char32_t code_point = next_code_point(text_, behind);
        const FoldEntry& entry = entry_of(code_point);
        if (entry.kind != FoldKind::separator)
            add(entry, code_point);
        else if (code_point != middle_dot || !take_middle_dot(behind))
            break;
        position_ = behind;
    }
    end_ = position_;
}

/// Catalan writes l·l for what is typed ll.
bool WordScanner::take_middle_dot(std::size_t behind)
{
    const auto is_l = [](std::string_view text) { return text == "l"; };
    if (count_ == 0 || behind >= text_.size() || !is_l(letters_[count_ - 1].entry->view()))
        return false;
    return is_l(entry_of(next_code_point(text_, behind)).view());
}

/// End of the letter at the position when a dot stands before it and no letter behind.
std::optional<std::size_t> WordScanner::single_letter_at(std::size_t position) const
{
    if (position >= text_.size() || !is_letter(entry_of(next_code_point(text_, position)).kind))
        return std::nullopt;
    std::size_t behind = position;
    if (behind < text_.size() && entry_of(next_code_point(text_, behind)).kind != FoldKind::separator)
        return std::nullopt;
    return position;
}

void WordScanner::join_initials()
{
    while (position_ < text_.size() && text_[position_] == '.') {
        std::size_t letter = position_ + 1;
        const auto behind = single_letter_at(letter);
        if (!behind)
            return;
        const char32_t code_point = next_code_point(text_, letter);
        add(entry_of(code_point), code_point);
        joined_ = true;
        position_ = *behind;
        end_ = position_;
    }
}

void append_key(std::string& out, const WordScanner& scanner)
{
    const std::size_t start = out.size();
    if (scanner.has(needs_rules))
        append_romanised(out, scanner.word());
    else
        for (const FoldLetter& letter : scanner.word().letters)
            out += letter.entry->view();
    if (out.size() - start > key_bytes)
        out.resize(start + key_bytes);
}

std::vector<std::string> variants_of(const LetterWord& word, const std::string& key)
{
    std::vector<std::string> variants;
    for (std::string& spelling : other_spellings(word)) {
        spelling.resize(std::min(spelling.size(), key_bytes));
        const bool is_known =
            spelling == key || std::find(variants.begin(), variants.end(), spelling) != variants.end();
        if (!spelling.empty() && !is_known && variants.size() < most_variants)
            variants.push_back(std::move(spelling));
    }
    std::sort(variants.begin(), variants.end());
    return variants;
}

} // namespace

std::vector<FoldedWord> fold_words(std::string_view utf8)
{
    std::vector<FoldedWord> words;
    for (WordScanner scanner{utf8}; scanner.next();) {
        FoldedWord word{{}, {}, scanner.offset(), scanner.length()};
        append_key(word.key, scanner);
        if (scanner.has(has_variants))
            word.variants = variants_of(scanner.word(), word.key);
        words.push_back(std::move(word));
    }
    return words;
}

std::string fold_text(std::string_view utf8)
{
    std::string folded;
    append_folded_text(folded, utf8);
    return folded;
}

void append_folded_text(std::string& out, std::string_view utf8)
{
    bool is_first = true;
    for (WordScanner scanner{utf8}; scanner.next(); is_first = false) {
        if (!is_first)
            out += ' ';
        append_key(out, scanner);
    }
}

} // namespace imi
