// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/input.hpp"
#include "formats/table_reader.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace imi
{

/// CSV of RFC 4180 as spreadsheets write it: BOM or not; LF, CRLF or CR; delimiter , ; or TAB found out from the header
/// or from a `sep=` line. Streams; memory is bounded by limits::line_bytes a record.
class CsvReader final : public TableReader
{
public:
    /// Reads the header. Throws Error(input): FMT-010 empty file, FMT-011 UTF-16 or other encoding, FMT-012 a column
    /// named twice, FMT-013 malformed header. `delimiter` 0: found out.
    explicit CsvReader(Input& input, char delimiter = 0);
    ~CsvReader() override;

    const std::vector<std::string>& header() const override;
    std::size_t header_line() const override;
    char delimiter() const;
    /// False at the end. Empty lines are skipped. Throws Error(input): FMT-014 a quote that is never closed (place of
    /// the opening quote), FMT-015 a record or the file over its limit.
    bool next(TableRow& row) override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace imi
