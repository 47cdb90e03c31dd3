// SPDX-License-Identifier: EUPL-1.2
#include "base/diagnostic.hpp"

namespace imi
{

std::string Place::text() const
{
    std::string result = file;
    if (line != 0)
        result += (result.empty() ? "line " : ":") + std::to_string(line);
    if (line != 0 && column != 0)
        result += ":" + std::to_string(column);
    return result;
}

std::string Diagnostic::text() const
{
    std::string result = place.text();
    if (!result.empty())
        result += ": ";
    result += severity == Severity::error ? "error: " : "warning: ";
    if (!field.empty())
        result += field + ": ";
    result += message + " [" + code + "]";
    return result;
}

} // namespace imi
