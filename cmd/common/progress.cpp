// SPDX-License-Identifier: EUPL-1.2
#include "cmd/common/progress.hpp"

#include <algorithm>
#include <iostream>

namespace imi::cmd
{

namespace
{

std::string time_text(std::uint64_t seconds)
{
    return seconds < 60 ? std::to_string(seconds) + " s"
                        : std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
}

} // namespace

std::string progress_text(std::string_view doing, std::uint64_t done, std::uint64_t total, double seconds)
{
    std::string text{doing};
    if (done == 0)
        return text;
    text += " " + std::to_string(done);
    // The total of a file that is being read is an estimate.
    if (total != 0)
        text += " of " + std::to_string(std::max(done, total));
    text += " rows";
    if (total != 0)
        text += " (" + std::to_string(std::min<std::uint64_t>(done * 100 / total, 100)) + " %)";
    const auto rate = seconds > 0 ? static_cast<std::uint64_t>(static_cast<double>(done) / seconds) : 0;
    if (rate == 0)
        return text;
    text += ", " + std::to_string(rate) + " rows/s";
    if (total != 0)
        text += ", " + time_text((std::max(done, total) - done + rate - 1) / rate) + " left";
    return text;
}

ProgressLine::~ProgressLine()
{
    if (width_ != 0)
        std::cerr << '\r' << std::string(width_, ' ') << '\r' << std::flush;
}

void ProgressLine::show(std::string_view doing, std::uint64_t done, std::uint64_t total)
{
    const Clock::time_point now = Clock::now();
    const bool begins = doing != doing_;
    if (begins) {
        doing_ = doing;
        begin_ = asked_;
    }
    asked_ = now;
    if (!begins && now - written_ < std::chrono::milliseconds{100})
        return;
    written_ = now;
    write(progress_text(doing, done, total, std::chrono::duration<double>{now - begin_}.count()));
}

void ProgressLine::write(const std::string& text)
{
    // At once: a line in parts flickers.
    std::cerr << "\r" + text + std::string(width_ > text.size() ? width_ - text.size() : 0, ' ') << std::flush;
    width_ = std::max(width_, text.size());
}

} // namespace imi::cmd
