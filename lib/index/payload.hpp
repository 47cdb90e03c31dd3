// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "index/document.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace imi
{

/// What ranking knows of a posting without reading the record, in one byte: the field, whether the word is only another
/// spelling of the one in the record, and about how many words the name has.
using Payload = std::uint8_t;

constexpr std::uint8_t name_length_class(std::size_t words)
{
    constexpr std::array<std::uint8_t, 15> classes{0, 0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6};
    return words < classes.size() ? classes[words] : 7;
}

constexpr Payload make_payload(IndexField field, bool variant, std::size_t words_of_name)
{
    return static_cast<Payload>(static_cast<unsigned>(field) | (variant ? 8U : 0U) |
                                static_cast<unsigned>(name_length_class(words_of_name)) << 4U);
}

constexpr IndexField payload_field(Payload payload) { return static_cast<IndexField>(payload & 7U); }
constexpr bool payload_is_variant(Payload payload) { return (payload & 8U) != 0; }

/// How much a hit in the field is worth, 0 to 1.
constexpr double field_weight(IndexField field)
{
    constexpr std::array<double, 8> weights{1.0, 0.97, 0.93, 0.97, 0.8, 0.7, 0.5, 0.6};
    return weights[static_cast<std::size_t>(field)];
}

namespace detail
{
constexpr std::array<float, 256> make_payload_weights()
{
    // A word that is the whole name says more than the same word among ten.
    constexpr std::array<double, 8> closeness{1.0, 0.86, 0.8, 0.76, 0.73, 0.7, 0.68, 0.66};
    std::array<float, 256> weights{};
    for (std::size_t payload = 0; payload < weights.size(); ++payload) {
        const auto byte = static_cast<Payload>(payload);
        weights[payload] = static_cast<float>(field_weight(payload_field(byte)) * closeness[(payload >> 4U) & 7U] *
                                              (payload_is_variant(byte) ? 0.93 : 1.0));
    }
    return weights;
}
inline constexpr std::array<float, 256> payload_weights = make_payload_weights();
} // namespace detail

/// Worth of a posting, 0 to 1: which of two occurrences in a record the index keeps, and what candidates are chosen by.
constexpr float payload_weight(Payload payload) { return detail::payload_weights[payload]; }

/// Whether a term is a code ("c:DE"): it has no payload, and no typing errors.
constexpr bool is_code_term(std::string_view term) { return term.size() >= 2 && term[1] == ':'; }

} // namespace imi
