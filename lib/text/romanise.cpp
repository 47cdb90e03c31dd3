// SPDX-License-Identifier: EUPL-1.2
#include "text/romanise.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace imi
{

namespace
{

/// The spellings between blanks; a hyphen stands for none.
template <std::size_t count> consteval std::array<std::string_view, count> split(std::string_view text)
{
    std::array<std::string_view, count> parts;
    for (std::string_view& part : parts) {
        part = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        if (part.empty())
            throw "a spelling is missing";
        if (part == "-")
            part = {};
    }
    return parts;
}

/// What the second letter of αυ ευ ηυ is.
enum class Ypsilon {
    voiced, ///< v or f, by what follows
    u,
    letter, ///< as everywhere
};

/// A way to write Greek in Latin letters. Empty digraphs are spelled letter by letter.
struct GreekSystem {
    std::array<std::string_view, greek_letters> letters; ///< α to ω
    Ypsilon after_vowel;
    bool nasal;                             ///< γ is n before γ ξ χ
    std::array<std::string_view, 5> vowels; ///< αι ει οι υι ου
    std::array<std::string_view, 6> stops;  ///< μπ ντ γκ, each at the start of a word and inside
};

constexpr GreekSystem elot_743 = {split<greek_letters>("a v g d e z i th i k l m n x o p r s t y f ch ps o"),
                                  Ypsilon::voiced, true, split<5>("- - - - ou"), split<6>("b mp nt nt gk gk")};

constexpr std::array<GreekSystem, 12> greek_systems = {{
    // by sound
    {split<greek_letters>("a v g d e z i th i k l m n x o p r s t i f h ps o"), Ypsilon::voiced, true,
     split<5>("e i i i ou"), split<6>("b mp d nt g gk")},
    // by look
    {split<greek_letters>("a v g d e z h th i k l m n ks o p r s t u f x ps w"), Ypsilon::letter, false,
     split<5>("- - - - -"), split<6>("mp mp nt nt gk gk")},
    // ISO 843, letter by letter
    {split<greek_letters>("a v g d e z i th i k l m n x o p r s t y f ch ps o"), Ypsilon::u, false,
     split<5>("- - - - ou"), split<6>("mp mp nt nt gk gk")},
    // by sound, b d g wherever they are spoken
    {split<greek_letters>("a v g d e z i th i k l m n x o p r s t i f h ps o"), Ypsilon::voiced, true,
     split<5>("e i i i ou"), split<6>("b b d d g g")},
    // by look, digits for letters
    {split<greek_letters>("a b g d e z h 8 i k l m n 3 o p r s t u f x ps w"), Ypsilon::letter, false,
     split<5>("- - - - -"), split<6>("mp mp nt nt gk gk")},
    // by look, b and x
    {split<greek_letters>("a b g d e z h th i k l m n x o p r s t u f x ps w"), Ypsilon::letter, false,
     split<5>("- - - - -"), split<6>("mp mp nt nt gk gk")},
    // by sound, ch and ks
    {split<greek_letters>("a v g d e z i th i k l m n ks o p r s t i f ch ps o"), Ypsilon::voiced, true,
     split<5>("e i i i ou"), split<6>("b b d nd g ng")},
    // as classical names are written
    {split<greek_letters>("a b g d e z e th i k l m n x o p r s t y ph ch ps o"), Ypsilon::u, true,
     split<5>("- - - - ou"), split<6>("mp mp nt nt nk nk")},
    // by look, y for υ and o for ω
    {split<greek_letters>("a v g d e z h th i k l m n ks o p r s t y f x ps o"), Ypsilon::letter, false,
     split<5>("- - - - ou"), split<6>("mp mp nt nt gk gk")},
    // by look, o for ω
    {split<greek_letters>("a v g d e z h th i k l m n x o p r s t u f x ps o"), Ypsilon::letter, false,
     split<5>("- - - - -"), split<6>("mp mp nt nt gk gk")},
    // by look, ch
    {split<greek_letters>("a v g d e z h th i k l m n x o p r s t u f ch ps w"), Ypsilon::letter, false,
     split<5>("- - - - -"), split<6>("mp mp nt nt gk gk")},
    // BGN
    {split<greek_letters>("a v g d e z i th i k l m n x o p r s t i f kh ps o"), Ypsilon::voiced, true,
     split<5>("- - - - ou"), split<6>("b mb d nd g ng")},
}};

/// A way to write the Cyrillic letters that vary; `ia`: ия at the end of a word is ia.
struct CyrillicSystem {
    std::array<std::string_view, cyrillic_letters> letters; ///< в ж з и й х ц ч ш щ ъ ь ю я ђ џ
    bool ia;
};

constexpr CyrillicSystem transliteration_act = {split<cyrillic_letters>("v zh z i y h ts ch sh sht a y yu ya dj dzh"),
                                                true};

constexpr std::array<CyrillicSystem, 8> cyrillic_systems = {{
    // scholarly without accents, which is also Serbian in its Latin letters
    {split<cyrillic_letters>("v z z i j h c c s st a j ju ja d dz"), false},
    // the Act, ъ as in "Bulgaria"
    {split<cyrillic_letters>("v zh z i y h ts ch sh sht u y yu ya dj dzh"), true},
    // the Act without its exception for ия
    {split<cyrillic_letters>("v zh z i y h ts ch sh sht a y yu ya dj dzh"), false},
    // by sound
    {split<cyrillic_letters>("v j z i i h c ch sh sht u - iu ia dj dj"), false},
    // BGN 1952
    {split<cyrillic_letters>("v zh z i y kh ts ch sh sht u - yu ya dj dzh"), false},
    // scholarly, ch and u
    {split<cyrillic_letters>("v z z i j ch c c s st u - ju ja dj dz"), false},
    // German
    {split<cyrillic_letters>("w sch s i j ch z tsch sch scht a - ju ja dj dsch"), false},
    // ISO 9
    {split<cyrillic_letters>("v z z i j h c c s s - - u a d d"), false},
}};

/// ä ö ü å ø đ
using LatinSystem = std::array<std::string_view, latin_letters>;
constexpr std::array<LatinSystem, 3> latin_systems = {{
    split<latin_letters>("ae oe ue aa oe dj"),
    split<latin_letters>("ae oe ue a oe dj"),
    split<latin_letters>("a o u aa o d"),
}};

struct Systems {
    const GreekSystem& greek;
    const CyrillicSystem& cyrillic;
    const LatinSystem* latin; ///< none: as in the table
};

void append_other(std::string& out, char32_t code_point)
{
    constexpr std::string_view digits = "0123456789abcdef";
    out += 'u';
    int shift = 20;
    while (shift > 0 && (code_point >> shift) == 0)
        shift -= 4;
    for (; shift >= 0; shift -= 4)
        out += digits[(code_point >> shift) & 15];
}

/// The letters of a word from one of them on.
class Cursor
{
public:
    Cursor(const LetterWord& word, std::size_t at) : word_{word}, at_{at} {}
    const FoldEntry& entry() const { return *word_.letters[at_].entry; }
    bool is_first() const { return at_ == 0; }
    /// The entry `ahead` places further; nothing behind the end or where letters stand for themselves.
    const FoldEntry* next(std::size_t ahead = 1) const
    {
        return word_.joined || at_ + ahead >= word_.letters.size() ? nullptr : word_.letters[at_ + ahead].entry;
    }

private:
    const LetterWord& word_;
    std::size_t at_;
};

GreekLetter greek_of(const FoldEntry& entry)
{
    return GreekLetter{static_cast<std::uint8_t>(entry.detail & greek_letter_bits)};
}

bool is_greek(const FoldEntry* entry, GreekLetter letter)
{
    return entry != nullptr && entry->kind == FoldKind::greek && greek_of(*entry) == letter;
}

bool is_marked(const FoldEntry& entry) { return (entry.detail & greek_marked) != 0; }
bool has_dialytika(const FoldEntry& entry) { return (entry.detail & greek_dialytika) != 0; }

/// Whether αυ is av before the letter: vowels and voiced consonants, not the end of a word.
bool is_voiced(const FoldEntry* entry)
{
    if (entry == nullptr || entry->kind != FoldKind::greek)
        return false;
    constexpr std::string_view voiceless = "\x07\x09\x0D\x0F\x11\x12\x14\x15\x16"; // θ κ ξ π σ τ φ χ ψ
    return voiceless.find(static_cast<char>(greek_of(*entry))) == std::string_view::npos;
}

/// A text for two letters, or nothing where they are spelled one by one.
struct Digraph {
    std::string_view text;
    char after = '\0';
};

std::string_view iota_digraph(GreekLetter first, const GreekSystem& system)
{
    using enum GreekLetter;
    const auto& [ai, ei, oi, yi, ou] = system.vowels;
    if (first == alpha)
        return ai;
    if (first == epsilon)
        return ei;
    if (first == omicron)
        return oi;
    return first == ypsilon ? yi : std::string_view{};
}

Digraph vowel_digraph(const Cursor& cursor, const GreekSystem& system)
{
    using enum GreekLetter;
    const FoldEntry* next = cursor.next();
    if (next == nullptr || next->kind != FoldKind::greek || is_marked(cursor.entry()) || has_dialytika(*next))
        return {};
    const GreekLetter first = greek_of(cursor.entry());
    if (greek_of(*next) == iota)
        return {iota_digraph(first, system)};
    if (greek_of(*next) != ypsilon)
        return {};
    if (first == omicron)
        return {system.vowels.back()};
    if (system.after_vowel == Ypsilon::letter || (first != alpha && first != epsilon && first != eta))
        return {};
    const std::string_view vowel = system.letters[static_cast<std::size_t>(first)];
    if (system.after_vowel == Ypsilon::u)
        return {vowel, 'u'};
    return {vowel, is_voiced(cursor.next(2)) ? 'v' : 'f'};
}

Digraph consonant_digraph(const Cursor& cursor, const GreekSystem& system)
{
    using enum GreekLetter;
    const GreekLetter first = greek_of(cursor.entry());
    const auto& [mp_first, mp, nt_first, nt, gk_first, gk] = system.stops;
    if (first == mu && is_greek(cursor.next(), pi))
        return {cursor.is_first() ? mp_first : mp};
    if (first == nu && is_greek(cursor.next(), tau))
        return {cursor.is_first() ? nt_first : nt};
    if (first == gamma && is_greek(cursor.next(), kappa))
        return {cursor.is_first() ? gk_first : gk};
    if (first == gamma && system.nasal && is_greek(cursor.next(), gamma))
        return {"ng"};
    return {};
}

/// Appends one or two Greek letters; returns how many.
std::size_t append_greek(std::string& out, const Cursor& cursor, const GreekSystem& system)
{
    using enum GreekLetter;
    Digraph digraph = vowel_digraph(cursor, system);
    if (digraph.text.empty())
        digraph = consonant_digraph(cursor, system);
    if (!digraph.text.empty()) {
        out += digraph.text;
        if (digraph.after != '\0')
            out += digraph.after;
        return 2;
    }
    const GreekLetter letter = greek_of(cursor.entry());
    if (letter == gamma && system.nasal && (is_greek(cursor.next(), xi) || is_greek(cursor.next(), chi)))
        out += 'n';
    else
        out += system.letters[static_cast<std::size_t>(letter)];
    return 1;
}

bool is_cyrillic(const FoldEntry* entry, CyrillicLetter letter)
{
    return entry != nullptr && entry->kind == FoldKind::cyrillic && entry->detail == static_cast<std::uint8_t>(letter);
}

std::size_t append_cyrillic(std::string& out, const Cursor& cursor, const CyrillicSystem& system)
{
    using enum CyrillicLetter;
    if (system.ia && is_cyrillic(&cursor.entry(), i) && is_cyrillic(cursor.next(), ya) && cursor.next(2) == nullptr) {
        out += "ia";
        return 2;
    }
    out += system.letters[cursor.entry().detail];
    return 1;
}

/// Appends the letters at the cursor by the systems; returns how many there were.
std::size_t append_letter(std::string& out, const LetterWord& word, std::size_t at, const Systems& systems)
{
    const FoldLetter& letter = word.letters[at];
    const Cursor cursor{word, at};
    switch (letter.entry->kind) {
    case FoldKind::greek:
        return append_greek(out, cursor, systems.greek);
    case FoldKind::cyrillic:
        return append_cyrillic(out, cursor, systems.cyrillic);
    case FoldKind::other:
        append_other(out, letter.code_point);
        return 1;
    case FoldKind::latin:
        out += systems.latin == nullptr ? letter.entry->view() : (*systems.latin)[letter.entry->detail];
        return 1;
    case FoldKind::letter:
    case FoldKind::digit:
    case FoldKind::mark:
    case FoldKind::separator:
        break;
    }
    out += letter.entry->view();
    return 1;
}

void append_word(std::string& out, const LetterWord& word, const Systems& systems)
{
    for (std::size_t at = 0; at < word.letters.size();)
        at += append_letter(out, word, at, systems);
}

bool has_kind(const LetterWord& word, FoldKind kind)
{
    return std::any_of(word.letters.begin(), word.letters.end(),
                       [kind](const FoldLetter& letter) { return letter.entry->kind == kind; });
}

} // namespace

void append_romanised(std::string& out, const LetterWord& word)
{
    append_word(out, word, {elot_743, transliteration_act, nullptr});
}

std::vector<std::string> other_spellings(const LetterWord& word)
{
    std::vector<std::string> spellings;
    const auto spell = [&](const Systems& systems) { append_word(spellings.emplace_back(), word, systems); };
    if (has_kind(word, FoldKind::greek))
        for (const GreekSystem& system : greek_systems)
            spell({system, transliteration_act, nullptr});
    if (has_kind(word, FoldKind::cyrillic))
        for (const CyrillicSystem& system : cyrillic_systems)
            spell({elot_743, system, nullptr});
    if (has_kind(word, FoldKind::latin))
        for (const LatinSystem& system : latin_systems)
            spell({elot_743, transliteration_act, &system});
    return spellings;
}

} // namespace imi
