// SPDX-License-Identifier: EUPL-1.2
#include "formats/jsonl_reader.hpp"

#include "base/diagnostic.hpp"
#include "base/error.hpp"
#include "base/limits.hpp"

#include <cstring>
#include <string>

namespace imi
{

namespace
{

constexpr std::size_t chunk = std::size_t{1} << 20;

} // namespace

struct LineReader::State {
    Input& input;
    std::string buffer;
    std::size_t begin = 0;
    std::size_t line = 0;
    std::uint64_t rows = 0;
    bool ended = false;
    bool started = false;

    explicit State(Input& from) : input{from} {}

    [[noreturn]] void refuse(const std::string& message)
    {
        throw Error{Status::input, "FMT-015", message, {}, Place{input.name(), line, 0}.text()};
    }

    bool more()
    {
        buffer.erase(0, begin);
        begin = 0;
        const std::size_t have = buffer.size();
        buffer.resize(have + chunk);
        const std::size_t got = input.read(std::span{buffer}.subspan(have));
        buffer.resize(have + got);
        ended = got < chunk;
        if (!started && buffer.starts_with("\xEF\xBB\xBF"))
            begin = 3;
        started = true;
        return got > 0;
    }

    bool next_line(std::string_view& text)
    {
        std::size_t end = buffer.find('\n', begin);
        while (end == std::string::npos && !ended) {
            if (buffer.size() - begin > limits::line_bytes) {
                ++line;
                refuse("a line is longer than the limit of " + std::to_string(limits::line_bytes) + " bytes");
            }
            more();
            end = buffer.find('\n', begin);
        }
        if (begin >= buffer.size())
            return false;
        ++line;
        const std::size_t stop = end == std::string::npos ? buffer.size() : end;
        text = std::string_view{buffer}.substr(begin, stop - begin);
        begin = end == std::string::npos ? stop : end + 1;
        if (text.ends_with('\r'))
            text.remove_suffix(1);
        if (text.size() > limits::line_bytes)
            refuse("a line is longer than the limit of " + std::to_string(limits::line_bytes) + " bytes");
        return true;
    }
};

LineReader::LineReader(Input& input) : state_{std::make_unique<State>(input)} {}
LineReader::~LineReader() = default;

bool LineReader::next(std::string_view& line)
{
    do {
        if (!state_->next_line(line))
            return false;
    } while (line.find_first_not_of(" \t") == std::string_view::npos);
    if (++state_->rows > limits::bulk_rows)
        state_->refuse("the file has more than " + std::to_string(limits::bulk_rows) + " lines");
    return true;
}

std::size_t LineReader::line_number() const { return state_->line; }

} // namespace imi
