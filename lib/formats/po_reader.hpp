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
    bool reviewed = false;             ///< has a comment `# reviewed: …`
    std::size_t line = 0;              ///< of msgctxt
    std::string previous;              ///< `#| msgid`: the text that the translation was made for
    std::vector<std::string> comments; ///< of translators, with their `#`
    std::string extracted;             ///< `#.`: for translators, written by the tool
    std::string reference;             ///< `#:`: file and line of the text
};

/// A whole PO file.
struct PoDocument {
    std::vector<std::string> comments; ///< before the header
    std::string header;                ///< msgstr of the empty msgid
    std::vector<PoEntry> entries;
    std::vector<PoEntry> obsolete; ///< #~
};

/// The entries after the header, in the order of the file; obsolete ones (#~) are left out. Texts are NFC.
/// Throws Error(input): FMT-040 syntax, FMT-041 context twice, FMT-035 text.
std::vector<PoEntry> parse_po(std::string_view text, const std::string& file);
std::vector<PoEntry> read_po(const std::string& path);

/// The same with everything that a tool must keep.
PoDocument parse_po_document(std::string_view text, const std::string& file);

/// The file as text, each text in one line; what parse_po_document() reads back. Same document, same bytes.
std::string write_po(const PoDocument& document);

} // namespace imi
