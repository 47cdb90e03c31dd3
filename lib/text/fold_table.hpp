// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace imi
{

/// What a code point is to folding. The numbers are those of scripts/generate-fold-table.
enum class FoldKind : std::uint8_t {
    separator, ///< ends a word
    letter,    ///< text is all there is to it
    digit,
    mark,     ///< part of a word, folds to nothing
    greek,    ///< detail: GreekLetter, and whether marked or with dialytika
    cyrillic, ///< detail: CyrillicLetter
    latin,    ///< detail: LatinLetter
    other,    ///< a letter of a script that is not romanised
};

/// One row of the table; eight bytes, so that appending is one copy.
struct FoldEntry {
    std::array<char, 5> text; ///< lower case ASCII, by the main system, without regard to neighbours
    std::uint8_t length;
    FoldKind kind;
    std::uint8_t detail;

    std::string_view view() const { return {text.data(), length}; }
};
static_assert(sizeof(FoldEntry) == 8);

enum class GreekLetter : std::uint8_t {
    alpha,
    beta,
    gamma,
    delta,
    epsilon,
    zeta,
    eta,
    theta,
    iota,
    kappa,
    lambda,
    mu,
    nu,
    xi,
    omicron,
    pi,
    rho,
    sigma,
    tau,
    ypsilon,
    phi,
    chi,
    psi,
    omega,
};
inline constexpr std::size_t greek_letters = 24;
inline constexpr std::uint8_t greek_letter_bits = 31;
inline constexpr std::uint8_t greek_marked = 32;    ///< accent or breathing: no digraph begins here
inline constexpr std::uint8_t greek_dialytika = 64; ///< no digraph ends here

/// Cyrillic letters that the systems write differently.
enum class CyrillicLetter : std::uint8_t {
    ve,
    zhe,
    ze,
    i,
    short_i,
    ha,
    tse,
    che,
    sha,
    shcha,
    hard_sign,
    soft_sign,
    yu,
    ya,
    dje,
    dzhe,
};
inline constexpr std::size_t cyrillic_letters = 16;

/// Latin letters with two usual forms: ä ö ü å ø đ.
enum class LatinLetter : std::uint8_t { a_diaeresis, o_diaeresis, u_diaeresis, a_ring, o_stroke, d_stroke };
inline constexpr std::size_t latin_letters = 6;

} // namespace imi
