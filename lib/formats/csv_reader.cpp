// SPDX-License-Identifier: EUPL-1.2
#include "formats/csv_reader.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/csv_writer.hpp"
#include "formats/encoding.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace imi
{

namespace
{

constexpr std::size_t chunk = std::size_t{1} << 20;

/// A cell as it stands in the buffer.
struct RawCell {
    std::size_t begin, end; ///< without the outer quotes
    std::size_t line;       ///< physical line on which it begins
    std::size_t line_begin; ///< offset of that line's first byte in the buffer
    bool quoted, has_quotes, stray;
};

} // namespace

struct CsvReader::State {
    Input& input;
    char delimiter = 0;
    std::string buffer;
    std::size_t begin = 0; ///< of what is not read yet
    bool ended = false;
    std::size_t line = 1; ///< physical line at `begin`
    std::uint64_t rows = 0;
    std::vector<std::string> header;
    std::size_t header_line = 0;
    std::vector<RawCell> cells;
    std::size_t row_begin = 0, row_end = 0;
    std::vector<std::string> unquoted;
    std::string likely;                 ///< encoding of what is not UTF-8, once it was found out
    std::array<bool, 256> is_special{}; ///< bytes at which a cell may end or be at fault

    explicit State(Input& from) : input{from} {}

    [[noreturn]] void refuse(const char* code, std::size_t at_line, const std::string& message,
                             const std::string& hint = {})
    {
        throw Error{Status::input, code, message + " (line " + std::to_string(at_line) + ")", hint,
                    Place{input.name(), at_line, 0}.text()};
    }

    /// Reads more behind what is there. False at the end.
    bool more()
    {
        if (ended)
            return false;
        if (begin > 0) {
            buffer.erase(0, begin);
            begin = 0;
        }
        const std::size_t have = buffer.size();
        buffer.resize(have + chunk);
        const std::size_t got = input.read(std::span{buffer}.subspan(have));
        buffer.resize(have + got);
        ended = got < chunk;
        return got > 0;
    }

    /// Splits the record at `begin` into raw cells; sets row_begin, row_end. False when there is none any more.
    bool split()
    {
        for (;;) {
            if (begin == buffer.size() && !more())
                return false;
            if (try_split())
                return true;
        }
    }

    /// False when the buffer ends inside the record; the caller's next turn starts over with more.
    bool try_split()
    {
        cells.clear();
        std::size_t at = begin;
        std::size_t at_line = line;
        std::size_t line_begin = begin;
        for (;;) {
            RawCell cell{at, at, at_line, line_begin, false, false, false};
            if (at < buffer.size() && buffer[at] == '"') {
                if (!quoted_cell(cell, at, at_line, line_begin))
                    return restart();
            } else if (!plain_cell(cell, at)) {
                return restart();
            }
            if (cells.size() <= limits::columns)
                cells.push_back(cell);
            if (at < buffer.size() && buffer[at] == delimiter) {
                ++at;
                continue;
            }
            break;
        }
        row_begin = begin;
        row_end = at;
        if (row_end - row_begin > limits::line_bytes)
            refuse("FMT-015", line,
                   "a record is longer than the limit of " + std::to_string(limits::line_bytes) + " bytes");
        line = at_line;
        if (at < buffer.size()) {
            // CRLF, LF or CR alone.
            if (buffer[at] == '\r' && at + 1 < buffer.size() && buffer[at + 1] == '\n')
                ++at;
            ++at;
            ++line;
        }
        begin = at;
        return true;
    }

    bool restart()
    {
        if (buffer.size() - begin > limits::line_bytes + 2)
            refuse("FMT-015", line,
                   "a record is longer than the limit of " + std::to_string(limits::line_bytes) + " bytes");
        if (!more()) {
            // At the end the record is complete as it is.
            ended = true;
        }
        return false;
    }

    bool plain_cell(RawCell& cell, std::size_t& at)
    {
        const char* data = buffer.data();
        const std::size_t size = buffer.size();
        for (;; ++at) {
            while (at < size && !is_special[static_cast<unsigned char>(data[at])])
                ++at;
            if (at == size || data[at] != '"')
                break;
            cell.stray = true;
        }
        cell.end = at;
        // A CR at the very end may be half of a CRLF.
        return ended || (at < size && !(data[at] == '\r' && at + 1 == size));
    }

    bool quoted_cell(RawCell& cell, std::size_t& at, std::size_t& at_line, std::size_t& line_begin)
    {
        const std::size_t opened = at_line;
        cell.quoted = true;
        cell.begin = ++at;
        for (;;) {
            if (at >= buffer.size()) {
                if (!ended)
                    return false;
                refuse("FMT-014", opened, "a quote that is opened here is never closed",
                       "close it, or double the quote");
            }
            const char c = buffer[at];
            if (c == '"') {
                if (at + 1 >= buffer.size() && !ended)
                    return false;
                if (at + 1 < buffer.size() && buffer[at + 1] == '"') {
                    cell.has_quotes = true;
                    at += 2;
                    continue;
                }
                break;
            }
            if (c == '\n' || (c == '\r' && (at + 1 >= buffer.size() || buffer[at + 1] != '\n'))) {
                ++at_line;
                line_begin = at + 1;
            }
            ++at;
        }
        cell.end = at++;
        // After the closing quote only a delimiter or the end of the record may stand.
        const std::size_t behind = at;
        while (at < buffer.size() && buffer[at] != delimiter && buffer[at] != '\n' && buffer[at] != '\r')
            ++at;
        if (at != behind) {
            // Kept as it stands, with its quotes: rejects give back what was written.
            cell.stray = true;
            cell.quoted = cell.has_quotes = false;
            --cell.begin;
            cell.end = at;
        }
        return ended || (at < buffer.size() && !(buffer[at] == '\r' && at + 1 == buffer.size()));
    }

    std::string_view value(const RawCell& cell)
    {
        std::string_view raw = std::string_view{buffer}.substr(cell.begin, cell.end - cell.begin);
        if (cell.has_quotes) {
            std::string& text = unquoted.emplace_back();
            for (std::size_t i = 0; i < raw.size(); ++i) {
                text += raw[i];
                if (raw[i] == '"')
                    ++i;
            }
            raw = text;
        }
        return without_guard(raw);
    }

    void find_places(TableRow& row) const
    {
        row.places.clear();
        std::size_t line_begin = 0, counted = 0, column = 0;
        for (const RawCell& cell : cells) {
            if (column == 0 || cell.line_begin != line_begin) {
                line_begin = counted = cell.line_begin;
                column = 1;
            }
            const std::size_t start = cell.quoted ? cell.begin - 1 : cell.begin;
            column += count_code_points(std::string_view{buffer}.substr(counted, start - counted));
            counted = start;
            row.places.push_back({cell.line, column});
        }
    }

    void set_special()
    {
        for (const char c : {delimiter, '\n', '\r', '"'})
            is_special[static_cast<unsigned char>(c)] = true;
    }

    bool is_blank() const { return cells.size() == 1 && cells[0].begin == cells[0].end && !cells[0].quoted; }

    void read_start()
    {
        more();
        if (buffer.starts_with("PK\x03\x04"))
            refuse("FMT-011", 1, "is an XLSX file or another archive, and no CSV", "save it as CSV in UTF-8");
        if (buffer.starts_with("\xFF\xFE") || buffer.starts_with("\xFE\xFF"))
            refuse("FMT-011", 1, "is UTF-16, not UTF-8", encoding_hint("UTF-16"));
        if (buffer.starts_with("\xEF\xBB\xBF"))
            begin = 3;
        if (std::string_view{buffer}.substr(begin).starts_with("sep=") && buffer.size() > begin + 4) {
            delimiter = buffer[begin + 4];
            const std::size_t end = buffer.find('\n', begin);
            begin = end == std::string::npos ? buffer.size() : end + 1;
            ++line;
        }
        const std::size_t first = buffer.find_first_not_of("\r\n", begin);
        if (first == std::string::npos)
            refuse("FMT-010", 1, "is empty", "the first line names the columns");
        if (delimiter == 0)
            delimiter = find_delimiter(first);
    }

    char find_delimiter(std::size_t at) const
    {
        std::array<std::pair<char, int>, 3> counts{{{',', 0}, {';', 0}, {'\t', 0}}};
        bool quoted = false;
        for (; at < buffer.size() && (quoted || (buffer[at] != '\n' && buffer[at] != '\r')); ++at) {
            quoted = quoted != (buffer[at] == '"');
            for (auto& [candidate, count] : counts)
                count += !quoted && buffer[at] == candidate;
        }
        return std::max_element(counts.begin(), counts.end(),
                                [](const auto& a, const auto& b) { return a.second < b.second; })
            ->first;
    }

    void read_header()
    {
        do {
            if (!split())
                refuse("FMT-010", 1, "is empty", "the first line names the columns");
        } while (is_blank());
        header_line = cells[0].line;
        if (cells.size() > limits::columns)
            refuse("FMT-015", header_line, "has more than " + std::to_string(limits::columns) + " columns");
        for (const RawCell& cell : cells) {
            const std::string name{value(cell)};
            if (cell.stray)
                refuse("FMT-013", header_line, "a quote stands inside a column name", "save the file as CSV in UTF-8");
            if (name.find('\0') != std::string::npos)
                refuse("FMT-011", header_line, "the header has a NUL byte", "save the file as CSV in UTF-8");
            if (const auto bad = invalid_utf8(std::string_view{buffer}.substr(row_begin, row_end - row_begin)))
                refuse("FMT-011", header_line,
                       "the header is not valid UTF-8 at byte " + std::to_string(*bad + 1) +
                           " of the line; it looks like " + looks_like(),
                       encoding_hint(looks_like()));
            if (!name.empty() && std::find(header.begin(), header.end(), name) != header.end())
                refuse("FMT-012", header_line, "the column \"" + escape_for_message(name) + "\" stands twice",
                       "keep one of them");
            header.push_back(name);
        }
    }

    /// Found out once: what a later row looks like would be no better.
    const std::string& looks_like()
    {
        if (likely.empty())
            likely = likely_encoding(std::string_view{buffer}.substr(row_begin));
        return likely;
    }

    std::optional<Diagnostic> fault_of(const TableRow& row)
    {
        const auto fault = [&](const char* code, std::size_t index, const std::string& message,
                               const std::string& hint) {
            const TableRow::CellPlace& place = row.places[index];
            return Diagnostic{Severity::error,
                              code,
                              {input.name(), place.line, place.column},
                              index < header.size() ? header[index] : std::string{},
                              message,
                              hint};
        };
        const std::string_view record = std::string_view{buffer}.substr(row_begin, row_end - row_begin);
        if (std::memchr(record.data(), '\0', record.size()) != nullptr) {
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                if (row.cells[i].find('\0') != std::string_view::npos)
                    return fault("FMT-017", i, "U+0000 NUL is not allowed", "remove the NUL byte");
            }
        }
        if (const auto bad = invalid_utf8(record)) {
            for (std::size_t i = 0; i < cells.size() && i < row.cells.size(); ++i) {
                if (row_begin + *bad <= cells[i].end)
                    return fault("FMT-018", i,
                                 "not valid UTF-8 at byte " +
                                     std::to_string(row_begin + *bad - cells[i].line_begin + 1) +
                                     " of the line; looks like " + looks_like(),
                                 encoding_hint(looks_like()));
            }
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].stray)
                return fault("FMT-019", i, "a quote stands inside the cell",
                             "quote the whole cell and double the quote");
        }
        if (cells.size() != header.size() && !row.is_empty())
            return fault("FMT-016", cells.size() - 1,
                         std::to_string(cells.size()) + " cells where the header has " + std::to_string(header.size()),
                         "quote cells that hold the delimiter; leave none out");
        return std::nullopt;
    }
};

CsvReader::CsvReader(Input& input, char delimiter) : state_{std::make_unique<State>(input)}
{
    state_->delimiter = delimiter;
    state_->read_start();
    state_->set_special();
    state_->read_header();
}
CsvReader::~CsvReader() = default;

const std::vector<std::string>& CsvReader::header() const { return state_->header; }
std::size_t CsvReader::header_line() const { return state_->header_line; }
char CsvReader::delimiter() const { return state_->delimiter; }

bool CsvReader::next(TableRow& row)
{
    State& state = *state_;
    do {
        if (!state.split())
            return false;
    } while (state.is_blank());
    if (++state.rows > limits::bulk_rows)
        state.refuse("FMT-015", state.cells[0].line, "has more than " + std::to_string(limits::bulk_rows) + " rows",
                     "split it");
    row.line = state.cells[0].line;
    row.cells.clear();
    row.fault.reset();
    state.unquoted.clear();
    // Views into strings: the vector must not grow under them.
    state.unquoted.reserve(state.cells.size());
    for (const RawCell& cell : state.cells)
        row.cells.push_back(state.value(cell));
    state.find_places(row);
    row.fault = state.fault_of(row);
    return true;
}

} // namespace imi
