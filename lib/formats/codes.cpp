// SPDX-License-Identifier: EUPL-1.2
#include "formats/codes.hpp"

namespace imi
{

std::span<const CodeRow> formats_codes()
{
    static constexpr CodeRow rows[] = {
        {"FMT-001", "the file cannot be opened, or is a folder"},
        {"FMT-002", "the archive is truncated, damaged, or followed by other bytes"},
        {"FMT-003", "larger than the limit, or expanding too much"},
        {"FMT-004", "the file cannot be read"},
        {"FMT-010", "the file is empty"},
        {"FMT-011", "not UTF-8"},
        {"FMT-012", "a column stands twice"},
        {"FMT-013", "the header is malformed"},
        {"FMT-014", "a quote is never closed"},
        {"FMT-015", "a record, line or file over its limit"},
        {"FMT-016", "a row with another number of cells than the header"},
        {"FMT-017", "a NUL byte"},
        {"FMT-018", "a row that is not valid UTF-8"},
        {"FMT-019", "a stray quote"},
        {"FMT-020", "no valid JSON"},
        {"FMT-021", "JSON nested too deeply"},
        {"FMT-022", "a key twice in a JSON object"},
        {"FMT-023", "a number that does not fit"},
        {"FMT-024", "a character that JSON may not hold here"},
        {"FMT-030", "no valid YAML"},
        {"FMT-031", "an anchor, alias or merge key in YAML"},
        {"FMT-032", "a tag in YAML"},
        {"FMT-033", "a key twice in YAML"},
        {"FMT-034", "YAML too large or nested too deeply"},
        {"FMT-035", "a character that no text may hold"},
        {"FMT-040", "no valid PO file"},
        {"FMT-041", "a context twice in a PO file"},
        {"FMT-050", "the output file exists already"},
        {"FMT-051", "the output file cannot be created"},
        {"FMT-052", "the output file cannot be written"},
        {"FMT-053", "XLSX on a terminal"},
        {"FMT-054", "more rows, or a longer cell, than XLSX holds"},
        {"FMT-055", "a name that no sheet can have (a bug)"},
        {"FMT-060", "no XLSX file, a damaged one, or one of another kind"},
        {"FMT-061", "an archive with an entry that it may not have"},
        {"FMT-062", "a formula without a value"},
        {"FMT-063", "an error in a cell, such as #N/A"},
        {"FMT-064", "a number of which a spreadsheet kept less than was typed"},
        {"FMT-065", "a date where a text is meant"},
        {"FMT-066", "merged cells"},
        {"FMT-067", "no such sheet, or no sheet with the header"},
        {"FMT-070", "no such encoding"},
        {"FMT-071", "bytes that the encoding does not have"},
    };
    return rows;
}

} // namespace imi
