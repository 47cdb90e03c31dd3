// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// One entry of a gettext PO file.
struct PoEntry {
    std::string context;
    std::string source;      ///< msgid
    std::string translation; ///< msgstr; empty when untranslated
    bool fuzzy = false;
    bool reviewed = false; ///< has a comment `# reviewed: …`
    std::size_t line = 0;  ///< of msgctxt
};

/// The entries after the header, in the order of the file; obsolete ones (#~) are left out. Texts are NFC.
/// Throws Error(input): FMT-040 syntax, FMT-041 context twice, FMT-035 text.
std::vector<PoEntry> parse_po(std::string_view text, const std::string& file);
std::vector<PoEntry> read_po(const std::string& path);

} // namespace imi
