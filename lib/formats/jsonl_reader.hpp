// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "formats/input.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace imi
{

/// Lines of a JSON Lines file, unparsed. Streams.
class LineReader
{
public:
    explicit LineReader(Input& input);
    ~LineReader();
    /// Next line that is not blank, without its line end (LF or CRLF; a BOM before the first is dropped). False at the
    /// end. Throws Error(input, "FMT-015") for a line over limits::line_bytes or a file over limits::bulk_rows lines.
    bool next(std::string_view& line);
    std::size_t line_number() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace imi
