// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "base/error.hpp"
#include "index/payload.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace imi
{

/// Longer terms are cut there; folded words are shorter anyway.
inline constexpr std::size_t most_term_bytes = 255;

/// What index_terms() gives: length, payload and bytes of each distinct term, in the order of the terms.
inline void append_packed_term(std::string& packed, std::string_view term, Payload payload)
{
    packed += static_cast<char>(static_cast<unsigned char>(term.size()));
    packed += static_cast<char>(payload);
    packed += term;
}

/// Calls `visit(term, payload)` for each term. Throws Error(bug, "SEA-090") for what index_terms() did not make.
template <class Visit> void for_each_packed_term(std::string_view packed, Visit visit)
{
    for (std::size_t at = 0; at < packed.size();) {
        const std::size_t length = static_cast<unsigned char>(packed[at]);
        if (packed.size() - at < length + 2)
            throw Error{Status::bug, "SEA-090", "terms of a document are cut off"};
        visit(packed.substr(at + 2, length), static_cast<Payload>(packed[at + 1]));
        at += length + 2;
    }
}

} // namespace imi
