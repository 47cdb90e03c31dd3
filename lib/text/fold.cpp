// SPDX-License-Identifier: EUPL-1.2
#include "text/fold.hpp"

#include "text/fold_table.hpp"
#include "text/romanise.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>

namespace imi
{

namespace
{

#include "text/fold_table.inc"

constexpr std::size_t key_bytes = 48;
constexpr std::size_t most_variants = 8;
constexpr std::size_t most_remembered = 100'000;
/// Letters kept of a word: enough for a full key, as only a few letters fold to nothing.
constexpr std::size_t most_letters = 64;
constexpr char32_t middle_dot = 0xB7;

constexpr FoldEntry mark_entry = {"", 0, FoldKind::mark, 0};

constexpr const FoldEntry& entry_of(char32_t code_point)
{
    constexpr std::size_t block = std::size(fold_blocks[0]);
    const std::size_t index = code_point / block;
    if (index >= std::size(fold_index))
        return mark_entry;
    return fold_entries[fold_blocks[fold_index[index]][code_point % block]];
}

/// The one letter or digit that an ASCII character folds to; NUL for a separator.
constexpr std::array<char, 128> ascii_letters = [] {
    std::array<char, 128> letters{};
    for (char32_t c = 0; c < letters.size(); ++c)
        letters[c] = entry_of(c).length == 0 ? '\0' : entry_of(c).text[0];
    return letters;
}();

bool is_letter(FoldKind kind)
{
    return kind != FoldKind::separator && kind != FoldKind::digit && kind != FoldKind::mark;
}

constexpr unsigned bit(FoldKind kind) { return 1U << static_cast<unsigned>(kind); }
constexpr unsigned needs_rules = bit(FoldKind::greek) | bit(FoldKind::cyrillic) | bit(FoldKind::other);
constexpr unsigned has_variants = bit(FoldKind::greek) | bit(FoldKind::cyrillic) | bit(FoldKind::latin);

/// The same as next_code_point(), with the two-byte letters of Europe decoded in place.
inline char32_t decode(std::string_view text, std::size_t& position)
{
    const auto lead = static_cast<unsigned char>(text[position]);
    if (lead < 0xC2 || lead > 0xDF || text.size() - position < 2)
        return next_code_point(text, position);
    const auto second = static_cast<unsigned char>(text[position + 1]);
    if ((second & 0xC0) != 0x80)
        return next_code_point(text, position);
    position += 2;
    return (lead & 0x1FU) << 6 | (second & 0x3FU);
}

/// Finds the words of a text one after another. The plain key, letter by letter, is made on the way; letters are taken
/// apart only for a word that needs rules.
class WordScanner
{
public:
    explicit WordScanner(std::string_view utf8) : text_{utf8} {}
    bool next();
    std::size_t offset() const { return offset_; }
    std::size_t length() const { return position_ - offset_; }
    bool has(unsigned kinds) const { return (kinds_ & kinds) != 0; }
    std::string_view plain_key() const { return {key_.data(), std::min(key_size_, key_bytes)}; }
    LetterWord letters();

private:
    bool skip_separators();
    void read_letters();
    bool read_beyond_ascii();
    void add(const FoldEntry& entry);
    bool is_single_letter() const { return count_ == 1 && (key_size_ == 0 || key_[0] > '9'); }
    void join_initials();
    bool takes_middle_dot(std::size_t behind) const;
    bool single_letter_at(std::size_t position) const;

    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t offset_ = 0;
    std::size_t count_ = 0; ///< letters and digits of the word
    unsigned kinds_ = 0;    ///< beyond ASCII
    bool joined_ = false;
    std::size_t key_size_ = 0;
    std::array<char, key_bytes + sizeof(FoldEntry::text)> key_;
    std::array<FoldLetter, most_letters> letters_;
};

bool WordScanner::next()
{
    while (skip_separators()) {
        count_ = 0;
        kinds_ = 0;
        joined_ = false;
        key_size_ = 0;
        offset_ = position_;
        read_letters();
        if (is_single_letter())
            join_initials();
        if (count_ != 0)
            return true;
    }
    return false;
}

bool WordScanner::skip_separators()
{
    while (position_ < text_.size()) {
        const auto byte = static_cast<unsigned char>(text_[position_]);
        if (byte < 0x80) {
            if (ascii_letters[byte] != '\0')
                return true;
            ++position_;
            continue;
        }
        std::size_t behind = position_;
        const FoldKind kind = entry_of(decode(text_, behind)).kind;
        if (kind != FoldKind::separator && kind != FoldKind::mark)
            return true;
        position_ = behind;
    }
    return false;
}

void WordScanner::add(const FoldEntry& entry)
{
    kinds_ |= bit(entry.kind);
    count_ += entry.kind == FoldKind::mark ? 0 : 1;
    if (key_size_ >= key_bytes)
        return;
    std::memcpy(key_.data() + key_size_, entry.text.data(), sizeof entry.text);
    key_size_ += entry.length;
}

void WordScanner::read_letters()
{
    while (position_ < text_.size()) {
        const auto byte = static_cast<unsigned char>(text_[position_]);
        if (byte >= 0x80) {
            if (!read_beyond_ascii())
                return;
            continue;
        }
        const char letter = ascii_letters[byte];
        if (letter == '\0')
            return;
        key_[key_size_] = letter;
        key_size_ += key_size_ < key_bytes ? 1 : 0;
        ++count_;
        ++position_;
    }
}

/// Reads one letter or mark; false at a separator, which stays.
bool WordScanner::read_beyond_ascii()
{
    std::size_t behind = position_;
    const char32_t code_point = decode(text_, behind);
    const FoldEntry& entry = entry_of(code_point);
    if (entry.kind != FoldKind::separator)
        add(entry);
    else if (code_point != middle_dot || !takes_middle_dot(behind))
        return false;
    position_ = behind;
    return true;
}

/// Catalan writes l·l for what is typed ll.
bool WordScanner::takes_middle_dot(std::size_t behind) const
{
    return key_size_ != 0 && key_[key_size_ - 1] == 'l' && behind < text_.size() &&
           (text_[behind] == 'l' || text_[behind] == 'L');
}

/// Whether a letter stands there that no letter, digit or mark follows.
bool WordScanner::single_letter_at(std::size_t position) const
{
    if (position >= text_.size() || !is_letter(entry_of(decode(text_, position)).kind))
        return false;
    return position == text_.size() || entry_of(decode(text_, position)).kind == FoldKind::separator;
}

void WordScanner::join_initials()
{
    while (position_ < text_.size() && text_[position_] == '.' && single_letter_at(position_ + 1)) {
        ++position_;
        add(entry_of(decode(text_, position_)));
        joined_ = true;
    }
}

LetterWord WordScanner::letters()
{
    std::size_t count = 0;
    for (std::size_t at = offset_; at < position_ && count < letters_.size();) {
        const char32_t code_point = decode(text_, at);
        const FoldEntry& entry = entry_of(code_point);
        if (entry.kind != FoldKind::mark && entry.kind != FoldKind::separator)
            letters_[count++] = {&entry, code_point};
    }
    return {{letters_.data(), count}, joined_};
}

void append_key(std::string& out, WordScanner& scanner)
{
    if (!scanner.has(needs_rules)) {
        out += scanner.plain_key();
        return;
    }
    const std::size_t start = out.size();
    append_romanised(out, scanner.letters());
    if (out.size() - start > key_bytes)
        out.resize(start + key_bytes);
}

/// Appends the words from `at` on while they are ASCII and no initials, which need no rules; `at` moves behind the last
/// of them. Whether there was none.
bool append_ascii_words(std::string& out, std::string_view utf8, std::size_t& at)
{
    bool is_first = true;
    std::array<char, key_bytes + 1> key; // a blank before the word
    key[0] = ' ';
    const auto letter_at = [&](std::size_t place) {
        const auto byte = static_cast<unsigned char>(utf8[place]);
        return byte < ascii_letters.size() ? ascii_letters[byte] : '\0';
    };
    for (std::size_t end = at;; at = end) {
        while (end < utf8.size() && letter_at(end) == '\0' && static_cast<unsigned char>(utf8[end]) < 0x80)
            ++end;
        std::size_t count = 0;
        for (char letter = 0; end < utf8.size() && (letter = letter_at(end)) != '\0'; ++end) {
            count += count < key_bytes ? 1 : 0;
            key[count] = letter;
        }
        if (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) >= 0x80 || (count == 1 && utf8[end] == '.')))
            return is_first;
        if (count != 0) {
            out.append(key.data() + (is_first ? 1 : 0), count + (is_first ? 0 : 1));
            is_first = false;
        }
        if (end == utf8.size()) {
            at = end;
            return is_first;
        }
    }
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

FoldedWord folded_word(WordScanner& scanner)
{
    FoldedWord word{{}, {}, scanner.offset(), scanner.length()};
    append_key(word.key, scanner);
    if (scanner.has(has_variants))
        word.variants = variants_of(scanner.letters(), word.key);
    return word;
}

} // namespace

