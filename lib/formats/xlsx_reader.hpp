// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/input.hpp"
#include "formats/table_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imi
{

/// One sheet of an XLSX workbook as the table that people see. The first row with anything in it is the header. Cells
/// are what is shown of them: texts as they are; numbers by their format, so that 01067 keeps its zero; dates as ISO
/// in columns of dates; TRUE and FALSE; of a formula the value that was kept. Where it cannot be known what was typed,
/// the row has a fault: FMT-062 a formula without a value, FMT-063 an error such as #N/A, FMT-064 a number of more than
/// 15 digits or shown with an exponent, FMT-065 a date where a text is meant. Streams, but for the texts that cells
/// share.
class XlsxReader final : public TableReader
{
public:
    /// Whether the cells of a first row are the header that is looked for.
    using IsHeader = std::function<bool(const std::vector<std::string>& cells)>;

    /// Takes the sheet of this name, without regard to case; without a name the only one, else the first whose header
    /// passes. Throws Error(input): what XlsxWorkbook and CsvReader throw; FMT-067 no such sheet, or none that passes.
    XlsxReader(Input& input, const std::string& sheet, const IsHeader& is_header);
    ~XlsxReader() override;

    const std::vector<std::string>& header() const override;
    std::size_t header_line() const override;
    /// Empty rows are skipped. Throws Error(input): FMT-015 a row or the sheet over its limit, FMT-060 damage, FMT-066
    /// cells of the table are merged (at the end: the file says so there).
    bool next(TableRow& row) override;
    void use_columns(std::vector<CellUse> uses) override;
    /// "B7", with the sheet where there are several: "Authorities!B7".
    std::string cell_name(std::size_t line, std::size_t column) const override;

    /// Bytes of the sheet read so far, and all of them, for progress.
    std::uint64_t consumed_bytes() const;
    std::uint64_t total_bytes() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Whether these are the first bytes of a workbook, or of one that Office wrote in another form.
bool begins_as_workbook(std::string_view bytes);

/// Letters of a column of a spreadsheet, from 1: "A", "Z", "AA".
std::string column_letters(std::size_t column);

} // namespace imi
