// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/po_reader.hpp"
#include "questions/package.hpp"

#include <cstddef>
#include <string>

namespace imi
{

/// A PO file brought up to its package, and what changed in it.
struct PoUpdate {
    std::string text; ///< of the file
    std::size_t added = 0;
    std::size_t made_fuzzy = 0; ///< the source changed
    std::size_t restored = 0;   ///< the text that the translation was made for is back
    std::size_t gone = 0;       ///< moved to the end
};

/// The texts of the package in their order, with the translations that the language has: changed ones fuzzy with the
/// old text, those gone at the end, comments of translators kept. Texts that have the language in place are left out.
/// Same input, same bytes; an updated file is left as it is.
PoUpdate update_po(const Package& package, const std::string& language);

} // namespace imi
