// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace imi::cmd
{

/// "comparing 450000 of 1000000 rows (45 %), 61000 rows/s, 10 s left": what is done of one stage after so many seconds.
/// `total` 0: unknown, and both 0: only the stage is named.
std::string progress_text(std::string_view doing, std::uint64_t done, std::uint64_t total, double seconds);

/// The line of a terminal (standard error) that says how far the work is. Cleared at its end.
class ProgressLine
{
public:
    ~ProgressLine();
    /// Written ten times a second at most; the beginning of a stage always.
    void show(std::string_view doing, std::uint64_t done, std::uint64_t total);

private:
    using Clock = std::chrono::steady_clock;
    void write(const std::string& text);

    std::string doing_;
    Clock::time_point begin_ = Clock::now(); ///< of the stage: the end of the one before
    Clock::time_point asked_ = begin_, written_ = begin_;
    std::size_t width_ = 0; ///< of what stands on the line
};

} // namespace imi::cmd