std::vector<FoldedWord> fold_words(std::string_view utf8)
{
    std::vector<FoldedWord> words;
    for (WordScanner scanner{utf8}; scanner.next();)
        words.push_back(folded_word(scanner));
    return words;
}

std::span<const FoldedWord* const> FoldMemory::fold_words(std::string_view utf8)
{
    if (remembered_.size() > most_remembered)
        remembered_.clear();
    words_.clear();
    for (WordScanner scanner{utf8}; scanner.next();) {
        const std::string_view text = utf8.substr(scanner.offset(), scanner.length());
        auto known = remembered_.find(text);
        if (known == remembered_.end())
            known = remembered_.emplace(text, folded_word(scanner)).first;
        words_.push_back(&known->second);
    }
    return words_;
}

std::string fold_text(std::string_view utf8)
{
    std::string folded;
    append_folded_text(folded, utf8);
    return folded;
}

void append_folded_text(std::string& out, std::string_view utf8)
{
    std::size_t at = 0;
    bool is_first = append_ascii_words(out, utf8, at);
    if (at == utf8.size())
        return;
    for (WordScanner scanner{utf8.substr(at)}; scanner.next(); is_first = false) {
        if (!is_first)
            out += ' ';
        append_key(out, scanner);
    }
}

} // namespace imi
