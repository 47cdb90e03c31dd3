// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace imi
{

/// What ended a command, in the numbers that scripts see (CONTRACT 1, "Status").
enum class Status {
    done = 0,
    findings = 1,  ///< done, with findings
    usage = 2,     ///< wrong usage
    input = 3,     ///< input refused, or consent missing; nothing changed
    forbidden = 4, ///< the acting user may see it, but not do this
    absent = 5,    ///< no such thing, or not visible to the acting user
    conflict = 6,  ///< state, version, key taken, changed meanwhile
    store = 7,     ///< store or system: busy, disk full, damaged, foreign or newer
    bug = 70,
};

/// The job cannot be done. Caught once, in run_tool().
class Error : public std::runtime_error
{
public:
    /// `id` is a stable code such as "REG-011"; `message` says what is wrong and, where known, what would be right;
    /// `hint` what the user can do next; `where` the place (file:line:column, row, object). Hint and place may be
    /// empty.
    Error(Status status, std::string_view id, const std::string& message, std::string hint = {}, std::string where = {})
        : std::runtime_error{message}, status_{status}, id_{id}, hint_{std::move(hint)}, where_{std::move(where)}
    {
    }
    Status status() const noexcept { return status_; }
    const std::string& id() const noexcept { return id_; }
    const std::string& hint() const noexcept { return hint_; }
    const std::string& where() const noexcept { return where_; }

private:
    Status status_;
    std::string id_;
    std::string hint_;
    std::string where_;
};

/// A row of a module's table of codes: what the man page lists and tests compare.
struct CodeRow {
    std::string_view id;
    std::string_view meaning;
};

} // namespace imi
