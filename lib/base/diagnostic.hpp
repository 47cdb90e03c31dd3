// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>

namespace imi
{

enum class Severity { error, warning };

/// A place in what the user supplied. `line` and `column` count from 1, columns in code points; 0 means unknown.
struct Place {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;

    /// "file:line:column", without the parts that are unknown.
    std::string text() const;
};

/// A fault in what the user supplied. Collected, so that one run reports them all.
struct Diagnostic {
    Severity severity = Severity::error;
    std::string code; ///< stable, such as "REG-011"
    Place place;
    std::string field; ///< name of the column or member; may be empty
    std::string message;
    std::string hint; ///< what would be right; may be empty

    /// One line for a person: "file:3:7: error: name: ... [REG-011]". Text from outside is already escaped in it.
    std::string text() const;
};

} // namespace imi
